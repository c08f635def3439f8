"""Which articles are one voice, worked out anew for what changed and what is near it.

Whether articles are versions of one another depends on them and on those near them alone
(``bot.corpus.republication``), so only the neighbourhood of what changed is compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot import corpus
from bot.corpus import near_duplicates
from bot.corpus.shingles import shingled
from bot.model import Article, Basis, Fact
from bot.store import Store
from bot.store import articles as table
from bot.store.windows import holders_of

# Above this part of the library, all of it is compared: that is quicker than its neighbourhoods.
MANY = 0.5


@dataclass(frozen=True, slots=True)
class Sketch:
    """What an article is found by: its minima, and how many windows they are of."""

    minima: tuple[int, ...]
    windows: int

    @classmethod
    def of(cls, article: Article) -> Sketch:
        sequence = shingled(article).sequence
        keys = near_duplicates.minima(sequence).tolist()
        return cls(tuple(keys), near_duplicates.windows_in(sequence))


class Neighbourhood:
    """The articles near to some that change, before and after."""

    def __init__(
        self,
        store: Store,
        read: Callable[[int], Article],
        changed: Mapping[int, Sketch],
        removed: Collection[int],
    ) -> None:
        """
        Args:
            read: gives an article of the store.
            changed: by id, the sketches of the articles that are new or other than in the store.
            removed: those that the store has, and will not have.
        """
        self._store = store
        self._read = read
        self._changed = changed
        self._otherwise = {*changed, *removed}  # than the store has them

    def around(self, before: Iterable[Sketch], voices: Collection[int]) -> set[int]:
        """All that are near to what changes, or near to those, and the rest of their voices.

        Args:
            before: the sketches of articles as they were, and of those that are removed.
            voices: what these were part of.
        """
        found: set[int] = set(self._changed)
        waiting = [*self._of_voices(voices)]
        for sketch in before:
            waiting += self._near(None, sketch)
        for identity, sketch in self._changed.items():
            waiting += self._near(identity, sketch)
        while waiting:
            identity = waiting.pop()
            if identity not in found:
                found.add(identity)
                waiting += self._of_voices([self._read(identity).voice])
                waiting += self._near(identity, Sketch.of(self._read(identity)))
        return found

    def _near(self, identity: int | None, sketch: Sketch) -> list[int]:
        """Who is near to an article as it will be, by id; without one, to what once was there."""
        met: Counter[int] = Counter()
        for holders in self._store.read_here(lambda db: list(holders_of(db, sketch.minima))):
            others = [each for each in holders if each not in self._otherwise and each != identity]
            few = len(others) < near_duplicates.MOST
            # A phrase or boilerplate links neighbours only.
            met.update(others if few else _beside(others, identity))
        own = set(sketch.minima)
        for other, changed in self._changed.items():
            if other != identity and (times := len(own.intersection(changed.minima))):
                met[other] = times
        counts = self._store.read_here(partial(table.load_counts, articles=list(met)))
        windows = {each: count for each, (_, count) in counts.items()}
        windows |= {each: changed.windows for each, changed in self._changed.items()}
        return [
            other
            for other, times in met.items()
            if near_duplicates.may_share(times, sketch.windows, windows.get(other, 0))
        ]

    def _of_voices(self, voices: Collection[int]) -> Iterator[int]:
        for voice in voices:
            found = self._store.read_here(partial(table.load_voice, voice=voice))
            yield from (each for each in found if each not in self._otherwise)


def _beside(holders: Sequence[int], identity: int | None) -> list[int]:
    """The holders of a common minimum that come next to an article, by id."""
    place = bisect_left(holders, identity or 0)
    return list(holders[max(0, place - 1) : place + 1])


def voiced(articles: Sequence[Article], fresh: int, held: Collection[int] = ()) -> list[Article]:
    """The articles with their voices, and the authors that follow from those of their voice.

    A voice keeps its name, the least that one of its articles had, while publications come and go.
    A new one is named by the least id of its articles. Where a voice divides, the older article
    keeps the name.

    Args:
        fresh: above every id and every voice's name.
        held: names of voices that other articles have: one may be the id of an article that left
            its voice.
    """
    found: list[Article] = []
    taken = set(held)
    groups = corpus.group_voices([_as_read(article) for article in articles])
    for group in sorted(groups, key=lambda group: min(member.id for member in group)):
        before = sorted(member.voice for member in group if member.voice)
        names = (*before, *sorted(member.id for member in group))
        name = next((name for name in names if name not in taken), None)
        if name is None:
            name, fresh = fresh, fresh + 1
        taken.add(name)
        found += (replace(member, voice=name) for member in corpus.infer_facts(group))
    return found


def _as_read(article: Article) -> Article:
    """An article without what was inferred from others."""
    if article.authors.basis is not Basis.INFERRED:
        return article
    return replace(article, authors=Fact())
