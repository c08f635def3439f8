"""What the tests of speech share: an article's beginning, and what is found after it."""

from __future__ import annotations

from bot.corpus import annotate_text
from bot.model import Quotation

INTRODUCTION = (
    "The town’s mayor, Una Writer, met the Somelandic president, Otto Ruler, on Friday, and "
    "spokeswoman Ida Voice was there with Minister Max Power.\n"
)


def only(text: str) -> tuple[str, str | None]:
    quotations = annotate_text("a.txt", INTRODUCTION + text).quotations
    assert len(quotations) == 1, quotations
    return str(quotations[0].kind), quotations[0].speaker


def quotations(text: str) -> list[tuple[str, str | None]]:
    found: tuple[Quotation, ...] = annotate_text("a.txt", INTRODUCTION + text).quotations
    return [(str(q.kind), q.speaker) for q in found]
