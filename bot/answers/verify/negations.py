"""Words that deny: which they are, and one that was cut off just before a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.answers.verify.words import Words
from bot.model import Span
from bot.text import word_set

REACH = 5  # words of the source before the quotation, among which a negation is looked for

_NEGATIONS = word_set(
    "not no never none nobody nothing neither nor nowhere without cannot hardly barely "
    "scarcely rarely seldom unless non"
)
# Typed without their apostrophe.
BARE_NEGATIONS = word_set(
    "cant isnt arent wasnt werent dont doesnt didnt wont couldnt wouldnt shouldnt hasnt havent "
    "hadnt mustnt neednt aint"
)
# They deny what follows: "denied that …", "refuses to …".
_DENYING = word_set(
    """deny denies denied denying doubt doubts doubted doubting dispute disputes disputed disputing
    refuse refuses refused refusing decline declines declined declining fail fails failed failing
    reject rejects rejected rejecting unlikely unable impossible untrue false"""
)
_THAT = word_set("that to whether if")
_PAIRS = frozenset({("rather", "than"), ("instead", "of"), ("far", "from")})
# After a negation, they make it none: "not only", "no doubt".
_UNDONE = {
    "not": word_set("only just merely simply least"),
    "no": word_set("doubt wonder secret matter question less fewer sooner"),
    "without": word_set("doubt question"),
    "nothing": word_set("but less"),
}
_PARTS = re.compile(r"[.,;:!?…()\[\]–—]|\n\s*\n")
_CONJUNCTIONS = word_set(
    "but and because although though while when where if yet so since as until"
)


def is_negation(key: str) -> bool:
    return key in _NEGATIONS or key in BARE_NEGATIONS or key.endswith("n't")


def negations(keys: Iterable[str]) -> int:
    """How many of the words are negations."""
    return sum(map(is_negation, keys))


def negation_before(source: Words, first: int) -> Span | None:
    """From the nearest negation in the clause up to the word ``first``, that word left out."""
    for number in range(first - 1, max(-1, first - 1 - REACH), -1):
        if _PARTS.search(source.before(number + 1)) or source.keys[number] in _CONJUNCTIONS:
            return None
        if _undone(source, number):
            return None
        if _denies(source, number):
            return source.span(number, first)
    return None


def _denies(source: Words, number: int) -> bool:
    key, following = source.keys[number], source.keys[number + 1]
    if key in _DENYING:
        return following in _THAT or following.endswith("ing")
    return is_negation(key) or (key, following) in _PAIRS


def _undone(source: Words, number: int) -> bool:
    """Whether the word is a negation that the next word makes none, or denies a denial."""
    following = source.keys[number + 1]
    if following in _UNDONE.get(source.keys[number], ()):
        return True
    before = source.keys[number - 1] if number else ""
    return source.keys[number] in _DENYING and is_negation(before)
