"""Words that capitals make other words: "WHO" and "who", "Polish" and "polish"."""

from __future__ import annotations

from bot.answers.verify.words import Words, has_content
from bot.text import word_set

# Besides words that are in every text, such as "who" and "it".
_OTHER_WORDS = word_set(
    """aids ice start mad cap care nice us polish march may august turkey china lent job mass rice
    bill mark frank jersey guinea chad"""
)


def is_acronym(raw: str) -> bool:
    """Whether a word is two capitals or more: "WHO", "U.S.", "F-16"."""
    return raw.isupper() and sum(letter.isalpha() for letter in raw) > 1


def reads_otherwise(source: Words, left: int, pasted: Words, right: int) -> bool:
    """Whether two words that differ in capitals alone are different words.

    A capital at a sentence's beginning says nothing, nor do those of a text that is all capitals.
    Capitals for a whole word that has none in the source may be stress, but not on a country.
    """
    one, other = source.raw(left), pasted.raw(right)
    if one == other or source.text.isupper() or pasted.text.isupper():
        return False
    word = other.lower().replace(".", "")
    if is_acronym(one) and other.islower():
        return word in _OTHER_WORDS or not has_content(word)
    if word not in _OTHER_WORDS or one.islower() == other.islower():
        return False
    return not (source.opens_sentence(left) or pasted.opens_sentence(right))
