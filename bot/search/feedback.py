"""Pseudo-relevance feedback: what the best answers speak of, besides what was asked.

A first search is taken to be right at its top. The terms that weigh most in how the articles found
there begin are searched for as well, at a lower weight. This is Rocchio's feedback ("Relevance
feedback in information retrieval", 1971), the vectors being BM25's parts of each term. As in the
relevance models of Lavrenko and Croft ("Relevance-based language models", SIGIR 2001), an article
counts by how likely it is to be an answer; here that is a power of its score, so that one article
that is far ahead speaks almost alone, and feedback then changes little.

A term counts as often as the whole article has it, but only terms with which it begins are learned.
BM25 divides by the length that is usual: that is ``FIRST``, which most articles reach, so that what
one of them adds does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from bot.search.index import K1, B

ARTICLES = 7  # to learn from, at most
ONE_IN = 10  # of the articles that match: the top of a short list is no better than the rest
SHARPNESS = 4  # the power of a score; at 1, a question with a single right answer is led astray
FIRST = 150  # terms from which it is learned what an article is about: news says it at once
CANDIDATES = 100  # terms that are weighed: what few of the articles say, and once, is not chosen
TERMS = 60
WEIGHT = 0.5  # of the strongest related term, next to 1 of a term that was asked for


@dataclass(frozen=True, slots=True)
class Example:
    """An article taken to be an answer: its length in terms, the distinct terms with which it
    begins and how often it has each in all, its score."""

    length: int
    beginning: Iterable[tuple[str, int]]
    score: float


def related_terms(
    examples: Sequence[Example],
    weigh: Callable[[Collection[str]], Mapping[str, float]],
) -> dict[str, float]:
    """The terms to search for as well, with their weights: above 0, at most ``WEIGHT``.

    ``weigh`` gives terms their inverse document frequency; those that it leaves out are not taken.
    Terms of the question are among the result.
    """
    best = max((example.score for example in examples), default=0.0)
    if best <= 0:
        return {}
    said: dict[str, float] = {}
    for example in examples:
        trust = (example.score / best) ** SHARPNESS
        norm = K1 * (1 - B + B * min(1.0, example.length / FIRST))
        for term, count in example.beginning:
            said[term] = said.get(term, 0.0) + trust * count / (count + norm)
    idf = weigh(sorted(said, key=said.__getitem__, reverse=True)[:CANDIDATES])
    strength = {term: weight * said[term] for term, weight in idf.items()}
    top = sorted(strength.items(), key=itemgetter(1), reverse=True)[:TERMS]
    strongest = top[0][1] if top else 0.0
    weights = {term: WEIGHT * (value / strongest) for term, value in top if value > 0}
    return {term: weight for term, weight in weights.items() if weight > 0}  # not one too small
