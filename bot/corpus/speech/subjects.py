"""Who the subject of a verb is, read from the order of a sentence's words alone.

A subject is taken only where its place shows it; a name within a prepositional phrase or a
possessive never is one. None says that it can't be told, which is better than a wrong name.
"""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.speech.places import REACH, Places
from bot.corpus.speech.tables import (
    AUXILIARIES,
    BE,
    BEARERS,
    BODY,
    CONJUNCTIONS,
    DETERMINERS,
    FOLLOWERS,
    GOING,
    NOT_A_VERB,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SUBORDINATORS,
    TITLES,
    WRITINGS,
)
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.verbs import CAUSING

_APPOSITION_MOST = 40  # tokens of an apposition with its commas
_PHRASE_MOST = 14  # tokens of a description after a name
_OF = frozenset({"of", "for", "at", "in", "from"})
_CITED = frozenset({"quoted", "cited", "described", "reported", "heard"})
SENT = frozenset({"released", "issued", "published", "posted", "sent", "written", "out"})
_FRONTING = frozenset({"in", "by", "after", "before", "while", "when", "on", "without", "besides"})
_ASIDES = frozenset({"however", "meanwhile", "though", "too", "then", "therefore", "moreover"})


@dataclass(frozen=True, slots=True)
class Clause(Places):
    """Finds the subjects of the verbs in one sentence."""

    def named_from(self, i: int) -> tuple[str | None, int]:
        """The person named at ``i``, after roles that stand before the name; and where it ends."""
        limit = min(i + 9, len(self.tokens))
        for j in range(i, limit):
            token = self.tokens[j]
            if token.kind is Kind.NAME:
                if self.word(j + 1) == "'s":
                    if self.word(j + 2) in WRITINGS:
                        return token.text, j + 3  # "according to Doe's letter"
                    return self._owned(j + 2)
                if self.word(j + 1) == "and" and self.kind(j + 2) is Kind.NAME:
                    return None, j + 3
                if (office := self._named_after_office(j)) is not None:
                    return self.tokens[office].text, office + 1
                if self.word(j + 1) in FOLLOWERS | ROLES:
                    return None, j + 2
                return token.text, j + 1
            if token.text in ROLES and j > i and self.word(i) in DETERMINERS:
                person = self.by_role(i + 1, j + 1)
                if person is not None:
                    return person, j + 1
            if token.kind is not Kind.WORD and token.text != "/":
                return None, j
            of_office = token.text == "of" and self.kind(j + 1) is Kind.WORD
            if token.text in PREPOSITIONS and not of_office:
                return None, j
            if token.text in AUXILIARIES - {"the"} or token.text in SUBORDINATORS:
                return None, j
        return None, limit

    def _owned(self, i: int) -> tuple[str | None, int]:
        """Whom "Doe's former secretary Jane Roe" names, of which ``i`` follows the "'s"."""
        office = False
        for j in range(i, min(i + 7, len(self.tokens))):
            if self.kind(j) is Kind.NAME:
                owns = self.word(j + 1) == "'s"
                return (self.tokens[j].text, j + 1) if office and not owns else (None, i)
            office = office or self.word(j) in TITLES
            if self.kind(j) is not Kind.WORD or self.word(j) in NOT_A_VERB | AUXILIARIES:
                break
        return None, i

    def _named_after_office(self, i: int) -> int | None:
        """Where Roe stands in "Doe adviser Jane Roe", of which Doe stands at ``i``."""
        for j in range(i + 1, min(i + 6, len(self.tokens))):
            if self.kind(j) is Kind.NAME:
                return j if j > i + 1 and self.word(j + 1) != "'s" else None
            if self.kind(j) is not Kind.WORD or self.word(j) in NOT_A_VERB | AUXILIARIES:
                return None
        return None

    def _head(self, verb: int) -> int:
        """Where the word stands that the verb's auxiliaries and adverbs leave as its subject."""
        i = verb - 1
        while i >= 0 and (self.tokens[i].kind is Kind.WORD or self.word(i) == ","):
            word = self.tokens[i].text
            if word == ",":
                if self.word(i - 1) in _ASIDES and self.word(i - 2) == ",":
                    i -= 3  # "He did, however, add"
                    continue
                break
            if word == "as" and self.word(i - 1) in _CITED and self.word(i - 2) in BE:
                i -= 2  # "Doe is quoted as saying"
                continue
            if word not in AUXILIARIES and not (word.endswith("ly") and len(word) > 4):
                break
            if word in {"on", "s"} and self.word(i - 1) not in GOING:
                break
            i -= 1
        return self.before_adjuncts(i)

    def subject_start(self, verb: int) -> int | None:
        """Where the verb's own subject begins, when it stands right before the verb."""
        i = self._head(verb)
        if i < 0:
            return None
        token = self.tokens[i]
        if token.kind is Kind.NAME or token.text in PRONOUNS:
            return i
        if token.text in {"i", "we", "they", "you", "it", "who"}:
            return i
        if token.text == ",":
            opened = self._apposition(i)
            return opened if opened is not None else None
        if token.kind is Kind.WORD and token.text not in NOT_A_VERB:
            j = i
            while j > 0 and self.tokens[j - 1].kind is Kind.WORD and i - j < 5:
                if self.tokens[j - 1].text in DETERMINERS:
                    return j - 1
                if self.tokens[j - 1].text in NOT_A_VERB | AUXILIARIES:
                    break
                j -= 1
            if self.kind(j - 1) is Kind.NAME:
                j -= 1
            return j
        return None

    def subject(self, verb: int) -> str | None:
        """The person who is the subject of the verb at ``verb``; None where it can't be told."""
        if self.kind(self._head(verb)) is Kind.QUOTATION or self._after_quotation(verb):
            person, _ = self.named_from(verb + 1)
            if person is not None:
                return person
            if self.word(verb + 1) in PRONOUNS:
                return self.antecedent(self.word(verb + 1), verb + 1)
        word = self.tokens[verb].text
        i = self._head(verb)
        skipped = {t.text for t in self.tokens[i + 1 : verb]}
        if word.endswith("ing") and not skipped & BE:
            if self.word(i) in BEARERS:
                return None
            if self.word(i) in _FRONTING and (i == 0 or self.word(i - 1) in CONJUNCTIONS):
                return self._fronted(verb)
            if self.kind(i) is Kind.NAME and self.word(i - 1) in {"with", "and", "without"}:
                return self.tokens[i].text
            return self._controller(i)
        if "to" in skipped:
            if self._is_caused(i):
                return self.tokens[i].text if self.kind(i) is Kind.NAME else None
            return self._controller(i)
        return self._person_at(i)

    def _fronted(self, verb: int) -> str | None:
        """Who does what "In explaining why …, Doe said" begins with."""
        for j in range(verb, min(verb + REACH, len(self.tokens))):
            if self.word(j - 1) == "," and self.kind(j) is Kind.NAME and self.is_subject(j):
                return self.tokens[j].text
        return None

    def _is_caused(self, i: int) -> bool:
        """Whether the infinitive after ``i`` is what somebody is made or asked to do."""
        for j in range(i - 1, max(-1, i - 5), -1):
            if self.kind(j) is not Kind.WORD:
                return False
            if self.word(j) in CAUSING:
                return True
        return False

    def _after_quotation(self, verb: int) -> bool:
        i = self._head(verb)
        return self.word(i) == "," and self.kind(i - 1) is Kind.QUOTATION

    def _person_at(self, i: int) -> str | None:
        if i < 0:
            return None
        token = self.tokens[i]
        if token.kind is Kind.NAME:
            return token.text if self.speaks(i) else self._described(i)
        if token.text in PRONOUNS:
            return self.antecedent(token.text, i)
        if token.text == "who":
            return self._related(i)
        if token.text == ",":
            opened = self._apposition(i)
            if opened is not None:
                return self._person_at(opened)
            return None
        if token.text in CONJUNCTIONS:
            return self._controller(i)
        if token.text in WRITINGS and self.word(i - 1) == "'s":
            return self.tokens[i - 2].text if self.kind(i - 2) is Kind.NAME else None
        if token.text in ROLES:
            for j in range(i, max(-1, i - 4), -1):
                if self.word(j - 1) in DETERMINERS:
                    return self.by_role(j, i + 1)
        return None

    def _related(self, who: int) -> str | None:
        """The person to whom the relative clause belongs whose "who" is given."""
        if self.word(who - 1) != ",":
            return self.tokens[who - 1].text if self.kind(who - 1) is Kind.NAME else None
        for j in range(who - 2, max(-1, who - 2 - _APPOSITION_MOST), -1):
            token = self.tokens[j]
            if token.kind is Kind.NAME and self.word(j + 1) != "'s":
                governed = self.word(j - 1) in _OF | DETERMINERS
                if not governed or self.people.gender(token.text) not in {BODY, None}:
                    return token.text
            if token.kind is Kind.QUOTATION or token.text in {".", ";", "—", "–", ":", "who"}:
                return None
        return None

    def _described(self, i: int) -> str | None:
        """Whom "Doe of the Harbour Board" or "Doe, head of the Harbour Board" is, without a comma.

        The name at ``i`` is what a preposition governs.
        """
        begin = self.before_roles(i)
        begin = begin - 1 if self.word(begin) in DETERMINERS else begin
        if self.word(begin) in {"from", "by"} and self.word(begin - 1) in WRITINGS | SENT:
            return self.tokens[i].text  # "a statement from Doe"
        for j in range(i - 1, max(-1, i - _PHRASE_MOST), -1):
            token = self.tokens[j]
            if token.kind is Kind.NAME:
                if self.word(j + 1) == "," and not self._is_office(j + 2, i):
                    return None
                return token.text if self.speaks(j) else None
            if token.text == "," and self.kind(j - 1) is Kind.NAME:
                continue
            if token.text == "and" and self.kind(j - 1) is Kind.NAME:
                return None
            described = token.text in ROLES | DETERMINERS | _OF or token.capital
            if token.kind is not Kind.WORD or not (described or token.text == "and"):
                return None
        return None

    def _is_office(self, start: int, end: int) -> bool:
        """Whether the phrase begins with what somebody is: "the head of …"."""
        for j in range(start, end):
            if self.word(j) in PREPOSITIONS:
                return self.word(j - 1) in ROLES
        return False

    def _apposition(self, comma: int) -> int | None:
        """The head of "Tammy Bruce, the spokesperson," whose closing comma stands at ``comma``."""
        if self.kind(comma - 1) is Kind.NAME and not self._in_relative(comma):
            j = comma - 1
            before = j - 1
            while (
                before >= 0
                and self.tokens[before].kind is Kind.WORD
                and (
                    self.tokens[before].text in ROLES
                    or self.tokens[before].capital
                    or self.tokens[before].text not in NOT_A_VERB | AUXILIARIES
                )
            ):
                before -= 1
            described = self.word(before + 1) in {"a", "an"}  # "…, a super PAC, told"
            if self.word(before) == "," and not described:
                return j  # "the lead negotiator, envoy Steve Witkoff, told"
        for j in range(comma - 1, max(-1, comma - _APPOSITION_MOST), -1):
            if self.kind(j) is Kind.QUOTATION and self.kind(j - 1) is not Kind.WORD:
                return None
            if self.word(j) == ",":
                named = self.before_adjuncts(j - 1)
                if self.kind(named) is Kind.NAME and self.speaks(named):
                    return named
        return None

    def _in_relative(self, comma: int) -> bool:
        for j in range(comma - 1, max(-1, comma - 15), -1):
            if self.word(j) == ",":
                return False
            if self.word(j) in {"who", "whom", "which", "whose"}:
                return True
        return False

    def _controller(self, i: int) -> str | None:
        """Who does what a participle or an infinitive says: the subject of the clause before."""
        fallback: str | None = None
        for j in range(i, max(-1, i - REACH), -1):
            token = self.tokens[j]
            if self.word(j) in {";", "."}:
                break
            if token.text in PRONOUNS:
                return self.antecedent(token.text, j)
            if token.kind is Kind.NAME and self.is_subject(j):
                if self.is_subordinate(j):
                    fallback = fallback or token.text
                    continue
                return token.text
        return fallback
