"""Whom the corpus knows: the authors, and the people whom they quote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from bot.answers.holdings import Holdings
from bot.model import Article
from bot.search import Analyzer

TYPO = 0.75  # of 1: one letter in four may be wrong, missing, added or swapped
NEARBY = 0.5  # resembles enough to be worth offering
CLOSE_CALL = 0.05  # two people within this may both be meant, so ask


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in the corpus. ``written`` and ``quoted`` count articles."""

    name: str
    key: tuple[str, ...]  # the name as search terms, so that spellings of it fall together
    written: int
    quoted: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who was meant: one person, several who fit, or nobody, with those nearest."""

    person: Person | None = None
    candidates: tuple[Person, ...] = ()
    nearest: tuple[Person, ...] = ()


class People:
    """Everybody who speaks in some articles, found by name."""

    def __init__(self, articles: Iterable[Article], analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        names: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        written: Counter[tuple[str, ...]] = Counter()
        said: Counter[tuple[str, ...]] = Counter()
        for article in articles:
            for author in article.authors.value or ():
                names[self.key(author)][author] += 1
                written[self.key(author)] += 1
            speakers = {q.speaker for q in article.speech() if q.speaker}
            for speaker in speakers:
                names[self.key(speaker)][speaker] += 1
            said.update({self.key(speaker) for speaker in speakers})
        self._alias = _surnames(names)
        for short, full in self._alias.items():
            written[full] += written.pop(short, 0)
            said[full] += said.pop(short, 0)
            del names[short]
        self.all: Sequence[Person] = sorted(
            (
                Person(max(forms, key=lambda f: (forms[f], f)), key, written[key], said[key])
                for key, forms in names.items()
            ),
            key=lambda person: (-person.written, -person.quoted, person.name),
        )

    def key(self, name: str) -> tuple[str, ...]:
        """A name as terms: case, accents, points and known variants do not matter."""
        return tuple(self._analyzer.name_terms(name)) or (name.casefold(),)

    def is_called(self, person: Person, name: str | None) -> bool:
        """Whether a name in the corpus, in whatever spelling, is this person's."""
        if name is None:
            return False
        key = self.key(name)
        return self._alias.get(key, key) == person.key

    def resolve(self, who: str) -> Resolution:
        """Find who was meant by a full name, a surname, or a name with small typos."""
        key = self.key(who)
        for person in self.all:
            if person.key == key:
                return Resolution(person)
        fitting = tuple(p for p in self.all if set(key) <= set(p.key))
        if fitting:
            return _decide(fitting)
        scored = sorted(
            ((_likeness(key, p.key), p) for p in self.all), key=lambda pair: -pair[0]
        )
        best = scored[0][0] if scored else 0.0
        if best >= TYPO:
            return _decide(tuple(p for score, p in scored if score >= best - CLOSE_CALL))
        return Resolution(nearest=tuple(p for score, p in scored[:3] if score >= NEARBY))


def people_seen_by(holdings: Holdings, server: int | None) -> People:
    """The people of the articles that a server may see."""
    return holdings.remember(
        ("people", server), lambda: People(holdings.seen_by(server), holdings.analyzer)
    )


def _decide(fitting: tuple[Person, ...]) -> Resolution:
    return Resolution(fitting[0]) if len(fitting) == 1 else Resolution(candidates=fitting)


def _likeness(asked: tuple[str, ...], name: tuple[str, ...]) -> float:
    """How alike two names are, 0 to 1; a single word is held against each word of the name."""
    alike = DamerauLevenshtein.normalized_similarity
    if len(asked) == 1:
        return max(alike(asked[0], word) for word in name)
    return alike(" ".join(asked), " ".join(name))


def _surnames(names: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Map a bare surname to the one full name that ends in it, where just one does."""
    full: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in names:
        if len(key) > 1:
            full[key[-1]].append(key)
    return {key: full[key[0]][0] for key in names if len(key) == 1 and len(full[key[0]]) == 1}
