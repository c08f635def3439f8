"""Spans in quotation marks: find the marks, tell speech from terms, name the speaker.

``marks`` finds the spans and ``people`` the persons of the article, with ``spotting``,
``namesakes``, ``mononyms``, ``bodies`` and ``genders``. ``tokens`` makes a sentence a row of words,
``places`` and ``subjects`` find who does what in it, ``cues``, ``following``, ``utterances`` and
``frames`` the clause that reports a span; ``reading`` does so for the sentences of one article and
follows its pronouns. ``terms`` tells what is not said, ``carrying`` whose words go on without a
clause, ``transcript`` finds the turns of an interview without marks, and ``attribution`` puts them
together; ``nested`` reads what a quotation itself quotes. ``reported`` marks the sentences that
report without marks, by the rules of ``reports`` and ``speaking``.
"""

from __future__ import annotations

from bot.corpus.speech.attribution import read_speech
from bot.corpus.speech.nested import innermost

__all__ = ["innermost", "read_speech"]
