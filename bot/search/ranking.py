"""Which passages come first: what a passage says, and what its whole article is about.

A passage's score is its own BM25 and ``SHARE`` times that of its article. Articles are searched
twice, the second time with what the best of the first have in common (``bot.search.feedback``).
None of this decides what matches: that is up to the words of the question.

The numbers are round ones from the middle of a wide plateau; ``python -m bench.relevance`` measures
what they give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.model import Hit
from bot.search.feedback import ARTICLES, ONE_IN, Example, related_terms
from bot.search.index import Filter, SearchIndex, Weighted

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
    articles: SearchIndex,
    question: Weighted,
    allowed: Filter,
    limit: int,
    article_of: Callable[[int], int],
    first_terms_of: Callable[[int], Mapping[str, int]],
) -> Ranking:
    """The passages that match, at most ``limit``, and their articles.

    ``passages`` and ``articles`` index the same corpus; in the latter, a document's id is its
    article's. ``article_of`` gives a passage's article, ``first_terms_of`` how often that has each
    of the terms that it begins with.
    """
    found = passages.search_weighted(question, allowed, limit)
    if not found:
        return Ranking([], {})
    theirs = frozenset(article_of(hit.passage) for hit in found)
    about = Weighted(question.terms)  # what an article is about
    first = articles.search_weighted(about, allowed, ARTICLES * ONE_IN)
    examples = [
        Example(first_terms_of(hit.passage), hit.score)
        for hit in first[: len(first) // ONE_IN]
        if hit.passage in theirs
    ]
    weigh = partial(passages.weights, roughly=True)
    if related := related_terms(examples, weigh):
        about = replace(about, related=related)
    whole = articles.search_weighted(about, replace(allowed, articles=theirs), len(theirs))
    scores = {hit.passage: hit.score for hit in whole}
    ranked = [
        Hit(hit.passage, hit.score + SHARE * scores.get(article_of(hit.passage), 0.0))
        for hit in found
    ]
    ranked.sort(key=lambda hit: (-hit.score, hit.passage))
    highest: dict[int, float] = {}
    for hit in ranked:
        highest.setdefault(article_of(hit.passage), hit.score)
    return Ranking(ranked, highest)
