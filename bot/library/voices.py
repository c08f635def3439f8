"""Which articles are one voice, worked out anew for what changed and what is near it.

Whether articles are versions of one another depends on them and on those near them alone
(``bot.corpus.republication``), so only the neighbourhood of what changed is compared.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bot import corpus
from bot.corpus import near_duplicates
from bot.corpus.sketches import Sketch
from bot.model import Article, Basis, Fact
from bot.store import Store
from bot.store import articles as table
from bot.store.windows import holders_beside, holders_of

# Minima in common, a window of the shorter article. With fewer, two articles have less than a sixth
# in common: too little to be one voice, so that their other neighbours don't matter to them.
CLOSE = 0.8
# The same with minima that many have. A footer of all articles has as many, and would lead through
# the whole library, so more is asked for: as much as a lesser part in common has at the least.
ALIKE = 3.0
BESIDE = 4  # holders of boilerplate that are asked for on either side: some may change themselves
TOGETHER = 50  # articles for which the store is asked at once


@dataclass(frozen=True, slots=True)
class Before:
    """An article as the store has it, that will be there no more, or not like this."""

    sketch: Sketch
    voice: int


class Neighbourhood:
    """The articles near to some that change, before and after."""

    def __init__(
        self,
        store: Store,
        read: Callable[[int], Article],
        changed: Mapping[int, Sketch],
        before: Mapping[int, Before],
        look: Callable[[], None] = lambda: None,
    ) -> None:
        """
        Args:
            read: gives an article of the store.
            changed: by id, the sketches of the articles that are new or other than in the store.
            before: by id, those of the store that change or leave.
            look: called now and then; may raise to stop.
        """
        self._store = store
        self._read = read
        self._changed = changed
        self._before = before
        self._look = look
        self._otherwise = {*changed, *before}  # than the store has them
        self._having = _Holders(changed)
        self._highest, _ = store.read_here(table.load_extent)
        self._few: dict[int, Sequence[int]] = {}  # in the store, by minimum
        self._common: set[int] = set()  # minima that more have in the store
        self._windows = {identity: sketch.windows for identity, sketch in changed.items()}

    def together(self) -> tuple[set[int], set[int]]:
        """Of what changes and of what is near to that, all that may not be a voice by itself.

        These are the articles near to another, and the rest of the voices that they had. Second,
        those of them that change or are close to one that does. The others keep their voices: they
        are there as strangers, beside whom boilerplate is known for what it is.
        """
        found: set[int] = set()
        followed: set[int] = set()
        waiting: list[tuple[int, bool]] = []  # whom, and whether what is near to that matters
        mates = Counter(each.voice for each in self._before.values())
        for identity, before in self._before.items():
            waiting += self._near(identity, before.sketch).items()
            others = list(self._of_voice(before.voice))
            waiting += ((other, True) for other in others)
            if identity in self._changed and (others or mates[before.voice] > 1):
                waiting.append((identity, True))
        changed = list(self._changed)
        for start in range(0, len(changed), TOGETHER):
            several = changed[start : start + TOGETHER]
            self._fetch([self._changed[identity] for identity in several])
            for identity in several:
                if near := self._near_fetched(identity, self._changed[identity]):
                    waiting += [(identity, True), *near.items()]
        while waiting:
            identity, follow = waiting.pop()
            if identity in followed or (identity in found and not follow):
                continue
            found.add(identity)
            if identity in self._changed:
                continue
            article = self._read(identity)
            waiting += ((other, follow) for other in self._of_voice(article.voice))
            if follow:
                followed.add(identity)
                waiting += self._near(identity, corpus.sketch_of(article)).items()
        return found, followed | (found & self._changed.keys())

    def _near(self, identity: int, sketch: Sketch) -> dict[int, bool]:
        """Who will be near to an article with this sketch, by id, and whether it is close."""
        self._fetch([sketch])
        return self._near_fetched(identity, sketch)

    def _fetch(self, sketches: Sequence[Sketch]) -> None:
        """Ask the store for whatever has the minima of some sketches."""
        self._look()
        # In order, and only once what is common: a large table is slow to look things up in.
        keys = sorted({key for sketch in sketches for key in sketch.minima} - self._common)
        self._few = {}
        asked = partial(holders_of, keys=keys, most=near_duplicates.MOST)
        for key, holders in self._store.read_here(asked).items():
            if holders is None:
                self._common.add(key)
            else:
                self._few[key] = holders

    def _near_fetched(self, identity: int, sketch: Sketch) -> dict[int, bool]:
        """As ``_near``, once the store was asked for what has the sketch's minima."""
        most, few, common = near_duplicates.MOST, self._few, self._common
        others: list[int] = []
        boilerplate: list[tuple[int, int, int]] = []
        for key, start, stop in self._having.places(sketch.minima):
            if key in common:
                boilerplate.append((key, start, stop))
                continue
            first = few.get(key)
            if first is None:
                if stop - start < 2:
                    continue
                first = ()
            # Boilerplate is told by the number: a list of all that have it would be made for each.
            if stop - start <= most:
                having = self._having.owners[start:stop]
                mine = [each for each in first if each not in self._otherwise and each != identity]
                mine += [each for each in having if each != identity]
                if len(mine) < most:
                    others += mine
                    continue
            boilerplate.append((key, start, stop))
        own = Counter(others)
        met = Counter(others + self._beside(identity, boilerplate))  # it links neighbours only
        often = {each: times for each, times in met.items() if times >= near_duplicates.LEAST}
        if unknown := often.keys() - self._windows.keys():
            counts = self._store.read_here(partial(table.load_counts, articles=unknown))
            self._windows |= {each: windows for each, (_, windows) in counts.items()}
        near: dict[int, bool] = {}
        for other, times in often.items():
            windows = self._windows[other]
            if near_duplicates.may_share(times, sketch.windows, windows):
                least = min(sketch.windows, windows)
                near[other] = own[other] >= CLOSE * least or times >= ALIKE * least
        return near

    def _beside(self, identity: int, boilerplate: Sequence[tuple[int, int, int]]) -> list[int]:
        """Who comes next to an article, by id, on either side, of those that have a minimum."""
        found: list[int] = []
        unsure: dict[int, list[int]] = {}
        owners, highest = self._having.owners, self._highest
        for key, start, stop in boilerplate:
            before = bisect_left(owners, identity, start, stop)
            after = before + (before < stop and owners[before] == identity)
            beside = [owners[after]] if after < stop else []
            if before > start:
                beside.append(owners[before - 1])
                if beside[-1] > highest:
                    found += beside  # nothing in the store is nearer
                    continue
            unsure[key] = beside
        if unsure:
            asked = partial(holders_beside, keys=list(unsure), article=identity, most=BESIDE)
            for key, stored in self._store.read_here(asked).items():
                holders = [each for each in stored if each not in self._otherwise]
                holders = sorted([*(each for each in holders if each != identity), *unsure[key]])
                place = bisect_left(holders, identity)
                found += holders[max(0, place - 1) : place + 1]
        return found

    def _of_voice(self, voice: int) -> Iterator[int]:
        """The articles of a voice that stay as they are."""
        found = self._store.read_here(partial(table.load_voice, voice=voice))
        return (each for each in found if each not in self._otherwise)


class _Holders:
    """Who has a minimum, of some articles. ``owners`` are in order, for each minimum together."""

    def __init__(self, sketches: Mapping[int, Sketch]) -> None:
        # Arrays: a dictionary of lists would take ten times the memory.
        identities = sorted(sketches)
        every = [np.array(sketches[each].minima, np.uint64) for each in identities]
        keys = np.concatenate([np.empty(0, np.uint64), *every])
        order = np.argsort(keys, kind="stable")
        owners = np.repeat(np.array(identities, np.int64), [len(each) for each in every])
        self._keys = keys[order]
        self.owners = array("q", owners[order].tobytes())

    def places(self, minima: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Each minimum, with from where to where its owners are."""
        keys = np.array(minima, np.uint64)
        starts = np.searchsorted(self._keys, keys, "left").tolist()
        stops = np.searchsorted(self._keys, keys, "right").tolist()
        return zip(minima, starts, stops, strict=True)


def voiced(
    articles: Sequence[Article],
    fresh: int,
    held: Collection[int] = (),
    sketches: Mapping[str, Sketch] | None = None,
) -> list[Article]:
    """The same articles with their voices, and the authors that follow from those of their voice.

    A voice keeps its name, the least that one of its articles had, while publications come and go.
    A new one is named by the least id of its articles. Where a voice divides, the older article
    keeps the name.

    Args:
        fresh: above every id and every voice's name.
        held: names of voices that other articles have: one may be the id of an article that left
            its voice.
        sketches: by file, those that are known already.
    """
    found: dict[int, Article] = {}
    taken = set(held)
    groups = corpus.group_voices([_as_read(article) for article in articles], sketches)
    for group in sorted(groups, key=lambda group: min(member.id for member in group)):
        before = sorted(member.voice for member in group if member.voice)
        names = (*before, *sorted(member.id for member in group))
        name = next((name for name in names if name not in taken), None)
        if name is None:
            name, fresh = fresh, fresh + 1
        taken.add(name)
        found |= {each.id: replace(each, voice=name) for each in corpus.infer_facts(group)}
    return [found[article.id] for article in articles]


def _as_read(article: Article) -> Article:
    """An article without what was inferred from others."""
    if article.authors.basis is not Basis.INFERRED:
        return article
    return replace(article, authors=Fact())
