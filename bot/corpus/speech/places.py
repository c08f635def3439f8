"""What place the names of one sentence hold in it: subject, governed, parted from their verb.

Read from the order of the words alone. What is a subject here is one by its place.
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
    DETERMINERS,
    FOLLOWERS,
    GET,
    NOT_A_VERB,
    PLACING,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SUBORDINATORS,
    TIMES,
    TITLES,
)
from bot.corpus.speech.tokens import Kind, Token
from bot.corpus.speech.verbs import PAST, SAYING

# Prepositions that are conjunctions as well, so that the name after them may be a subject.
_EITHER = frozenset({"after", "before", "as", "like", "since", "until", "than"})

_ASIDE_MOST = 24  # tokens between a name and its verb
REACH = 80  # tokens of one sentence through which a subject is sought

# Who "he" or "she" is at a token of the sentence: (pronoun, number of tokens before it).
Antecedent = Callable[[str, int], str | None]


@dataclass(frozen=True, slots=True)
class Places:
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

    def kind(self, i: int) -> Kind | None:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else None

    def by_role(self, start: int, end: int) -> str | None:
        words = [t.text.replace(".", "") for t in self.tokens[start:end]]
        if words and words[0] in DETERMINERS:
            words = words[1:]
        return self.people.with_role(words) if 0 < len(words) <= 3 else None

    def is_adverbial(self, i: int) -> bool:
        """Whether the word stands between a subject and its verb and is neither."""
        word = self.word(i)
        return word == "," or word in AUXILIARIES or (word.endswith("ly") and len(word) > 4)

    def before_adjuncts(self, i: int) -> int:
        """Where a name stands that only a place or a time parts from its verb; else ``i``."""
        j = i
        while j >= 0 and i - j < 8 and self.kind(j) is Kind.WORD:
            token = self.tokens[j]
            adjunct = token.text in ADJUNCTS or token.text in TIMES or token.text in AUXILIARIES
            adjunct = adjunct or token.text in {"a", "an"}
            if not (adjunct or token.capital or token.text.isdigit() or token.text in PLACING):
                return i
            j -= 1
        begin = j + 1
        while self.word(j) == "who" and self.word(begin) in AUXILIARIES - TIMES:
            begin += 1
        begins = self.word(begin)
        fits = begins in PLACING or begins in TIMES or begins in ADJUNCTS
        reached = self.kind(j) is Kind.NAME or self.word(j) in PRONOUNS or self.word(j) == "who"
        return j if fits and reached else i

    def speaks(self, i: int) -> bool:
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
        held = self.word(j) in DETERMINERS
        if held:
            j -= 1
        if self.word(j) == "of" and i - j > 1 and not held and self.word(j - 1) in TITLES:
            return True  # "Secretary of State Jane Doe"
        if self.word(j) == "and" and self.kind(j - 1) is Kind.NAME:
            return False
        if self.word(j) in {"that", "as", "after", "before", "since", "until", "than", "like"}:
            return True
        return self.word(j) not in PREPOSITIONS

    def is_subordinate(self, i: int) -> bool:
        j = i - 1
        while (
            j >= 0
            and self.tokens[j].kind is Kind.WORD
            and (self.tokens[j].text in ROLES or self.tokens[j].capital)
            and self.tokens[j].text not in SUBORDINATORS
        ):
            j -= 1
        # "Doe said Roe is …": what Roe does is reported.
        return self.word(j) in SUBORDINATORS or self.word(j) in SAYING

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
        if self.word(j) in PLACING:
            j = self._after_place(j)
        if self.word(j) == ",":
            if self.word(i - 1) in PREPOSITIONS - _EITHER:
                return False
            if self.word(self.before_roles(i)) == "," and self._finite(j + 1):
                return True  # "the speaker, Mayor Jane Doe, said"
            return self._resumes(j)
        before = i - 2 if self.word(i - 1) in DETERMINERS else i - 1
        governed = self.word(before) in PREPOSITIONS - _EITHER - {"with"}
        return not governed and self._verb_like(j)

    def before_roles(self, i: int) -> int:
        """Where the word stands that roles and titles part from the name at ``i``."""
        j = i - 1
        while j >= 0 and self.kind(j) is Kind.WORD:
            if self.word(j) not in ROLES and not self.tokens[j].capital:
                break
            j -= 1
        return j

    def _after_place(self, j: int) -> int:
        """Where "of Somewhere" ends, which begins at ``j``; ``j`` where no place is named."""
        k = j + 1
        while self.kind(k) is Kind.NAME or (
            self.kind(k) is Kind.WORD and (self.tokens[k].capital or self.word(k) == "the")
        ):
            k += 1
        return k if k > j + 1 else j

    def _resumes(self, comma: int) -> bool:
        """Whether a verb follows what the comma opens: "Doe, who came, said"."""
        relative = self.word(comma + 1) in {"who", "whose", "whom"}
        for k in range(comma + 1, min(comma + _ASIDE_MOST, len(self.tokens))):
            if self.word(k) in {".", ";", "—", "–", ":"}:
                return False
            if self.word(k) != ",":
                continue
            if self._finite(self._after_time(k + 1)):
                return True
            if not relative and not self.word(k - 1).isdigit():
                return False
            if self.word(k + 1) in PLACING and self._finite(self._after_place(k + 1)):
                return True  # "Doe, 65, of Somewhere said"
        return False

    def _after_time(self, j: int) -> int:
        """Where "this past week" or "on Monday" ends, which may begin at ``j``."""
        k = j
        while self.word(k) in ADJUNCTS or self.word(k) == "on":
            k += 1
        return k + 1 if self.word(k) in TIMES else j

    def _finite(self, j: int) -> bool:
        return self._verb_like(j) and not self.word(j).endswith("ing")

    def _verb_like(self, j: int) -> bool:
        while self.word(j) in AUXILIARIES - AUXILIARY_VERBS or self.word(j).endswith("ly"):
            if self.word(j) == "on" and self.word(j + 1) in TIMES:
                j += 1
            elif self.word(j) in {"to", "on"}:
                return False
            j += 1
        if self.kind(j) is not Kind.WORD or self.tokens[j].capital or not self.word(j).isalpha():
            return False
        return self.word(j) not in NOT_A_VERB | FOLLOWERS | ROLES

    def subject_before(self, at: int) -> str | None:
        """The one person who is the subject of a clause before token ``at``; None if several."""
        found: set[str] = set()
        for j in range(max(0, at - REACH), at):
            if self.kind(j) is Kind.NAME and self.is_subject(j) and not self.is_subordinate(j):
                found.add(self.tokens[j].text)
        return found.pop() if len(found) == 1 else None

    def main_subject(self) -> str | None:
        """The person the sentence is about, for a pronoun in the next."""
        waiting: int | None = None
        for j, token in enumerate(self.tokens):
            if token.text in PRONOUNS and token.kind is Kind.WORD:
                if waiting is None and self.is_subordinate(j):
                    waiting = j  # "As she rose, Doe said"
                    continue
                return self._whom(waiting if waiting is not None else j)
            if token.kind is Kind.NAME and self.is_subject(j):
                if not self.is_subordinate(j):
                    return token.text
                waiting = j if waiting is None else waiting
        return None if waiting is None else self._whom(waiting)

    def _whom(self, i: int) -> str | None:
        token = self.tokens[i]
        return token.text if token.kind is Kind.NAME else self.antecedent(token.text, i)
