"""The clause that reports a quotation from behind: "“…,” Doe said", "the “X” is here, says Doe"."""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.speech.cues import CLOSERS, Cues
from bot.corpus.speech.phrases import phrase_person
from bot.corpus.speech.places import REACH
from bot.corpus.speech.tables import AUXILIARIES, BE, DETERMINERS, PRONOUNS, SUBORDINATORS
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.verbs import NAMING

FAR = 36  # tokens between a verb of saying and what it reports, at most
NEAR = 10  # the same for a verb of thinking
PHRASE_MOST = 24  # tokens of a subject with its appositions
_DASHES = frozenset({"-", "–", "—", "―"})
_RELATIVES = frozenset({"that", "which", "as"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting clause was found. ``speaker`` is None where its subject can't be told.

    ``beside`` tells that the clause touches the quotation; ``passive`` that somebody is told;
    ``open`` that its own subject is no person, so that the clause around it may have one who does.
    """

    speaker: str | None
    beside: bool = False
    passive: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Following(Cues):
    """Reads the clauses after the quotations of one sentence."""

    def after(self, at: int) -> Frame | None:
        """The frame that stands after the quotation ``at``, or None."""
        i = at + 1
        if self.clause.word(i) in _DASHES and self.clause.kind(i + 1) is Kind.NAME:
            signed = self.clause.word(i + 2) in CLOSERS or self.clause.word(i + 2) == "("
            if signed:
                return Frame(self.clause.tokens[i + 1].text, beside=True)
        if self.clause.word(i) in {",", *_DASHES}:
            i += 1
        if self.clause.word(i) == "according" and self.clause.word(i + 1) == "to":
            return Frame(self.source(i + 2)[0], beside=True)
        return self._inverted(i) or self._following(i, self.clause.tokens[at].pauses or i > at + 1)

    def linked(self, at: int) -> Frame | None:
        """The frame of the next quotation, which "and" joins to this: "“…” and “…,” Doe said"."""
        i = at + 2 if self.clause.word(at + 1) in {"and", "or", ","} else at
        if i == at or self.clause.kind(i) is not Kind.QUOTATION:
            return None
        return self.after(i) or self.linked(i)

    def _inverted(self, i: int) -> Frame | None:
        """The frame of "“…,” said Jane Doe", whose verb stands at ``i``."""
        while self.clause.word(i) in AUXILIARIES and self.clause.word(i) not in BE:
            i += 1
        reads = self.clause.word(i) in {"read", "reads"} and self.clause.word(i + 1) in {"a", "the"}
        if not reads and not self.is_cue(i, inverted=True) and not self.beams(i):
            return None
        speaker, _ = self.clause.named_from(i + 1)
        owned = self.clause.word(i + 2) == "'s"  # "said Doe's aide, Jane Roe"
        if speaker is None and (owned or self.clause.word(i + 1) in DETERMINERS):
            speaker = phrase_person(self.clause, i + 1, self._phrase_end(i + 1))
        if speaker is None and self.clause.word(i + 1) in {"a", "an", "the"}:
            speaker, _ = self.source(i + 1)  # "read a statement from Doe"
        if speaker is None and self.clause.word(i + 1) in PRONOUNS:
            speaker = self.clause.antecedent(self.clause.word(i + 1), i + 1)
        return Frame(speaker, beside=True)

    def _following(self, first: int, pauses: bool) -> Frame | None:
        """The frame of "“…,” Jane Doe said", whose subject begins at ``first``."""
        if any(self.is_cue(j) and self.is_denied(j) for j in range(first + 1, first + NEAR)):
            return Frame(None, beside=True)
        if pauses and self.clause.kind(first) is Kind.NAME and self.reports(first + 1):
            return Frame(self.clause.tokens[first].text, beside=True)
        if self.clause.word(first) in SUBORDINATORS - _RELATIVES:
            return self.closing(first)
        relative = self.clause.word(first) in _RELATIVES
        for j in range(first, min(first + FAR, len(self.clause.tokens))):
            token = self.clause.tokens[j]
            if token.kind is Kind.QUOTATION or (self.breaks(j) and j > first):
                return None
            if j == first or not self.is_cue(j) or self.clause.is_passive(j):
                continue
            start = self.clause.subject_start(j)
            if relative:
                if start is None:
                    break
                return Frame(self.clause.subject(j))
            if start is not None and start <= first + 1:
                speaker = self.clause.subject(j) or phrase_person(self.clause, first, j)
                return Frame(speaker, beside=True)
            if pauses and j - first <= PHRASE_MOST:
                speaker = phrase_person(self.clause, first, j)
                if speaker is not None:
                    return Frame(speaker, beside=True)
            # "…,” an aide to Jones said": somebody reports it, and it is not Jones.
            return self.closing(first) or (Frame(None, beside=True) if pauses else None)
        return self.closing(first)

    def closing(self, first: int) -> Frame | None:
        """The clause that a pause parts from all that it reports: "The “X” is here, Doe said"."""
        for j in range(first, min(first + REACH, len(self.clause.tokens))):
            if self.breaks(j):
                return None
            if self.clause.word(j - 1) == "," or (j > 0 and self.clause.tokens[j - 1].pauses):
                if self.clause.word(j) == "according" and self.clause.word(j + 1) == "to":
                    return Frame(self.source(j + 2)[0])
                if self.is_cue(j, inverted=True) and self.clause.kind(j + 1) is Kind.NAME:
                    return Frame(self.clause.named_from(j + 1)[0])
            if not self.is_cue(j) or self.clause.word(j) in NAMING or not self.ends(j):
                continue
            for comma in range(j - 1, max(first - 2, j - PHRASE_MOST), -1):
                if self.clause.word(comma) != ",":
                    continue
                speaker = phrase_person(self.clause, comma + 1, j)
                if speaker is not None:
                    return Frame(speaker)
        return None

    def source(self, i: int) -> tuple[str | None, int]:
        """Whom "according to" names at ``i``, also as "a statement by Doe"; and where it ends."""
        speaker, end = self.clause.named_from(i)
        if speaker is None and self.clause.word(i) in DETERMINERS:
            for j in range(i + 1, min(i + NEAR, len(self.clause.tokens))):
                if self.clause.kind(j) is not Kind.WORD:
                    break
                if self.clause.word(j) in {"by", "from"}:
                    return self.clause.named_from(j + 1)
        return speaker, end

    def _phrase_end(self, start: int) -> int:
        for j in range(start, min(start + PHRASE_MOST, len(self.clause.tokens))):
            stops = self.clause.word(j) in {".", ";", "—", "–", ":"}
            if stops or self.clause.kind(j) is Kind.QUOTATION:
                return j
        return min(start + PHRASE_MOST, len(self.clause.tokens))
