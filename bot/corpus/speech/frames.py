"""The clause that reports a quotation, and who its subject is.

A frame is read from one sentence by its words' order alone: a verb of saying before the quotation,
after it or around it; "according to"; a feeling about what is quoted.
"""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.speech.phrases import phrase_person
from bot.corpus.speech.places import REACH
from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import (
    AUXILIARIES,
    BE,
    BODY,
    DETERMINERS,
    MAKERS,
    MENTIONING,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
    WORKS,
)
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.utterances import UTTERANCES, owner_around, owner_before
from bot.corpus.speech.verbs import (
    ALSO_NOUNS,
    ATTITUDE_PREPOSITIONS,
    ATTITUDES,
    CAUSING,
    NAMING,
    PHRASAL,
    SAYING,
    THINKING,
)

_FAR = 36  # tokens between a verb of saying and what it reports, at most
_NEAR = 10  # the same for a verb of thinking
_PHRASE_MOST = 24  # tokens of a subject with its appositions
_CUES = SAYING | NAMING | THINKING


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
class Frames:
    """Reads the frames of the quotations in one clause. Quotations are given by token number."""

    clause: Clause

    def frame(self, at: int) -> Frame | None:
        """The frame of the quotation that is token ``at``, or None."""
        before = self._before(at)
        if before is not None and before.beside and before.speaker is not None:
            return before
        after = self._after(at)
        if after is None:
            known = before is not None and before.speaker is not None
            return before if known else self._linked(at) or before
        # A clause whose subject is known beats one whose subject is not.
        if before is None or before.speaker is None or (after.beside and after.speaker):
            return after
        return before

    def speaks_before(self, at: int) -> bool:
        """Whether the sentence has a verb of saying before ``at``, in another clause, too."""
        return any(
            self._is_cue(i) and not self.clause.is_passive(i) for i in range(max(0, at - REACH), at)
        )

    def opens_with_participle(self) -> bool:
        """Whether the sentence has no subject: "Adding that …"."""
        return self._is_cue(0) and self.clause.word(0).endswith("ing")

    def speakers(self) -> set[str]:
        """The subjects of all verbs of saying in the sentence."""
        subjects = (
            self.clause.subject(i)
            for i in range(len(self.clause.tokens))
            if self._is_cue(i) and not self.clause.is_passive(i)
        )
        return {subject for subject in subjects if subject is not None}

    def is_work(self, at: int, *, alone: bool) -> bool:
        """Whether a show, a book or the like stands here: "on the network's", "her memoir,".

        One word ``alone`` is a title only where a body makes the work.
        """
        if alone:
            owner = self.clause.tokens[at - 2] if at > 1 and self.clause.word(at - 1) == "'s" else None
            person = owner is not None and owner.kind is Kind.NAME
            return owner is not None and not (
                person and self.clause.people.gender(owner.text) != BODY
            )
        i = at - 2 if self.clause.word(at - 1) == "," else at - 1
        if self.clause.word(i) == "of":
            return self.clause.word(i - 1) in MAKERS
        if i == at - 1 and (self.clause.word(i) in {"'s", "on", "with", "to"}):
            return True
        return self.clause.word(i) in WORKS

    def is_mentioned(self, at: int) -> bool:
        """Whether the quotation is held up as a word: "the term", "so-called", "there is a"."""
        i = at - 1
        while i >= 0 and self.clause.tokens[i].text in _POINTERS:
            i -= 1
        if i < 0:
            return False
        if self.clause.tokens[i].text in MENTIONING and (
            self.clause.tokens[i].text not in {"called", "named"} or self.clause.is_passive(i)
        ):
            return True
        named = self.clause.tokens[i + 1 : at]
        return (
            len(named) == 1
            and named[0].text in {"a", "an"}
            and self.clause.word(i) in BE
            and self.clause.word(i - 1) == "there"
        )

    def _before(self, at: int) -> Frame | None:
        announced = self.announcing(at)
        if announced is not None:
            return announced
        owner = owner_around(self.clause, at)
        if owner is not None:
            return Frame(owner)
        unknown: Frame | None = None
        for i in range(at - 1, max(-1, at - _FAR), -1):
            if self.clause.kind(i) is Kind.QUOTATION:
                continue
            if self._breaks(i):
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
            speaker, end = self._source(i + 2)
            if end <= at:
                return Frame(speaker, all(t.kind is Kind.MARK for t in self.clause.tokens[end:at]))
        if self._is_attitude(i) and at - i <= 12:
            return Frame(self.clause.subject(i), beside)
        if not self._is_cue(i):
            return None
        if i == 0 and self.clause.tokens[0].capital and self.clause.kind(1) is Kind.NAME:
            return Frame(self.clause.named_from(1)[0], beside)  # "Said Jane Doe, …: “…”"
        if word in THINKING and at - i > _NEAR:
            return None
        inverted = self.clause.word(i - 1) == "," and self._is_cue(i, inverted=True)
        if inverted and self.clause.subject_start(i) is None and word not in CAUSING:
            speaker, end = self.clause.named_from(i + 1)
            if speaker is not None and self.clause.word(end) in {",", ":"}:
                return Frame(speaker, beside)  # "The pier, says Doe, is “…”"
        between = {t.text for t in self.clause.tokens[i + 1 : at]}
        if (
            word in NAMING
            and "," in between
            and self.clause.word(at - 1) != "as"
            and not (word.startswith("accus") and "of" in between)
        ):
            return None  # what is named follows its verb without a pause
        if word == "asked" and self.clause.word(i + 1) == "by":
            return Frame(self.clause.named_from(i + 2)[0], beside, passive=True)
        if self.clause.is_passive(i):
            return Frame(self._by(at) if word in NAMING else None, passive=True)
        return Frame(self.clause.subject(i), beside, open=True)

    def announcing(self, at: int) -> Frame | None:
        """The frame of "Jane Doe: “…”" and of "Added Doe: “…”"; ``at`` follows the colon."""
        if self.clause.word(at - 1) != ":":
            return None
        start = at - 1
        while start > max(0, at - REACH) and self.clause.word(start - 1) not in {
            ".",
            "-",
            "–",
            "—",
            ";",
            ":",
        }:
            start -= 1
        if self._is_cue(start, inverted=True) and self.clause.kind(start + 1) is Kind.NAME:
            return Frame(self.clause.named_from(start + 1)[0], beside=True)
        if any(self._is_cue(i) for i in range(start, at - 1)) or at - start > _PHRASE_MOST:
            return None
        if self.clause.kind(at - 2) is Kind.NAME:
            speaker = phrase_person(self.clause, start, at - 1)
        else:
            speaker = self.clause.subject_before(at) or self.clause.main_subject()
        return Frame(speaker, beside=True) if speaker is not None else None

    def _after(self, at: int) -> Frame | None:
        i = at + 1
        if self.clause.word(i) in _DASHES and self.clause.kind(i + 1) is Kind.NAME:
            signed = self.clause.word(i + 2) in _CLOSERS or self.clause.word(i + 2) == "("
            if signed:
                return Frame(self.clause.tokens[i + 1].text, beside=True)
        if self.clause.word(i) in {",", *_DASHES}:
            i += 1
        if self.clause.word(i) == "according" and self.clause.word(i + 1) == "to":
            return Frame(self._source(i + 2)[0], beside=True)
        return self._inverted(i) or self._following(i, self.clause.tokens[at].pauses or i > at + 1)

    def _linked(self, at: int) -> Frame | None:
        """The frame of the next quotation, which "and" joins to this: "“…” and “…,” Doe said"."""
        i = at + 2 if self.clause.word(at + 1) in {"and", "or", ","} else at
        if i == at or self.clause.kind(i) is not Kind.QUOTATION:
            return None
        return self._after(i) or self._linked(i)

    def _inverted(self, i: int) -> Frame | None:
        """The frame of "“…,” said Jane Doe", whose verb stands at ``i``."""
        while self.clause.word(i) in AUXILIARIES and self.clause.word(i) not in BE:
            i += 1
        if not self._is_cue(i, inverted=True) and not self._beams(i):
            return None
        speaker, _ = self.clause.named_from(i + 1)
        owned = self.clause.word(i + 2) == "'s"  # "said Doe's aide, Jane Roe"
        if speaker is None and (owned or self.clause.word(i + 1) in DETERMINERS):
            speaker = phrase_person(self.clause, i + 1, self._phrase_end(i + 1))
        if speaker is None and self.clause.word(i + 1) in PRONOUNS:
            speaker = self.clause.antecedent(self.clause.word(i + 1), i + 1)
        return Frame(speaker, beside=True)

    def _beams(self, i: int) -> bool:
        """Whether any verb stands between the quotation and a name: "“…,” beamed Jane Doe"."""
        word = self.clause.word(i)
        return (
            word.endswith("ed")
            and len(word) > 4
            and self.clause.tokens[i - 1].pauses
            and self.clause.kind(i + 1) is Kind.NAME
            and self.clause.word(i + 2) in _CLOSERS | PREPOSITIONS
        )

    def _following(self, first: int, pauses: bool) -> Frame | None:
        """The frame of "“…,” Jane Doe said", whose subject begins at ``first``."""
        if pauses and self.clause.kind(first) is Kind.NAME and self._reports(first + 1):
            return Frame(self.clause.tokens[first].text, beside=True)
        if self.clause.word(first) in SUBORDINATORS - _RELATIVES:
            return self.closing(first)
        relative = self.clause.word(first) in _RELATIVES
        for j in range(first, min(first + _FAR, len(self.clause.tokens))):
            token = self.clause.tokens[j]
            if token.kind is Kind.QUOTATION or (self._breaks(j) and j > first):
                return None
            if j == first or not self._is_cue(j) or self.clause.is_passive(j):
                continue
            start = self.clause.subject_start(j)
            if relative:
                if start is None:
                    break
                return Frame(self.clause.subject(j))
            if start is not None and start <= first + 1:
                speaker = self.clause.subject(j) or phrase_person(self.clause, first, j)
                return Frame(speaker, beside=True)
            if pauses and j - first <= _PHRASE_MOST:
                speaker = phrase_person(self.clause, first, j)
                if speaker is not None:
                    return Frame(speaker, beside=True)
            # "…,” an aide to Jones said": somebody reports it, and it is not Jones.
            return self.closing(first) or (Frame(None, beside=True) if pauses else None)
        return self.closing(first)

    def _reports(self, i: int) -> bool:
        """Whether any verb stands here and nothing after it: "“…,” Doe barked."."""
        word = self.clause.word(i)
        return word.endswith("ed") and len(word) > 4 and self._ends(i)

    def closing(self, first: int) -> Frame | None:
        """The clause that a pause parts from all that it reports: "The “X” is here, Doe said"."""
        for j in range(first, min(first + REACH, len(self.clause.tokens))):
            if self._breaks(j):
                return None
            if self.clause.word(j - 1) == "," or (j > 0 and self.clause.tokens[j - 1].pauses):
                if self.clause.word(j) == "according" and self.clause.word(j + 1) == "to":
                    return Frame(self._source(j + 2)[0])
                if self._is_cue(j, inverted=True) and self.clause.kind(j + 1) is Kind.NAME:
                    return Frame(self.clause.named_from(j + 1)[0])
            if not self._is_cue(j) or self.clause.word(j) in NAMING or not self._ends(j):
                continue
            for comma in range(j - 1, max(first - 2, j - _PHRASE_MOST), -1):
                if self.clause.word(comma) != ",":
                    continue
                speaker = phrase_person(self.clause, comma + 1, j)
                if speaker is not None:
                    return Frame(speaker)
        return None

    def _ends(self, verb: int) -> bool:
        """Whether the verb's clause holds nothing that it could report."""
        following = self.clause.word(verb + 1)
        return following in _CLOSERS or following in TIMES or following in PREPOSITIONS

    def _phrase_end(self, start: int) -> int:
        for j in range(start, min(start + _PHRASE_MOST, len(self.clause.tokens))):
            stops = self.clause.word(j) in {".", ";", "—", "–", ":"}
            if stops or self.clause.kind(j) is Kind.QUOTATION:
                return j
        return min(start + _PHRASE_MOST, len(self.clause.tokens))

    def _breaks(self, i: int) -> bool:
        """Whether another clause begins here, which no verb before it can report."""
        text = self.clause.word(i)
        if text in {";", "—", "–"}:
            return True
        if text == "-":
            return False
        if text in {"then", "but", "while", "although", "though", "whereas", "yet"}:
            aside = self.clause.word(i + 1) == ","  # "he added, though, that"
            return self.clause.word(i - 1) == "," and not aside
        if text == "." and self.clause.word(i + 1) == ",":
            return False  # an abbreviation
        if text not in {".", "!", "?"} or i + 1 >= len(self.clause.tokens):
            return False
        following = self.clause.tokens[i + 1]
        return following.capital or following.kind is not Kind.WORD

    def _is_cue(self, i: int, *, inverted: bool = False) -> bool:
        if not 0 <= i < len(self.clause.tokens) or self.clause.tokens[i].kind is not Kind.WORD:
            return False
        word = self.clause.tokens[i].text
        if word.startswith("continu") and self.clause.word(i + 1) == "to":
            return False
        if (word, self.clause.word(i + 1)) in PHRASAL:
            return True
        if word not in _CUES and not _is_glued(word):
            return False
        if self.clause.tokens[i].capital and i > 0 and not self._follows_apposition(i):
            return False
        if word in ALSO_NOUNS:
            if inverted:
                return False
            return (
                self.clause.subject_start(i) is not None
                and self.clause.word(i - 1) not in DETERMINERS
                and self.clause.word(i - 1) != "'s"
            )
        if inverted and word not in NAMING:
            return True
        # "the called-for talks", "his said aim": a verb does not follow a determiner.
        if self.clause.word(i - 1) == "'s":
            return word.endswith("ing")  # "he's claiming"
        return self.clause.word(i - 1) not in DETERMINERS

    def _follows_apposition(self, i: int) -> bool:
        """Whether a comma stands before: "Doe, the mayor, Tweeted" is no heading."""
        return self.clause.word(i - 1) == "," and self.clause.word(i).startswith("tweet")

    def _is_attitude(self, i: int) -> bool:
        return (
            self.clause.tokens[i].text in ATTITUDES
            and self.clause.word(i + 1) in ATTITUDE_PREPOSITIONS
            and self.clause.word(i - 1) in AUXILIARIES | BE
        )

    def _source(self, i: int) -> tuple[str | None, int]:
        """Whom "according to" names at ``i``, also as "a statement by Doe"; and where it ends."""
        speaker, end = self.clause.named_from(i)
        if speaker is None and self.clause.word(i) in DETERMINERS:
            for j in range(i + 1, min(i + _NEAR, len(self.clause.tokens))):
                if self.clause.kind(j) is not Kind.WORD:
                    break
                if self.clause.word(j) in {"by", "from"}:
                    return self.clause.named_from(j + 1)
        return speaker, end

    def _by(self, at: int) -> str | None:
        for i in range(at + 1, min(at + 6, len(self.clause.tokens))):
            if self.clause.word(i) == "by":
                return self.clause.named_from(i + 1)[0]
        return None


_CLOSERS = frozenset({"", ".", ",", ";", "!", "?", ")"})
_DASHES = frozenset({"-", "–", "—", "―"})
_POINTERS = frozenset({",", ":", "the", "a", "an", "of", "as", "like", "such"})
_RELATIVES = frozenset({"that", "which", "as"})
_BETWEEN = frozenset({",", ":", "that", "it", "this", "the", "as", "was", "is", "a", "an"})


def _is_glued(word: str) -> bool:
    """ "toldpolitical": the space after the verb was lost, as happens where a link began."""
    return len(word) > 7 and word.startswith("told")
