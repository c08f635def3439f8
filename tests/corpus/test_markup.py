"""Markdown and HTML: the text a reader sees, and what a page declares of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.corpus import Sources, read_article
from bot.corpus.dates import parse_date
from bot.corpus.markup import read_markdown
from bot.model import Article, Basis, PartialDate

SENTENCE = "The harbour was rebuilt within a year by those who live beside it. "


def read(tmp_path: Path, name: str, text: str) -> Article:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_article(path, tmp_path, Sources(), 1_000_000)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One *two* **three** `four`.", "One two three four."),
        ("A [link](https://example.org/x) here.", "A link here."),
        ("A [ref][1] here.\n\n[1]: https://example.org", "A ref here."),
        ("An ![image](a.png) gone.", "An gone."),
        ("Soft\nbreak.", "Soft break."),
        ("Hard  \nbreak.", "Hard\nbreak."),
        ("Before.\n\n```\ncode = 1\n```\n\nAfter.", "Before.\n\nAfter."),
        ("Before.\n\n    code = 1\n\nAfter.", "Before.\n\nAfter."),
        ("Before.<!-- hidden -->\n\n<!-- more -->\n\nAfter.", "Before.\n\nAfter."),
        ("# Title\n\nText.", "Title\n\nText."),
        ("- one\n- two", "one\n\ntwo"),
        ("> Quoted line.", "Quoted line."),
        ("AT&amp;T &mdash; &ldquo;so&rdquo;.", "AT&T — “so”."),
        ("A \\* star.", "A * star."),
        ("A {{ site.name }}{% include x %} tag.{:.class}", "A tag."),
        ('Go [there]({{ "/a/" | url }}).', "Go there."),
        ('<div class="x">Plain <b>words</b></div>', "Plain words"),
        ("<script>\nx()\n</script>\n\nText.", "Text."),
        (
            "A note.[^1] More.\n\n[^1]: The note’s own text.",
            "A note. More.\n\nThe note’s own text.",
        ),
        ("The code `[^a]` stays.", "The code [^a] stays."),
        ('A [link]({{ "/a/" | url }} "with a title") here.', "A link here."),
        ("##Heading\n\nText.", "Heading\n\nText."),
        ("#TheHashtag stays.", "#TheHashtag stays."),
        ("Text.\n{.small .float-left}", "Text."),
        ("The {braces} stay, and {.5} as well.", "The {braces} stay, and {.5} as well."),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nText.", "Text."),
    ],
)
def test_markdown_becomes_what_a_reader_sees(markdown: str, text: str) -> None:
    assert read_markdown(markdown).text == text


def test_front_matter_declares_the_facts(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "a.md",
        "---\ntitle: A harbour\nauthor: One Writer and Two Writer\ndate: 2025-05-20\n"
        "publication: The Gazette\ncanonical: https://example.org/a\n---\n\n# A harbour\n\n"
        + SENTENCE,
    )
    assert article.title.value == "A harbour"
    assert article.authors.value == ("One Writer", "Two Writer")
    assert article.published.value == PartialDate(2025, 5, 20)
    assert article.outlet.value == "The Gazette"
    assert article.url.value == "https://example.org/a"
    assert article.title.basis is Basis.DECLARED
    assert [s.heading for s in article.sentences] == [True, False]
    assert article.note == ""


def test_a_blog_s_front_matter_is_read_with_its_short_names(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "2015-03-17-a-post.md",
        "---\ntitle: >\n  A post\nlayout: post\ntags:\n- one\n\nauthors:\n- first-last\n- nick\n"
        f"---\n{SENTENCE}",
    )
    assert article.title.value == "A post"
    assert article.authors.value == ("first-last", "nick")
    assert article.published.value == PartialDate(2015, 3, 17)


@pytest.mark.parametrize(
    ("field", "authors"),
    [
        ("author: By Una Writer, Special to The Gazette", ("Una Writer",)),
        ("author: Una Writer, Otto Editor and Ida Third",
         ("Una Writer", "Otto Editor", "Ida Third")),
        ("authors: [Una Writer, Otto Editor]", ("Una Writer", "Otto Editor")),
        ("authors:\n- name: Una Writer\n  url: https://example.org/u", ("Una Writer",)),
        ("author: Una Writer <una@example.org>", ("Una Writer",)),
        ("author: UNA WRITER", ("Una Writer",)),
        ("author: una", ("una",)),
        ("author: una, otto", ("una", "otto")),
        ("author: The Gazette", ("The Gazette",)),
        ("author: admin", None),
        ("author: 5", None),
    ],
)  # fmt: skip
def test_authors_in_front_matter(
    tmp_path: Path, field: str, authors: tuple[str, ...] | None
) -> None:
    article = read(tmp_path, "a.md", f"---\n{field}\n---\n\n{SENTENCE}")
    assert article.authors.value == authors


@pytest.mark.parametrize(
    "front",
    ["title: [unclosed", "title: a: b", "\ttabs: no", "- a\n- list", "x: !!python/name:os.x"],
)
def test_broken_front_matter_is_ignored_with_a_note(tmp_path: Path, front: str) -> None:
    article = read(tmp_path, "a.md", f"---\n{front}\n---\n\n{SENTENCE}")
    assert article.text == SENTENCE.strip()
    assert "front matter" in article.note
    assert not article.title


def test_a_date_that_is_none_is_unknown_and_noted(tmp_path: Path) -> None:
    article = read(tmp_path, "a.md", f"---\ndate: soon\n---\n\n{SENTENCE}")
    assert not article.published
    assert "date" in article.note


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-05-20", "2025-05-20"),
        ("2015-03-17 14:00:00 -4", "2015-03-17"),
        ("2025-05-20T10:00:00Z", "2025-05-20"),
        ("2025-05", "2025-05"),
        ("May 20, 2025", "2025-05-20"),
        ("20 May 2025", "2025-05-20"),
        ("Tuesday, 20th May 2025", "2025-05-20"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("Feb 2026", "2026-02"),
        ("March 2025", "2025-03"),
        ("05/04/2025", None),
        ("Ma 2025", None),
        ("February 30, 2025", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, date: str | None) -> None:
    parsed = parse_date(text)
    assert (str(parsed) if parsed else None) == date


PAGE = f"""<!doctype html><html><head><title>A harbour | The Gazette</title>
<meta name="author" content="One Writer"><meta property="og:title" content="A harbour">
<meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2025-05-20T08:00:00Z">
<link rel="canonical" href="https://example.org/a"></head><body>
<nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>A harbour</h1><p>{SENTENCE * 3}</p><h2>What came of it</h2>
<p>“It
 works,” she <em>said</em>. {SENTENCE * 4}</p><blockquote><p>{SENTENCE * 2}</p></blockquote>
</article>
<section class="comments" id="comments"><p>First comment of a reader.</p></section>
<footer>All rights reserved</footer></body></html>"""


def test_a_page_s_article_is_read_without_what_surrounds_it(tmp_path: Path) -> None:
    article = read(tmp_path, "a.html", PAGE)
    lines = article.text.split("\n\n")
    assert "What came of it" in lines
    assert sum(SENTENCE.strip() in line for line in lines) == 3
    assert "“It works,” she said." in article.text
    assert "comment" not in article.text
    assert "Home" not in article.text
    headings = [s.span.of(article.text) for s in article.sentences if s.heading]
    assert headings[-1] == "What came of it"


def test_a_page_declares_its_facts(tmp_path: Path) -> None:
    article = read(tmp_path, "a.html", PAGE)
    assert article.title.value == "A harbour"
    assert article.authors.value == ("One Writer",)
    assert article.outlet.value == "The Gazette"
    assert article.published.value == PartialDate(2025, 5, 20)
    assert article.url.value == "https://example.org/a"
    assert article.title.basis is Basis.DECLARED


def test_what_the_owner_declares_stands_over_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "sources.toml").write_text('["a.html"]\noutlet = "Elsewhere"\n')
    from bot.corpus import load_sources

    article = read_article(tmp_path / "a.html", tmp_path, load_sources(tmp_path), 1_000_000)
    assert article.outlet.value == "Elsewhere"
    assert article.title.value == "A harbour"
