"""The embedded engine: rank-bm25 in memory, for a small corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from rank_bm25 import BM25Plus

from bot.model import Hit
from bot.search.index import Document, Filter

# Lucene's and tantivy's defaults, so that the engines agree in their order.
K1 = 1.2
B = 0.75


class RankBM25Index:
    """BM25 over all passages, with an inverted list that says which of them match.

    ``BM25Plus`` with ``delta=0`` is plain BM25 with an inverse document frequency that stays
    above 0, ``log((N + 1) / n)``; rank-bm25's ``BM25Okapi`` gives 0 or less to a term that half
    of the passages hold.
    """

    def __init__(self, documents: Sequence[Document], generation: int) -> None:
        self._generation = generation
        self._documents = list(documents)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for position, document in enumerate(self._documents):
            for term in sorted(set(document.terms)):
                self._postings[term].append(position)
        # rank-bm25 divides by the number of documents and by their mean length.
        self._bm25 = (
            BM25Plus([list(document.terms) for document in self._documents], k1=K1, b=B, delta=0)
            if self._postings
            else None
        )

    @property
    def generation(self) -> int:
        return self._generation

    @property
    def size(self) -> int:
        return len(self._documents)

    def search(self, terms: Sequence[str], allowed: Filter, limit: int) -> list[Hit]:
        distinct = list(dict.fromkeys(terms))
        matching = sorted({p for term in distinct for p in self._postings.get(term, ())})
        if allowed.articles is not None:
            matching = [p for p in matching if self._documents[p].article in allowed.articles]
        if not matching or self._bm25 is None:
            return []
        scores = self._bm25.get_batch_scores(distinct, matching)
        hits = [
            Hit(self._documents[position].passage, float(score))
            for position, score in zip(matching, scores, strict=True)
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.passage))
        return hits[:limit]

    def weights(self, terms: Collection[str]) -> Mapping[str, float]:
        if self._bm25 is None:
            return {}
        return {term: float(self._bm25.idf[term]) for term in terms if term in self._postings}
