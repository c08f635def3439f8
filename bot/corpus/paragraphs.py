"""Where the paragraphs of a text are."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.model import Span

STOPS = ".!?…"
_CLOSERS = "\"'”’»)]*_"
_LINE_LEAST = 40  # characters of a line that was broken for its length, and is no heading
_LEADS_ON = re.compile(r"(?:and|but|or|nor|so|yet|who|which|that|because|while|whereas|they|it)\b")
# A word begins and ends in a letter or digit; apostrophes, points and hyphens may stand inside.
WORD = re.compile(r"\w+(?:[-’'.]\w+)*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, trimmed of white space. ``set_off`` tells a blank line after it."""

    span: Span
    text: str
    set_off: bool

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def stopped(self) -> bool:
        """It ends as a sentence does."""
        return self.text.rstrip(_CLOSERS).endswith(tuple(STOPS))

    @property
    def key(self) -> str:
        """The same for two paragraphs that a reader would call the same."""
        return " ".join(self.text.casefold().split())


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends, no-break spaces included."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + max(left, len(piece.rstrip())))


def find_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs in order. A line is one, save in a text whose lines were wrapped."""
    lines = list(_lines(text))
    wrapped = _is_wrapped(text, lines)
    lines = list(_joined(text, lines, _is_adjacent if wrapped else _continues))
    paragraphs = []
    for index, span in enumerate(lines):
        following = lines[index + 1].start if index + 1 < len(lines) else len(text)
        set_off = text.count("\n", span.end, following) > 1
        paragraphs.append(Paragraph(span, span.of(text), set_off))
    return paragraphs


def _lines(text: str) -> Iterator[Span]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        span = trimmed(text, start, end)
        if len(span):
            yield span
        start = end + 1


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether lines were broken at a width: short, and most run on in mid-sentence."""
    if len(lines) < 10 or statistics.median(map(len, lines)) < 40:
        return False
    if max(map(len, lines)) > 120:
        return False
    adjacent = [(a, b) for a, b in pairwise(lines) if text.count("\n", a.end, b.start) == 1]
    running = sum(1 for a, b in adjacent if text[a.end - 1] not in STOPS + _CLOSERS)
    return len(adjacent) * 2 > len(lines) and running * 2 > len(adjacent)


def _joined(
    text: str, lines: Sequence[Span], belong: Callable[[str, Span, Span], bool]
) -> Iterator[Span]:
    current: Span | None = None
    for span in lines:
        if current is not None and belong(text, current, span):
            current = Span(current.start, span.end)
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _is_adjacent(text: str, before: Span, line: Span) -> bool:
    return text.count("\n", before.end, line.start) == 1


def _continues(text: str, before: Span, line: Span) -> bool:
    """Whether the line goes on with the sentence of the one above: it leads on, and neither that
    one's end nor its beginning, as an item's of a list would, says otherwise."""
    if not text[line.start].islower() or text[before.start].islower():
        return False
    last = text[before.end - 1]
    leads = last in ",–—" or (last.isalnum() and len(before) >= _LINE_LEAST)
    return leads and bool(_LEADS_ON.match(text, line.start)) and _is_adjacent(text, before, line)
