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


def shared(article: Shingled, other: Container[int]) -> Shared:
    """How much of the article stands in the other, without the speech that both quote.

    A statement that two articles quote makes neither a version of the other. An article that is
    speech for the most part, such as an interview, is measured whole.
    """
    runs = [run for passage in passages(article, other) for run in passage]
    common = sum(map(len, runs))
    if article.quoted.count(1) * 2 > article.words:
        return Shared(common, article.words)
    quoted = sum(article.quoted.count(1, run.start, run.stop) for run in runs)
    return Shared(common - quoted, article.words - quoted)
