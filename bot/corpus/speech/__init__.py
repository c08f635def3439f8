"""Spans in quotation marks: find the marks, tell speech from terms, name the speaker.

``marks`` finds the spans and ``people`` the persons of the article; ``tokens``, ``subjects`` and
``frames`` read the clause that reports a span; ``attribution`` puts them together. ``reported``
marks the sentences that report without marks, by the rules of ``reports`` and ``speaking``.
"""

from __future__ import annotations

from bot.corpus.speech.attribution import find_quotations, read_speech

__all__ = ["find_quotations", "read_speech"]
