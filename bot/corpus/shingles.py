"""The words of an article as numbers, and every four successive ones as a shingle.

What British and American spelling, case, accents and punctuation make differ is levelled first.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.corpus.names import fold
from bot.model import Article

# Four is short enough that an edit spoils few shingles, and long enough that two articles on one
# topic hardly share any.
SIZE = 4

_WORD = re.compile(r"[^\W_]+")
_MASK = np.uint64((1 << 61) - 1)
# Odd multipliers keep the order of the four words in the hash.
_B, _B2, _B3 = map(np.uint64, (1_000_003, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F))

# Endings in which British and American spelling differ, most specific first.
_SPELLINGS = (
    (re.compile(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|able|ite|ites|hood)?$"), r"or\1"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"gre(s?)$"), r"ger\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"ence(s?)$"), r"ense\1"),
    (re.compile(r"wards$"), "ward"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
)


@dataclass(frozen=True, slots=True)
class Shingled:
    """An article's own words, furniture and headings left out.

    ``sequence`` holds the shingle that begins at each word but the last three, ``known`` the same
    as a set. ``quoted`` has a byte for each word: 1 where it stands in somebody's quoted speech.
    """

    sequence: Sequence[int]
    known: frozenset[int]
    quoted: bytes

    @property
    def words(self) -> int:
        return len(self.quoted)


def shingled(article: Article) -> Shingled:
    """The article's words and shingles."""
    hashes: list[int] = []
    quoted = bytearray()
    text = article.text
    speech = [quotation.span for quotation in article.speech()]
    for sentence in article.sentences:
        if sentence.heading:
            continue
        span = sentence.span
        start, end = span.start, span.end
        hashes += map(_word_hash, _WORD.findall(text, start, end))
        marks = bytearray(len(hashes) - len(quoted))
        within = [said for said in speech if said.start < end and said.end > start]
        if within:
            starts = [word.start() for word in _WORD.finditer(text, start, end)]
            for said in within:
                first, stop = bisect_left(starts, said.start), bisect_left(starts, said.end)
                marks[first:stop] = b"\1" * (stop - first)
        quoted += marks
    sequence = _shingles(hashes)
    return Shingled(sequence, frozenset(sequence), bytes(quoted))


def _shingles(hashes: Sequence[int]) -> list[int]:
    h = np.array(hashes, np.uint64)
    # What is above 64 bits is lost on the way, and would be at the mask.
    shingles = (h[:-3] * _B3 + h[1:-2] * _B2 + h[2:-1] * _B + h[3:]) & _MASK
    found: list[int] = shingles.tolist()
    return found


@lru_cache(maxsize=100_000)
def _word_hash(word: str) -> int:
    plain = fold(word)
    if len(plain) > 4:
        for pattern, spelling in _SPELLINGS:
            plain, changed = pattern.subn(spelling, plain)
            if changed:
                break
    # zlib's sum is the same in every process, so that groups are, too.
    return zlib.crc32(plain.encode("utf-8", "surrogatepass")) + 1
