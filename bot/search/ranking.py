"""Which passages come first: what a passage says, and what its whole article is about.

A passage's score is its own BM25 and ``SHARE`` times that of its article. The articles of the
passages that were found are scored twice, the second time by what the best of them have in common
as well (``bot.search.feedback``). None of this decides what matches: that is up to the words of the
question.

The numbers are round ones from the middle of a wide plateau; ``python -m bench.relevance`` measures
what they give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from bot.model import Hit
from bot.search.feedback import ARTICLES, ONE_IN, Example, related_terms
from bot.search.index import Filter, SearchIndex, Weighted
from bot.search.vectors import TermVector, Vectors

SHARE = 3  # of the article's score, next to 1 of the passage's own
TITLE = 2  # how many times a word of the title counts in its article
SHORTEST = 10  # terms; a shorter passage is scored as if it had so many
FILLER = "_"  # no term of the analyzer's: stands for those that a short passage lacks


@dataclass(frozen=True, slots=True)
class Ranking:
    """What matches, best first. An article's score is that of its best passage."""

    passages: Sequence[Hit]
    articles: Mapping[int, float]


def weighted(terms: Sequence[str]) -> Weighted:
    """A question's terms, as they stand in it, as what to search for.

    A term that is repeated counts as often; the one most repeated has weight 1.
    """
    counts = Counter(terms)
    most = max(counts.values(), default=1)
    return Weighted({term: count / most for term, count in counts.items()})


def narrowed(question: Weighted, weights: Mapping[str, float], most: int) -> Weighted:
    """The question with its most telling terms alone: how often it says them, times their weight.

    Terms without a weight are left out first.
    """
    telling = sorted(
        question.terms, key=lambda term: (-question.terms[term] * weights.get(term, 0.0), term)
    )
    kept = set(telling[:most])
    return Weighted({term: weight for term, weight in question.terms.items() if term in kept})


def filled(terms: Sequence[str]) -> tuple[str, ...]:
    """A passage's terms as they are indexed: at least ``SHORTEST``.

    BM25 divides by length, and would put a passage of two words first for either of them.
    """
    return (*terms, *[FILLER] * (SHORTEST - len(terms)))


def unfilled(terms: Sequence[str]) -> list[str]:
    """The opposite of ``filled``."""
    return [term for term in terms if term != FILLER]


def rank(
    passages: SearchIndex,
    wholes: SearchIndex,
    question: Weighted,
    allowed: Filter,
    limit: int,
    article_of: Callable[[int], int],
    vectors_of: Callable[[Sequence[int]], Sequence[TermVector]],
) -> Ranking:
    """The passages that match, at most ``limit``, and their articles.

    ``passages`` and ``wholes`` index the same corpus; in the latter, a document is an article.
    ``article_of`` gives a passage's article, ``vectors_of`` the vectors of some articles.
    """
    found = passages.search_weighted(question, allowed, limit)
    if not found:
        return Ranking([], {})
    articles = list(dict.fromkeys(article_of(hit.passage) for hit in found))
    about = dict(
        zip(articles, _about(passages, wholes, question, vectors_of(articles)), strict=True)
    )
    ranked = [Hit(hit.passage, hit.score + SHARE * about[article_of(hit.passage)]) for hit in found]
    ranked.sort(key=lambda hit: (-hit.score, hit.passage))
    highest: dict[int, float] = {}
    for hit in ranked:
        highest.setdefault(article_of(hit.passage), hit.score)
    return Ranking(ranked, highest)


def _about(
    passages: SearchIndex, wholes: SearchIndex, question: Weighted, articles: Sequence[TermVector]
) -> list[float]:
    """How much each article is about the question."""
    vectors = Vectors(articles, wholes.mean_length)
    scores = vectors.scores(_weighed(question.terms, wholes))
    best = np.argsort(-scores, kind="stable")[: min(ARTICLES, len(articles) // ONE_IN)].tolist()
    examples = [Example(articles[n].length, articles[n].beginning, float(scores[n])) for n in best]
    related = related_terms(examples, partial(passages.weights, roughly=True))
    found: list[float] = (scores + vectors.scores(_weighed(related, wholes))).tolist()
    return found


def _weighed(terms: Mapping[str, float], wholes: SearchIndex) -> dict[str, float]:
    """Terms' weights times their inverse document frequency among articles."""
    idf = wholes.weights(terms, roughly=True)
    return {term: weight * idf[term] for term, weight in terms.items() if term in idf}
