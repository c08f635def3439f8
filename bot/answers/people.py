"""Whom the corpus knows: the authors, and the people whom they quote or report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import DamerauLevenshtein

from bot.answers.holdings import Holdings
from bot.model import Article
from bot.search import Analyzer

TYPO = 0.75  # of 1: one letter in four may be wrong, missing, added or swapped
NEARBY = 0.5  # resembles enough to be worth offering
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
        self._keys: dict[str, tuple[str, ...]] = {}
        names: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        written: Counter[tuple[str, ...]] = Counter()
        said: Counter[tuple[str, ...]] = Counter()
        reported: Counter[tuple[str, ...]] = Counter()
        for article in articles:
            authors = article.authors.value or ()
            speakers = {q.speaker for q in article.speech() if q.speaker}
            claimants = {s.claimant for s in article.sentences if s.claimant}
            for name in {*authors, *speakers, *claimants} - self._keys.keys():
                self._keys[name] = self._make_key(name)
            for author in authors:
                names[self.key(author)][author] += 1
                written[self.key(author)] += 1
            for name in [*speakers, *claimants]:
                names[self.key(name)][name] += 1
            said.update(
                {
                    self.key(quotation.speaker)
                    for quotation in article.speech()
                    if quotation.speaker and not article.is_withdrawn(quotation.span)
                }
            )
            reported.update(
                {
                    self.key(sentence.claimant)
                    for sentence in article.sentences
                    if sentence.claimant and not article.is_withdrawn(sentence.span)
                }
            )
        self.all: Sequence[Person] = sorted(
            (
                Person(
                    max(forms, key=lambda f: (forms[f], f)),
                    key,
                    written[key],
                    said[key],
                    reported[key],
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
        lambda: People(holdings.seen_by(server), holdings.analyzer),
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


def name_in_full(articles: Sequence[Article], analyzer: Analyzer) -> list[Article]:
    """Call speakers whom an article names by surname only as the other articles do.

    "Trump" becomes "Donald Trump" where the corpus quotes or reports one full name with that
    surname, and no more. Names of articles that only one server sees are not used for those that
    others see.
    """
    return [article for group in _by_server(articles) for article in _named(*group, analyzer)]


def _by_server(articles: Sequence[Article]) -> Iterator[tuple[list[Article], list[Article]]]:
    """For each server (and None for everybody's) its articles, and those whose names it knows."""
    for server in dict.fromkeys(article.server for article in articles):
        own = [article for article in articles if article.server == server]
        yield own, [article for article in articles if article.server in (None, server)]


def _named(own: list[Article], known: list[Article], analyzer: Analyzer) -> Iterator[Article]:
    full: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for name in {name for article in known for name in _named_in(article)}:
        key = tuple(analyzer.name_terms(name))
        if len(key) > 1:
            full[key[-1]][key] = name
    for article in own:
        named = {name: _full_name(name, full, analyzer) for name in _named_in(article)}
        if all(name == full_name for name, full_name in named.items()):
            yield article
            continue
        yield replace(
            article,
            quotations=tuple(
                replace(q, speaker=named[q.speaker]) if q.speaker else q for q in article.quotations
            ),
            sentences=tuple(
                replace(s, claimant=named[s.claimant]) if s.claimant else s
                for s in article.sentences
            ),
        )


def _named_in(article: Article) -> set[str]:
    """Whom an article quotes or reports, as it names them."""
    names = {q.speaker for q in article.quotations} | {s.claimant for s in article.sentences}
    return {name for name in names if name}


def _full_name(
    name: str, full: Mapping[str, Mapping[tuple[str, ...], str]], analyzer: Analyzer
) -> str:
    key = tuple(analyzer.name_terms(name))
    names = full.get(key[0], {}) if len(key) == 1 else {}
    return next(iter(names.values())) if len(names) == 1 else name
