"""What every search engine offers: matching by shared terms, ranked by BM25, under a filter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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


class SearchIndex(Protocol):
    """An index over passages, built once and then only read.

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

    def weights(self, terms: Collection[str]) -> Mapping[str, float]:
        """How telling each term is (its inverse document frequency, above 0).

        Terms that no passage holds are left out.
        """
        ...
