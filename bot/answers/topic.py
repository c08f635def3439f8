"""A topic as the library understands it: its terms, how telling each is, and what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import log

from bot.answers.holdings import Holdings
from bot.search import Weighted
from bot.search.ranking import weighted


@dataclass(frozen=True, slots=True)
class Topic:
    """A question's topic against one generation of the corpus.

    ``weights`` has every term of the topic, those included that no passage holds.
    ``missing`` are the words, as they were typed, that no passage holds.
    """

    text: str
    weights: Mapping[str, float]
    missing: tuple[str, ...]
    query: Weighted  # what to search for

    @classmethod
    def of(cls, text: str, holdings: Holdings, server: int | None = None) -> Topic:
        """The topic as a server may know it: words of another server's own are missing, too."""
        terms = holdings.analyzer.query_terms(text)
        known = {t: w for t, w in holdings.index.weights(terms).items() if holdings.sees(server, t)}
        # A word that the corpus lacks is at least as telling as the rarest one that it has: half
        # of "climate change" is not on the topic because "change" occurs.
        heaviest = max([log(2 + holdings.index.size), *known.values()])
        unknown = {term for term in terms if term not in known}
        missing = tuple(
            word
            for word in dict.fromkeys(text.split())
            if (own := holdings.analyzer.query_terms(word)) and unknown.issuperset(own)
        )
        weights = {term: known.get(term, heaviest) for term in terms}
        return cls(text, weights, missing, weighted(holdings.analyzer.question_terms(text)))

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(self.weights)

    def coverage(self, terms: Collection[str]) -> float:
        """How much of the topic, by weight, these terms cover: 0 to 1."""
        total = sum(self.weights.values())
        if not total:
            return 0.0
        return sum(weight for term, weight in self.weights.items() if term in terms) / total

    @property
    def enough(self) -> float:
        """The coverage from which a passage is on the topic and does not just share a word.

        Half of a short topic; about two words' worth of a long one.
        """
        return min(0.5, 2 / max(1, len(self.weights)))
