"""The embedded engine: rank-bm25 in memory, for a small corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from rank_bm25 import BM25Plus

from bot.model import Hit
from bot.search.index import Document, Filter, Weighted

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
        self._passages = [document.passage for document in documents]
        self._articles = [document.article for document in documents]
        # Every term between blanks of its own, so that pairs are counted at the speed of C.
        self._texts = ["".join(f" {term} " for term in document.terms) for document in documents]
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
        return len(self._passages)

    @property
    def mean_length(self) -> float:
        return float(self._bm25.avgdl) if self._bm25 is not None else 0.0

    def search(self, terms: Sequence[str], allowed: Filter, limit: int) -> list[Hit]:
        return self.search_weighted(Weighted(dict.fromkeys(terms, 1.0)), allowed, limit)

    def search_weighted(self, query: Weighted, allowed: Filter, limit: int) -> list[Hit]:
        scores = dict.fromkeys(
            sorted({p for term in query.terms for p in self._holding(term, allowed)}), 0.0
        )
        if not scores:
            return []
        for parts, held in ((query.terms, True), (query.related, False)):
            for term, weight in parts.items():
                found = self._holding(term, allowed)
                if not held:
                    found = [p for p in found if p in scores]
                for position, score in zip(found, self._bm25_of(term, found), strict=True):
                    scores[position] += weight * score
        for pair, weight in query.pairs.items():
            for position, score in self._side_by_side(pair, scores):
                scores[position] += weight * score
        hits = [Hit(self._passages[position], score) for position, score in scores.items()]
        hits.sort(key=lambda hit: (-hit.score, hit.passage))
        return hits[:limit]

    def weights(self, terms: Collection[str]) -> Mapping[str, float]:
        if self._bm25 is None:
            return {}
        return {term: float(self._bm25.idf[term]) for term in terms if term in self._postings}

    def _holding(self, term: str, allowed: Filter) -> list[int]:
        """Where a term is, under the filter."""
        found = self._postings.get(term, [])
        if allowed.articles is None:
            return found
        return [position for position in found if self._articles[position] in allowed.articles]

    def _bm25_of(self, term: str, positions: list[int]) -> list[float]:
        if self._bm25 is None or not positions:
            return []
        return list(map(float, self._bm25.get_batch_scores([term], positions)))

    def _side_by_side(
        self, pair: tuple[str, str], positions: Collection[int]
    ) -> Iterator[tuple[int, float]]:
        """The BM25 of two terms as one, where they stand side by side."""
        if self._bm25 is None or not all(term in self._postings for term in pair):
            return
        weight = sum(float(self._bm25.idf[term]) for term in pair)
        pattern = "".join(f" {term} " for term in pair)
        for position in sorted(set(self._postings[pair[0]]).intersection(self._postings[pair[1]])):
            if position in positions and (count := self._texts[position].count(pattern)):
                length = float(self._bm25.doc_len[position]) / self.mean_length
                yield position, weight * count * (K1 + 1) / (count + K1 * (1 - B + B * length))
