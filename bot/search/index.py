"""What every search engine offers: matching by shared terms, ranked by BM25, under a filter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.model import Hit


@dataclass(frozen=True, slots=True)
class Document:
    """A passage as an engine sees it: its id, its article's id and its terms, in order."""

    passage: int
    article: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Restricts a search to these articles; None means all."""

    articles: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Weighted:
    """What to look for, and how much each part counts.

    A document matches when it holds one of ``terms``. The rest adds to the score of what matches:
    ``pairs`` of terms that stand side by side in this order, and ``related`` terms.
    """

    terms: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float] = field(default_factory=dict)
    related: Mapping[str, float] = field(default_factory=dict)


class SearchIndex(Protocol):
    """An index over passages, or over whole articles, built once and then only read.

    A passage matches when it shares a term with the query, whatever its score.
    """

    @property
    def generation(self) -> int:
        """The store's generation that the index was built from."""
        ...

    @property
    def size(self) -> int:
        """How many passages the index holds."""
        ...

    def search(self, terms: Sequence[str], allowed: Filter, limit: int) -> list[Hit]:
        """The best matches, best first; ties are broken by passage id."""
        ...

    def search_weighted(self, query: Weighted, allowed: Filter, limit: int) -> list[Hit]:
        """The best matches, best first; ties are broken by passage id.

        The score is the sum over terms of weight times BM25. A pair counts as a term whose
        frequency is how often it stands there and whose weight is that of its two terms together.
        """
        ...

    @property
    def mean_length(self) -> float:
        """How many terms a passage has on the average; 0 for an empty index."""
        ...

    def weights(self, terms: Collection[str]) -> Mapping[str, float]:
        """How telling each term is (its inverse document frequency, above 0).

        Terms that no passage holds are left out.
        """
        ...
