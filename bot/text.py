"""What several layers do with any text: fold it, show it in a terminal, list names."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_CONTROLS = {*range(0x20), *range(0x7F, 0xA0)} - {ord("\t"), ord("\n")}
_INERT = dict.fromkeys(_CONTROLS, "\N{REPLACEMENT CHARACTER}")


def fold(text: str) -> str:
    """The text without letter case and accents. Folding twice is folding once."""
    if text.isascii():
        return text.lower()
    # Compatibility forms first: a mathematical capital has no small letter of its own.
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def word_set(words: str) -> frozenset[str]:
    """The words of a table, which is written as one string."""
    return frozenset(words.split())


def inert(text: str) -> str:
    """The text with a mark for each control character, which could steer a terminal."""
    return text.translate(_INERT)


def sentences(*parts: str) -> str:
    """Sentences one after the other, those left out that are empty."""
    return " ".join(part for part in parts if part)


def listed(names: Sequence[str], word: str = "and") -> str:
    """Names as prose: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def reporting(name: str | None) -> str:
    """How to say that an author reports somebody's claim."""
    return f"reporting what {name} says" if name else "reporting what others say"
