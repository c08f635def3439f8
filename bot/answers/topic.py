"""A topic as the library understands it: its terms, how telling each is, and what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log

from bot.answers.holdings import Holdings
from bot.answers.people import people_seen_by
from bot.answers.sources import is_from
from bot.search import Weighted
from bot.search.question import Question, read_question
from bot.search.ranking import narrowed, weighted
from bot.search.spelling import nearest

MOST = 64  # terms that are searched for: a pasted paragraph's most telling ones
COMBINED = 6  # terms; more have too many combinations to ask for
FEW = 12  # words; in a longer text, words that the corpus lacks don't matter


@dataclass(frozen=True, slots=True)
class Topic:
    """A question's topic against one generation of the corpus.

    ``text`` is what was typed, ``question`` what was read in it, after its spelling was mended.
    ``weights`` has every term of the topic, those included that no passage holds. ``missing`` are
    the words, as they were typed, that no passage holds. ``notes`` say, in a sentence each, what
    was taken otherwise than it was typed.
    """

    text: str
    question: Question
    weights: Mapping[str, float]
    missing: tuple[str, ...]
    query: Weighted  # what to search for
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, holdings: Holdings, server: int | None = None) -> Topic:
        """The topic as a server may know it: words of another server's own are missing, too."""

        def is_name(key: str, name: str) -> bool:
            if key == "source":
                return any(is_from(article, name) for article in holdings.seen_by(server))
            return people_seen_by(holdings, server).knows(name)

        question = read_question(text, is_name)
        known = _known(holdings, server, question.topic)
        missing = _missing(holdings, question.words, known)
        meant = _meant(holdings, server, question, missing)
        notes = list(question.notes)
        if meant:
            words = [meant.get(word, word) for word in question.words]
            question = replace(question, words=tuple(" ".join(words).split()))
            known = _known(holdings, server, question.topic)
            missing = tuple(word for word in missing if word not in meant)
            notes += [
                f"Showing results for “{word}”, as “{typed}” is not in the library."
                for typed, word in meant.items()
            ]
        # A word that the corpus lacks is at least as telling as the rarest one that it has: half
        # of "climate change" is not on the topic because "change" occurs.
        heaviest = max([log(2 + holdings.index.size), *known.values()])
        query = weighted(holdings.analyzer.question_terms(question.topic))
        if len(question.words) > FEW:
            # Nobody expects that every word of a pasted paragraph is in the library.
            query = narrowed(query, known, min(MOST, len(known)) or MOST)
        weights = {term: known.get(term, heaviest) for term in query.terms}
        return cls(text, question, weights, missing, query, tuple(notes))

    @property
    def covering(self) -> Weighted:
        """What to search for, but for passages that just share a word with the topic.

        These have the least sets of terms that cover enough of it. Of a long topic there are too
        many, and its passages have to be looked at.
        """
        terms = tuple(self.weights)
        if len(terms) > COMBINED:
            return self.query
        found: list[frozenset[str]] = []
        for size in range(1, len(terms) + 1):
            for some in map(frozenset, combinations(terms, size)):
                if not any(each <= some for each in found) and self.coverage(some) >= self.enough:
                    found.append(some)
        return replace(self.query, together=tuple(found))

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


def _known(holdings: Holdings, server: int | None, text: str) -> dict[str, float]:
    """The weights of those terms that a passage holds which the server may see."""
    found = holdings.index.weights(holdings.analyzer.query_terms(text))
    return {term: weight for term, weight in found.items() if holdings.sees(server, term)}


def _missing(
    holdings: Holdings, words: Sequence[str], known: Mapping[str, float]
) -> tuple[str, ...]:
    # "White House" is one term, and neither of its words is missing.
    unknown = set(holdings.analyzer.query_terms(" ".join(words))) - known.keys()
    return tuple(
        word
        for word in dict.fromkeys(words)
        if (own := holdings.analyzer.query_terms(word)) and unknown.issuperset(own)
    )


def _meant(
    holdings: Holdings, server: int | None, question: Question, missing: Sequence[str]
) -> dict[str, str]:
    """For misspelt words, the word that was meant. Exact phrases and people's names are kept."""
    if not missing or len(question.words) > FEW:
        return {}
    exact = {word for phrase in question.phrases for word in phrase.split()}
    people = people_seen_by(holdings, server)
    vocabulary = holdings.vocabulary(server)
    return {
        word: other
        for word in missing
        if word not in exact
        and not people.knows(word)
        and (other := nearest(word.strip(".,;:!?()[]"), vocabulary))
    }
