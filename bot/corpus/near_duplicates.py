"""Which pairs of many articles may share a passage, without comparing them all.

MinHash after A. Broder, "On the resemblance and containment of documents" (1997). A sketch of a
whole article misses its excerpts, as their resemblance is low; so each window of some sixty words
has a sketch of its own. Two windows that share a tenth of their shingles meet in one of sixteen
minima five times in six, and republications share several windows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from bot.corpus.shingles import shingled
from bot.corpus.sketches import Sketch
from bot.model import Article

_WINDOW = 60  # shingles
_MINIMA = 16
_SEED = 1
# One minimum in common is often a phrase of the language. Of articles that share a fifth of their
# shingles, at least one window in two, on average, meets another.
LEAST = 2
_LEAST_A_WINDOW = 0.4
# What stands in more windows than this is a phrase or boilerplate: it links neighbours only, so
# that its pairs do not grow with the square of the library.
MOST = 16


def may_share_passages(sketches: Iterable[Sketch]) -> list[tuple[int, int]]:
    """Pairs of positions in order, the lesser first, of articles with these sketches."""
    keys: list[NDArray[np.uint64]] = []
    windows: list[int] = []
    for sketch in sketches:
        windows.append(sketch.windows)
        keys.append(np.array(sketch.minima, np.uint64))
    met: Counter[tuple[int, int]] = Counter()
    for holders in _holders(keys):
        met.update(pairwise(holders) if len(holders) > MOST else combinations(holders, 2))
    found: list[tuple[int, int]] = []
    while met:  # one by one: to free all at once would hold the interpreter for too long
        (a, b), times = met.popitem()
        if may_share(times, windows[a], windows[b]):
            found.append((a, b))
    return sorted(found)


def may_share(times: int, windows: int, others: int) -> bool:
    """Whether two articles of so many windows, with so many minima in common, may share one."""
    return times >= max(LEAST, _LEAST_A_WINDOW * min(windows, others))


def windows_in(sequence: Sequence[int]) -> int:
    """How many whole windows an article's shingles make."""
    return len(sequence) // _WINDOW


def minima(sequence: Sequence[int]) -> NDArray[np.uint64]:
    """The minima of all windows, each once; each knows which of the sixteen it is."""
    windows = [sequence[at : at + _WINDOW] for at in range(0, len(sequence), _WINDOW)]
    if not windows:
        return np.empty(0, np.uint64)
    rows = RMinHash.digest_matrix_from_token_hash_sets(windows, _MINIMA, _SEED).to_rows()
    return np.unique(np.array(rows, np.uint64) << 4 | np.arange(_MINIMA, dtype=np.uint64))


def sketch_of(article: Article) -> Sketch:
    """The sketch of an article's own words."""
    sequence = shingled(article).sequence
    return Sketch(tuple(minima(sequence).tolist()), windows_in(sequence))


def _holders(keys: Sequence[NDArray[np.uint64]]) -> Iterator[list[int]]:
    """Who has a key that another has, too; by key, each in order."""
    # Sorted arrays: a dictionary of lists would take ten times the memory.
    owners = np.repeat(np.arange(len(keys), dtype=np.int32), list(map(len, keys)))
    every = np.concatenate([np.empty(0, np.uint64), *keys])
    order = np.argsort(every, kind="stable")
    every, owners = every[order], owners[order]
    starts = np.flatnonzero(np.append([True], every[1:] != every[:-1])[: len(every)])
    stops = np.append(starts[1:], len(every))
    several = stops - starts > 1
    for start, stop in zip(starts[several].tolist(), stops[several].tolist(), strict=True):
        yield owners[start:stop].tolist()
