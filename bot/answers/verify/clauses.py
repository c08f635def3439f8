"""The reporting clauses that interrupt somebody's words: “…,” said X, “…”.

Who leaves one out quotes the speaker as the article does. Any other words between two quotations
say how they belong together, so that leaving them out joins what was not said together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.answers.verify.words import Words
from bot.corpus.speech.verbs import ALSO_NOUNS, NAMING, SAYING
from bot.model import Article, Quotation, Span
from bot.text import word_set

MOST_WORDS = 25
_PAUSES = ",?!…—–-"  # what stands before a clause, within the marks or after them
_STOPS = ",.:;—–-"  # what stands at its end
_MARKS = "“”‘’\"'«»„‟ "
_REPORTING = SAYING | NAMING
_SUBJECTS = word_set("he she they it i we one the a an his her their its my our")
# What makes it more than a clause: another time, a condition, a further statement, a denial.
_MORE = word_set(
    """that but then later earlier before after afterwards when while once again also if whether
    because although though until since not never nothing nobody"""
)


def clauses_in(article: Article, words: Words) -> Mapping[int, int]:
    """The clauses by the numbers of their words: the first, and the one after the last."""
    speech = sorted(article.speech(), key=lambda each: each.span)
    between = (_between(article, words, *pair) for pair in pairwise(speech))
    return {numbers.start: numbers.stop for numbers in between if numbers}


def _between(article: Article, words: Words, one: Quotation, other: Quotation) -> range:
    """The words between two quotations if they are such a clause, else none."""
    gap = Span(one.span.end, other.span.start)
    text = gap.of(article.text)
    if one.speaker is None or one.speaker != other.speaker or text.rstrip()[-1:] not in _STOPS:
        return range(0)
    before = one.span.of(article.text).rstrip(_MARKS)[-1:], text.lstrip(_MARKS)[:1]
    numbers = words.within(gap)
    if (
        not 1 < len(numbers) <= MOST_WORDS
        or not any(mark and mark in _PAUSES for mark in before)
        or any(
            words.starts[numbers.start] < sentence.span.start < gap.end
            for sentence in article.sentences
        )
    ):
        return range(0)
    return numbers if _is_clause(words.each(numbers.start, numbers.stop)) else range(0)


def _is_clause(words: Sequence[str]) -> bool:
    """Whether words are a subject and one verb of saying, with who that is and to whom it is said:
    "said Doe, the mayor", "the mayor told reporters on Monday"."""
    lower = [word.lower() for word in words]
    reporting = [place for place, word in enumerate(lower) if word in _REPORTING]
    # "The note said": a noun beside the verb.
    verbs = [place for place in reporting if lower[place] not in ALSO_NOUNS] or reporting
    if len(verbs) != 1 or not _MORE.isdisjoint(lower) or any(w.endswith("n't") for w in lower):
        return False
    (verb,) = verbs
    if lower[verb] not in SAYING or lower[verb].endswith("ing"):
        return False
    return verb == 0 or lower[0] in _SUBJECTS or words[0][0].isupper()
