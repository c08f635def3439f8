"""Both engines, made alike for the tests that hold for both, and BM25 in plain Python."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from bot.search.index import Document, Engine, Facets, Filter, Weighted
from bot.search.rank_bm25_engine import RankBM25Engine
from bot.search.tantivy_engine import TantivyEngine

Make: TypeAlias = Callable[[Path], Engine]
MAKERS: dict[str, Make] = {
    "rank-bm25": lambda _: RankBM25Engine(),
    "tantivy": TantivyEngine,
}


def documents(*texts: str, facets: Sequence[Facets] = ()) -> list[Document]:
    """Passages 0, 1, 2…, two an article, with the facets of their articles."""
    return [
        Document(n, n // 2, tuple(text.split()), facets[n // 2] if facets else Facets())
        for n, text in enumerate(texts)
    ]


def sharing(
    held: Iterable[Document], query: Weighted, passes: Callable[[Document], bool] = lambda _: True
) -> set[int]:
    """The passages that match, by looking at every one."""

    def has(document: Document, phrase: Sequence[str]) -> bool:
        terms, size = document.terms, len(phrase)
        return any(terms[n : n + size] == tuple(phrase) for n in range(len(terms) - size + 1))

    return {
        document.passage
        for document in held
        if set(document.terms) & set(query.terms)
        and (not query.together or any(set(document.terms) >= each for each in query.together))
        and all(has(document, phrase) for phrase in query.phrases)
        and not any(has(document, phrase) for phrase in query.without)
        and passes(document)
    }


def bm25(held: Sequence[Document], query: Weighted, mean_length: float) -> dict[int, float]:
    """The score of every passage, by the definition in ``SearchIndex.search_weighted``."""
    vocabulary = {term for document in held for term in document.terms}
    idf = {
        term: math.log((len(held) + 1) / sum(term in document.terms for document in held))
        for term in vocabulary
    }
    scores: dict[int, float] = {}
    for document in held:
        terms = document.terms
        counts = [
            (weight * idf.get(term, 0.0), terms.count(term)) for term, weight in query.terms.items()
        ]
        norm = 1.2 * (1 - 0.75 + 0.75 * len(terms) / mean_length) if mean_length else 1.2
        scores[document.passage] = sum(
            weight * count * 2.2 / (count + norm) for weight, count in counts
        )
    return scores


def passes(allowed: Filter) -> Callable[[Document], bool]:
    """A filter as its documentation has it."""

    def test(document: Document) -> bool:
        facets = document.facets
        return all(
            (
                allowed.articles is None or document.article in allowed.articles,
                allowed.servers is None or facets.server in allowed.servers,
                allowed.voices is None or facets.voice in allowed.voices,
                allowed.outlets is None or facets.outlet in allowed.outlets,
                allowed.authors is None or bool(set(facets.authors) & allowed.authors),
                allowed.quoted is None or bool(set(facets.quoted) & allowed.quoted),
                allowed.since is None or bool(facets.latest and facets.latest >= allowed.since),
                allowed.until is None or bool(facets.earliest and facets.earliest <= allowed.until),
            )
        )

    return test
