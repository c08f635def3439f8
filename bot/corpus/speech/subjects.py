"""Who the subject of a verb is, read from the order of a sentence's words alone.

A subject is taken only where its place shows it; a name within a prepositional phrase or a
possessive never is one. None says that it can't be told, which is better than a wrong name.
"""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.corpus.speech.people import People
from bot.corpus.speech.tables import (
    ADJUNCTS,
    AUXILIARIES,
    AUXILIARY_VERBS,
    BE,
    BODY,
    CAUSING,
    CONJUNCTIONS,
    DETERMINERS,
    GET,
    GOING,
    NOT_A_VERB,
    PAST,
    PLACING,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SUBORDINATORS,
    TIMES,
    TITLES,
)
from bot.corpus.speech.tokens import Kind, Token

# Prepositions that are conjunctions as well, so that the name after them may be a subject.
_EITHER = frozenset({"after", "before", "as", "like", "since", "until", "than"})
_ASIDES = frozenset({"however", "meanwhile", "though", "too", "then", "therefore", "moreover"})

REACH = 80  # tokens of one sentence through which a subject is sought

# Who "he" or "she" is at a token of the sentence: (pronoun, number of tokens before it).
Antecedent = Callable[[str, int], str | None]


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens of one sentence, with what is needed to name the persons in it."""

    tokens: Sequence[Token]
    people: People
    antecedent: Antecedent

    def word(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def is_passive(self, i: int) -> bool:
        if self.word(i) not in PAST:
            return False
        j = i - 1
        while j >= 0 and self.word(j) in AUXILIARIES and self.word(j) not in BE | GET:
            j -= 1
        return self.word(j) in BE | GET

    # ---------------------------------------------------------------- subjects

    def named_from(self, i: int) -> tuple[str | None, int]:
        """The person named at ``i``, after roles that stand before the name; and where it ends."""
        limit = min(i + 9, len(self.tokens))
        for j in range(i, limit):
            token = self.tokens[j]
            if token.kind is Kind.NAME:
                if self.word(j + 1) == "'s":
                    return None, j + 2
                if self.word(j + 1) == "and" and self.kind(j + 2) is Kind.NAME:
                    return None, j + 3
                if (office := self._named_after_office(j)) is not None:
                    return self.tokens[office].text, office + 1
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

    def _named_after_office(self, i: int) -> int | None:
        """Where Roe stands in "Doe adviser Jane Roe", of which Doe stands at ``i``."""
        for j in range(i + 1, min(i + 6, len(self.tokens))):
            if self.kind(j) is Kind.NAME:
                return j if j > i + 1 and self.word(j + 1) != "'s" else None
            if self.kind(j) is not Kind.WORD or self.word(j) in NOT_A_VERB | AUXILIARIES:
                return None
        return None

    def kind(self, i: int) -> Kind | None:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else None

    def by_role(self, start: int, end: int) -> str | None:
        words = [t.text.replace(".", "") for t in self.tokens[start:end]]
        if words and words[0] in DETERMINERS:
            words = words[1:]
        return self.people.with_role(words) if 0 < len(words) <= 3 else None

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
            if word not in AUXILIARIES and not (word.endswith("ly") and len(word) > 4):
                break
            if word in {"on", "s"} and self.word(i - 1) not in GOING:
                break
            i -= 1
        return self._before_adjuncts(i)

    def is_adverbial(self, i: int) -> bool:
        """Whether the word stands between a subject and its verb and is neither."""
        word = self.word(i)
        return word == "," or word in AUXILIARIES or (word.endswith("ly") and len(word) > 4)

    def _before_adjuncts(self, i: int) -> int:
        """Where a name stands that only a place or a time parts from its verb; else ``i``."""
        j = i
        while j >= 0 and i - j < 8 and self.kind(j) is Kind.WORD:
            token = self.tokens[j]
            adjunct = token.text in ADJUNCTS or token.text in TIMES or token.text in AUXILIARIES
            if not (adjunct or token.capital or token.text.isdigit() or token.text in PLACING):
                return i
            j -= 1
        begins = self.word(j + 1)
        fits = begins in PLACING or begins in TIMES or begins in ADJUNCTS
        reached = self.kind(j) is Kind.NAME or self.word(j) in PRONOUNS or self.word(j) == "who"
        return j if fits and reached else i

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
            if self.kind(i) is Kind.NAME and self.word(i - 1) in {"with", "and", "without"}:
                return self.tokens[i].text
            return self._controller(i)
        if "to" in skipped:
            if self._is_caused(i):
                return self.tokens[i].text if self.kind(i) is Kind.NAME else None
            return self._controller(i)
        return self._person_at(i)

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
            return token.text if self._speaks(i) else None
        if token.text in PRONOUNS:
            return self.antecedent(token.text, i)
        if token.text == "who":
            j = i - 2 if self.word(i - 1) == "," else i - 1
            return self.tokens[j].text if self.kind(j) is Kind.NAME else None
        if token.text == ",":
            opened = self._apposition(i)
            if opened is not None:
                return self._person_at(opened)
            return None
        if token.text in CONJUNCTIONS:
            return self._controller(i)
        if token.text in ROLES:
            for j in range(i, max(-1, i - 4), -1):
                if self.word(j - 1) in DETERMINERS:
                    return self.by_role(j, i + 1)
        return None

    def _speaks(self, i: int) -> bool:
        """Whether a name right before a verb is its subject, not the end of a longer phrase."""
        j = i - 1
        while (
            j >= 0
            and self.tokens[j].kind is Kind.WORD
            and (
                self.tokens[j].text in ROLES
                or self.tokens[j].text == "'s"
                or self.tokens[j].capital
            )
        ):
            j -= 1
        if self.word(j) == "of" and i - j > 1 and self.word(j - 1) in TITLES:
            return True  # "Secretary of State Jane Doe"
        if self.word(j) == "and" and self.kind(j - 1) is Kind.NAME:
            return False
        if self.word(j) in {"that", "as", "after", "before", "since", "until", "than", "like"}:
            return True
        return self.word(j) not in PREPOSITIONS

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
            if self.word(before) == ",":
                return j  # "the lead negotiator, envoy Steve Witkoff, told"
        for j in range(comma - 1, max(-1, comma - 25), -1):
            if self.kind(j) is Kind.QUOTATION and self.kind(j - 1) is not Kind.WORD:
                return None
            if self.word(j) == ",":
                named = self._before_adjuncts(j - 1)
                if self.kind(named) is Kind.NAME and self._speaks(named):
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
                if self._subordinate(j):
                    fallback = fallback or token.text
                    continue
                return token.text
        return fallback

    def _subordinate(self, i: int) -> bool:
        j = i - 1
        while (
            j >= 0
            and self.tokens[j].kind is Kind.WORD
            and (self.tokens[j].text in ROLES or self.tokens[j].capital)
            and self.tokens[j].text not in SUBORDINATORS
        ):
            j -= 1
        return self.word(j) in SUBORDINATORS

    def is_subject(self, i: int) -> bool:
        """Whether the name at ``i`` is followed by what must be its verb."""
        j = i + 1
        if self.word(j) == "'s":
            return False
        if self.word(i - 1) in DETERMINERS and self.people.gender(self.tokens[i].text) != BODY:
            return False
        if self.word(j) == "and" and self.kind(j + 1) is Kind.NAME:
            return False
        if self.word(i - 1) == "and" and self.kind(i - 2) is Kind.NAME:
            return False
        if self.word(j) == ",":
            if self.word(i - 1) in PREPOSITIONS - _EITHER:
                return False
            closing = next(
                (k for k in range(j + 1, min(j + 20, len(self.tokens))) if self.word(k) == ","),
                None,
            )
            if closing is None or closing + 1 >= len(self.tokens):
                return False
            return self._verb_like(closing + 1)
        governed = self.word(i - 1) in PREPOSITIONS - _EITHER - {"with"}
        return not governed and self._verb_like(j)

    def _verb_like(self, j: int) -> bool:
        while self.word(j) in AUXILIARIES - AUXILIARY_VERBS or self.word(j).endswith("ly"):
            if self.word(j) == "on" and self.word(j + 1) in TIMES:
                j += 1
            elif self.word(j) in {"to", "on"}:
                return False
            j += 1
        if self.kind(j) is not Kind.WORD or self.tokens[j].capital or not self.word(j).isalpha():
            return False
        return self.word(j) not in NOT_A_VERB

    # --------------------------------------------------------------- sentences

    def subject_before(self, at: int) -> str | None:
        """The one person who is the subject of a clause before token ``at``; None if several."""
        found: set[str] = set()
        for j in range(at):
            if self.kind(j) is Kind.NAME and self.is_subject(j) and not self._subordinate(j):
                found.add(self.tokens[j].text)
        return found.pop() if len(found) == 1 else None

    def main_subject(self) -> str | None:
        """The person the sentence is about, for a pronoun in the next."""
        fallback: str | None = None
        for j, token in enumerate(self.tokens):
            if token.text in PRONOUNS and token.kind is Kind.WORD:
                return fallback or self.antecedent(token.text, j)
            if token.kind is Kind.NAME and self.is_subject(j):
                if not self._subordinate(j):
                    return token.text
                fallback = fallback or token.text
        return fallback
