"""Files made by mistake or in malice: each ends in a sentence or an article, soon, and never in a
crash."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.corpus import (
    SOURCES_FILE,
    Refused,
    Sources,
    corpus_files,
    digest,
    left_out,
    load_sources,
    read_article,
)
from bot.corpus.decode import NotTextError, decode
from bot.corpus.front_matter import read_front_matter
from bot.corpus.html_page import read_html
from bot.corpus.markup import read_markdown
from bot.corpus.page import NoArticleError
from bot.corpus.sources import web_address
from bot.model import ReindexReport
from commands.reindex import report_card

LIMIT = 5_000_000
PROSE = "The harbour was rebuilt in a year. Nobody had expected that it would be.\n"


def put(root: Path, name: str, content: str | bytes = PROSE) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# ---------------------------------------------------------------------------------- encodings

FEW = [
    "Café policy is naïve. The décision was bad for « everyone »",
    "It’s so. The Café’s CAFÉ has 5 km² for £5 or €6.",
    "Die Straße nach München war größer, als wir dachten. Wir wissen „nichts“.",
    "¿Qué pasó? El niño comió una manzana y dijo: ¡qué rica! La nación está más tranquila.",
    "Il faut aller à la mer en été, où tout le monde se promène, dit-elle, et rester là.",
    "Regeringen vill att det ska gå fort, men på ön är man inte säker på att det går att bygga.",
    "A year – one year – is enough…",
]


@pytest.mark.parametrize("text", FEW)
@pytest.mark.parametrize("times", [1, 40])
def test_a_few_accents_are_read_as_windows_western(text: str, times: int) -> None:
    assert decode((text * times).encode("cp1252")) == (text * times, "Windows-1252")


@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        ("Город был построен за один год. Никто этого не ждал. ", "cp1251", "Windows-1251"),
        ("Город был построен за один год. Никто этого не ждал. ", "koi8-r", "KOI8-R"),
        ("Η πόλη χτίστηκε σε έναν χρόνο και κανείς δεν το περίμενε. ", "cp1253", "Windows-1253"),
        ("港は一年で再建されました。そうなるとは誰も思っていませんでした。", "cp932", "CP932"),
    ],
)
def test_another_script_is_told_by_its_letters(text: str, encoding: str, guess: str) -> None:
    assert decode((text * 6).encode(encoding)) == (text * 6, guess)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("He was born in Łódź and went to Kraków. ", "cp1250"),
        ("Był już późny wieczór, że nikt się nie spodziewał tego. ", "iso8859-2"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, a nikdo to nečekal. ", "cp1250"),
        ("A várost egy év alatt újjáépítették, és őrült erők űzték, mint a tüzet. ", "cp1250"),
        ("Mesto je bilo obnovljeno v enem letu, nihče ni pričakoval, da že zdaj. ", "cp1250"),
        ("The president, Mr Erdoğan, said it. ", "cp1254"),
        ("The word is Город and it was said by a man who would not give his name. ", "cp1251"),
        ("Plain words, and then a café.", "cp500"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 20])
def test_what_could_be_several_encodings_is_refused(text: str, encoding: str, times: int) -> None:
    with pytest.raises(NotTextError, match=r"Save it again as UTF-8|control characters"):
        decode((text * times).encode(encoding))


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize(
    "raw",
    [
        "“The harbour’s café” – she said. ".encode() * 20 + b"Caf\xe9.",
        b"<meta charset='latin-1'>" + "Город был построен. ".encode() + b"\xab",
        "naïve — “so” ".encode() + b"\xe9",
    ],
)
def test_utf_8_with_stray_bytes_is_refused_as_mixed(raw: bytes, html: bool) -> None:
    with pytest.raises(NotTextError, match=r"It mixes encodings: .*Save it again as UTF-8\."):
        decode(raw, html=html)


@pytest.mark.parametrize(
    "charset",
    ["unicode_escape", "undefined", "utf-7", "idna", "punycode", "rot13", "hex", "mbcs", "cp037",
     "utf-16", "raw_unicode_escape", "no-such", "..", "utf_8_sig"],
)  # fmt: skip
def test_a_charset_that_no_page_has_is_not_believed(charset: str) -> None:
    page = f"<meta charset={charset}>The café is open, and the town is glad of it."
    assert decode(page.encode("cp1252"), html=True) == (page, "Windows-1252")


@pytest.mark.parametrize(
    ("charset", "encoding", "guess"),
    [
        ("windows-1250", "cp1250", "Windows-1250"),
        ("ISO-8859-2", "iso8859-2", "ISO 8859-2"),
        ("iso-8859-1", "cp1252", "Windows-1252"),
        ("macintosh", "mac-roman", "Mac Roman"),
    ],
)
def test_a_page_s_plausible_charset_is_believed(charset: str, encoding: str, guess: str) -> None:
    page = f"<meta charset={charset}>„Kraków”" if encoding == "cp1250" else f"{charset} é charset"
    page = f"<meta charset={charset}>" + page
    assert decode(page.encode(encoding), html=True) == (page, guess)


def test_a_guessed_encoding_is_noted_with_the_article(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", FEW[0].encode("cp1252"))
    assert read_article(path, tmp_path, Sources(), LIMIT).note == "Read as Windows-1252."
    put(tmp_path, SOURCES_FILE, '["a.txt"]\nnote = "From a scan."\n')
    article = read_article(path, tmp_path, load_sources(tmp_path), LIMIT)
    assert article.note == "From a scan. Read as Windows-1252."
    assert read_article(put(tmp_path, "b.txt"), tmp_path, Sources(), LIMIT).note == ""


# -------------------------------------------------------------------------------- front matter


@pytest.mark.parametrize(
    ("matter", "note"),
    [
        ("---\nt: " + "[" * 50_000 + "\n---\n", "not valid YAML"),
        ("---\nt: " + "{" * 50_000 + "\n---\n", "not valid YAML"),
        ("---\nt: " + "- " * 30_000 + "\n---\n", "not valid YAML"),
        ("---\na: &a [x]\nb: *a\n---\n", "not valid YAML"),
        ("---\na: &a {x: y}\nb:\n  <<: *a\n---\n", "not valid YAML"),
        ("---\nx: !!python/name:os.x\n---\n", "not valid YAML"),
        ("---\nx: !other y\n---\n", "not valid YAML"),
        ("---\n? [a]\n: b\n---\n", "not valid YAML"),
        ('---\ntitle: "\\U00110000"\n---\n', "not valid YAML"),
        ("---\ntitle: x\ntext: " + "x" * 65_536 + "\n---\n", "larger than 64 kB"),
        ('{\n"a": ' + "[" * 50_000 + "\n}\n", "not valid JSON"),
        ("{\nno json\n}\n", "not valid JSON"),
    ],
)
def test_front_matter_that_can_do_harm_is_ignored_and_noted(matter: str, note: str) -> None:
    began = time.perf_counter()
    declared, body = read_front_matter(matter + PROSE)
    assert time.perf_counter() - began < 10
    assert note in declared.note
    assert body.strip() == PROSE.strip()
    assert declared.title is None


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("2025", "2025"),
        ("yes", "yes"),
        ("1e3", "1e3"),
        ("9" * 5000, "9" * 5000),
        ("!!int ''", None),
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ("", None),
        ('"a\\ud800b"', "a\ufffdb"),
        ('"a\\0b"', "a\ufffdb"),
        ("{name: A harbour}", "A harbour"),
        ("[a, b]", None),
    ],
)
def test_a_field_of_front_matter_is_text(field: str, title: str | None) -> None:
    declared, _ = read_front_matter(f"---\ntitle: {field}\nlayout: post\n---\n{PROSE}")
    assert declared.title == title
    assert declared.note == ""


@pytest.mark.parametrize(
    ("stated", "date"),
    [("2025-05-20", "2025-05-20"), ("2025-05-20 23:30:00 -0800", "2025-05-20"), ("2025", "2025"),
     ("2025-05", "2025-05"), ("'May 20, 2025'", "2025-05-20")],
)  # fmt: skip
def test_a_date_of_front_matter_is_as_it_is_written(stated: str, date: str) -> None:
    declared, _ = read_front_matter(f"---\ndate: {stated}\n---\n{PROSE}")
    assert str(declared.published) == date


def encodable(path: Path, root: Path) -> None:
    article = read_article(path, root, Sources(), LIMIT)
    repr((article.text, article.title, article.authors, article.outlet, article.note)).encode()
    for said in (article.title.value, article.outlet.value, article.note, article.text):
        (said or "").encode()
    for name in article.authors.value or ():
        name.encode()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", '{\n"title": "\\ud800", "author": ["\\udfff a"], "site": "\\udc00"\n}\n'),
        ("a.md", '---\ntitle: "\\ud800"\nauthor: "\\udfff"\nsite: "\\ud800"\n---\n'),
        ("a.md", "&#xd800; and &#0; here.\n\n<div>&#xd800; there</div>\n\n"),
        ("a.html", '<html><head><script type="application/ld+json">{"@type":"NewsArticle",'
         '"headline":"a \\ud800 b","author":{"@type":"Person","name":"One \\ud800"}}</script>'
         '<title>&#xd800; A harbour</title></head><body><article><p>&#xd800;' + PROSE * 9),
    ],
)  # fmt: skip
def test_what_is_read_can_always_be_stored(tmp_path: Path, name: str, text: str) -> None:
    encodable(put(tmp_path, name, text + PROSE), tmp_path)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div><![foo[ bar ]]></div>", ""),
        ("<div><![</div>", ""),
        ("<div><![if IE]>words<![endif]></div>", "words\n\n"),
        ("<div><!DOCTYPE [<!x", ""),
        ("<div>words &amp; more & so &am", "words & more & so &am\n\n"),
        ("<div>if a < b", "if a < b\n\n"),
        ("<div>words <!-- never closed", "words\n\n"),
    ],
)
def test_broken_html_in_markdown_is_read_as_a_browser_does(html: str, text: str) -> None:
    assert read_markdown(f"{html}\n\nText.").text == f"{text}Text."


@pytest.mark.parametrize("unit", ["<![", "<!--", "<!", "</", "<", "<a ", '<a b="', "<div>", "&"])
def test_html_in_markdown_takes_linear_time(unit: str) -> None:
    began = time.perf_counter()
    read_markdown("<div>" + unit * (300_000 // len(unit)) + "\n\nText.")
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("unit", ["<span>a word </span>", "<br>a", "</p>", "<P>a"])
def test_a_page_of_too_many_tags_is_refused(unit: str) -> None:
    with pytest.raises(NoArticleError, match=r"more than 30,000 tags.*\.txt file\."):
        read_html(f"<html><body><article><p>{PROSE}{unit * 50_000}")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org:80", True),
        ("http://[::1]/a", True),
        ("http://[x", False),
        ("http://", False),
        ("https:///a", False),
        ("http://example.org:99999", False),
        ("http://a b", False),
        ("http://example.org/\ud800", False),
        ("ftp://example.org", False),
        ("javascript:alert(1)", False),
        ("example.org", False),
    ],
)
def test_an_address_has_a_scheme_and_a_host(text: str, good: bool) -> None:
    assert web_address(text) == (text if good else None)


def test_an_address_that_is_none_is_dropped_from_front_matter() -> None:
    declared, _ = read_front_matter(f"---\ntitle: A\nurl: 'http://[x'\n---\n{PROSE}")
    assert (declared.title, declared.url) == ("A", None)


# -------------------------------------------------------------------------------- sources.toml


@pytest.mark.parametrize(
    ("toml", "reason", "about"),
    [
        ("a = " + "9" * 5000, "not usable TOML", ""),
        ("a = " + "[" * 100_000, "not usable TOML", ""),
        (".".join("a" * 50_000) + " = 1", "more than 8 dots", ""),
        ("x = {" + "a . " * 50_000 + "a = 1}", "more than 8 dots", ""),
        ('x = ["""a"""", {' + "a." * 50_000 + "a = 1}]", "more than 8 dots", ""),
        ("#" * (1 << 20) + "\n", "larger than 1 MB", ""),
        ('["' + "n" * 5000 + '"]\na = 1', "names a file that is not there", "n" * 199 + "…"),
        ('["\\u0000"]\na = 1', "names a file that is not there", "\0"),
        ('["../corpus/a.txt"]', "names a file that is not there", "../corpus/a.txt"),
        ('["./a.txt"]', "names a file that is not there", "./a.txt"),
        ('["a.txt"]\nurl = "http://[x"', "url is not a valid address", "a.txt"),
        ('["a.txt"]\nurl = "https://"', "url is not a valid address", "a.txt"),
        ('["a.txt"]\n' + "k" * 5000 + " = 1", "is not a key", "a.txt"),
        ('"a.txt" = 1', "is not a table", "a.txt"),
    ],
)
def test_each_malice_in_sources_toml_is_a_sentence(
    tmp_path: Path, toml: str, reason: str, about: str
) -> None:
    root = tmp_path / "corpus"
    put(root, "a.txt")
    put(root, SOURCES_FILE, toml)
    began = time.perf_counter()
    (problem,) = load_sources(root).problems
    assert time.perf_counter() - began < 5
    assert (problem.file, problem.about) == (SOURCES_FILE, about)
    assert reason in problem.reason
    assert len(problem.reason) < 700
    assert problem.reason.endswith(".")


def test_dots_in_texts_and_comments_are_no_keys(tmp_path: Path) -> None:
    put(tmp_path, "a.b.c.d.e.f.g.h.i.j.k.txt")
    put(
        tmp_path,
        SOURCES_FILE,
        '["a.b.c.d.e.f.g.h.i.j.k.txt"] # a.b.c.d.e.f.g.h.i.j.k\n'
        'title = \'A........... B\'\nnote = """\n.......... \\" ............"""\n',
    )
    sources = load_sources(tmp_path)
    assert sources.problems == ()
    assert sources.entry("a.b.c.d.e.f.g.h.i.j.k.txt").title == "A........... B"


def test_no_more_problems_are_told_than_anybody_reads(tmp_path: Path) -> None:
    put(tmp_path, SOURCES_FILE, "".join(f'["gone{n}.txt"]\n' for n in range(1000)))
    problems = load_sources(tmp_path).problems
    assert len(problems) == 101
    assert problems[-1].reason.startswith("It has 900 more problems.")


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_what_is_no_file_in_place_of_sources_toml_is_a_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / SOURCES_FILE
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to(path)
    (problem,) = load_sources(tmp_path).problems
    assert "not a plain file" in problem.reason


# ------------------------------------------------------------------------------- what is left out


def test_each_thing_that_is_left_out_has_its_reason(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/secret.txt")
    root = tmp_path / "corpus"
    for name in ("a.txt", "b.png", "c.csv", "d.PDF", "sub/e.docx", "~$e.docx", "README.pdf",
                 ".hidden.pdf", "f.json"):  # fmt: skip
        put(root, name)
    (root / "out.txt").symlink_to(outside)
    (root / "gone.md").symlink_to(root / "nothing.md")
    (root / "round.txt").symlink_to(root / "round.txt")
    (root / "in.txt").symlink_to(root / "a.txt")
    assert [path.name for path in corpus_files(root)] == ["a.txt", "in.txt"]
    told = {refusal.file: refusal.reason for refusal in left_out(root)}
    assert list(told) == ["d.PDF", "gone.md", "out.txt", "round.txt", "sub/e.docx"]
    assert "Only .txt, Markdown and HTML files are read" in told["d.PDF"]
    assert "points at nothing" in told["gone.md"]
    assert "leads out of the corpus folder" in told["out.txt"]
    assert "goes round in a circle" in told["round.txt"]
    for name in ("gone.md", "out.txt", "round.txt"):
        with pytest.raises(Refused) as caught:
            read_article(root / name, root, Sources(), LIMIT)
        assert caught.value.reason == told[name]
        assert not caught.value.lost


def test_a_name_that_is_not_utf_8_is_refused_by_one_that_can_be_printed(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, os.fsdecode(b"caf\xe9.txt"))
    put(tmp_path, os.fsdecode(b"caf\xe9.png"))
    inner = put(tmp_path, os.fsdecode(b"d\xe9/b.txt"))
    assert [path.name for path in corpus_files(tmp_path)] == ["a.txt"]
    told = left_out(tmp_path)
    assert [refusal.file for refusal in told] == ["caf\ufffd.txt", "d\ufffd"]
    assert {refusal.reason for refusal in told} == {"Its name is not UTF-8: rename it."}
    for read in (
        lambda: read_article(inner, tmp_path, Sources(), LIMIT),
        lambda: digest(inner, tmp_path, Sources()),
    ):
        with pytest.raises(Refused, match="not UTF-8") as caught:
            read()
        caught.value.file.encode()


def locked(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Let the folder of that name fail as one does that may not be listed. Root may list all."""
    scandir = os.scandir

    def guarded(path: str | os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == name:
            raise OSError(number, os.strerror(number), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "locked/b.txt", "sub/c.txt"):
        put(tmp_path, name)
    locked(monkeypatch, "locked", errno.EACCES)
    assert [path.name for path in corpus_files(tmp_path)] == ["a.txt", "c.txt"]
    (refusal,) = left_out(tmp_path)
    assert refusal.file == "locked"
    assert refusal.reason.startswith("The folder could not be read (Permission denied).")
    locked(monkeypatch, tmp_path.name, errno.EACCES)
    with pytest.raises(PermissionError):
        corpus_files(tmp_path)


def test_folders_deeper_than_any_path_are_told(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    put(root, "a.txt")
    handles = [os.open(root, os.O_RDONLY)]
    try:
        for _ in range(2_100):
            os.mkdir("d", dir_fd=handles[-1])
            handles.append(os.open("d", os.O_RDONLY, dir_fd=handles[-1]))
            os.close(handles.pop(0))
        assert [path.name for path in corpus_files(root)] == ["a.txt"]
        (refusal,) = left_out(root)
        assert "its path is too long" in refusal.reason
    finally:
        # The temporary folder is removed by a recursion that would not reach the end of it.
        while True:
            up = os.open("..", os.O_RDONLY, dir_fd=handles[-1])
            try:
                os.rmdir("d", dir_fd=up)
            except FileNotFoundError:
                os.close(up)
                break
            os.close(handles.pop())
            handles.append(up)
        os.close(handles.pop())


@pytest.mark.parametrize(
    ("name", "reason", "lost"),
    [
        ("gone.txt", "There is no such file", False),
        ("a.txt/gone.txt", "There is no such file", False),
        ("gone.pdf", "There is no such file", False),
        ("n" * 300 + ".txt", "path is too long", True),
        ("/".join(["n" * 100] * 60) + ".txt", "path is too long", True),
        ("a.pdf", "Only .txt, Markdown and HTML files are read: save it as one of these.", False),
        ("a", "Only .txt, Markdown and HTML files are read", False),
        ("pipe.txt", "not a plain file", False),
        ("socket.txt", "not a plain file", False),
        ("folder.md", "not a plain file", False),
    ],
)
def test_what_is_no_article_s_file_is_refused(
    tmp_path: Path, name: str, reason: str, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in ("a.txt", "a.pdf", "a"):
        put(tmp_path, file)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.md").mkdir()
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        with pytest.raises(Refused) as caught:
            read_article(tmp_path / name, tmp_path, Sources(), LIMIT)
    assert reason in caught.value.reason
    assert caught.value.reason.endswith(".")
    assert caught.value.lost is lost


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
@pytest.mark.parametrize("step", ["stat", "open"])
def test_a_file_that_could_not_be_read_is_lost_not_unfit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, step: str
) -> None:
    path = put(tmp_path, "a.txt")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, step, fail)
    for read in (
        lambda: read_article(path, tmp_path, Sources(), LIMIT),
        lambda: digest(path, tmp_path, Sources()),
    ):
        with pytest.raises(Refused, match="could not be read") as caught:
            read()
        assert caught.value.lost


@pytest.mark.parametrize("attribute", ["a{}", "a{}=x", "a{} = 'x y'", 'a{}="x > y"'])
def test_a_tag_with_very_many_attributes_is_refused(attribute: str) -> None:
    page = f"<html><body><p {{}}>{PROSE}</p>" + f"<p>{PROSE}</p>" * 8
    many = " ".join(attribute.format(number) for number in range(100_000))
    with pytest.raises(NoArticleError, match=r"more than 1,000 attributes.*\.txt file\."):
        read_html(page.format(many))
    assert read_html(page.format("title='" + "a=b&" * 5_000 + "'")).text


# ------------------------------------------------------------------------- malice in size and shape


def test_a_gigabyte_of_one_line_is_refused_by_its_size_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "a.txt", b"")
    os.truncate(path, 1 << 30)  # a hole on the disk

    def read(*_: object, **__: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr(Path, "open", read)
    with pytest.raises(Refused, match=r"It is 1,024\.0 MB, and the limit is 4\.8 MB\."):
        read_article(path, tmp_path, Sources(), LIMIT)


def test_a_zip_that_is_called_a_text_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.txt", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("b.txt", PROSE * 50)
    for name in ("a.txt", "a.md", "a.html"):
        path = put(tmp_path, name, (tmp_path / "a.txt").read_bytes())
        with pytest.raises(Refused) as caught:
            read_article(path, tmp_path, Sources(), LIMIT)
        assert caught.value.reason.endswith(".")


def test_html_nested_very_deep_ends_soon(tmp_path: Path) -> None:
    began = time.perf_counter()
    for depth in (500, 29_000):
        page = "<html><body><article>" + "<div>" * depth + f"<p>{PROSE * 9}</p>"
        path = put(tmp_path, "a.html", page)
        with contextlib.suppress(Refused):
            assert "harbour" in read_article(path, tmp_path, Sources(), LIMIT).text
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("length", [0, 20, LIMIT + 1])
def test_a_file_that_changes_while_it_is_read_is_read_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    """It shrinks or grows between being measured and being read."""
    path = put(tmp_path, "a.txt", PROSE * 9)
    opening = Path.open

    def changed(self: Path, *how: Any, **more: Any) -> Any:
        with opening(self, "wb") as stream:
            stream.write((PROSE * (1 + length // len(PROSE))).encode()[:length])
        return opening(self, *how, **more)

    monkeypatch.setattr(Path, "open", changed)
    if length == 20:
        article = read_article(path, tmp_path, Sources(), LIMIT)
        assert article.text == PROSE[:20].strip()
    else:
        with pytest.raises(Refused) as caught:
            read_article(path, tmp_path, Sources(), LIMIT)
        assert caught.value.reason.endswith(".")


@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1b[2J.txt", "\u202etxt.a.txt", "@everyone.txt"])
def test_a_name_with_controls_is_read_and_shown_without_them(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name, PROSE * 9)
    assert corpus_files(tmp_path) == [path]
    assert read_article(path, tmp_path, Sources(), LIMIT).file == name
    empty = put(tmp_path, name, "")
    with pytest.raises(Refused) as caught:
        read_article(empty, tmp_path, Sources(), LIMIT)
    refused = (caught.value.refusal,)
    card = report_card(
        ReindexReport(added=(), changed=(), removed=(), unchanged=(), refused=refused)
    )
    assert not set(card.description or "") & {"\x1b", "\u202e"}
