"""Whatever the text, it is annotated, in time, with spans that are true to it."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus import annotate_text
from bot.corpus.bylines import read_authors, read_byline, read_dateline
from bot.corpus.html_page import read_html
from bot.corpus.markup import read_markdown
from bot.corpus.page import NoArticleError, Page
from bot.model import Article

# Text that is likelier than random characters to meet a rule.
WORDS = (
    "“ ” ‘ ’ \" ' « » „ . ? ! … , : ; — - ( ) said told he she Trump Jane Doe Dr. J.D. U.S. that "
    "according to the president Mr. By About Authors 0:00 Read here May 2025 | says adding A I >"
)
ODD = ["\n", "\n\n", " ", "\u00a0", "\t", "\u2028", "\x1c", "é", "The post", "appeared first on"]
PIECES = st.sampled_from([*WORDS.split(" "), *ODD])
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=80).map(" ".join),
    st.lists(PIECES, max_size=80).map("".join),
    st.text(alphabet=st.characters(categories=["Cs", "L", "P", "Z"]), max_size=60),
)


def check(article: Article) -> None:
    text = article.text
    spans = [s.span for s in article.sentences]
    spans += [q.span for q in article.quotations] + [f.span for f in article.furniture]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
    for a, b in zip(article.sentences, article.sentences[1:], strict=False):
        assert a.span.end <= b.span.start
        assert a.paragraph <= b.paragraph
    for c, d in zip(article.quotations, article.quotations[1:], strict=False):
        assert c.span.end <= d.span.start
    for piece in article.furniture:
        assert not any(piece.span.overlaps(s.span) for s in article.sentences)


def covered(article: Article) -> str:
    spans = [s.span for s in article.sentences] + [f.span for f in article.furniture]
    return "".join("".join(span.of(article.text).split()) for span in sorted(spans))


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_any_text_is_annotated_with_true_spans(text: str) -> None:
    check(annotate_text("a.txt", text))


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_sentences_and_furniture_together_are_the_whole_text(text: str) -> None:
    article = annotate_text("a.txt", text)
    assert covered(article) == "".join(text.split())


DASHED = "Jane Doe — – - “We go.” “we go,” ( ) said who she , . John Roe the that and"


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from([*DASHED.split(" "), "Jane Doe", "John Roe"]), max_size=40))
def test_any_order_of_names_dashes_and_quotations_is_annotated(pieces: list[str]) -> None:
    check(annotate_text("a.txt", " ".join(pieces)))
    check(annotate_text("a.txt", "".join(pieces)))


def test_a_quotation_between_dashes_after_a_name_is_kept() -> None:
    article = annotate_text("a.txt", "Jane Doe — “we go to the sea” — said so to Jane Doe.")
    assert [q.span.of(article.text) for q in article.quotations] == ["“we go to the sea”"]


BYLINES = (
    "By by A. Una Writer UNA Jr. van , and & | · — ( ) @una una@example.org Staff The Gazette in "
    "May 20, 2025 20/05/2025 5 min read Updated : . Follow on Special to"
)
LINES = st.lists(st.sampled_from(BYLINES.split(" ")), max_size=14).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(st.one_of(LINES, st.text(max_size=60)))
def test_any_line_is_a_byline_or_none(text: str) -> None:
    byline = read_byline(text)
    dates = read_dateline(text)
    names = (*read_authors(text), *(byline.names if byline else ()))
    assert all(name and name == name.strip() for name in names)
    assert dates is None or dates.published is None or dates.published.year > 0


VALUES = ["Article", "Una Writer", "2025-05-20", "https://example.org/a", "#u", "\ud800"]
KEYS = (
    "@type @id @graph @context author creator name headline publisher datePublished url "
    "mainEntity mainEntityOfPage givenName familyName"
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.sampled_from(VALUES)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner), st.dictionaries(st.sampled_from(KEYS.split(" ")), inner)
    ),
    max_leaves=30,
)
TAGS = (
    "<p>~</p>~<b>~</b>~<q>~</q>~<time datetime=2025-05-20>~</time>~<li>~<ul>~<blockquote>~<footer>~"
    '<sup><a>~<h1>~</h1>~<p class="byline">~<a rel=author>~<meta name=author content="By A B">~'
    '<meta name=date content=2025-05-20>~<link rel=canonical href="//[">~<title>~</title>~<!--~-->~'
    "<br>~<table>~<script>~<p hidden>~<head>~<body>~<html>~<div>~</div>~&amp;~&#0;~<![x["
)
MARKS = (
    "# ## * ** _ ` ``` [ ] ( ) ![ ]( [^1] [^1]: > - 1. | --- {{ }} {% %} {: {.a} <b> </b> <div> ~~ "
    "\\ &amp; <!-- --> :: = ==="
)
PROSE = "<p>The harbour was rebuilt within a year by those who live beside it.</p>"


def read_page(read: Callable[[str], Page], text: str) -> None:
    """A page that is true to itself, or the sentence that says that it is none."""
    with contextlib.suppress(NoArticleError):
        page = read(text)
        assert page.text == page.text.strip() != ""
        for span in (*page.headings, *page.quotes):
            assert 0 <= span.start < span.end <= len(page.text)
        for a, b in pairwise(page.quotes):
            assert a.end < b.start
        check(annotate_text("a", page.text, headings=page.headings, quotes=page.quotes))
        declared = page.declared
        facts = (declared.title, declared.outlet, declared.url, *(declared.authors or ()))
        stated = [fact for fact in facts if fact is not None]
        assert all(fact == fact.strip() != "" for fact in stated)
        "".join([page.text, *stated]).encode()  # it can be stored


@settings(deadline=None, max_examples=150)
@given(JSON)
def test_any_json_ld_is_read_or_ignored(value: object) -> None:
    data = json.dumps({"@type": "Article", "author": value, "publisher": value, "url": value})
    for text in (data, json.dumps(value), data[: len(data) // 2]):
        script = f'<script type="application/ld+json">{text.replace("</", "<")}</script>'
        read_page(read_html, f"<html><head>{script}</head><body>{PROSE * 6}</body></html>")


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(st.sampled_from(TAGS.split("~")), PIECES), max_size=40).map("".join))
def test_any_html_is_a_page_or_none(text: str) -> None:
    for html in (text, f"<html><body>{PROSE * 4}{text}{PROSE * 2}"):
        read_page(read_html, html)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(MARKS.split(" ")), PIECES), max_size=40).map("".join))
def test_any_markdown_is_a_page_or_none(text: str) -> None:
    read_page(read_markdown, text)


MILLION = 1_000_000


@pytest.mark.parametrize(
    "unit",
    [
        *("a", "word ", "He left. ", '"', "“", "”", "‘", "’", "'", "“He said. ", "‘a. ", "' a"),
        *("“a” ", "A ", "Aa Bb ", "J. ", "said ", "he said ", ", ", "Jane Doe, ", "the ", "-"),
        *("Jane Doe said “a”, ", "“a” he said, ", "\n", "a\n", "Read ", "“a\n", "is a ", "0:"),
        *("> a\n", "> a b c d e f\n", ">", "> ", "A B:\n> a\n\n", "> a\n> — A B\n\n"),
        *("by A B and ", "A.", "A. B said that ", "\u00a0", "Jane Doe, who said that John Roe, "),
    ],
)
def test_the_same_on_end_takes_linear_time(unit: str) -> None:
    small, large = (unit * (n // len(unit)) for n in (MILLION // 128, MILLION // 32))
    began = time.perf_counter()
    annotate_text("small.txt", small)
    middle = time.perf_counter()
    annotate_text("large.txt", large)
    ended = time.perf_counter()
    # Four times the text may take four times the time, with room for a busy machine, not sixteen.
    assert ended - middle < 10 * (middle - began) + 1.0


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a", "word ", "He left. ", '"', "“", "‘", "“He said. ", "Jane Doe said “a”, ", "a\n"]
)
def test_a_million_characters_of_one_kind_are_read_in_a_minute(unit: str) -> None:
    began = time.perf_counter()
    annotate_text("million.txt", unit * (MILLION // len(unit)))
    assert time.perf_counter() - began < 60


@pytest.mark.slow
def test_a_hundred_thousand_quotation_marks_are_read_in_seconds() -> None:
    text = 'Jane Doe said “one” and ‘two’ and "three". ' * 17_000
    began = time.perf_counter()
    article = annotate_text("marks.txt", text)
    assert len(article.quotations) == 51_000
    assert time.perf_counter() - began < 20
