"""Cut what is too long for Discord, at the end of a sentence or else of a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.model import Quote
from commands.ui.markdown import block, size

CUT = "[…]"

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
# Characters that belong to the one before them.
_JOINED = re.compile(r"[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def cut(
    text: str,
    limit: int,
    render: Callable[[str], str] = block,
    ends: Iterable[int] | None = None,
) -> str:
    """The longest beginning of the text that takes up at most ``limit`` when it is rendered.

    It ends at the last of ``ends`` (offsets in the text; by default after full stops and the like)
    that fits; where even the first is too far, at a word's end; where there is none, at a
    character. The caller shows ``CUT`` beside what is shorter than the text.
    """
    if size(render(text)) <= limit:
        return text
    if ends is None:
        ends = (match.end() for match in _SENTENCE_END.finditer(text))
    for places in (
        sorted(ends),
        [match.start() for match in _WORD_END.finditer(text)],
        [place for place in range(len(text)) if not _JOINED.match(text, place)],
    ):
        # Rendering adds far more than it leaves out, so nothing much beyond the limit can fit.
        near = [place for place in places if 0 < place < min(len(text), 4 * limit + 1)]
        fitting = _last_fitting(text, limit, render, near)
        if fitting and text[:fitting].strip():
            return text[:fitting]
    return ""


def cut_quote(quote: Quote, limit: int, render: Callable[[str], str] = block) -> str:
    """The beginning of a quote that fits, by the sentences of its article."""
    start = quote.span.start
    ends = [s.span.end - start for s in quote.article.sentences if s.span.overlaps(quote.span)]
    return cut(quote.text, limit, render, ends)


def _last_fitting(text: str, limit: int, render: Callable[[str], str], places: list[int]) -> int:
    """The last place up to which the rendered text fits; 0 where none does."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if size(render(text[: places[middle]])) <= limit:
            low = middle + 1
        else:
            high = middle
    return places[low - 1] if low else 0
