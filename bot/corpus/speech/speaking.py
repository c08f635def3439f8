"""Whether the subject of a verb is somebody else than the author, who says or thinks something.

Read from the order of the words alone, as ``subjects`` does for the verbs that report quotations;
here the subject may be anybody, named or not, and where its clause begins matters as well.
"""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.corpus.speech.reporting import (
    BASES,
    CUES,
    FIRST_PERSON,
    MODALS,
    NEGATIONS,
    NOT_PERSONS,
    PERSONS,
    PLURAL,
    POSSESSED,
    RAISING,
    THOUGHTS,
)
from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import (
    ADJUNCTS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    NOT_A_VERB,
    PREPOSITIONS,
    ROLES,
    SUBORDINATORS,
    TIMES,
)
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.verbs import ALSO_NOUNS

_SUBJECT_MOST = 24  # tokens of a subject with its appositions
_BEFORE_WHO = 5  # tokens of a subject before its relative clause
PAUSES = frozenset({",", ";", ":", "—", "–", "-", "("})
_BREAKS = frozenset({";", ":", "—", "–"})
_BEFORE_BASE = frozenset({"do", "does", "did", "to"})
# What may stand before the subject of the main clause: "In an interview, Doe said …".
_PRONOUNS = frozenset({"he", "she", "they"})
_BEFORE_CLAUSE = CONJUNCTIONS | SUBORDINATORS | AUXILIARIES | {"maybe", "perhaps"}
_FRONTED = PREPOSITIONS - SUBORDINATORS | {"asked", "after", "even"}


@dataclass(frozen=True, slots=True)
class Speaking:
    """The subjects of the verbs of one sentence that may say something."""

    clause: Clause

    def subject_of(self, i: int) -> tuple[int, int | None]:
        """Where the clause of the verb at ``i`` begins, and where its subject's head stands."""
        j = i - 1
        while j >= 0 and self._is_skipped(j):
            j -= 1
        if self.clause.word(j) == "to":
            k = j - 1
            while k >= 0 and self.clause.word(k) in {"on", "also"}:
                k -= 1
            if self.clause.word(k) not in RAISING:
                return i, None
            return self.subject_of(k)
        if self.clause.word(j) in MODALS:
            return i, None
        j = self.clause.before_adjuncts(j)
        if j < 0:
            return i, None
        head = j
        if self.clause.word(j) in {",", "—", "–", "-"}:
            opened = self._apposition(j)
            if opened is None:
                return i, None
            head = opened
        start = self.phrase_start(head)
        if self.clause.word(start - 1) == "," and self.clause.word(0) in _FRONTED:
            start = 0  # "In an interview with the paper, Doe said …"
        return start, head

    def phrase_start(self, head: int) -> int:
        """Where the clause begins whose subject has this head, whatever is fronted before it."""
        start = head
        while start > 0 and head - start < _SUBJECT_MOST:
            before = self.clause.word(start - 1)
            if before in PAUSES | {"."} or before in SUBORDINATORS | CONJUNCTIONS - {"and", "or"}:
                break
            start -= 1
        return start

    def is_phrase(self, start: int, head: int) -> bool:
        """Whether the words from ``start`` to the head are the subject alone: no verb is among
        them, after which another phrase begins."""
        if self.clause.word(head) in _PRONOUNS:
            return head - start <= 1
        words = [self.clause.word(k) for k in range(start, head + 1)]
        if not {"who", "whose"}.isdisjoint(words):
            return True
        if not (BE | MODALS).isdisjoint(words):
            return False
        return not any(
            word in DETERMINERS - {"that"} and before not in PREPOSITIONS | CONJUNCTIONS
            for before, word in pairwise(words)
        )

    def follows_noun(self, head: int) -> bool:
        """Whether a pronoun stands right behind a noun, to which its clause belongs: "the toll
        they promise the town", not "in March they promise the town"."""
        before = self.clause.word(head - 1)
        if self.clause.word(head) not in _PRONOUNS or self.clause.kind(head - 1) is not Kind.WORD:
            return False
        if before in _BEFORE_CLAUSE or before in CUES or before.endswith("ly"):
            return False
        opens = self.clause.word(self.phrase_start(head))
        return opens not in _FRONTED | ADJUNCTS - DETERMINERS | TIMES and before not in TIMES

    def _is_skipped(self, j: int) -> bool:
        """Whether the word stands between a subject and its verb, and is no modal."""
        word = self.clause.word(j)
        if self.clause.kind(j) is not Kind.WORD or word in MODALS or word in {"to", "on"}:
            return False
        return word in AUXILIARIES or (word.endswith("ly") and len(word) > 4)

    def _apposition(self, comma: int) -> int | None:
        """The word before "…, the spokesman of …," whose closing comma stands at ``comma``."""
        for j in range(comma - 1, max(-1, comma - _SUBJECT_MOST), -1):
            if self.clause.word(j) == self.clause.word(comma):
                if self.clause.word(j + 1) in SUBORDINATORS - PREPOSITIONS:
                    return None
                return j - 1 if j > 0 and self.clause.word(j - 1) not in NOT_A_VERB else None
        return None

    def can_speak(self, head: int, verb: int) -> bool:
        """Whether the subject with this head is somebody else, who says or thinks something."""
        token = self.clause.tokens[head]
        if token.kind is Kind.NAME:
            return self.clause.word(head - 1) != "with"
        if token.kind is not Kind.WORD:
            return False
        word = token.text
        if word in FIRST_PERSON or word in NOT_PERSONS or word in {"who", "that", "which"}:
            return False
        first = self.clause.word(head - 1)
        if first in POSSESSED:
            return False
        if word in NOT_A_VERB - {"he", "she", "it", "they"}:
            return False
        if word in PREPOSITIONS or word in AUXILIARIES:
            return False
        passive = any(self.clause.word(j) in BE for j in range(head + 1, verb))
        passive = passive and self.clause.word(verb).endswith(("ed", "d", "n"))
        negated = any(self.clause.word(j) in NEGATIONS for j in range(head + 1, verb))
        if negated and self.clause.word(verb) not in THOUGHTS:
            return False
        return not passive

    def is_person(self, head: int) -> bool:
        token = self.clause.tokens[head]
        if token.kind is Kind.NAME:
            return True
        word = token.text
        return word in PERSONS or word in ROLES or word.removesuffix("s") in ROLES

    def agrees(self, head: int, i: int) -> bool:
        """Whether the form can be the verb of this subject: "requests" is no verb of "some"."""
        word, subject = self.clause.word(i), self.clause.word(head)
        named = self.clause.kind(head) is Kind.NAME
        one = named or subject in {"he", "she", "it"}
        many = subject in PLURAL or (not one and subject.endswith("s"))
        if word.endswith("s") and not word.endswith("ss"):
            agrees = not many
        elif word in BASES:
            helped = any(self.clause.word(j) in _BEFORE_BASE for j in range(head + 1, i))
            agrees = helped or not one or self.clause.word(head - 1) == "and"
        else:
            agrees = True
        if word not in ALSO_NOUNS or self.is_person(head):
            return agrees
        determined = self.clause.word(head - 1) in DETERMINERS  # "the suit claims that …"
        return agrees and determined and self.clause.word(i + 1) == "that"

    def is_main(self, i: int) -> bool:
        """Whether the word at ``i`` is not within a subordinate clause."""
        if any(self._pauses(j) for j in range(1, i)):
            return False
        j = i - 1
        while j >= 0 and i - j < _SUBJECT_MOST:
            word = self.clause.word(j)
            if word in _BREAKS:
                return True
            if word in {"who", "whom", "whose"}:
                # "Those officials who spoke with the paper said …"
                return self.clause.word(i - 1) == "," or (j <= _BEFORE_WHO and i - j > 2)
            if word in SUBORDINATORS:
                return False
            if word == "," and j < i - 1:
                return True
            j -= 1
        return True

    def _pauses(self, j: int) -> bool:
        """ "…, when, after the call, Doe said": the clause goes on behind the second comma."""
        return self.clause.word(j) in SUBORDINATORS and self.clause.word(j + 1) == ","
