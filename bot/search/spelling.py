"""A misspelt word, answered as the nearest that the corpus knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_WORD = re.compile(r"[^\W\d_]+(?![’'\w])")  # not the "aren" of "aren't"

SHORTEST = 4  # letters; a shorter word is near too many others
EXCHANGED = 5  # letters, from which one may be another; "Iraq" and "coal" are no typing errors
LONG = 8  # letters, from which two may be wrong


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a corpus in lower case, with how often each occurs.

    ``names`` are those that it always begins with a capital.
    """

    counts: Mapping[str, int]
    names: frozenset[str]

    @classmethod
    def counted(cls, words: Mapping[str, tuple[int, int]]) -> Vocabulary:
        """The vocabulary of words by how often each is written, and how often small."""
        return cls(
            {word: count for word, (count, _) in words.items()},
            frozenset(word for word, (_, small) in words.items() if small <= 0),
        )

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """The vocabulary of words as they are written."""
        written = Counter(words)
        counts: Counter[str] = Counter()
        for word, count in written.items():
            counts[word.lower()] += count
        small = {word for word in written if word[:1].islower()}
        return cls(counts, frozenset(counts.keys() - small))


def words_in(text: str) -> list[str]:
    """The words of a text, as they are written."""
    return _WORD.findall(text)


def nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """The word that was meant, in lower case, or None.

    One letter may be missing, added or swapped with the next, and in all but the shortest another
    one; two in a long word. Of several that are as near, the most frequent. A word with a capital
    may only stand for a name.
    Words that the corpus has, short ones and those with other than letters stand for themselves.
    """
    typed = word.lower()
    if len(typed) < SHORTEST or not typed.isalpha() or typed in vocabulary.counts:
        return None
    known = vocabulary.names if word[:1].isupper() else vocabulary.counts
    allowed = 1 if len(typed) < LONG else 2
    found = process.extract(
        typed,
        # People mistype the beginning of a word least, but for swapping its first two letters.
        [w for w in known if w[:1] in typed[:2] and abs(len(w) - len(typed)) <= allowed],
        scorer=DamerauLevenshtein.distance,
        score_cutoff=allowed,
        limit=None,
    )
    best = min(
        (
            (distance, -vocabulary.counts[other], other)
            for other, distance, _ in found
            if len(typed) >= EXCHANGED or not _is_exchanged(typed, other)
        ),
        default=None,
    )
    return best[2] if best else None


def _is_exchanged(typed: str, other: str) -> bool:
    """Whether one has another letter in place of one of the other's."""
    return len(typed) == len(other) and sorted(typed) != sorted(other)
