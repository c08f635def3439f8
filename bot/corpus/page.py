"""What is left of a marked-up file: blocks of text as a reader sees them, one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.corpus.front_matter import storable
from bot.corpus.sources import Declared
from bot.model import Span

_SPACES = re.compile(r"[ \t\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: its text, its headings and block quotes within that text, each in order
    and none overlapping another of its kind, and its own statements."""

    text: str
    headings: tuple[Span, ...]
    quotes: tuple[Span, ...]
    declared: Declared


class NoArticleError(ValueError):
    """The page holds no article. The message says so and what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item. Its lines are lines to its reader.

    ``quote`` is the number of the block quote that it is in, counted from 1; 0 is none.
    """

    text: str
    heading: bool = False
    quote: int = 0


def make_page(blocks: Iterable[Block], declared: Declared) -> Page:
    """The blocks that hold any text, a blank line between them."""
    parts: list[str] = []
    headings: list[Span] = []
    quotes: dict[int, Span] = {}
    length = 0
    for block in blocks:
        lines = storable(block.text).split("\n")
        text = "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()
        if not text:
            continue
        if parts:
            parts.append("\n\n")
            length += 2
        if block.heading:
            headings.append(Span(length, length + len(text)))
        if block.quote:
            begun = quotes.get(block.quote)
            start = begun.start if begun is not None else length
            quotes[block.quote] = Span(start, length + len(text))
        parts.append(text)
        length += len(text)
    return Page("".join(parts), tuple(headings), tuple(quotes.values()), declared)
