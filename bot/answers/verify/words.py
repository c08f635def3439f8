"""A text as words that can be compared, each with its place in the text.

Two words are the same when they differ in nothing but case, accents, the kind of apostrophe or
British against American spelling. Numbers keep their sign, currency, decimals and powers.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.corpus.names import fold
from bot.model import Span
from bot.search import Analyzer
from bot.text import word_set

APOSTROPHES = "'’‘ʼ＇‛´`′"
# Combining accents, and what draws nothing: soft hyphens, joiners, byte order marks.
_SILENT = "\u00ad\u200b-\u200d\u2060\ufeff"
_COMBINING = "\u0300-\u036f\u20d0-\u20ff"
_LETTER = rf"(?:[^\W_]|[{_COMBINING}{_SILENT}])"
# Lines through a letter, and rings and bars around it, take a word back.
_STRUCK = re.compile("[\u0334-\u0338\u20d2-\u20d4\u20d8-\u20e0\u20e3-\u20eb]")
_CURRENCIES = "$€£¥¢₡₦₩₪₫₭₮₱₲₴₵₸₹₺₼₽₾₿"
# A space before a per cent sign, or one that does not break between thousands, is within a number.
_NUMBER = (
    rf"(?:(?<![\w.,)\]])[-−–+<>≤≥±])?[{_CURRENCIES}]?(?:(?<![\w.])\.)?"
    r"\d+(?:[.,:/]\d+|[\u00a0\u2009\u202f]\d{3}(?!\d))*(?:[^\W\d_]+)?"
    rf"(?:[ \u00a0\u202f]?[%‰]|[ \u00a0\u202f]?[{_CURRENCIES}](?!\d))?"
)
_WORD = re.compile(
    rf"{_NUMBER}"
    # What turns the direction round shows other words than it holds: "42" for "24".
    r"|[\u202d\u202e]"
    r"|(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)"
    rf"|(?:(?=[^\W_]){_LETTER}+)(?:[{APOSTROPHES}](?=[^\W_]){_LETTER}+)*"
)
_UNHEARD = re.compile(f"[{_SILENT}]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LOWERED = re.compile("(?:^|(?<=\\d))[⁰¹²³⁴-⁹₀-₉]+")
_SIGN = re.compile(r"[-+<>≤≥±]?")
_ELLIPSIS = re.compile(r"…|\.(?:[ \u00a0]?\.){2,}")
_SENTENCE_END = re.compile(r"[.!?…:;]|\n\s*\n|[“\"„«]")


HYPHENS = "-‐‑"
# Whoever cuts these off a word turns it round.
TURNING = word_set("non anti ex un pre post pseudo semi quasi counter half near not no")

_CLASSES = (
    ("quotation marks", "\"“”„‟«»‹›'’‘‚‛ʼ＇`´"),
    ("dashes", "-‐‑‒–—―−"),
    ("ellipses", "…"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order; three sequences of one length."""

    text: str
    keys: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.keys)

    def raw(self, number: int) -> str:
        return self.text[self.starts[number] : self.ends[number]]

    def each(self, first: int, last: int) -> list[str]:
        """The words from the first up to the last, as they are written."""
        return [self.raw(number) for number in range(first, last)]

    def span(self, first: int, last: int) -> Span:
        """The characters of these words; for no words, the place where they would stand."""
        if first < last:
            return Span(self.starts[first], self.ends[last - 1])
        place = self.ends[first - 1] if first else (self.starts[0] if self.starts else 0)
        return Span(place, place)

    def before(self, number: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[
            self.ends[number - 1] if number else 0 : (
                self.starts[number] if number < len(self) else len(self.text)
            )
        ]

    def within(self, span: Span) -> range:
        """The numbers of the words that lie in a span, at least in part."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def opens_sentence(self, number: int) -> bool:
        return number == 0 or bool(_SENTENCE_END.search(self.before(number)))

    def cut_off(self, number: int) -> bool:
        """Whether the word hangs by a hyphen on one that turns it round: "non-violent"."""
        return (
            0 < number < len(self)
            and self.before(number) in HYPHENS
            and self.keys[number - 1] in TURNING
        )

    def elided(self) -> frozenset[int]:
        """The numbers of the words before which an ellipsis stands, first and last apart."""
        return frozenset(n for n in range(1, len(self)) if _ELLIPSIS.search(self.before(n)))


def words_of(text: str) -> Words:
    """Cut a text into words."""
    found = [(key_of(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
    keys, starts, ends = zip(*found, strict=True) if found else ((), (), ())
    return Words(text, keys, array("I", starts), array("I", ends))


# Articles alone: what a member pasted is not kept. One of 1,000 words takes about 20 kB.
words_of_article = lru_cache(maxsize=2_048)(words_of)


@lru_cache(maxsize=65_536)
def key_of(word: str) -> str:
    """What a word is compared by."""
    word = _UNHEARD.sub("", word)
    if _STRUCK.search(word):
        return f"{fold(word)} struck out"
    if any(letter.isdigit() for letter in word):
        return _key_of_number(word)
    if word == "US" or word.upper() == "U.S":
        return "u.s"  # the country, not the pronoun
    word = word.replace(".", "")
    for mark in APOSTROPHES:  # before folding, which makes a space of some
        word = word.replace(mark, "'")
    base, mark, ending = fold(word).partition("'")
    return _analyzer().spelling(base) + mark + ending


def _key_of_number(number: str) -> str:
    """Powers apart ("10²" is not 102), the currency first, one minus, no thousands' mark."""
    number = _LOWERED.sub(lambda match: f"^{match[0]}", number)
    number = "".join(fold(number).replace("−", "-").replace("–", "-").split())
    number = _THOUSANDS.sub("", number)
    if number[-1] in _CURRENCIES:
        number = _SIGN.sub(lambda match: match[0] + number[-1], number[:-1], count=1)
    return number


def has_content(key: str) -> bool:
    """Whether search would look for a word; "the" and "of" are in every text."""
    return bool(_content(key))


@lru_cache(maxsize=65_536)
def _content(key: str) -> tuple[str, ...]:
    return tuple(_analyzer().terms(key.replace("u.s", "unitedstates")))


@cache
def _analyzer() -> Analyzer:
    return Analyzer()


def differing(source: str, pasted: str) -> Iterator[str]:
    """What differs between two stretches without words: marks, dashes, spaces..."""
    source, pasted = (_ELLIPSIS.sub("…", text) for text in (source, pasted))
    if source == pasted:
        return
    rest = ["".join(source.split()), "".join(pasted.split())]
    for name, marks in _CLASSES:
        kept = ["".join(c for c in text if c in marks) for text in (source, pasted)]
        if kept[0] != kept[1]:
            yield name
        rest = ["".join(c for c in text if c not in marks) for text in rest]
    if rest[0] != rest[1]:
        yield "punctuation"
    spaces = ["".join(c for c in text if c.isspace()) for text in (source, pasted)]
    if spaces[0] != spaces[1]:
        yield "spaces"


def spelt(source: str, pasted: str) -> Iterator[str]:
    """What differs between two words that are the same."""
    if source == pasted:
        return
    for mark in APOSTROPHES:
        source, pasted = source.replace(mark, "'"), pasted.replace(mark, "'")
    if source == pasted:
        yield "quotation marks"
    elif source.casefold() == pasted.casefold():
        yield "capital letters"
    elif fold(source) == fold(pasted):
        yield "accents"
    else:
        yield "spelling"
