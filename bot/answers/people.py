"""Whom the corpus knows: the authors, and the people whom they quote or report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from bot.answers.articles import AUTHOR, QUOTED, REPORTED, Mention
from bot.answers.holdings import Holdings
from bot.search import Analyzer

TYPO = 0.75  # of 1: one letter in four may be wrong, missing, added or swapped
NEARBY = 0.6  # two letters in five: resembles enough to be worth offering
CLOSE_CALL = 0.05  # two people within this may both be meant, so ask


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in the corpus, or whose claims it reports.

    ``written``, ``quoted`` and ``reported`` count articles. All are 0 for one whose every word was
    withdrawn: known, but not to be listed.
    """

    name: str
    key: tuple[str, ...]  # the name as search terms, so that spellings of it fall together
    written: int
    quoted: int
    reported: int = 0

    @property
    def is_listed(self) -> bool:
        return bool(self.written or self.quoted or self.reported)

    @property
    def term(self) -> str:
        """The key as an index and a filter have it."""
        return " ".join(self.key)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who was meant: one person, several who fit, or nobody, with those nearest."""

    person: Person | None = None
    candidates: tuple[Person, ...] = ()
    nearest: tuple[Person, ...] = ()


class People:
    """Everybody who speaks in some articles, found by name."""

    def __init__(self, mentions: Iterable[Mention], analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._keys: dict[str, tuple[str, ...]] = {}
        names: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        counts: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        for each in mentions:
            key = self._keys.setdefault(each.name, self.key(each.name))
            names[key][each.name] += each.articles
            counts[each.role][key] += each.articles
        self.all: Sequence[Person] = sorted(
            (
                Person(
                    max(forms, key=lambda form: (forms[form], form)),
                    key,
                    counts[AUTHOR][key],
                    counts[QUOTED][key],
                    counts[REPORTED][key],
                )
                for key, forms in names.items()
            ),
            key=lambda person: (-person.written, -person.quoted, -person.reported, person.name),
        )

    def key(self, name: str) -> tuple[str, ...]:
        """A name as terms: case, accents, points and known variants do not matter."""
        return self._keys.get(name) or self._make_key(name)

    def _make_key(self, name: str) -> tuple[str, ...]:
        return tuple(self._analyzer.name_terms(name)) or (name.casefold(),)

    def is_called(self, person: Person, name: str | None) -> bool:
        """Whether a name in the corpus, in whatever spelling, is this person's."""
        if name is None:
            return False
        return self.key(name) == person.key

    def knows(self, name: str) -> bool:
        """Whether somebody has this name or surname, without any guess at typos."""
        key = set(self.key(name))
        return any(key <= set(person.key) for person in self.all)

    def resolve(self, who: str) -> Resolution:
        """Find who was meant by a full name, a surname, or a name with small typos."""
        key = self.key(who)
        for person in self.all:
            if person.key == key:
                return Resolution(person)
        fitting = tuple(p for p in self.all if set(key) <= set(p.key))
        if fitting:
            return _decide(fitting)
        scored = sorted(((_likeness(key, p.key), p) for p in self.all), key=lambda pair: -pair[0])
        best = scored[0][0] if scored else 0.0
        if best >= TYPO:
            return _decide(tuple(p for score, p in scored if score >= best - CLOSE_CALL))
        return Resolution(nearest=tuple(p for score, p in scored[:3] if score >= NEARBY))


def people_seen_by(holdings: Holdings, server: int | None) -> People:
    """The people of the articles that a server may see."""
    return holdings.remember(
        ("people", holdings.viewer(server)),
        lambda: People(holdings.articles.mentions(holdings.viewer(server)), holdings.analyzer),
    )


def who_message(who: str, resolution: Resolution) -> str:
    """What to say when a name fits several people, or nobody."""
    if resolution.candidates:
        names = " or ".join(person.name for person in resolution.candidates)
        return f"“{who}” could be {names}: please say which."
    message = f"The library knows nobody called “{who}”."
    if resolution.nearest:
        message += f" Did you mean {' or '.join(person.name for person in resolution.nearest)}?"
    return message


def _decide(fitting: tuple[Person, ...]) -> Resolution:
    return Resolution(fitting[0]) if len(fitting) == 1 else Resolution(candidates=fitting)


def _likeness(asked: tuple[str, ...], name: tuple[str, ...]) -> float:
    """How alike two names are, 0 to 1; a single word is held against each word of the name."""
    alike = DamerauLevenshtein.normalized_similarity
    if len(asked) == 1:
        return max(alike(asked[0], word) for word in name)
    return alike(" ".join(asked), " ".join(name))
