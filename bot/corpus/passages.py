"""What two articles have in common, word for word, counted in words of the author's own.

A passage in common is a stretch whose shingles, but for small edits, stand in the other article,
too. Its order in the other does not matter: a version may move a paragraph to its head.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from bot.corpus.shingles import SIZE, Shingled

# Between two shared shingles lie so many words at most, or the passage ends there. An edit of one
# word in every five leaves single shingles with a word between.
_EDIT = 6
# A shorter stretch is a phrase, a name or a list that many articles carry.
_LEAST = 12

# A passage is speech that both quote if more than this of its words are.
_SPEECH = 0.8
# So many of the author's own words in common show that more than a statement was taken over.
_OWN = 40


@dataclass(frozen=True, slots=True)
class Shared:
    """What one article (of ``words`` that count) has in common with another."""

    common: int
    words: int

    @property
    def share(self) -> float:
        return self.common / max(1, self.words)


def passages(article: Shingled, other: Container[int]) -> list[list[range]]:
    """The article's passages that the other's shingles cover: each the runs of words that are
    equal, in order, with edits between them."""
    found: list[list[range]] = []
    for run in _runs(article, other):
        if found and run.start <= found[-1][-1].stop + _EDIT:
            found[-1].append(run)
        else:
            found.append([run])
    return [runs for runs in found if sum(map(len, runs)) >= _LEAST]


def _runs(article: Shingled, other: Container[int]) -> Iterator[range]:
    start = stop = -1
    for at, shingle in enumerate(article.sequence):
        if shingle not in other:
            continue
        if at > stop:
            if stop > start:
                yield range(start, stop)
            start = at
        stop = at + SIZE
    if stop > start:
        yield range(start, stop)


def shared(a: Shingled, b: Shingled, both: Container[int]) -> tuple[Shared, Shared]:
    """How much of either article stands in the other.

    Args:
        both: the shingles that count as common.

    A statement that two articles quote makes neither a version of the other, so passages of little
    but speech are left out. They count where the author's own words are in common as well, and in
    an interview, of which two thirds are speech.
    """
    whole = any(article.quoted.count(1) * 3 > article.words * 2 for article in (a, b))
    return _shared(a, both, whole), _shared(b, both, whole)


def _shared(article: Shingled, both: Container[int], whole: bool) -> Shared:
    own = speech = 0
    for passage in passages(article, both):
        size = sum(map(len, passage))
        said = sum(article.quoted.count(1, run.start, run.stop) for run in passage)
        if said > _SPEECH * size:
            speech += size
        else:
            own += size
    if whole or own >= _OWN:
        return Shared(own + speech, article.words)
    return Shared(own, article.words - speech)
