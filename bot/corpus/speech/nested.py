"""What a quotation itself quotes: "“Doe told me, ‘…’, and I left,” said Roe"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from bot.corpus.speech.attribution import read_speech
from bot.corpus.speech.marks import find_marks, inside
from bot.corpus.speech.verbs import SAYING
from bot.model import Quotation, QuotationKind, Sentence, Span

_FIRST_PERSON = re.compile(
    r"\b(?:I|[Ww]e)(?:[’'](?:ve|d))?"
    r"(?: (?:have|had|would|always|often|once|also|just|then|simply|still)){0,3} (\w+)"
)
_REACH = 60  # characters between "I told" and what was said


def innermost(
    text: str, sentences: Sequence[Sentence], quotation: Quotation, place: Span
) -> tuple[Quotation, ...]:
    """The quotation of speech and those within it that hold a place, each within the one before.

    They are found in their marks and attributed by the clauses within the quotation alone, so a
    pronoun is nobody's; "I said" is the speaker's own. Of an article's text and sentences.
    """
    around: tuple[Quotation, ...] = (quotation,)
    while (inner := _holding(text, sentences, around[-1], place)) is not None:
        around = (*around, inner)
    return around


def _holding(
    text: str, sentences: Sequence[Sentence], quotation: Quotation, place: Span
) -> Quotation | None:
    within = [each for each in sentences if each.span.overlaps(quotation.span)]
    paragraphs = [
        Span(run[0].span.start, run[-1].span.end)
        for run in (list(run) for _, run in groupby(within, key=lambda each: each.paragraph))
    ]
    parts = inside(text, quotation.span, paragraphs)
    # Looked at first, as hardly any place is in such marks and reading takes longer.
    if not any(span.covers(place) for span in find_marks(text, parts)):
        return None
    found, _ = read_speech(text, parts, _cut(within, parts))
    for each in found:
        if each.span.covers(place) and each.kind is QuotationKind.SPEECH:
            own = each.speaker is None and _is_first_person(text, parts, each.span)
            return replace(each, speaker=quotation.speaker) if own else each
    return None


def _cut(sentences: Sequence[Sentence], parts: Sequence[Span]) -> list[Sentence]:
    """The sentences as far as they are in the parts, each of which is in one paragraph."""
    return [
        replace(each, span=Span(max(each.span.start, part.start), min(each.span.end, part.end)))
        for part in parts
        for each in sentences
        if each.span.overlaps(part)
    ]


def _is_first_person(text: str, parts: Sequence[Span], span: Span) -> bool:
    """Whether "I said" stands right before the quotation or right after it."""
    part = next(each for each in parts if each.covers(span))
    after = _FIRST_PERSON.match(text[span.end : part.end].lstrip(" ,"))
    if after and after[1] in SAYING:
        return True
    before = text[max(part.start, span.start - _REACH) : span.start]
    said = [each for each in re.finditer(r"\w+", before) if each[0] in SAYING]
    owned = [each.end() for each in _FIRST_PERSON.finditer(before) if each[1] in SAYING]
    return bool(said) and said[-1].end() in owned and not re.search(r"[.!?;]", before[owned[-1] :])
