"""The clause that makes a sentence a report: "Doe says that …", "…, Doe said.", "according to".

Each rule is for one order of the words, and gives the report or None.
"""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.speech.objects import reports_nothing
from bot.corpus.speech.phrases import phrase_person
from bot.corpus.speech.reporting import (
    AS_SAYING,
    BELIEFS,
    BESIDE_PASSIVE,
    CUES,
    EVIDENCE,
    FIRST_PERSON,
    HEARSAY,
    IDIOMS,
    LOOSE,
    MAKING,
    MODALS,
    NOT_PERSONS,
    OPINIONS,
    PASSIVES,
    RAISING,
    STANCES,
    SUGGESTING,
    THOUGHTS,
)
from bot.corpus.speech.speaking import PAUSES, Speaking
from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import ADJUNCTS, BE, DETERMINERS, PREPOSITIONS, SUBORDINATORS, TIMES
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.verbs import ALSO_NOUNS

_LEAST = 0.5  # of the sentence's tokens: a report that is less of it leaves the author's claim
_LONGEST = 600  # tokens; more are a list or a page without stops, and no rule fits them
_CLOSING_MOST = 12  # tokens of a reporting clause that ends a sentence, from its verb on
_OPENING = 12  # tokens from the beginning in which "reportedly" is about the whole sentence
_PLACING = frozenset({"in", "on", "at", "during", "after", "before", "through", "via", "by"})
_CLOSERS = frozenset({"", ".", ",", ";", "!", ")", "—", "–", "-"})
_BREAKS = frozenset({";", ":", "—", "–"})


@dataclass(frozen=True, slots=True)
class Report:
    """That a sentence reports, and whose claim it is; None where that can't be told."""

    claimant: str | None


def read_report(clause: Clause) -> Report | None:
    """What the sentence reports as somebody else's, or None where it is the author's own."""
    count = len(clause.tokens)
    if not 0 < count <= _LONGEST or clause.word(count - 1) in {"?", ":"}:
        return None
    if {clause.word(0), clause.word(1)} & {"i", "we"}:
        return None  # "I forgot that Doe had said …"
    return _Reader(clause, Speaking(clause), count).report()


@dataclass(frozen=True, slots=True)
class _Reader:
    clause: Clause
    subjects: Speaking
    count: int

    def report(self) -> Report | None:
        for i, token in enumerate(self.clause.tokens):
            if token.text not in CUES or token.kind is not Kind.WORD:
                continue
            if (report := self._at(i)) is not None:
                return report
        return None

    def _at(self, i: int) -> Report | None:
        word = self.clause.word(i)
        if word == "according":
            return self._according(i)
        if word in HEARSAY:
            return Report(None) if self._is_about_all(i) else None
        if word in OPINIONS:
            return self._opinion(i)
        if word == "clear":
            return self._made_clear(i)
        if word in PASSIVES and self._is_hearsay(i):
            return Report(None)
        if word.endswith("ing"):
            return self._participle(i)
        return self._said(i)

    def _according(self, i: int) -> Report | None:
        """ "According to the mayor, …"; not "according to plan", "according to our count"."""
        following = self.clause.word(i + 2)
        if self.clause.word(i + 1) != "to" or following in FIRST_PERSON | NOT_PERSONS:
            return None
        if any(t.text in _BREAKS for t in self.clause.tokens[:i]):
            return None
        claimant, _ = self.clause.named_from(i + 2)
        pauses = i == 0 or self.clause.kind(i - 1) is not Kind.WORD
        return Report(claimant) if pauses or claimant else None

    def _opinion(self, i: int) -> Report | None:
        """ "In Doe's view, …"; "Doe's view is that …"."""
        whose = i - 1
        if self.clause.word(whose) == "'s":
            holder = whose - 1
        elif self.clause.word(whose) in {"his", "her", "their"}:
            holder = whose
        else:
            return None
        begins = self.clause.word(holder - 1) == "in" or (
            holder > 0
            and self.clause.word(holder - 1) in DETERMINERS
            and self.clause.word(holder - 2) == "in"
        )
        states = self.clause.word(i + 1) in BE and self.clause.word(i + 2) == "that"
        if not (begins and self.clause.word(i + 1) in _CLOSERS) and not (states and i < _OPENING):
            return None
        token = self.clause.tokens[holder]
        if token.kind is Kind.NAME:
            return Report(token.text)
        pronoun = {"his": "he", "her": "she"}.get(token.text)
        return Report(self.clause.antecedent(pronoun, holder) if pronoun else None)

    def _is_hearsay(self, i: int) -> bool:
        """ "is said to", "are believed to", "it was reported that": nobody says by whom."""
        following = self.clause.word(i + 1)
        if following not in BESIDE_PASSIVE or self.clause.word(i + 2) in DETERMINERS:
            return False
        if {t.text for t in self.clause.tokens[:i]} & MODALS or not self.subjects.is_main(i):
            return False
        j = i - 1
        while j >= 0 and (self.clause.word(j).endswith("ly") or self.clause.word(j) == "also"):
            j -= 1
        return self.clause.word(j) in BE

    def _is_about_all(self, i: int) -> bool:
        before = {t.text for t in self.clause.tokens[:i]}
        return i < _OPENING and not before & (SUBORDINATORS | {"with", "who", "for"})

    def _made_clear(self, i: int) -> Report | None:
        """ "Doe has made it clear in his letters that …"."""
        made = next((j for j in range(i - 1, max(-1, i - 4), -1) if self._is_making(j)), None)
        rest = {t.text for t in self.clause.tokens[i + 1 : i + _OPENING]}
        if made is None or "that" not in rest:
            return None
        start, head = self.subjects.subject_of(made)
        if (
            head is None
            or not self.subjects.can_speak(head, made)
            or not self.subjects.is_main(head)
        ):
            return None
        long = self.subjects.is_person(head) and self.count - start >= _LEAST * self.count
        return Report(self._claimant(start, made)) if long else None

    def _is_making(self, j: int) -> bool:
        return self.clause.word(j) in MAKING

    def _said(self, i: int) -> Report | None:
        """A verb of saying or thinking whose subject is somebody else."""
        if self.clause.tokens[i].capital and i > 0:
            return None
        word = self.clause.word(i)
        before = self.clause.word(i - 1)
        if before == "'s" or before in DETERMINERS | PREPOSITIONS - {"to"}:
            return None  # a noun, or a participle
        if (before, word) in IDIOMS or (word, self.clause.word(i + 1)) in IDIOMS:
            return None
        if self.clause.word(i - 1) == "," and self._is_inverted(i):
            return Report(self.clause.named_from(i + 1)[0])
        if before in {"and", "but"} and word not in LOOSE:
            return self._conjoined(i)
        start, head = self.subjects.subject_of(i)
        if head is None or not self.subjects.can_speak(head, i):
            return None
        if not self.subjects.agrees(head, i) or reports_nothing(self.subjects, i, head):
            return None
        follows = start > 1 and self.clause.word(start - 1) in PAUSES and self._ends(i)
        if follows and (word not in LOOSE or self.subjects.is_person(head)):
            return Report(self._claimant(start, i))  # "…, Doe said." reports what is before it
        if word in LOOSE and not self._is_clear(i, head):
            return None
        if not self.subjects.is_main(head) or self.count - start < _LEAST * self.count:
            return None
        return Report(self._claimant(start, i))

    def _conjoined(self, i: int) -> Report | None:
        """ "Doe walked out and said …": the subject stands before the first verb."""
        long = self.count - i >= _LEAST * self.count
        own = any(t.text in FIRST_PERSON for t in self.clause.tokens[:i])
        if not long or own or self.clause.word(i) in ALSO_NOUNS or not self.subjects.is_main(i):
            return None
        return Report(self.clause.subject(i))

    def _participle(self, i: int) -> Report | None:
        """ "is saying that …", "keeps insisting", "…, arguing that …"."""
        j = i - 1
        while j >= 0 and (self.clause.word(j).endswith("ly") or self.clause.word(j) == "also"):
            j -= 1
        before = self.clause.word(j)
        if before in BE or before in RAISING:
            start, head = self.subjects.subject_of(j if before in RAISING else j + 1)
            if (
                head is None
                or not self.subjects.can_speak(head, i)
                or not self.subjects.is_main(head)
                or reports_nothing(self.subjects, i, head)
            ):
                return None
            if self.clause.word(i) in LOOSE and not self._is_clear(i, head):
                return None
        elif (before == "as" and self.clause.word(j - 1) in AS_SAYING) or (
            before == "," and self.clause.word(i) not in LOOSE | STANCES
        ):
            start = i
            firsts = {t.text for t in self.clause.tokens[:i]}
            if firsts & FIRST_PERSON:
                return None
            if before == "as":
                start = 0
            elif self.clause.subject(i) is None and self.clause.word(i + 1) != "that":
                return None
        else:
            return None
        if self.count - start < _LEAST * self.count:
            return None
        return Report(self.clause.subject(i))

    def _is_clear(self, i: int, head: int) -> bool:
        """Whether a verb with other uses reports: what it reports follows, or a person speaks."""
        word = self.clause.word(i)
        following = self.clause.word(i + 1)
        if following in {"that", "whether"}:
            return word not in EVIDENCE or self.subjects.is_person(head)
        if word in BELIEFS:
            named = self.clause.kind(i + 1) is Kind.NAME or self._is_capital(i + 1)
            return named or following in DETERMINERS | FIRST_PERSON | {"he", "she", "it", "they"}
        if word in SUGGESTING:
            return self.subjects.is_person(head) and self.clause.word(head) != "it"
        if word in THOUGHTS | EVIDENCE:
            return False
        if word.startswith("call"):
            return following in {"for", "on"}
        if word.startswith("add") or self.clause.kind(i + 1) is Kind.MARK:
            return False
        return self.subjects.is_person(head) and self.clause.word(head) != "it"

    def _is_inverted(self, i: int) -> bool:
        """ "…, says Jane Doe." """
        if self.clause.word(i) in LOOSE or i < 3:
            return False
        named = self.clause.kind(i + 1) is Kind.NAME
        return named or self.clause.word(i + 1) in {"the", "a", "an", "one"}

    def _ends(self, i: int) -> bool:
        """Whether nothing that it could report follows the verb."""
        following = self.clause.word(i + 1)
        if following in _CLOSERS:
            return True
        if self.clause.word(i) in LOOSE:
            return following in TIMES | {"this", "last"}
        if self.clause.word(i + 2) in _CLOSERS - {","}:
            return True
        placed = following in TIMES | ADJUNCTS - {"the", "that"} or following in _PLACING
        return placed and self.count - i < _CLOSING_MOST

    def _claimant(self, start: int, verb: int) -> str | None:
        return self.clause.subject(verb) or phrase_person(self.clause, start, verb)

    def _is_capital(self, i: int) -> bool:
        return i < self.count and self.clause.tokens[i].capital
