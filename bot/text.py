"""What several layers do with any text: fold it for comparison, and list names."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def fold(text: str) -> str:
    """The text without letter case and accents. Folding twice is folding once."""
    if text.isascii():
        return text.lower()
    # Compatibility forms first: a mathematical capital has no small letter of its own.
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def listed(names: Sequence[str], word: str = "and") -> str:
    """Names as prose: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
