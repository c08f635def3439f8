"""Block quotes: which words of theirs are quoted, and who is announced above or signs below."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.corpus.block_quotes import paragraphs_in
from bot.corpus.names import ABBREVIATED, NAME
from bot.corpus.paragraphs import trimmed
from bot.corpus.speech.carrying import signatory
from bot.corpus.speech.frames import Frames
from bot.corpus.speech.reading import Reading
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.utterances import UTTERANCES
from bot.model import Span

_DASH = r"(?:[―—–]{1,2}|-{1,2})\s*"
_WHO = rf"(?:{ABBREVIATED} )?(?!(?:The|A|An|In|From) ){NAME}"
_ROLE = r"(?:,| ?[(|·•]| [—–-] )[^\n!?]{0,80}[^\n.!?…:]"  # "Una Writer, mayor", "Una Writer (Pier)"
_NAMED = re.compile(rf"(?:{_DASH})?(?P<who>{_WHO})(?:{_ROLE})?")
_OTHER = r"[^\W_a-z][^\n]{0,80}[^\n.!?…:,]"  # "— Report of the Pier Board, 2019"
_DASHED = re.compile(rf"{_DASH}(?:(?P<who>{_WHO})(?:{_ROLE})?\.?|{_OTHER})")
# At the last line's end: after a dash, or after the mark that closes the quoted words.
_RUN_IN = re.compile(
    rf"(?:(?<=[.!?…”\"’»)])\s*{_DASH}|\s*[―—]\s*|\s–\s*|(?<=[”\"»])\s+)"
    rf"(?P<who>{_WHO})(?:{_ROLE})?$"
)
_MOST = 200  # characters of a line that attributes
_CLOSED = re.compile(r"[.!?…”\"’»)]$")


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A block quote: the quoted words of each of its paragraphs.

    ``signed`` is where the line that attributes them begins, ``signatory`` the name in it.
    """

    spans: tuple[Span, ...]
    signed: int | None = None
    signatory: str | None = None


def find_block_quotes(
    text: str, quotes: Sequence[Span], paragraphs: Sequence[Span], headings: Collection[int]
) -> list[BlockQuote]:
    """The block quotes that hold any of the paragraphs. ``headings`` are where headings start."""
    within: dict[int, list[int]] = {}
    for number, quote in paragraphs_in(quotes, paragraphs).items():
        if paragraphs[number].start not in headings:
            within.setdefault(quote, []).append(number)
    return [_read(text, paragraphs, numbers) for numbers in within.values()]


def _read(text: str, paragraphs: Sequence[Span], numbers: Sequence[int]) -> BlockQuote:
    spans = [paragraphs[number] for number in numbers]
    last = spans[-1]
    if len(spans) > 1 and len(last) <= _MOST:
        closed = _CLOSED.search(text, max(0, spans[-2].end - 1), spans[-2].end)
        below = _DASHED.fullmatch(text, last.start, last.end)
        if below is None and closed:
            below = _NAMED.fullmatch(text, last.start, last.end)
        if below is not None:
            return BlockQuote(tuple(spans[:-1]), last.start, below["who"])
    begins = max(last.start, last.end - _MOST)
    run_in = _RUN_IN.search(text, begins, last.end)
    if run_in is not None and len(spoken := trimmed(text, last.start, run_in.start())):
        return BlockQuote((*spans[:-1], spoken), run_in.start("who"), run_in["who"])
    if numbers[-1] + 1 < len(paragraphs):
        following = paragraphs[numbers[-1] + 1]
        under = _DASHED.fullmatch(text, following.start, following.end)
        if under is not None and under["who"]:
            return BlockQuote(tuple(spans), following.start, under["who"])
    return BlockQuote(tuple(spans))


def block_speaker(reading: Reading, block: BlockQuote, number: int) -> str | None:
    """Who signs the block quote, or is announced right above it; else None.

    ``number`` is that of one of its quotations in the reading.
    """
    if block.signed is not None:
        return (
            (block.signatory and reading.people.resolve(block.signatory))
            or signatory(reading, block.signed)
            or block.signatory
        )
    first = reading.sentence_at(block.spans[0].start)
    if not first or reading.sentences[first - 1].heading:
        return None
    tokens = reading.tokens_of(first - 1)
    if not tokens or tokens[-1].text not in {":", ","}:
        return None
    clause, at = reading.leading_to(first - 1, number)
    frames = Frames(clause)
    frame = frames.frame(at)
    # "Doe pointed us to the law:" has a subject who says nothing.
    says = (
        frames.speaks_before(at)
        or clause.kind(at - 2) is Kind.NAME
        or any(clause.word(i) in UTTERANCES for i in range(at))
    )
    return frame.speaker if frame is not None and says else None
