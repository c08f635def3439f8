"""Term vectors: the terms of an article and how often it has each, kept beside the index.

An index leads from a term to the articles that hold it. To score the few articles that are at hand
by many terms, the other way is quicker: one row an article. Lucene calls that a term vector. A term
is kept as its CRC-32; of two that share one, an article with either is taken to have both. That
happens to one pair in four thousand million, and moves nothing but the order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.search.index import K1, B

KEY, COUNT = np.dtype("<u4"), np.dtype("u1")
MOST = 255  # times that a term is counted in an article


class TermVector(NamedTuple):
    """``length``: how many terms the article has. ``packed``: for each distinct one its key, four
    bytes, and after these for each its count, one byte. ``first``: the distinct terms with which
    the article begins, with spaces between; they come first in what is packed, too."""

    length: int
    packed: bytes
    first: str

    @classmethod
    def of(cls, terms: Iterable[str], first: Iterable[str]) -> TermVector:
        """The vector of an article that has these terms, and begins with some of them."""
        counts = Counter(dict.fromkeys(first, 0))
        beginning = " ".join(counts)
        counts.update(terms)
        times = np.fromiter(counts.values(), np.int64, len(counts))
        return cls(
            counts.total(),
            _keys(counts).tobytes() + np.minimum(times, MOST).astype(COUNT).tobytes(),
            beginning,
        )

    @property
    def beginning(self) -> Iterable[tuple[str, int]]:
        """The terms with which the article begins, and how often it has each in all."""
        counts = self.packed[_end_of_keys(self.packed) :]
        return zip(self.first.split(), counts, strict=False)


class Vectors:
    """Some articles side by side, scored together by BM25 as in ``SearchIndex``."""

    def __init__(self, articles: Sequence[TermVector], mean_length: float) -> None:
        """``mean_length`` is how many terms an article has on the average."""
        packed = [article.packed for article in articles]
        ends = list(map(_end_of_keys, packed))
        keys = b"".join([each[:end] for each, end in zip(packed, ends, strict=True)])
        counts = b"".join([each[end:] for each, end in zip(packed, ends, strict=True)])
        self._keys = np.frombuffer(keys, KEY)
        self._low = self._keys.astype(np.uint16)
        self._counts = np.frombuffer(counts, COUNT)
        sizes = np.array(ends, np.int32) // KEY.itemsize
        self._owners = np.repeat(np.arange(len(packed), dtype=np.int32), sizes)
        lengths = np.array([article.length for article in articles], np.float64)
        self._norms = K1 * (1 - B + B * lengths / (mean_length or 1.0))

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """The score of each article: of every term its weight times BM25's part of its count.

        Unlike a search's, the weights have the inverse document frequency in them.
        """
        if not weights:
            return np.zeros(len(self._norms))
        keys = _keys(weights)
        order = np.argsort(keys)
        keys, of_keys = keys[order], np.fromiter(weights.values(), np.float64)[order]
        # Half of a key rules out nearly all that was not asked for, with one look each.
        asked = np.zeros(1 << 16, np.bool_)
        asked[keys.astype(np.uint16)] = True
        near = np.flatnonzero(asked.take(self._low, mode="clip"))
        place = np.searchsorted(keys, self._keys[near])
        place[place == len(keys)] = 0
        is_it = keys[place] == self._keys[near]
        near, place = near[is_it], place[is_it]
        owners, counts = self._owners[near], self._counts[near].astype(np.float64)
        parts = of_keys[place] * (counts * (K1 + 1)) / (counts + self._norms[owners])
        return np.bincount(owners, parts, len(self._norms)).astype(np.float64, copy=False)


def _end_of_keys(packed: bytes) -> int:
    return len(packed) // (KEY.itemsize + COUNT.itemsize) * KEY.itemsize


def _keys(terms: Mapping[str, object]) -> NDArray[np.uint32]:
    return np.fromiter((crc32(term.encode()) for term in terms), KEY, len(terms))
