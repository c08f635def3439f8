"""Where the block quotes of a text are: the words of somebody else, set off as paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from bot.model import Span

_MAIL = re.compile(r"(?:>[ \t]*)+(?=[^\s>])")


def find_mail_quotes(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The runs of paragraphs that begin with ">", as mail quotes what it answers."""
    found: list[Span] = []
    running = False
    for span in paragraphs:
        quoted = _MAIL.match(text, span.start, span.end) is not None
        if quoted and running:
            found[-1] = Span(found[-1].start, span.end)
        elif quoted:
            found.append(span)
        running = quoted
    return found


def mail_marks(text: str, paragraph: Span) -> int:
    """Where the words begin of a paragraph that mail quotes."""
    marks = _MAIL.match(text, paragraph.start, paragraph.end)
    return marks.end() if marks is not None else paragraph.start


def paragraphs_in(quotes: Sequence[Span], paragraphs: Sequence[Span]) -> dict[int, int]:
    """By paragraph, the block quote in which it stands; both are in order."""
    starts = [quote.start for quote in quotes]
    found = {}
    for number, span in enumerate(paragraphs):
        quote = bisect_right(starts, span.start) - 1
        if quote >= 0 and span.end <= quotes[quote].end:
            found[number] = quote
    return found
