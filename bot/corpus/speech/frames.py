"""The clause that reports a quotation, and who its subject is.

A frame is read from one sentence by its words' order alone: a verb of saying before the quotation,
after it or around it; "according to"; a feeling about what is quoted.
"""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.speech.following import FAR, NEAR, PHRASE_MOST, Following, Frame
from bot.corpus.speech.phrases import phrase_person
from bot.corpus.speech.places import REACH
from bot.corpus.speech.tables import BEARERS, DETERMINERS, PREPOSITIONS
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.utterances import UTTERANCES, owner_around, owner_before
from bot.corpus.speech.verbs import CAUSING, NAMING, THINKING

_BETWEEN = frozenset({",", ":", "that", "it", "this", "the", "as", "was", "is", "a", "an"})
_PARTS = frozenset({".", "-", "–", "—", ";", ":"})


@dataclass(frozen=True, slots=True)
class Frames(Following):
    """Reads the frames of the quotations in one clause. Quotations are given by token number."""

    def frame(self, at: int) -> Frame | None:
        """The frame of the quotation that is token ``at``, or None."""
        before = self._before(at)
        if before is not None and before.beside and before.speaker is not None:
            return before
        after = self.after(at)
        if after is None:
            known = before is not None and before.speaker is not None
            return before if known else self.linked(at) or before
        # A clause whose subject is known beats one whose subject is not.
        if before is None or before.speaker is None or (after.beside and after.speaker):
            return after
        return before

    def speaks_before(self, at: int) -> bool:
        """Whether the sentence has a verb of saying before ``at``, in another clause, too."""
        return any(
            self.is_cue(i) and not self.clause.is_passive(i) for i in range(max(0, at - REACH), at)
        )

    def opens_with_participle(self) -> bool:
        """Whether the sentence has no subject: "Adding that …"."""
        return self.is_cue(0) and self.clause.word(0).endswith("ing")

    def speakers(self) -> set[str]:
        """The subjects of all verbs of saying in the sentence."""
        subjects = (
            self.clause.subject(i)
            for i in range(len(self.clause.tokens))
            if self.is_cue(i) and not self.clause.is_passive(i)
        )
        return {subject for subject in subjects if subject is not None}

    def announcing(self, at: int) -> Frame | None:
        """The frame of "Jane Doe: “…”" and of "Added Doe: “…”"; ``at`` follows the colon."""
        if self.clause.word(at - 1) != ":":
            return None
        start = at - 1
        while start > max(0, at - REACH) and self.clause.word(start - 1) not in _PARTS:
            start -= 1
        if self.is_cue(start, inverted=True) and self.clause.kind(start + 1) is Kind.NAME:
            return Frame(self.clause.named_from(start + 1)[0], beside=True)
        if any(self.is_cue(i) for i in range(start, at - 1)) or at - start > PHRASE_MOST:
            return None
        if self.clause.kind(at - 2) is Kind.NAME:
            speaker = phrase_person(self.clause, start, at - 1) or self._pointed_at(start, at - 2)
        else:
            speaker = self.clause.subject_before(at) or self._heading(start, at)
        return Frame(speaker, beside=True) if speaker is not None else None

    def _heading(self, start: int, at: int) -> str | None:
        """Who "Doe on the pier: “…”" and "Doe, in a tweet: “…”" begin with; else the subject."""
        first = start + 1 if self.clause.word(start) in DETERMINERS else start
        following = self.clause.word(first + 1)
        opens = self.clause.kind(first) is Kind.NAME and (
            following in PREPOSITIONS - {"of"} | {",", "then", "now"}
        )
        alone = all(self.clause.kind(j) is not Kind.NAME for j in range(first + 1, at))
        return self.clause.tokens[first].text if opens and alone else self.clause.main_subject()

    def _pointed_at(self, start: int, name: int) -> str | None:
        """Whom "No surprise to pollster Doe, more from Jane Roe: “…”" ends with."""
        if any(self.clause.kind(j) is Kind.NAME for j in range(start, name)):
            return None
        before = self.clause.before_roles(name)
        governed = self.clause.word(before) in PREPOSITIONS - {"from"}
        return None if governed else self.clause.tokens[name].text

    def _before(self, at: int) -> Frame | None:
        announced = self.announcing(at)
        if announced is not None:
            return announced
        owner = owner_around(self.clause, at)
        if owner is not None:
            return Frame(owner)
        unknown: Frame | None = None
        for i in range(at - 1, max(-1, at - FAR), -1):
            if self.clause.kind(i) is Kind.QUOTATION:
                continue
            if self.breaks(i):
                break
            frame = self._reported_by(i, at)
            # "Doe said his side called it “…”": a frame further out may know its speaker.
            if frame is not None and (frame.speaker is not None or frame.passive):
                return frame if unknown is None else Frame(frame.speaker, unknown.beside)
            unknown = unknown or frame
        return unknown

    def _reported_by(self, i: int, at: int) -> Frame | None:
        """The frame that the word at ``i`` makes for the quotation ``at``, which it precedes."""
        if self.clause.kind(i) is not Kind.WORD:
            return None
        word = self.clause.word(i)
        if word in UTTERANCES:
            owner = owner_before(self.clause, i, at)
            if owner is not None:
                return Frame(owner, True)
        beside = all(t.text in _BETWEEN for t in self.clause.tokens[i + 1 : at])
        if word == "according" and self.clause.word(i + 1) == "to":
            speaker, end = self.source(i + 2)
            if end <= at:
                return Frame(speaker, all(t.kind is Kind.MARK for t in self.clause.tokens[end:at]))
        if self.is_attitude(i) and at - i <= 12:
            return Frame(self.clause.subject(i), beside)
        if not self.is_cue(i):
            return None
        if i == 0 and self.clause.tokens[0].capital and self.clause.kind(1) is Kind.NAME:
            return Frame(self.clause.named_from(1)[0], beside)  # "Said Jane Doe, …: “…”"
        if word in THINKING and at - i > NEAR:
            return None
        inverted = self.clause.word(i - 1) == "," and self.is_cue(i, inverted=True)
        if inverted and self.clause.subject_start(i) is None and word not in CAUSING:
            speaker, end = self.clause.named_from(i + 1)
            if speaker is not None and self.clause.word(end) in {",", ":"}:
                return Frame(speaker, beside)  # "The pier, says Doe, is “…”"
        return self._reported_by_verb(i, at, beside)

    def _reported_by_verb(self, i: int, at: int, beside: bool) -> Frame | None:
        word = self.clause.word(i)
        between = {t.text for t in self.clause.tokens[i + 1 : at]}
        if (
            word in NAMING
            and "," in between
            and self.clause.word(at - 1) != "as"
            and not (word.startswith("accus") and "of" in between)
        ):
            return None  # what is named follows its verb without a pause
        # "if he wants the harbour, “…”": what follows the pause is no more supposed.
        supposed = (beside or "," not in between) and self.is_supposed(i)
        if supposed or self.is_denied(i):
            return Frame(None, beside, passive=True)
        if word == "asked" and self.clause.word(i + 1) == "by":
            return Frame(self.clause.named_from(i + 2)[0], beside, passive=True)
        if self.clause.is_passive(i):
            return Frame(self._by(at) if word in NAMING else None, passive=True)
        borne = self.clause.word(i - 1) in BEARERS  # "Doe held a sign saying": not Doe says
        return Frame(self.clause.subject(i), beside, open=not borne)

    def _by(self, at: int) -> str | None:
        for i in range(at + 1, min(at + 6, len(self.clause.tokens))):
            if self.clause.word(i) == "by":
                return self.clause.named_from(i + 1)[0]
        return None
