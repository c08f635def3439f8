"""What a personal name looks like. Shared by bylines, biographies and the search for speakers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# An upper-case letter in any script that has them; re has no class for it.
UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΩА-ЯЁЄІЇҐ]"
PARTICLE = r"(?:al|bin|ibn|da|das|de|del|della|der|di|do|dos|du|el|la|le|ten|ter|van|von|den|y)"
# Titles that a full stop shortens.
ABBREVIATED = (
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Sens|Rep|Reps|Gov|Pres|Amb|"
    r"Hon|Rev|Del|Supt|St)\."
)
INITIALS = rf"(?:{UPPER}\.[ \u00a0]?){{1,3}}"
CAPITAL_WORD = rf"{UPPER}[^\W\d_]*(?:[-’'][^\W\d_]+)*"
NAME = (
    rf"(?:{INITIALS}|{CAPITAL_WORD})"
    rf"(?:[ \u00a0]?(?:(?<=[ .\u00a0]){INITIALS})|[ \u00a0](?:{PARTICLE}[ \u00a0]){{0,2}}"
    rf"{CAPITAL_WORD}){{1,4}}"
)
_FULL = re.compile(NAME)
_LIST = re.compile(r"\s*,\s*(?:and|&)\s+|\s*,\s*|\s+(?:and|&)\s+")


def is_name(text: str) -> bool:
    """Whether the text has the shape of a full name: two to five capitalised words."""
    return _FULL.fullmatch(text.strip()) is not None


def split_names(text: str) -> tuple[str, ...] | None:
    """The names of "A", "A and B" or "A, B and C"; None unless every part is a full name."""
    parts = [part for part in _LIST.split(" ".join(text.split())) if part]
    return tuple(parts) if parts and all(map(is_name, parts)) else None


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Letters without case or accents, for comparison alone; apostrophes are straight."""
    text = text.replace("’", "'")
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def surname(name: str) -> str:
    """A name's last word, folded; particles stay with the given names."""
    words = name.replace("\u00a0", " ").split()
    return fold(words[-1]) if words else ""
