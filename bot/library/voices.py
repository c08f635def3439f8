"""Which articles are one voice, worked out anew for what changed and what is near it.

Whether articles are versions of one another depends on them and on those near them alone
(``bot.corpus.republication``), so only the neighbourhood of what changed is compared.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

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
    ) -> None:
        """
        Args:
            read: gives an article of the store.
            changed: by id, the sketches of the articles that are new or other than in the store.
            before: by id, those of the store that change or leave.
        """
        self._store = store
        self._read = read
        self._changed = changed
        self._before = before
        self._otherwise = {*changed, *before}  # than the store has them
        self._having: dict[int, list[int]] = defaultdict(list)
        for identity in sorted(changed):
            for key in changed[identity].minima:
                self._having[key].append(identity)

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
        for identity, sketch in self._changed.items():
            if near := self._near(identity, sketch):
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
        most = near_duplicates.MOST
        met: Counter[int] = Counter()
        boilerplate: list[int] = []
        stored = self._store.read_here(partial(holders_of, keys=sketch.minima, most=most + 1))
        for key in sketch.minima:
            first, having = stored.get(key, ()), self._having.get(key, ())
            if not first and len(having) < 2:
                continue
            # Boilerplate is told by the number: a list of all that have it would be made for each.
            if len(first) <= most and len(having) <= most:
                others = self._others(identity, key, first)
                if len(others) < most:
                    met.update(others)
                    continue
            boilerplate.append(key)
        own = Counter(met)
        if boilerplate:  # it links neighbours only
            beside = partial(holders_beside, keys=boilerplate, article=identity, most=BESIDE)
            for key, holders in self._store.read_here(beside).items():
                met.update(self._beside(identity, key, holders))
        often = {each: times for each, times in met.items() if times >= near_duplicates.LEAST}
        if not often:
            return {}
        counts = self._store.read_here(partial(table.load_counts, articles=list(often)))
        windows = {each: count for each, (_, count) in counts.items()}
        windows |= {each: self._changed[each].windows for each in often if each in self._changed}
        near: dict[int, bool] = {}
        for other, times in often.items():
            if near_duplicates.may_share(times, sketch.windows, windows[other]):
                least = min(sketch.windows, windows[other])
                near[other] = own[other] >= CLOSE * least or times >= ALIKE * least
        return near

    def _others(self, identity: int, key: int, stored: Sequence[int]) -> list[int]:
        """Who has a minimum besides an article: of some in the store, and of what changed."""
        others = [each for each in stored if each not in self._otherwise and each != identity]
        others += (each for each in self._having.get(key, ()) if each != identity)
        return others

    def _beside(self, identity: int, key: int, stored: Sequence[int]) -> list[int]:
        """Who of those that have a minimum comes next to an article, by id, on either side."""
        holders = [each for each in stored if each not in self._otherwise and each != identity]
        having = self._having.get(key, [])
        before, after = bisect_left(having, identity), bisect_right(having, identity)
        holders += having[max(0, before - 1) : before] + having[after : after + 1]
        holders.sort()
        place = bisect_left(holders, identity)
        return holders[max(0, place - 1) : place + 1]

    def _of_voice(self, voice: int) -> Iterator[int]:
        """The articles of a voice that stay as they are."""
        found = self._store.read_here(partial(table.load_voice, voice=voice))
        return (each for each in found if each not in self._otherwise)


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
