"""`/library`: what the bot has read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.answers.holdings import Holdings
from bot.answers.people import Person, people_seen_by
from bot.corpus.bylines import is_periodical
from bot.model import Article, Voice
from bot.text import fold

ALIKE = 75  # of 100 in rapidfuzz's partial ratio
SHORTEST = 3  # letters; fewer are in every title


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet, with how many articles of it the library holds."""

    name: str
    articles: int


@dataclass(frozen=True)
class Catalogue:
    """The library as one server sees it.

    ``people`` are all who can be asked for, and ``persons`` those of them who are no outlets: what
    an article quotes of a paper is found by the paper's name, and listed with no persons.
    """

    voices: tuple[Voice, ...]
    sources: tuple[Source, ...]
    people: tuple[Person, ...]
    persons: tuple[Person, ...]
    unsourced: int  # articles whose outlet is not known

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Those of all voices; put together once, as every comparison goes over them."""
        return tuple(article for voice in self.voices for article in voice.articles)


def catalogue(holdings: Holdings, server: int | None = None) -> Catalogue:
    """List the voices (newest first, undated last), the outlets and the people."""
    viewer = holdings.viewer(server)
    return holdings.remember(("catalogue", viewer), lambda: _list(holdings, viewer))


def _list(holdings: Holdings, server: int | None) -> Catalogue:
    counts: dict[str, int] = defaultdict(int)
    unsourced = 0
    for article in holdings.seen_by(server):
        if article.outlet.value is None:
            unsourced += 1
        else:
            counts[article.outlet.value] += 1
    voices = sorted(holdings.voices(server), key=_newest_first)
    outlets = {_bare(name) for name in counts}
    people = tuple(p for p in people_seen_by(holdings, server).all if p.is_listed)
    return Catalogue(
        tuple(voices),
        tuple(Source(name, counts[name]) for name in sorted(counts, key=str.casefold)),
        people,
        tuple(person for person in people if not _is_outlet(person, outlets)),
        unsourced,
    )


def _is_outlet(person: Person, outlets: Collection[str]) -> bool:
    """Whether a name that nobody writes under is an outlet's, of the library or elsewhere."""
    return not person.written and (_bare(person.name) in outlets or is_periodical(person.name))


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")


def find_article(holdings: Holdings, name: str, server: int | None = None) -> Article | None:
    """The article with this title, file name or first words, or the one most like it, in memory."""
    articles = holdings.seen_by(server)
    for article in articles:
        if name.casefold().strip() in (article.label.casefold(), article.file.casefold()):
            return holdings.articles[article.id]
    labels = {article.id: fold(article.label) for article in articles}
    if len(name.strip()) < SHORTEST:
        return None
    match = process.extractOne(fold(name), labels, scorer=fuzz.partial_ratio, score_cutoff=ALIKE)
    return holdings.articles[match[2]] if match else None


def _newest_first(voice: Voice) -> tuple[bool, int, str]:
    published = voice.fullest.published.value
    return (
        published is None,
        -(published.latest.toordinal() if published else 0),
        voice.fullest.label,
    )
