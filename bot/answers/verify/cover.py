"""Which stretches of the articles explain a quotation: one, or several that were joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answers.verify.alignment import (
    GAP,
    Chain,
    Piece,
    Run,
    best_chain,
    find_runs,
    pieces_of,
)
from bot.answers.verify.clauses import clauses_in
from bot.answers.verify.words import Words, has_content, words_of_article
from bot.model import Article, Span

FUNCTION_WORD = 0.3  # what "the" counts for, against 1 for a word that says something
ENOUGH = 0.5  # of a quotation's weight; below, the likeness may be chance
ENOUGH_SHORT = 0.6  # of a quotation under eight words
ENOUGH_JOINED = 0.75  # of one that seems to be spliced
PART = 4  # words in a row, the fewest that are taken for a part of their own
TELLING = 2  # of them that say something
PART_FUNCTION = 6  # words in a row that are a part even if none says much
LONG_RUN, LONG_TELLING = 7, 4  # words in a row that are no chance even in a long invention
MOST_PARTS = 5
FEW_TELLING = 4  # words that say something: of a quotation with no more, many are alike
NEAREST = 6  # articles whose alignments are compared


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the quotation, or all of it, in one place of an article."""

    article: Article
    words: Words
    chain: Chain
    pieces: tuple[Piece, ...]

    @property
    def span(self) -> Span:
        numbers = [number for piece in self.pieces for number in piece.source]
        return self.words.span(min(numbers), max(numbers) + 1)

    @property
    def cost(self) -> int:
        """How many words differ."""
        return sum(max(len(p.source), len(p.pasted)) for p in self.pieces if not p.same)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """An article with the runs of words that it shares with the quotation."""

    article: Article
    words: Words
    runs: Sequence[Run]
    clauses: Mapping[int, int]


def cover(
    articles: Sequence[Article],
    quotation: Words,
    search: Callable[[range], Sequence[Article]] = lambda _: (),
) -> list[list[Stretch]]:
    """The parts of the quotation in its order, each with the places that explain it, nearest first.

    One part where the quotation is from one place, whatever was changed in it; none where it is
    not from these articles. ``search`` is asked for more articles about words (by number) that
    these do not explain.
    """
    whole = range(len(quotation))
    shelves = _shelves(articles, quotation)
    main, parts = _parts(shelves, quotation)
    found = _explained(main, parts, quotation)
    missing = _gaps([run for _, chain in parts for run in chain.runs], whole)
    # The index finds the wrong place for words that are in every text.
    telling = sum(has_content(key) for key in quotation.keys)
    if not found or (len(found) == 1 and found[0][0].cost and telling <= FEW_TELLING):
        missing = [whole]
    known = {shelf.article.id for shelf in shelves}
    more = {article.id: article for gap in missing for article in search(gap)}
    added = _shelves([a for a in more.values() if a.id not in known], quotation)
    if not added:
        return found
    return _explained(*_parts([*shelves, *added], quotation), quotation)


def _explained(
    main: Sequence[tuple[_Shelf, Chain]],
    parts: Sequence[tuple[_Shelf, Chain]],
    quotation: Words,
) -> list[list[Stretch]]:
    """The stretches of one place or of several; none where the likeness may be chance."""
    if not main:
        return []
    whole = range(len(quotation))
    weights = [1.0 if has_content(key) else FUNCTION_WORD for key in quotation.keys]
    if len(parts) > 1 and _is_spliced(parts, weights):
        bounds = [whole.start, *(chain.pasted.start for _, chain in parts[1:]), whole.stop]
        return [
            [_stretch(shelf, chain, quotation, range(first, last))]
            for (shelf, chain), (first, last) in zip(parts, pairwise(bounds), strict=True)
        ]
    found = [_stretch(shelf, chain, quotation, whole) for shelf, chain in main]
    least = min(stretch.cost for stretch in found)
    found = [stretch for stretch in found if stretch.cost == least]
    return [found] if _is_from_there(found[0], quotation, weights) else []


def _shelves(articles: Sequence[Article], quotation: Words) -> list[_Shelf]:
    shelves = []
    for article in articles:
        words = words_of_article(article.text)
        if runs := find_runs(words.keys, quotation.keys):
            shelves.append(_Shelf(article, words, runs, clauses_in(article, words)))
    return shelves


def _parts(
    shelves: Sequence[_Shelf], quotation: Words
) -> tuple[list[tuple[_Shelf, Chain]], list[tuple[_Shelf, Chain]]]:
    """The places nearest to the whole, and the nearest of them with what explains the rest."""
    whole = range(len(quotation))
    elided = quotation.elided()
    main = _best(shelves, whole, elided)
    if not main:
        return [], []
    return main, _joined([*_others(shelves, main[0][1], whole, quotation, elided), main[0]])


def _gaps(runs: Sequence[Run], within: range) -> list[range]:
    """The words, enough to be a part, that are in no run; runs come in their order."""
    starts = [within.start, *(run.pasted_end for run in runs)]
    ends = [*(run.pasted for run in runs), within.stop]
    gaps = [range(start, end) for start, end in zip(starts, ends, strict=True)]
    return [gap for gap in gaps if len(gap) >= PART]


def _best(
    shelves: Sequence[_Shelf], within: range, elided: frozenset[int]
) -> list[tuple[_Shelf, Chain]]:
    """The articles' best chains, best first, those far behind left out."""
    found = [
        (shelf, chain)
        for shelf in shelves
        if (chain := best_chain(shelf.runs, within, elided, shelf.clauses)) is not None
    ]
    found.sort(key=lambda pair: -pair[1].score)
    near = [pair for pair in found if pair[1].score >= found[0][1].score - 4]
    return near[:NEAREST]


def _others(
    shelves: Sequence[_Shelf],
    chain: Chain,
    within: range,
    quotation: Words,
    elided: frozenset[int],
) -> list[tuple[_Shelf, Chain]]:
    """What explains the words that a chain leaves, where that is more than chance."""
    found: list[tuple[_Shelf, Chain]] = []
    for gap in _gaps(chain.runs, within):
        if len(found) >= MOST_PARTS:
            break
        best = _best(shelves, gap, elided)
        if not best or not _is_part(best[0][1].longest, quotation):
            continue
        found.append(best[0])
        found += _others(shelves, best[0][1], gap, quotation, elided)
    return found


def _joined(parts: list[tuple[_Shelf, Chain]]) -> list[tuple[_Shelf, Chain]]:
    """The parts in order, those that follow each other in one article too as one."""
    parts.sort(key=lambda part: part[1].pasted.start)
    joined: list[tuple[_Shelf, Chain]] = []
    for shelf, chain in parts:
        if joined and joined[-1][0] is shelf:
            before = joined[-1][1]
            left_out = chain.runs[0].source - before.runs[-1].source_end
            if 0 <= left_out <= GAP and before.pasted.stop <= chain.pasted.start:
                runs = (*before.runs, *chain.runs)
                joined[-1] = (shelf, Chain(runs, before.score + chain.score))
                continue
        joined.append((shelf, chain))
    return joined


def _stretch(shelf: _Shelf, chain: Chain, quotation: Words, within: range) -> Stretch:
    pieces = tuple(pieces_of(chain, shelf.words, quotation, within))
    return Stretch(shelf.article, shelf.words, chain, pieces)


def _is_spliced(parts: Sequence[tuple[_Shelf, Chain]], weights: Sequence[float]) -> bool:
    explained = {
        number
        for _, chain in parts
        for run in chain.runs
        for number in range(run.pasted, run.pasted_end)
    }
    return sum(weights[number] for number in explained) >= ENOUGH_JOINED * sum(weights)


def _is_from_there(stretch: Stretch, quotation: Words, weights: Sequence[float]) -> bool:
    same = [number for piece in stretch.pieces if piece.same for number in piece.pasted]
    enough = ENOUGH if len(quotation) >= 8 else ENOUGH_SHORT
    if sum(weights[number] for number in same) >= enough * sum(weights):
        return True
    return _tells(stretch.chain.longest, quotation, LONG_RUN, LONG_TELLING)


def _is_part(run: Run, quotation: Words) -> bool:
    return run.length >= PART_FUNCTION or _tells(run, quotation, PART, TELLING)


def _tells(run: Run, quotation: Words, fewest: int, telling: int) -> bool:
    said = [has_content(quotation.keys[number]) for number in range(run.pasted, run.pasted_end)]
    return run.length >= fewest and sum(said) >= telling
