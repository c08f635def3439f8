"""What articles say, as rows: a text with its marks, each a list of numbers in JSON."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from bot.model import Content, Furniture, Quotation, QuotationKind, Sentence, Span


def load_content(db: Database, article: int) -> Content | None:
    """An article's content as it was read; None when the store has it no more."""
    row = db.execute(
        "select text, sentences, quotations, furniture from contents where article = ?", [article]
    ).fetchone()
    return None if row is None else as_content(*row)


def content_row(content: Content) -> dict[str, str]:
    """A content as the columns that hold it."""
    sentences = [
        [s.span.start, s.span.end, s.paragraph, int(s.heading), int(s.reported), s.claimant]
        for s in content.sentences
    ]
    quotations = [[q.span.start, q.span.end, q.kind.value, q.speaker] for q in content.quotations]
    furniture = [[f.span.start, f.span.end, f.reason] for f in content.furniture]
    return {
        "text": content.text,
        "sentences": _json(sentences),
        "quotations": _json(quotations),
        "furniture": _json(furniture),
    }


def as_content(text: str, sentences: str, quotations: str, furniture: str) -> Content:
    """The opposite of ``content_row``."""
    return Content(
        text,
        tuple(
            Sentence(Span(start, end), paragraph, bool(heading), bool(reported), claimant)
            for start, end, paragraph, heading, reported, claimant in json.loads(sentences)
        ),
        tuple(
            Quotation(Span(start, end), QuotationKind(kind), speaker)
            for start, end, kind, speaker in json.loads(quotations)
        ),
        tuple(Furniture(Span(start, end), reason) for start, end, reason in json.loads(furniture)),
    )


def _json(rows: list[list[Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
