"""What came of checking a quotation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Quotation, Quote, Span


class Verdict(StrEnum):
    """What a quotation is, held against the library."""

    EXACT = "exact"  # character for character, a reporting clause in their midst apart
    TYPOGRAPHIC = "typographic"  # the same words, otherwise set or spelt
    ALTERED = "altered"  # words were changed, added or left out
    SPLICED = "spliced"  # put together from places that do not follow each other
    MISATTRIBUTED = "misattributed"  # the words are there, as somebody else's
    NOT_FOUND = "not found"


class ChangeKind(StrEnum):
    """What was done to the source's words."""

    DELETED = "deleted"
    INSERTED = "inserted"
    REPLACED = "replaced"
    ELIDED = "elided"  # left out, and the quotation says so with "…"; or a reporting clause


class Warn(StrEnum):
    """What a change touches that a reader must know."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the source against those that were pasted; either may be empty.

    ``match`` says in which of the matches. ``span`` is where the source's words are in its article
    (empty, between two words, for what was inserted), ``pasted_span`` where the others are in the
    checked quotation.
    """

    kind: ChangeKind
    source: str
    pasted: str
    match: int
    span: Span
    pasted_span: Span
    warns: frozenset[Warn] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A place in the library.

    ``quote`` is exactly what corresponds to the quotation, with who says it. ``shown`` is what to
    open for its context: whole sentences or a whole quotation around it; None for a heading,
    furniture, or what the server's admins withdrew. ``publications`` are the
    same words in other publications of the voice. ``quoting`` names those whose quoted words are
    within the author's own (None for one who is not known); then the words are not the author's
    alone.
    """

    quote: Quote
    shown: Quote | None
    publications: tuple[Quote, ...] = ()
    quoting: tuple[str | None, ...] = ()
    negated: Span | None = None
    within: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer: a verdict, the places, and what differs, in words for a reader.

    ``quotation`` is what was checked: the pasted text without its outer marks and attribution.
    ``by`` is who was said to have said it. ``differences`` name what else than words differs:
    quotation marks, dashes, spelling... ``warnings`` are sentences of their own.
    """

    quotation: str
    by: str | None
    verdict: Verdict
    message: str
    matches: tuple[Match, ...] = ()
    changes: tuple[Change, ...] = ()
    differences: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
