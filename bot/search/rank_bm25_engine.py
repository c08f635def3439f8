"""The embedded engine: rank-bm25 in memory, for a small corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from rank_bm25 import BM25Plus

from bot.model import Hit
from bot.search.index import K1, B, Document, Facets, Filter, Weighted


class RankBM25Index:
    """BM25 over all passages, with an inverted list that says which of them match.

    ``BM25Plus`` with ``delta=0`` is plain BM25 with an inverse document frequency that stays
    above 0, ``log((N + 1) / n)``; rank-bm25's ``BM25Okapi`` gives 0 or less to a term that half
    of the passages hold.
    """

    def __init__(self, documents: Sequence[Document], generation: int) -> None:
        self._generation = generation
        self._documents = list(documents)
        # Every term between blanks of its own, so that phrases are counted at the speed of C.
        self._texts = [_spaced(document.terms) for document in documents]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for position, document in enumerate(documents):
            for term in sorted(set(document.terms)):
                self._postings[term].append(position)
        # rank-bm25 divides by the number of documents and by their mean length.
        self._bm25 = (
            BM25Plus([list(document.terms) for document in documents], k1=K1, b=B, delta=0)
            if self._postings
            else None
        )
        if self._bm25 is not None:
            # It makes an array of this for every term that it scores.
            self._bm25.doc_len = np.array(self._bm25.doc_len)

    @property
    def generation(self) -> int:
        return self._generation

    @property
    def size(self) -> int:
        return len(self._documents)

    @property
    def documents(self) -> Sequence[Document]:
        """What the index was built from."""
        return self._documents

    @property
    def mean_length(self) -> float:
        return float(self._bm25.avgdl) if self._bm25 is not None else 0.0

    def search(self, terms: Sequence[str], allowed: Filter, limit: int) -> list[Hit]:
        return self.search_weighted(Weighted(dict.fromkeys(terms, 1.0)), allowed, limit)

    def search_weighted(self, query: Weighted, allowed: Filter, limit: int) -> list[Hit]:
        scores = dict.fromkeys(self._matching(query, allowed), 0.0)
        if not scores:
            return []
        for term, weight in query.terms.items():
            found = [p for p in self._postings.get(term, ()) if p in scores]
            for position, score in zip(found, self._bm25_of(term, found), strict=True):
                scores[position] += weight * score
        hits = [Hit(self._documents[position].passage, score) for position, score in scores.items()]
        hits.sort(key=lambda hit: (-hit.score, hit.passage))
        return hits[:limit]

    def weights(
        self,
        terms: Collection[str],
        *,
        roughly: bool = False,  # noqa: ARG002 - exact is as quick
    ) -> Mapping[str, float]:
        if self._bm25 is None:
            return {}
        return {term: float(self._bm25.idf[term]) for term in terms if term in self._postings}

    def _matching(self, query: Weighted, allowed: Filter) -> list[int]:
        """Where a term of the query is, under the filter, in order."""
        found = {p for term in query.terms for p in self._postings.get(term, ())}
        if passes := _test(allowed):
            found = {p for p in found if passes(self._documents[p])}
        if query.together:
            found &= {
                position
                for each in query.together
                for position in set.intersection(*(set(self._postings.get(t, ())) for t in each))
            }
        for phrase in map(_spaced, query.phrases):
            found = {p for p in found if phrase in self._texts[p]}
        for phrase in map(_spaced, query.without):
            found = {p for p in found if phrase not in self._texts[p]}
        return sorted(found)

    def _bm25_of(self, term: str, positions: list[int]) -> list[float]:
        if self._bm25 is None or not positions:
            return []
        return list(map(float, self._bm25.get_batch_scores([term], positions)))


class RankBM25Engine:
    """Every change builds the index anew."""

    def __init__(self) -> None:
        self._index = RankBM25Index((), 0)
        self._staged: list[Document] | None = None

    @property
    def index(self) -> RankBM25Index:
        return self._index

    def stage(self, removed: Collection[int] | None, added: Iterable[Document]) -> None:
        held = self._index.documents if self._staged is None else self._staged
        gone = {document.article for document in held} if removed is None else set(removed)
        self._staged = [document for document in held if document.article not in gone]
        self._staged += added

    def commit(self, generation: int) -> RankBM25Index:
        held = self._index.documents if self._staged is None else self._staged
        documents = sorted(held, key=lambda each: (each.article, each.passage))
        self._index = RankBM25Index(documents, generation)
        self._staged = None
        return self._index

    def give_up(self) -> None:
        self._staged = None

    def close(self) -> None:
        """There is nothing to let go of."""


def _spaced(terms: Sequence[str]) -> str:
    return "".join(f" {term} " for term in terms)


def _test(allowed: Filter) -> Callable[[Document], bool] | None:
    """Whether a document passes, as a function; None when all do."""
    if allowed == Filter():
        return None

    def passes(document: Document) -> bool:
        facets = document.facets
        return (
            _is_in(document.article, allowed.articles)
            and _is_in(facets.server, allowed.servers)
            and _is_in(facets.voice, allowed.voices)
            and _is_in(facets.outlet, allowed.outlets)
            and (allowed.authors is None or not allowed.authors.isdisjoint(facets.authors))
            and (allowed.quoted is None or not allowed.quoted.isdisjoint(facets.quoted))
            and _is_dated(facets, allowed.since, allowed.until)
        )

    return passes


def _is_in(value: object, wanted: frozenset[object] | None) -> bool:
    return wanted is None or value in wanted


def _is_dated(facets: Facets, since: date | None, until: date | None) -> bool:
    if since is not None and (facets.latest is None or facets.latest < since):
        return False
    return until is None or (facets.earliest is not None and facets.earliest <= until)
