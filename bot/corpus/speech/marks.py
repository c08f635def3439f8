"""Where quotation marks open and close.

Spans are those of the outermost marks, marks included, and never overlap: what a quotation itself
quotes is looked for in what is ``inside`` it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Span

_MARK = re.compile("[“”„‟\"«»‘’']")
_CLOSES = {"“": '”"“', "„": '“”‟"', "‟": '”"', '"': '"”', "«": "»", "»": "«"}
_OPENING = frozenset('“„‟"«')
_BEFORE_OPEN = frozenset("([{—–-/:;,…“‘\"'«")
_AFTER_CLOSE = frozenset(")]}.,;:!?…—–-/’”\"'»")
# Words that begin with an apostrophe, which then opens nothing.
_ELIDED = re.compile(
    r"(?:em|tis|twas|til|till|cause|cos|n|round|bout|neath|ere|\d0s|\d\d)\b", re.IGNORECASE
)
_SINGLE_MOST = 1_500  # characters; a longer "quotation" is two apostrophes


# A turn of a transcript that stands in marks: "DOE: …".
TURN = re.compile(r"[“\"]([A-Z][A-Z’'-]{2,}(?: [A-Z][A-Z’'-]{2,}){0,2}):\s")


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    depth: int = 1


def find_marks(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The quotations of a text, in order.

    A quotation that is not closed runs to its paragraph's end; where the next paragraph opens with
    the same kind of mark, it runs on there.
    """
    found: list[Span] = []
    running: _Open | None = None
    for paragraph in paragraphs:
        carried = None
        if (
            running is not None
            and text[paragraph.start] in _family(running.mark)
            and not TURN.match(text, paragraph.start, paragraph.end)
        ):
            carried = running.start
        elif running is not None:
            running = None
        spans, running = _in_paragraph(text, paragraph)
        if carried is not None:
            first = spans[0] if spans else Span(paragraph.start, paragraph.end)
            # The part before this paragraph was reported up to its end; it grows over this one.
            if found and found[-1].start == carried and first.start == paragraph.start:
                found[-1] = Span(carried, first.end)
                spans = spans[1:]
                if running is not None and running.start == first.start:
                    running.start = carried
        found.extend(spans)
    return found


def inside(text: str, quotation: Span, paragraphs: Sequence[Span]) -> list[Span]:
    """The parts of its paragraphs that a quotation has, without its own marks if it has any."""
    parts = [
        Span(max(each.start, quotation.start), min(each.end, quotation.end))
        for each in paragraphs
        if each.overlaps(quotation)
    ]
    if find_marks(text, parts) != [quotation]:
        return parts  # a turn of a transcript, or a block quote
    family = _family(text[quotation.start])
    parts = [Span(each.start + (text[each.start] in family), each.end) for each in parts]
    last = parts[-1]
    closes = _CLOSES.get(text[quotation.start], "’'")
    parts[-1] = Span(last.start, last.end - (text[last.end - 1] in closes))
    return [each for each in parts if each.start < each.end]


def _family(mark: str) -> str:
    return '“„‟"' if mark in '“„‟"' else mark


def _in_paragraph(text: str, paragraph: Span) -> tuple[list[Span], _Open | None]:
    singles = _single_closers(text, paragraph)
    spans: list[Span] = []
    current: _Open | None = None
    skip = paragraph.start
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        position, mark = match.start(), match.group()
        if position < skip:
            continue
        if mark in "‘’'":
            if current is None and (end := _single(text, position, paragraph, singles)):
                spans.append(Span(position, end))
                skip = end
            continue
        before = text[position - 1] if position > paragraph.start else " "
        after = text[position + 1] if position + 1 < paragraph.end else " "
        if current is None:
            if _opens(mark, before, after):
                current = _Open(mark, position)
            continue
        if _closes(current, mark, before, after):
            current.depth -= 1
            if current.depth == 0:
                spans.append(Span(current.start, position + 1))
                current = None
        elif mark == current.mark and mark not in '"»':
            current.depth += 1
    if current is not None:
        spans.append(Span(current.start, paragraph.end))
    return spans, current


def _opens(mark: str, before: str, after: str) -> bool:
    if mark not in _OPENING:
        return False
    if mark != '"':
        return True
    if after.isspace() or before.isdigit() or before == "=":
        return False  # a closing mark that lost its fellow, inches, or markup that was left over
    return before.isspace() or before in _BEFORE_OPEN or not before.isalnum()


def _closes(current: _Open, mark: str, before: str, after: str) -> bool:
    if mark not in _CLOSES[current.mark]:
        return False
    ends = not before.isspace() and (after.isspace() or after in _AFTER_CLOSE)
    if mark == '"':
        # "Said"he is a slip; a straight mark after a space and before a letter opens another.
        return ends or not (before.isspace() and after.isalnum())
    if mark == current.mark:
        return ends  # “like this“: the wrong curl in a closing place
    return True


def _single_closers(text: str, paragraph: Span) -> list[int]:
    closers = []
    for match in re.finditer("[’']", paragraph.of(text)):
        position = paragraph.start + match.start()
        before = text[position - 1] if position > paragraph.start else " "
        after = text[position + 1] if position + 1 < paragraph.end else " "
        if not before.isspace() and not after.isalnum():
            closers.append(position)
    return closers


def _single(text: str, start: int, paragraph: Span, closers: Sequence[int]) -> int | None:
    """Where a quotation in single marks that may open at ``start`` ends, or None."""
    mark = text[start]
    before = text[start - 1] if start > paragraph.start else " "
    after = text[start + 1] if start + 1 < paragraph.end else " "
    if mark == "’" or not (before.isspace() or before in _BEFORE_OPEN):
        return None
    if after.isspace() or after in _AFTER_CLOSE or _ELIDED.match(text, start + 1):
        return None
    index = bisect_left(closers, start + 1)
    # A plural's apostrophe looks like a closing mark: "the ‘states’ rights’ men". Of two places
    # in reach the second is meant when the first follows an s and the second does not.
    while index < len(closers):
        end = closers[index]
        if end - start > _SINGLE_MOST or text.find("‘", start + 1, end) >= 0:
            return None
        if (
            text[end - 1] == "s"
            and text[end + 1 : end + 2] == " "
            and text[end + 2 : end + 3].islower()
            and index + 1 < len(closers)
            and text[closers[index + 1] - 1] in ",.!?…"
            and closers[index + 1] - start <= _SINGLE_MOST
            and text.find("‘", start + 1, closers[index + 1]) < 0
        ):
            index += 1
            continue
        return end + 1
    return None
