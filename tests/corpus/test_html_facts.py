"""What a web page declares of itself, in each of the ways in which pages do."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from bot.corpus.html_page import read_html
from bot.corpus.sources import Declared
from bot.model import Basis, PartialDate

SENTENCE = "The harbour was rebuilt within a year by those who live beside it. "
DAY = PartialDate(2025, 5, 20)
UNA = {"@type": "Person", "name": "Una Writer"}
OTTO = {"@type": "Person", "name": "Otto Editor"}


def facts(head: str = "", top: str = "", h1: str = "A harbour") -> Declared:
    return read_html(
        f"<!doctype html><html><head>{head}</head><body><article><h1>{h1}</h1>{top}"
        f"<p>{SENTENCE * 4}</p><p>{SENTENCE * 3}</p></article></body></html>"
    ).declared


def script(data: object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def article(kind: object = "NewsArticle", **fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": kind, "headline": "A harbour"} | fields


def metas(**contents: str) -> str:
    names = {name.replace("__", ":").replace("_d_", "."): c for name, c in contents.items()}
    return "".join(f'<meta name="{name}" content="{content}">' for name, content in names.items())


@pytest.mark.parametrize(
    ("data", "authors"),
    [
        *((article(kind, author=UNA), ("Una Writer",)) for kind in (
            "Article", "NewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle",
            "ReportageNewsArticle", "BlogPosting", "Report", ["Article", "NewsArticle"],
        )),
        (article("Product", author=UNA), None),
        (article("JobPosting", author=UNA), None),
        (article(author=[UNA, OTTO]), ("Una Writer", "Otto Editor")),
        (article(author="By Una Writer and Otto Editor"), ("Una Writer", "Otto Editor")),
        (article(author=["Una Writer", None, 1, {}]), ("Una Writer",)),
        (article(author={"@type": "Organization", "name": "Gazette Staff"}), ("Gazette Staff",)),
        (article(author={"name": ["Una Writer"]}), ("Una Writer",)),
        (article(author={"givenName": "Una", "familyName": "Writer"}), ("Una Writer",)),
        (article(author={"name": "https://example.org/una"}), None),
        (article(author={"name": "admin"}), None),
        (article(creator=UNA), ("Una Writer",)),
        ([article(author=UNA)], ("Una Writer",)),
        ({"@graph": [article(author={"@id": "#u"}), UNA | {"@id": "#u"}, OTTO]}, ("Una Writer",)),
        ({"@type": "WebPage", "mainEntity": article(author=UNA)}, ("Una Writer",)),
        # Another person, and the article of a teaser, are not this one's author.
        ([article(author=UNA), OTTO], ("Una Writer",)),
        ([article(headline="A teaser", author=OTTO), article(author=UNA)], ("Una Writer",)),
        ([article(headline="A teaser", author=OTTO), article(headline="B", author=UNA)], None),
    ],
)  # fmt: skip
def test_json_ld_names_the_authors(data: object, authors: tuple[str, ...] | None) -> None:
    declared = facts(script(data))
    assert declared.authors == authors
    assert declared.basis.get("authors") is None  # declared


def test_json_ld_names_all_the_facts() -> None:
    declared = facts(
        script(
            article(
                author=UNA,
                publisher={"@type": "Organization", "name": "The Gazette"},
                datePublished="2025-05-20T08:00:00Z",
                dateModified="2025-06-01",
                mainEntityOfPage={"@id": "https://example.org/a"},
            )
        )
    )
    assert declared == Declared(
        "A harbour", "The Gazette", ("Una Writer",), DAY, "https://example.org/a"
    )


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        ({"publisher": "The Gazette"}, "The Gazette"),
        ({"publisher": [{"name": "The Gazette"}]}, "The Gazette"),
        ({"publisher": "https://example.org"}, None),
        ({"publisher": 5}, None),
    ],
)
def test_json_ld_names_the_outlet(fields: dict[str, object], outlet: str | None) -> None:
    assert facts(script(article(**fields))).outlet == outlet


def test_a_site_s_own_node_names_the_outlet() -> None:
    data = {"@graph": [{"@type": "WebSite", "name": "The Gazette"}, article()]}
    assert facts(script(data)).outlet == "The Gazette"


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ('{"@type": "Article", "author": {"name": "Una Writer"},}', False),
        ('<!-- {"@type": "Article", "author": "Una Writer"} -->', False),
        ('/*<![CDATA[*/{"@type": "Article"}/*]]>*/', True),
        ('//<![CDATA[\n{"@type": "Article"}\n//]]>', False),
        ('{"@type": "Article", "headline": "A\nharbour"}', False),
        ("{no json", True),
        ("[" * 5_000, True),
        ('{"mainEntity":' * 20_000, True),
        ('{"a": "' + "x" * 600_000 + '"}', True),
        ("", False),
        ("null", False),
        ("3", False),
    ],
)
def test_json_ld_that_cannot_be_read_is_ignored_with_a_note(text: str, noted: bool) -> None:
    assert ("JSON-LD" in facts(script(text)).note) is noted


@pytest.mark.parametrize("unit", ['{"@type":"Article","headline":"A harbour","author":"A B"}', "1"])
def test_much_json_ld_is_read_soon(unit: str) -> None:
    text = "[" + ",".join([unit] * (500_000 // (len(unit) + 1))) + "]"
    began = time.perf_counter()
    facts(script(text))
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (metas(author="Una Writer"), ("Una Writer",)),
        (metas(article__author="Una Writer"), ("Una Writer",)),
        (metas(article__author="https://example.org/una"), None),
        (metas(citation_author="Writer, Una"), ("Una Writer",)),
        (metas(citation_author="Writer, Una") + metas(citation_author="Editor, Otto"),
         ("Una Writer", "Otto Editor")),
        (metas(dc_d_creator="Una Writer"), ("Una Writer",)),
        ('<meta name="parsely-author" content="Una Writer">', ("Una Writer",)),
        (metas(byl="By UNA WRITER"), ("Una Writer",)),
        (metas(author="@unawriter"), None),
        (metas(author="Otto Editor") + script(article(author=UNA)), ("Una Writer",)),
    ],
)  # fmt: skip
def test_meta_tags_name_the_authors(head: str, authors: tuple[str, ...] | None) -> None:
    assert facts(head).authors == authors


@pytest.mark.parametrize(
    ("head", "date"),
    [
        *((f'<meta name="{name}" content="2025-05-20T10:00:00Z">', DAY) for name in (
            "article:published_time", "citation_publication_date", "citation_date", "dc.date",
            "DC.date.issued", "dcterms.issued", "parsely-pub-date", "sailthru.date", "pubdate",
        )),
        ('<meta itemprop="datePublished" content="2025-05-20">', DAY),
        (metas(citation_date="2025/05/20"), DAY),
        (metas(date="20/05/2025"), DAY),
        (metas(date="05/04/2025"), None),
        (metas(article__modified_time="2025-05-20"), None),
        (metas(date="soon"), None),
        (script(article(dateModified="2025-05-20")), None),
        (script(article(datePublished=20250520)), None),
    ],
)  # fmt: skip
def test_meta_tags_tell_when_it_appeared(head: str, date: PartialDate | None) -> None:
    assert facts(head).published == date


@pytest.mark.parametrize(
    ("head", "title", "outlet"),
    [
        ("<title>A harbour - The Gazette</title>", "A harbour", None),
        (metas(og__title="A harbour | The Gazette", og__site_name="The Gazette"),
         "A harbour", "The Gazette"),
        (metas(og__title="Another", og__site_name="The Gazette"), "Another", "The Gazette"),
        (metas(citation_title="Another", citation_journal_title="Harbours"), "Another", "Harbours"),
        (metas(dc_d_title="Another", dc_d_publisher="The Gazette"), "Another", "The Gazette"),
        (script(article(headline="Harbours: a history")), "Harbours: a history", None),
        (metas(og__site_name="The Gazette") + script(article(publisher="Gazette Group")),
         "A harbour", "The Gazette"),
        ("", "A harbour", None),
    ],
)  # fmt: skip
def test_titles_and_outlets(head: str, title: str, outlet: str | None) -> None:
    declared = facts(head)
    assert (declared.title, declared.outlet) == (title, outlet)


@pytest.mark.parametrize(
    ("title", "outlet", "expected"),
    [
        ("A harbour - The Gazette", None, "A harbour"),
        ("A harbour | A history", None, "A harbour"),
        ("Peace - what now for the harbour", None, "Peace - what now for the harbour"),
        ("Peace - Gazette", "Gazette", "Peace"),
    ],
)
def test_a_page_s_title_is_parted_from_the_site(
    title: str, outlet: str | None, expected: str
) -> None:
    head = f"<title>{title}</title>" + (metas(og__site_name=outlet) if outlet else "")
    page = f"<html><head>{head}</head><body><p>{SENTENCE * 5}</p><p>{SENTENCE}</p></body></html>"
    assert read_html(page).declared.title == expected


@pytest.mark.parametrize(
    ("top", "authors", "date", "basis"),
    [
        ('<p class="byline">By <a href="/u">Una Writer</a></p>', ("Una Writer",), None, "text"),
        ('<a rel="author" href="/u">Una Writer</a>', ("Una Writer",), None, "text"),
        ('<span itemprop="author">Una Writer</span>', ("Una Writer",), None, "text"),
        ('<p class="post-author">Una Writer</p><p class="date">20 May 2025</p>',
         ("Una Writer",), DAY, "text"),
        ('<p class="byline">By Una Writer | May 20, 2025</p>', ("Una Writer",), DAY, "text"),
        ('<p class="author">More from this author</p>', None, None, None),
        ('<div class="comment"><b class="author">Una Writer</b></div>', None, None, None),
        ('<aside><b class="author">Una Writer</b></aside>', None, None, None),
        ('<p><time datetime="2025-05-20T08:00">May 20</time></p>', None, DAY, None),
        ('<p>Published <time datetime="2025-05-20">a</time>, updated <time datetime="2025-06-01">',
         None, DAY, None),
        ('<p>Updated <time datetime="2025-06-01">June 1</time></p>', None, None, None),
        ('<time datetime="2025-05-20">a</time><time datetime="2025-06-01">b</time>',
         None, None, None),
    ],
)  # fmt: skip
def test_bylines_and_dates_that_the_page_shows(
    top: str, authors: tuple[str, ...] | None, date: PartialDate | None, basis: str | None
) -> None:
    declared = facts(top=top)
    assert (declared.authors, declared.published) == (authors, date)
    assert declared.basis.get("authors") == basis


def test_metadata_stands_over_a_byline_and_the_difference_is_noted() -> None:
    head = script(article(author=UNA))
    declared = facts(head, '<p class="byline">By Ida Third</p>')
    assert declared.authors == ("Una Writer",)
    assert declared.note == "Its metadata names Una Writer, its byline Ida Third."
    assert facts(head, '<p class="byline">By Una Writer</p>').note == ""


@pytest.mark.parametrize(
    ("head", "url", "date", "outlet"),
    [
        ('<link rel="canonical" href="https://www.example.org/2025/05/20/a">',
         "https://www.example.org/2025/05/20/a", DAY, "example.org"),
        ('<link rel="canonical" href="https://example.org/2025/05/a">',
         "https://example.org/2025/05/a", PartialDate(2025, 5), "example.org"),
        ('<link rel="canonical" href="/a"><meta property="og:url" content="https://example.org/b">',
         "https://example.org/a", None, "example.org"),
        ('<link rel="canonical" href="javascript:1">', None, None, None),
        ('<link rel="canonical" href="https://[">', None, None, None),
    ],
)  # fmt: skip
def test_an_address_tells_the_site_and_often_the_day(
    head: str, url: str | None, date: PartialDate | None, outlet: str | None
) -> None:
    declared = facts(head)
    assert (declared.url, declared.published, declared.outlet) == (url, date, outlet)
    if date is not None:
        assert declared.basis["date"] is Basis.INFERRED
    if outlet is not None:
        assert declared.basis["outlet"] is Basis.INFERRED


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('In <time datetime="2022-03">March 2022</time> it fell.', "In March 2022 it fell."),
        ("She said <q>no</q> to it.", "She said “no” to it."),
        ("She said <q>no, <b>never</b></q>.", "She said “no, never”."),
        ('It fell.<sup><a href="#1">1</a></sup> It rose.', "It fell. It rose."),
        ("It had 3 m<sup>2</sup> of CO<sub>2</sub>.", "It had 3 m2 of CO2."),
        ('It <span class="sr-only">(hidden)</span>fell.', "It fell."),
        ("It fell.</p><p hidden>Not this.</p><p>It rose.", "It fell.\n\nIt rose."),
        ("It fell.</p><ul><li><p>One thing.</p><p>Two things.</p></li></ul><p>It rose.",
         "It fell.\n\nOne thing.\n\nTwo things.\n\nIt rose."),
        ("It fell.</p><blockquote>It will rise.<footer>— Una Writer</footer></blockquote><p>So.",
         "It fell.\n\nIt will rise.\n\n— Una Writer\n\nSo."),
    ],
)  # fmt: skip
def test_a_page_s_text_is_what_a_browser_shows(html: str, text: str) -> None:
    page: Any = read_html(
        f"<html><body><article><h1>A harbour</h1><p>{SENTENCE * 4}</p><p>{html}</p>"
        f"<p>{SENTENCE * 3}</p></article></body></html>"
    )
    assert page.text.split("\n\n", 2)[2].rsplit("\n\n", 1)[0] == text
