"""Small made-up articles with quotations, and corrections of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.answers.anchors import anchor_of
from bot.answers.context import quote_at
from bot.answers.holdings import Holdings
from bot.model import (
    Anchor,
    Article,
    Complaint,
    Correction,
    Quotation,
    QuotationKind,
    Quote,
    Span,
    Subject,
)
from tests.daily.examples import BRIDGES, ISLANDS, TREES, make_article, make_holdings

HERE, ELSEWHERE = 7, 8  # servers
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

SAID = "“Every harbour will be open again before the winter storms begin,”"
YES = "“Yes, of course,”"


def quoting(
    identity: int, sentences: Sequence[str], speaker: str | None, **facts: object
) -> Article:
    """An article whose quotations, in curly marks, are all one speaker's."""
    article = make_article(identity, sentences, **facts)  # type: ignore[arg-type]
    named = tuple(
        Quotation(each.span, QuotationKind.SPEECH, speaker) for each in article.quotations
    )
    return replace(article, content=replace(article.read(), quotations=named))


def span_in(article: Article, words: str, number: int = 0) -> Span:
    """Where the words stand for the ``number``-th time, counted from 0."""
    start = -1
    for _ in range(number + 1):
        start = article.text.index(words, start + 1)
    return Span(start, start + len(words))


def quote_in(article: Article, words: str, number: int = 0) -> Quote:
    quote = quote_at(article, span_in(article, words, number))
    assert quote is not None, words
    return quote


def anchored(
    article: Article, words: str, number: int = 0, others: Sequence[Article] = ()
) -> Anchor:
    return anchor_of(quote_in(article, words, number), others)


def correction(
    anchor: Anchor,
    subject: Subject = Subject.QUOTE,
    value: str | None = None,
    *,
    key: str = "k",
    minutes: int = 0,
) -> Correction:
    reason = Complaint.CONTEXT if subject is Subject.QUOTE else None
    at = NOON + timedelta(minutes=minutes)
    return Correction(key, HERE, subject, anchor, at, None, value, reason)


def harbour(speaker: str | None = "Otto Ruler", **facts: object) -> Article:
    """An article of the author's own sentences and one quotation."""
    sentences = (*ISLANDS, f"{SAID} said the minister of the islands last week.")
    return quoting(1, sentences, speaker, title="Dredge or drift", **facts)


def holdings(*articles: Article, generation: int = 1) -> Holdings:
    return make_holdings(*articles, generation=generation)


__all__ = ["BRIDGES", "ISLANDS", "TREES", "make_article"]
