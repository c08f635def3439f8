"""Block quotes are the words of somebody else, and never the author's own."""

from __future__ import annotations

import pytest

from bot.corpus import annotate_text
from bot.corpus.html_page import read_html
from bot.corpus.markup import read_markdown
from bot.corpus.page import Page
from bot.model import Article
from tests.corpus.quoting import INTRODUCTION

WORDS = "We open the quay in May, and the masons are ready for it."
MORE = "It is “much too late” for those who wait."
QUOTE = f"> {WORDS}\n"
SENTENCE = "The harbour was rebuilt within a year by those who live beside it. "


def annotated(page: Page) -> Article:
    return annotate_text("a", page.text, headings=page.headings, quotes=page.quotes)


def markdown(text: str) -> Article:
    return annotated(read_markdown(f"{INTRODUCTION}\n{text}\n"))


def html(text: str) -> Article:
    around = f"<h1>A pier</h1><p>{SENTENCE * 3}</p>{text}<p>The end of it. {SENTENCE * 2}</p>"
    return annotated(read_html(f"<html><body><article>{around}</article></body></html>"))


def speech(article: Article) -> list[tuple[str, str | None]]:
    return [(q.span.of(article.text), q.speaker) for q in article.speech()]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (QUOTE, None),
        # announced above it
        (f"Otto Ruler wrote:\n\n{QUOTE}", "Otto Ruler"),
        (f"As Ruler put it:\n\n{QUOTE}", "Otto Ruler"),
        (f"As Ruler put it,\n\n{QUOTE}", "Otto Ruler"),
        (f"According to Ruler,\n\n{QUOTE}", "Otto Ruler"),
        (f"Otto Ruler:\n\n{QUOTE}", "Otto Ruler"),
        (f"Ruler released the following statement:\n\n{QUOTE}", "Otto Ruler"),
        # who is named above it without saying anything
        (f"Ruler pointed us to the law:\n\n{QUOTE}", None),
        (f"Otto Ruler spoke on the pier.\n\n{QUOTE}", None),
        (f"# Otto Ruler said:\n\n{QUOTE}", None),
        # signed in its last line, or right below it
        (f"{QUOTE}>\n> — Una Writer", "Una Writer"),
        (f"{QUOTE}>\n> — Ms. Jo Nobody, who builds piers", "Jo Nobody"),
        (f"{QUOTE}>\n> Una Writer, mayor", "Una Writer"),
        (f"{QUOTE}> – Jo Nobody, mason", "Jo Nobody"),
        (f"{QUOTE}> — Jo Nobody (@jo) May 20, 2025", "Jo Nobody"),
        (f"{QUOTE}\n— Una Writer", "Una Writer"),
        (f"{QUOTE}>\n> — Report of the Pier Board, 2019", None),
        (f"Otto Ruler wrote:\n\n{QUOTE}>\n> — Una Writer", "Una Writer"),
        # raw HTML
        (f"Ruler wrote:\n\n<blockquote>{WORDS}</blockquote>", "Otto Ruler"),
        (f"<blockquote>\n\n{WORDS}\n\n</blockquote>", None),
        (f"<div><blockquote>{WORDS}<br>— Una Writer</blockquote></div>", "Una Writer"),
    ],
)
def test_a_block_quote_is_somebody_s(text: str, speaker: str | None) -> None:
    article = markdown(f"{text}\n\nThe quay is old.")
    assert speech(article) == [(WORDS, speaker)]
    own = [s.span.of(article.text) for s in article.sentences if article.is_own(s.span)]
    assert WORDS not in own
    assert own[-1] == "The quay is old."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # each paragraph, line and list item; marks within are part of it
        (f"Ruler said:\n\n{QUOTE}>\n> {MORE}", [(WORDS, "Otto Ruler"), (MORE, "Otto Ruler")]),
        (f"{QUOTE}>\n> {MORE}\n>\n> — Una Writer", [(WORDS, "Una Writer"), (MORE, "Una Writer")]),
        ("> One of them  \n> and another", [("One of them", None), ("and another", None)]),
        ("> - One of them\n> - Otto Ruler", [("One of them", None), ("Otto Ruler", None)]),
        (f"{QUOTE}>\n> > {MORE}", [(WORDS, None), (MORE, None)]),
        # the closing mark parts the words from the name below
        (f"> “{WORDS}”\n> Jo Nobody, mason", [(f"“{WORDS}”", "Jo Nobody")]),
        # a heading is nobody's sentence
        (f"> ## What he said\n>\n> {WORDS}", [(WORDS, None)]),
        # a mark that isn't closed above does not run on through it
        (
            f"“We go to the sea\n\n{QUOTE}\n“and stay there,” Ruler said.",
            [("“We go to the sea", None), (WORDS, None), ("“and stay there,”", "Otto Ruler")],
        ),
        # two in a row are two people's
        (
            f"{QUOTE}>\n> — Una Writer\n\nSo it is.\n\n> {MORE}",
            [(WORDS, "Una Writer"), (MORE, None)],
        ),
        # a transcript's turn knows its speaker
        (f"> RULER: {WORDS}\n>\n> WRITER: Why?", [(WORDS, "Otto Ruler"), ("Why?", "Una Writer")]),
    ],
)
def test_paragraphs_of_a_block_quote(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert speech(markdown(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{QUOTE}\nSo it is. {WORDS} And then?",
        f"So it is. {WORDS} And then?\n\n{QUOTE}",
        f"{QUOTE}\n{WORDS}",
        f"{WORDS}\n\n{QUOTE}",
        f"> “{WORDS.rstrip('.')}”\n\nSo it is. {WORDS}",
    ],
)
def test_a_pull_quote_repeats_the_article(text: str) -> None:
    article = markdown(f"{text}\n\nThe quay is old.")
    (piece,) = article.furniture
    assert piece.reason == "repeated"
    assert WORDS.rstrip(".") in piece.span.of(article.text)
    assert speech(article) == []
    assert sum(WORDS in s.span.of(article.text) for s in article.sentences) == 1


def test_a_few_words_or_others_are_no_pull_quote() -> None:
    for quote in ("We go.", WORDS.replace("May", "June"), f"{WORDS} At last."):
        article = markdown(f"We go. {WORDS}\n\n> {quote}")
        assert speech(article) == [(quote, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<blockquote>{WORDS}</blockquote>", [(WORDS, None)]),
        (f"<p>Otto Ruler said:</p><blockquote><p>{WORDS}</p><p>{MORE}</p></blockquote>",
         [(WORDS, "Otto Ruler"), (MORE, "Otto Ruler")]),
        (f"<blockquote><p>{WORDS}</p><footer>— Otto Ruler, mason</footer></blockquote>",
         [(WORDS, "Otto Ruler")]),
        (f"<blockquote><p>{WORDS}</p><cite>Otto Ruler</cite></blockquote>",
         [(WORDS, "Otto Ruler")]),
        (f"<blockquote><p>{WORDS}</p><blockquote><p>{MORE}</p></blockquote></blockquote>",
         [(WORDS, None), (MORE, None)]),
        (f"<blockquote>{WORDS}</blockquote><blockquote>{MORE}</blockquote>",
         [(WORDS, None), (MORE, None)]),
        (f"<pre>{WORDS}</pre>", []),
        (f"<pre><b>{WORDS}</b></pre>", []),
        (f"<p>{WORDS}</p>", []),
    ],
)  # fmt: skip
def test_block_quotes_of_a_web_page(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert speech(html(text)) == expected


def test_mail_quotes_what_it_answers() -> None:
    text = f"{INTRODUCTION}\nOn Friday, Ruler wrote:\n> {WORDS}\n> > {MORE}\n\n3 > 2, it seems.\n"
    article = annotate_text("a.txt", text)
    assert speech(article) == [(WORDS, "Otto Ruler"), (MORE, "Otto Ruler")]
    assert [(f.span.of(text), f.reason) for f in article.furniture] == [
        (">", "quote mark"),
        ("> >", "quote mark"),
    ]


def test_a_page_s_own_mark_is_no_mail() -> None:
    assert speech(markdown(f"\\> {WORDS}")) == []
