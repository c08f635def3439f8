"""Which pairs of many articles may share a passage, without comparing them all.

MinHash after A. Broder, "On the resemblance and containment of documents" (1997). A sketch of a
whole article misses its excerpts, as their resemblance is low; so each window of some sixty words
has a sketch of its own. Two windows that share a tenth of their shingles meet in one of sixteen
minima five times in six, and republications share several windows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rensa import RMinHash

_WINDOW = 60  # shingles
_MINIMA = 16
_SEED = 1
# One minimum in common is often a phrase of the language. Of articles that share a fifth of their
# shingles, at least one window in two, on average, meets another.
_LEAST = 2
_LEAST_A_WINDOW = 0.4
# What stands in more windows than this is a phrase or boilerplate: it links neighbours only, so
# that its pairs do not grow with the square of the library.
_MOST = 16


def may_share_passages(sequences: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs of positions (the lesser first), those with most minima in common first.

    Args:
        sequences: the shingles of each article, in their order in the text.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    windows: list[int] = []
    for number, sequence in enumerate(sequences):
        windows.append(len(sequence) // _WINDOW)
        for key in _keys(sequence):
            holders[key].append(number)
    met: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if len(numbers) == 1:
            continue
        if len(numbers) > _MOST:
            met.update(pairwise(numbers))
            continue
        for n, first in enumerate(numbers):
            met.update((first, second) for second in numbers[n + 1 :])
    pairs = [
        (a, b)
        for (a, b), times in met.items()
        if times >= max(_LEAST, _LEAST_A_WINDOW * min(windows[a], windows[b]))
    ]
    return sorted(pairs, key=lambda pair: (-met[pair], pair))


def _keys(sequence: Sequence[int]) -> set[int]:
    """The minima of all windows; each knows which of the sixteen it is."""
    windows = [sequence[at : at + _WINDOW] for at in range(0, len(sequence), _WINDOW)]
    if not windows:
        return set()
    rows = RMinHash.digest_matrix_from_token_hash_sets(windows, _MINIMA, _SEED).to_rows()
    return {minimum << 4 | place for row in rows for place, minimum in enumerate(row)}
