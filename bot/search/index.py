"""What every search engine offers: matching by shared terms, ranked by BM25, under a filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.model import Hit

# Lucene's and tantivy's defaults.
K1 = 1.2
B = 0.75


class SearchError(Exception):
    """An index can't be read or written. The message is for the operator."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What a filter asks of a passage. Names are keys: spellings of one name are one key.

    ``quoted`` are those whose speech the passage holds; ``earliest`` and ``latest`` the days
    between which its article was published.
    """

    server: int | None = None
    voice: int = 0
    authors: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    outlet: str | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A passage as an engine sees it: its id, its article's id, its terms in order, its facets.

    Ids are whole numbers from 0 to 2**63 - 1. Terms hold no white space.
    """

    passage: int
    article: int
    terms: tuple[str, ...]
    facets: Facets = Facets()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages a search may return; None means all. It never changes a score.

    ``servers`` holds None for the articles of everybody. With ``since`` or ``until``, an article
    passes that may have been published in that range; one without a date does not.
    """

    articles: frozenset[int] | None = None
    servers: frozenset[int | None] | None = None
    voices: frozenset[int] | None = None
    authors: frozenset[str] | None = None
    quoted: frozenset[str] | None = None
    outlets: frozenset[str] | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Weighted:
    """What to look for, and how much each part counts (above 0).

    A document matches when it holds one of ``terms``, every one of ``phrases``, and none of
    ``without``; the latter two hold terms that stand side by side in this order, or a single one.
    Where ``together`` has any sets of terms, it also holds all terms of one of them.
    """

    terms: Mapping[str, float]
    phrases: Sequence[tuple[str, ...]] = ()
    without: Sequence[tuple[str, ...]] = ()
    together: Sequence[frozenset[str]] = ()


class SearchIndex(Protocol):
    """One generation of an index, over passages or over whole articles. It never changes.

    A passage matches when it shares a term with the query, whatever its score. Any thread may
    search, and may go on while an engine is updated.
    """

    @property
    def generation(self) -> int:
        """The store's generation that the index was built from."""
        ...

    @property
    def size(self) -> int:
        """How many passages the index holds."""
        ...

    @property
    def mean_length(self) -> float:
        """How many terms a passage has on the average; 0 for an empty index."""
        ...

    def search(self, terms: Sequence[str], allowed: Filter, limit: int) -> list[Hit]:
        """The best matches for terms that all count the same."""
        ...

    def search_weighted(self, query: Weighted, allowed: Filter, limit: int) -> list[Hit]:
        """The best matches, best first, those of one score by passage id.

        Of several that tie for the last place, which one is returned is up to the engine.

        The score is the sum over terms of weight times BM25 (k1 1.2, b 0.75, inverse document
        frequency as in ``weights``).
        """
        ...

    def weights(self, terms: Collection[str], *, roughly: bool = False) -> Mapping[str, float]:
        """How telling each term is: its inverse document frequency ``log((N + 1) / n)``, above 0.

        Terms that no passage holds are left out. ``roughly`` is quicker and may count passages that
        were taken out lately.
        """
        ...


class Engine(Protocol):
    """Keeps an index and changes it. One thread at a time uses it."""

    @property
    def index(self) -> SearchIndex:
        """The newest generation."""
        ...

    def stage(self, removed: Collection[int] | None, added: Iterable[Document]) -> None:
        """Take articles out by id, or all of them, and put documents in.

        Nothing is seen of it before ``commit``. An article that changed is taken out, and its
        documents are put in, in one call or in several.

        Raises:
            SearchError: it could not be written; what was staged is given up.
        """
        ...

    def commit(self, generation: int) -> SearchIndex:
        """Make the index what was staged; until it is done, and when it fails, it is as it was.

        Raises:
            SearchError: it could not be written; what was staged is given up.
        """
        ...

    def give_up(self) -> None:
        """Forget what was staged."""
        ...

    def close(self) -> None:
        """Let go of the files. Indexes that were handed out may still be searched."""
        ...


def update(
    engine: Engine, removed: Collection[int] | None, added: Iterable[Document], generation: int
) -> SearchIndex:
    """Stage one change and commit it."""
    try:
        engine.stage(removed, added)
        return engine.commit(generation)
    except BaseException:
        engine.give_up()
        raise
