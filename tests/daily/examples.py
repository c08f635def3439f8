"""Small made-up articles, marked by hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from random import Random

from bot.answers.holdings import Holdings
from bot.model import (
    Article,
    Basis,
    Content,
    Fact,
    Quotation,
    QuotationKind,
    Sentence,
    Span,
)
from bot.search import Analyzer

ISLANDS = (
    "Island ports must be dredged every spring or the ferries will stop.",
    "A harbour without a pilot is a danger to every captain who enters.",
    "Cheap ferries make distant villages rich because traders can come home at night.",
)
BRIDGES = (
    "Bridges should be paid for by those who cross them every day.",
    "No toll has ever ruined a town that kept its streets in good repair.",
    "Engineers trust old stone because it has already failed everywhere that it could.",
)
TREES = (
    "Cities plant trees too late and then complain that the summers are hot.",
    "Shade is the cheapest public service that a mayor can offer to voters.",
)


@lru_cache(maxsize=1)
def analyzer() -> Analyzer:
    return Analyzer()


def chance(seed: int) -> Random:
    """What choices are made with, held still."""
    return Random(seed)


def make_article(
    identity: int,
    sentences: Sequence[str],
    *,
    voice: int | None = None,
    outlet: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    server: int | None = None,
    headings: Iterable[int] = (),
) -> Article:
    """An article of one paragraph. Curly double quotation marks hold somebody's speech."""
    text = " ".join(sentences)
    marks = []
    start = 0
    for number, sentence in enumerate(sentences):
        span = Span(start, start + len(sentence))
        marks.append(Sentence(span, 0, heading=number in set(headings)))
        start = span.end + 1
    speech = tuple(
        Quotation(Span(*match.span()), QuotationKind.SPEECH) for match in re.finditer("“.*?”", text)
    )

    def fact(value: str | None) -> Fact[str]:
        return Fact(value, Basis.DECLARED) if value else Fact()

    return Article(
        file=f"{identity:03}.txt",
        content=Content(text, tuple(marks), speech),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        title=fact(title),
        outlet=fact(outlet),
        authors=Fact(authors, Basis.DECLARED) if authors else Fact(),
        id=identity,
        voice=voice or identity,
        server=server,
    )


def make_holdings(*articles: Article, generation: int = 1) -> Holdings:
    return Holdings.build(articles, generation, analyzer())


def three_voices() -> Holdings:
    return make_holdings(
        make_article(1, ISLANDS, outlet="The Harbour Post", title="Dredge or drift"),
        make_article(2, BRIDGES, outlet="Span Quarterly", title="Who pays"),
        make_article(3, TREES, outlet="Gazette Élan", title="Shade"),
    )
