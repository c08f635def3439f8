"""Which words of an article a quotation's words are: stretches that are the same, and between them.

Runs of equal words are found first, then chained where they follow each other in both texts; only
what lies between two runs is aligned word by word (rapidfuzz's Levenshtein).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bot.answers.verify.words import Words

GAP = 12  # words that a quotation may leave out, or add, and still be from one place
ELISION = 120  # words that an ellipsis may stand for, about a paragraph
MOST_RUNS = 150


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` equal words, from ``source`` in the article, ``pasted`` in the quotation."""

    source: int
    pasted: int
    length: int

    @property
    def source_end(self) -> int:
        return self.source + self.length

    @property
    def pasted_end(self) -> int:
        return self.pasted + self.length

    def later(self, words: int) -> Run:
        return Run(self.source + words, self.pasted + words, self.length - words)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the article against words of the quotation: the same, or not."""

    same: bool
    source: range
    pasted: range


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs that follow each other in both texts."""

    runs: tuple[Run, ...]
    score: float

    @property
    def pasted(self) -> range:
        return range(self.runs[0].pasted, self.runs[-1].pasted_end)

    @property
    def longest(self) -> Run:
        return max(self.runs, key=lambda run: run.length)


def find_runs(source: Sequence[str], pasted: Sequence[str]) -> list[Run]:
    """The longest runs of words that both texts have; single common words are none."""
    size = 3 if len(pasted) >= 8 else min(2, len(pasted))
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, shingle in enumerate(_shingles(pasted, size)):
        places[shingle].append(place)
    ends: dict[int, int] = {}
    runs: list[Run] = []
    for at, shingle in enumerate(_shingles(source, size)):
        for place in places.get(shingle, ()):
            if at < ends.get(at - place, -1):
                continue
            length = size
            while (
                at + length < len(source)
                and place + length < len(pasted)
                and source[at + length] == pasted[place + length]
            ):
                length += 1
            ends[at - place] = at + length
            runs.append(Run(at, place, length))
    return runs


def best_chain(
    runs: Sequence[Run], within: range, elided: frozenset[int], clauses: Mapping[int, int]
) -> Chain | None:
    """The chain that explains most of the quotation's words ``within``; None for no runs.

    ``elided`` are the quotation's words before which an ellipsis stands, ``clauses`` the reporting
    clauses among the article's words.
    """
    usable = [cut for run in runs if (cut := _clip(run, within)) is not None]
    usable.sort(key=lambda run: -run.length)
    usable = sorted(usable[:MOST_RUNS], key=lambda run: (run.pasted, run.source))
    best: list[tuple[float, tuple[Run, ...]]] = []
    for run in usable:
        chosen: tuple[float, tuple[Run, ...]] = (float(run.length), (run,))
        for score, chain in best:
            step = _follow(chain[-1], run, elided, clauses)
            if step is not None and score + step[0] > chosen[0]:
                chosen = (score + step[0], (*chain, step[1]))
        best.append(chosen)
    if not best:
        return None
    score, chain = max(best, key=lambda pair: pair[0])
    return Chain(chain, score)


def pieces_of(chain: Chain, source: Words, pasted: Words, within: range) -> list[Piece]:
    """The quotation's words ``within``, all of them, against the article's.

    What stands before the first run and after the last is held against the words beside them.
    """
    first, last = chain.runs[0], chain.runs[-1]
    pieces = _opening(first, source, pasted, within.start)
    for run, following in zip(chain.runs, [*chain.runs[1:], None], strict=True):
        pieces.append(
            Piece(True, range(run.source, run.source_end), range(run.pasted, run.pasted_end))
        )
        if following is not None:
            between = (
                range(run.source_end, following.source),
                range(run.pasted_end, following.pasted),
            )
            pieces += _between(source, pasted, *between)
    pieces += _closing(last, source, pasted, within.stop)
    return _merged(pieces)


def _opening(first: Run, source: Words, pasted: Words, start: int) -> list[Piece]:
    wanted = first.pasted - start
    reach = wanted + max(2, wanted)  # more words, in case some were left out
    at = first.source
    while wanted and at > max(0, first.source - reach):
        if source.opens_sentence(at) and _far_enough(first.source - at, wanted):
            break
        at -= 1
    pieces = _between(source, pasted, range(at, first.source), range(start, first.pasted))
    while pieces and not pieces[0].pasted:
        pieces = pieces[1:]
    if pieces and not pieces[0].same:
        pieces[0] = _evened(pieces[0], at_start=True)
    head = pieces[0].source.start if pieces else first.source
    if source.cut_off(head) and not (pasted.cut_off(start) or (pieces and not pieces[0].same)):
        pieces.insert(0, Piece(False, range(head - 1, head), range(start, start)))
    return pieces


def _closing(last: Run, source: Words, pasted: Words, stop: int) -> list[Piece]:
    wanted = stop - last.pasted_end
    reach = wanted + max(2, wanted)
    at = last.source_end
    while wanted and at < min(len(source), last.source_end + reach):
        if source.opens_sentence(at) and _far_enough(at - last.source_end, wanted):
            break
        at += 1
    pieces = _between(source, pasted, range(last.source_end, at), range(last.pasted_end, stop))
    while pieces and not pieces[-1].pasted:
        pieces = pieces[:-1]
    if pieces and not pieces[-1].same:
        pieces[-1] = _evened(pieces[-1], at_start=False)
    return pieces


def _far_enough(reached: int, wanted: int) -> bool:
    """Whether to stop at a sentence's end: one or two words more were added to the sentence."""
    return reached >= wanted - 2


def _evened(piece: Piece, *, at_start: bool) -> Piece:
    """At an edge, as many words of the source as were pasted: the rest was just not quoted."""
    words = min(len(piece.source), len(piece.pasted))
    near = (
        range(piece.source.stop - words, piece.source.stop)
        if at_start
        else range(piece.source.start, piece.source.start + words)
    )
    return Piece(False, near, piece.pasted)


def _between(source: Words, pasted: Words, left: range, right: range) -> list[Piece]:
    opcodes = Levenshtein.opcodes(
        source.keys[left.start : left.stop], pasted.keys[right.start : right.stop]
    )
    return _merged(
        [
            Piece(
                code.tag == "equal",
                range(left.start + code.src_start, left.start + code.src_end),
                range(right.start + code.dest_start, right.start + code.dest_end),
            )
            for code in opcodes
        ]
    )


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one."""
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.source and not piece.pasted:
            continue
        if merged and merged[-1].same == piece.same:
            before = merged.pop()
            piece = Piece(  # noqa: PLW2901 - grown by its neighbour
                piece.same,
                range(before.source.start, piece.source.stop),
                range(before.pasted.start, piece.pasted.stop),
            )
        merged.append(piece)
    return merged


def _follow(
    before: Run, run: Run, elided: frozenset[int], clauses: Mapping[int, int]
) -> tuple[float, Run] | None:
    """What a run adds after another, and the run without what they share; None if it can't."""
    shared = max(before.pasted_end - run.pasted, before.source_end - run.source, 0)
    if shared >= run.length:
        return None
    run = run.later(shared)
    left_out = run.source - before.source_end
    if before.source_end < clauses.get(before.source_end, 0) <= run.source:
        left_out = run.source - clauses[before.source_end]
    added = run.pasted - before.pasted_end
    marked = any(place in elided for place in range(before.pasted_end, run.pasted + 1))
    if added > GAP or left_out > (ELISION if marked else GAP + added):
        return None
    return run.length - 0.3 - 0.02 * (left_out + added), run


def _clip(run: Run, within: range) -> Run | None:
    start = max(run.pasted, within.start)
    length = min(run.pasted_end, within.stop) - start
    if length <= 0 or (length < run.length and length < 3):
        return None
    return Run(run.source + start - run.pasted, start, length)


def _shingles(words: Sequence[str], size: int) -> zip[tuple[str, ...]]:
    return zip(*(words[offset:] for offset in range(size)), strict=False)
