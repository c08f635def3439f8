"""Which files count, how bytes become text, and what is refused with which sentence."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.corpus import (
    Refused,
    Sources,
    corpus_files,
    digest,
    left_out,
    load_sources,
    read_article,
)
from bot.model import PartialDate

LIMIT = 100_000
PROSE = "The harbour was rebuilt in a year. Nobody had expected that it would be.\n"


def put(root: Path, name: str, content: str | bytes = PROSE) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_articles_are_found_and_everything_else_is_left_alone(tmp_path: Path) -> None:
    for name in (
        "b.txt", "a.md", "sub/c.markdown", "sub/d.HTML", "e.htm", "servers/42/f.txt",
        "notice-board.txt", "licensing.md",
        "README.md", "sub/readme.txt", "README.de.md", "LICENSE.md", "LICENCE-MIT.txt",
        "COPYING.txt", "NOTICE.txt", ".hidden.txt", ".git/g.txt", "sources.toml", "h.pdf", "i",
        "j.txt.bak",
    ):  # fmt: skip
        put(tmp_path, name)
    found = [path.relative_to(tmp_path).as_posix() for path in corpus_files(tmp_path)]
    assert found == [
        "a.md", "b.txt", "e.htm", "licensing.md", "notice-board.txt", "servers/42/f.txt",
        "sub/c.markdown", "sub/d.HTML",
    ]  # fmt: skip


def test_a_link_out_of_the_folder_is_reported_and_not_read(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/secret.txt")
    root = tmp_path / "corpus"
    inside = put(root, "inside.txt")
    (root / "out.txt").symlink_to(outside)
    (root / "in.txt").symlink_to(inside)
    (root / "round.txt").symlink_to(root / "round.txt")
    (root / "folder").symlink_to(outside.parent)
    assert [path.name for path in corpus_files(root)] == ["in.txt", "inside.txt"]
    assert [refusal.file for refusal in left_out(root)] == ["out.txt", "round.txt"]
    with pytest.raises(Refused, match="leads out of the corpus folder"):
        read_article(root / "out.txt", root, Sources(), LIMIT)
    with pytest.raises(Refused, match="leads out of the corpus folder"):
        digest(root / "out.txt", root, Sources())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "It is empty"),
        ("spaces.txt", b" \n\t\r\n ", "It is empty"),
        ("nbsp.txt", "\u00a0\n\u00a0".encode(), "only white space"),
        ("bom.txt", b"\xef\xbb\xbf", "only white space"),
        ("nul.txt", b"text\0more text", "binary"),
        ("zip.txt", b"PK\x03\x04" + bytes(range(256)), "ZIP archive"),
        ("pdf.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        ("control.txt", b"\x01\x02\x03a\x04\x05b" * 20, "control characters"),
        ("odd.txt", bytes((7 * i * i + 3 * i) % 128 + 128 for i in range(2000)), "encoding"),
        ("utf16.txt", b"\xff\xfea\x00b", "damaged"),
        ("big.txt", b"a" * (LIMIT + 1), "100,001 bytes, and the limit is 100,000 bytes"),
        ("front.md", b"---\ntitle: Nothing below\n---\n", "no text below its front matter"),
        ("nothing.html", b"<html><body></body></html>", "No article was found"),
        ("nothtml.html", b"<", "No article was found"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = put(tmp_path, f"sub/{name}", content)
    with pytest.raises(Refused) as caught:
        read_article(path, tmp_path, Sources(), LIMIT)
    assert caught.value.file == f"sub/{name}"
    assert reason in caught.value.reason
    assert caught.value.reason.endswith(".")
    assert caught.value.refusal.reason == caught.value.reason


def test_a_file_that_vanished_is_refused(tmp_path: Path) -> None:
    for read in (
        lambda: read_article(tmp_path / "gone.txt", tmp_path, Sources(), LIMIT),
        lambda: digest(tmp_path / "gone.txt", tmp_path, Sources()),
    ):
        with pytest.raises(Refused, match="no longer there"):
            read()


def test_a_folder_or_a_pipe_named_like_an_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("folder.txt", "pipe.txt"):
        with pytest.raises(Refused, match="not a plain file"):
            read_article(tmp_path / name, tmp_path, Sources(), LIMIT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "locked.txt")
    path.chmod(0)
    with pytest.raises(Refused, match="could not be read"):
        read_article(path, tmp_path, Sources(), LIMIT)


WESTERN = "“The café’s façade” – über alles naïve – was restored, he said, in Mälmö and in Łódź."


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Zürich—“so”".encode(), "Zürich—“so”"),
        ("Zürich—“so”".encode("utf-8-sig"), "Zürich—“so”"),
        ("Zürich—“so”".encode("utf-16"), "Zürich—“so”"),
        (b"\xfe\xff" + "Zürich".encode("utf-16-be"), "Zürich"),
        ("Zürich".encode("utf-32"), "Zürich"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"a\n\rb", "a\n\nb"),
        (b"  a \x0c b\n\n", "  a \x0c b\n\n"),
    ],
)
def test_text_is_decoded_as_python_s_text_mode_does(tmp_path: Path, raw: bytes, text: str) -> None:
    path = put(tmp_path, "a.txt", raw)
    assert read_article(path, tmp_path, Sources(), LIMIT).text == text


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251"])
def test_older_encodings_are_detected(tmp_path: Path, encoding: str) -> None:
    prose = {
        "cp1252": "“The café’s façade” – she said – is naïve. Élodie agreed; it’s a déjà vu. ",
        "cp1251": "Город был построен за один год. Никто не ожидал, что это получится так быстро. ",
    }[encoding]
    path = put(tmp_path, "a.txt", (prose * 4).encode(encoding))
    assert read_article(path, tmp_path, Sources(), LIMIT).text == prose * 4


def test_a_page_s_declared_charset_is_used(tmp_path: Path) -> None:
    prose = "Город был построен за один год, и никто не ожидал этого. " * 5
    page = f'<html><head><meta charset="koi8-r"></head><body><article><p>{prose}</p></article>'
    path = put(tmp_path, "a.html", page.encode("koi8-r"))
    assert prose.strip() in read_article(path, tmp_path, Sources(), LIMIT).text


def test_the_digest_is_of_the_bytes_and_of_the_entry(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt")
    bare = digest(path, tmp_path, Sources())
    assert bare == hashlib.sha256(PROSE.encode()).hexdigest()
    put(tmp_path, "sources.toml", '["a.txt"]\ntitle = "One"\n')
    one = load_sources(tmp_path)
    put(tmp_path, "sources.toml", '["a.txt"]\ntitle = "One"\nbasis.title = "text"\n')
    two = load_sources(tmp_path)
    assert len({bare, digest(path, tmp_path, one), digest(path, tmp_path, two)}) == 3
    assert read_article(path, tmp_path, one, LIMIT).digest == digest(path, tmp_path, one)


@pytest.mark.parametrize(
    ("name", "server"),
    [
        ("servers/42/a.txt", 42),
        ("servers/42/deep/a.txt", 42),
        ("servers/9223372036854775807/a.txt", 2**63 - 1),
        ("servers.txt", None),
        ("other/servers/42/a.txt", None),
        ("a.txt", None),
    ],
)
def test_a_server_s_file_belongs_to_it(tmp_path: Path, name: str, server: int | None) -> None:
    assert read_article(put(tmp_path, name), tmp_path, Sources(), LIMIT).server == server


PROBLEMS = [
    ('["a.txt"]\ntitel = "One"', "'titel' is not a key"),
    ('["a.txt"]\ntitle = 3', "title must be a text"),
    ('["a.txt"]\noutlet = " "', "outlet must be a text"),
    ('["a.txt"]\nauthors = "One Name"', "authors must be a list"),
    ('["a.txt"]\nauthors = []', "empty list"),
    ('["a.txt"]\nauthors = [""]', "authors must be a list"),
    ('["a.txt"]\ndate = "May 2025"', "write 2025, 2025-05 or 2025-05-20"),
    ('["a.txt"]\ndate = "2025-02-30"', "not in the calendar"),
    ('["a.txt"]\ndate = 2025', "date must be a text"),
    ('["a.txt"]\nurl = "example.org"', "url must begin with https://"),
    ('["a.txt"]\nbasis = "text"', "by field"),
    ('["a.txt"]\ntitle = "One"\nbasis.title = "unknown"', "basis.title must be one of"),
    ('["a.txt"]\nbasis.titel = "text"', "basis.titel is not a field"),
    ('["a.txt"]\nbasis.title = "text"', "but title is not"),
    ('["gone.txt"]\ntitle = "One"', "names a file that is not there"),
    ('"a.txt" = 3', "is not a table"),
    ("[a.txt", "not valid TOML"),
    (b"\xff\xfe", "not UTF-8"),
]


@pytest.mark.parametrize(("toml", "reason"), PROBLEMS)
def test_each_mistake_in_sources_toml_is_a_sentence(
    tmp_path: Path, toml: str | bytes, reason: str
) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "sources.toml", toml)
    sources = load_sources(tmp_path)
    assert [problem.file for problem in sources.problems] == ["sources.toml"]
    assert reason in sources.problems[0].reason
    assert sources.problems[0].reason.endswith(".")


def test_a_mistake_in_one_entry_spares_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    put(
        tmp_path,
        "sources.toml",
        '["a.txt"]\ndate = "soon"\noutlet = "A"\n["b.txt"]\ndate = 2025-05-20\n',
    )
    sources = load_sources(tmp_path)
    assert len(sources.problems) == 1
    assert sources.entry("a.txt").outlet == "A"
    assert sources.entry("b.txt").published == PartialDate(2025, 5, 20)
    assert sources.entry("c.txt").outlet is None


def test_importing_the_corpus_loads_no_parser() -> None:
    heavy = [
        "trafilatura",
        "markdown_it",
        "charset_normalizer",
        "frontmatter",
        "sentencex",
        "yaml",
        "bot.corpus.annotate",
    ]
    code = f"import sys, bot.corpus; print([m for m in {heavy!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "file",
    [
        "servers/a.txt",
        "servers/name/a.txt",
        "Servers/42/a.txt",
        "servers/0/a.txt",
        "servers/9223372036854775808/a.txt",
        "servers/99999999999999999999/a.txt",
    ],
)
def test_what_was_meant_for_one_server_is_never_shown_to_all(tmp_path: Path, file: str) -> None:
    with pytest.raises(Refused, match="named by a Discord server's id"):
        read_article(put(tmp_path, file), tmp_path, Sources(), LIMIT)
