"""Interviews that are printed without quotation marks: no turn is the author's own words."""

from __future__ import annotations

import pytest

from bot.corpus import annotate_text
from tests.corpus.quoting import INTRODUCTION, quotations

SPOKEN = "We open the quay in May."
BOTH = [(SPOKEN, "Otto Ruler"), ("Why?", "Una Writer")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # by surname, full name, with a title, a place or an office
        (f"RULER: {SPOKEN}\n\nWRITER: Why?", BOTH),
        (f"Otto Ruler: {SPOKEN}\n\nUna Writer: Why?", BOTH),
        (f"Ruler: {SPOKEN}\n\nWriter: Why?", BOTH),
        (f"MR. RULER: {SPOKEN}\n\nWRITER (by phone): Why?", BOTH),
        (f"OTTO RULER, PRESIDENT: {SPOKEN}\n\nHOST: Why?",
         [(SPOKEN, "Otto Ruler"), ("Why?", None)]),
        # by a label that introduces somebody, and by the surname from then on
        (f"TOM BELL, HOST: When?\n\nRULER: {SPOKEN}\n\nBELL: Why?",
         [("When?", "Tom Bell"), (SPOKEN, "Otto Ruler"), ("Why?", "Tom Bell")]),
        (f"TOM BELL, HOST: When?\n\nQUAYLE: {SPOKEN}\n\nBELL: Why?",
         [("When?", "Tom Bell"), (SPOKEN, None), ("Why?", "Tom Bell")]),
        (f"JO BELL (host): When?\n\nRULER: {SPOKEN}\n\nMR. BELL: Why?",
         [("When?", "Jo Bell"), (SPOKEN, "Otto Ruler"), ("Why?", "Jo Bell")]),
        (f"SEN. TOM BELL, CHAIRMAN: When?\n\nRULER: {SPOKEN}",
         [("When?", "Tom Bell"), (SPOKEN, "Otto Ruler")]),
        (f"ZORIN BELL, BYLINE: When?\n\nRULER: {SPOKEN}",
         [("When?", "Zorin Bell"), (SPOKEN, "Otto Ruler")]),
        (f"TOM BELL, HOST: When?\n\nRULER: {SPOKEN}\n\nANN BELL: How?\n\nBELL: Why?",
         [("When?", "Tom Bell"), (SPOKEN, "Otto Ruler"), ("How?", "Ann Bell"), ("Why?", None)]),
        (f"UNIDENTIFIED MAN: When?\n\nRULER: {SPOKEN}\n\nPRESS SECRETARY: Why?",
         [("When?", None), (SPOKEN, "Otto Ruler"), ("Why?", None)]),
        # by letters: nothing says whose they are
        (f"Q: When?\n\nA: {SPOKEN}", [("When?", None), (SPOKEN, None)]),
        (f"Q. When?\n\nA. {SPOKEN}", [("When?", None), (SPOKEN, None)]),
        (f"Question: When?\n\nAnswer: {SPOKEN}", [("When?", None), (SPOKEN, None)]),
        # nobody whom the article names, but they alternate
        (f"HOST: When?\n\nGUEST: {SPOKEN}\n\nHOST: Why?",
         [("When?", None), (SPOKEN, None), ("Why?", None)]),
        # a turn of several paragraphs; after the last one, the author goes on
        (f"RULER: {SPOKEN}\n\nThe masons are ready.\n\nWRITER: Why?\n\nThe quay is old.",
         [(SPOKEN, "Otto Ruler"), ("The masons are ready.", None), ("Why?", "Una Writer")]),
        # what a turn quotes is its speaker's to quote
        ("RULER: She said “it is too late for us all” to me.\n\nWRITER: Why?",
         [("She said “it is too late for us all” to me.", "Otto Ruler"), ("Why?", "Una Writer")]),
    ],
)  # fmt: skip
def test_a_turn_is_its_speakers(text: str, expected: list[tuple[str, str | None]]) -> None:
    article = annotate_text("a.txt", INTRODUCTION + text)
    found = [(q.span.of(article.text), q.speaker) for q in article.speech()]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        f"NOTE: {SPOKEN}",
        f"NOTE: {SPOKEN}\n\nNOTE: The masons are ready for it.",
        f"RULER: {SPOKEN}",  # one alone may be a headline's
        f"NORTH QUAY, SOMEWHERE: {SPOKEN}\n\nGRANT QUAY, HOST: The masons are ready for it.",
        f"The plan: {SPOKEN}\n\nThe price: Nobody knows what it will be.",
        f"Monday: {SPOKEN}\n\nTuesday: The masons rest.\n\nMonday: They work again.",
        f"A. {SPOKEN}\n\nB. The masons rest.",
        f"A: {SPOKEN}\n\nA: The masons rest.",
    ],
)
def test_a_label_alone_is_no_turn(text: str) -> None:
    assert quotations(text) == []
