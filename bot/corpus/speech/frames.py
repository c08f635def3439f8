"""The clause that reports a quotation, and who its subject is.

A frame is read from one sentence by its words' order alone: a verb of saying before the quotation,
after it or around it; "according to"; a feeling about what is quoted. The rules take a subject
only where its place shows it; a name within a prepositional phrase or a possessive never speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.corpus.speech.people import People
from bot.corpus.speech.tables import (
    ALSO_NOUNS,
    ATTITUDE_PREPOSITIONS,
    ATTITUDES,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    GET,
    MENTIONING,
    NAMING,
    NOT_A_VERB,
    PAST,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SAYING,
    SUBORDINATORS,
)
from bot.corpus.speech.tokens import Kind, Token

_FAR = 30  # words between a verb of saying and what it reports, at most
_CUES = SAYING | NAMING
_BASE = frozenset(form for form in _CUES if not form.endswith(("s", "ed", "ing"))) - PAST


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting clause was found. ``speaker`` is None where its subject can't be told.

    ``beside`` tells that the clause touches the quotation.
    """

    speaker: str | None
    beside: bool = False


# Who "he" or "she" is at a token of the sentence: (pronoun, number of tokens before it).
Antecedent = Callable[[str, int], str | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, ready to be read for frames."""

    tokens: Sequence[Token]
    people: People
    antecedent: Antecedent

    # ------------------------------------------------------------------ frames

    def frame(self, at: int) -> Frame | None:
        """The frame of the quotation that is token ``at``, or None."""
        before = self._before(at)
        if before is not None and before.beside:
            return before
        after = self._after(at)
        if after is None:
            return before
        # A far clause whose subject is known beats one whose subject is not.
        if before is None or after.beside or (before.speaker is None and after.speaker):
            return after
        return before

    def is_mentioned(self, at: int) -> bool:
        """Whether the quotation is held up as a word: "the term", "so-called", "there is a"."""
        i = at - 1
        while i >= 0 and self.tokens[i].text in {",", ":", "the", "a", "an", "of", "as"}:
            i -= 1
        if i < 0:
            return False
        if self.tokens[i].text in MENTIONING and (self.tokens[i].text not in {"called", "named"}
                                                  or self._is_passive(i)):
            return True
        named = self.tokens[i + 1 : at]
        return (
            len(named) == 1
            and named[0].text in {"a", "an"}
            and self._text(i) in BE
            and self._text(i - 1) == "there"
        )

    def _text(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def _before(self, at: int) -> Frame | None:
        words = 0
        for i in range(at - 1, -1, -1):
            token = self.tokens[i]
            if token.kind is Kind.QUOTATION:
                continue
            words += token.kind is not Kind.MARK
            if words > _FAR or self._breaks(i):
                return None
            if token.kind is not Kind.WORD:
                continue
            beside = all(t.text in _BETWEEN for t in self.tokens[i + 1 : at])
            if token.text == "according" and self._text(i + 1) == "to":
                speaker, end = self._named_from(i + 2)
                if end <= at:
                    return Frame(speaker, all(t.kind is Kind.MARK for t in self.tokens[end:at]))
            if self._is_attitude(i) and at - i <= 12:
                return Frame(self._subject(i), beside)
            if not self._is_cue(i):
                continue
            if self._is_passive(i):
                return Frame(self._by(at) if token.text in NAMING else None)
            return Frame(self._subject(i), beside)
        return None

    def _after(self, at: int) -> Frame | None:
        i = at + 1
        if self._text(i) in {",", "-", "–", "—"}:
            i += 1
        if self._text(i) == "according" and self._text(i + 1) == "to":
            return Frame(self._named_from(i + 2)[0], beside=True)
        first = i
        while self._text(i) in AUXILIARIES and self._text(i) not in BE:
            i += 1
        if self._is_cue(i, inverted=True):
            speaker, _ = self._named_from(i + 1)
            if speaker is None and self._text(i + 1) in PRONOUNS:
                speaker = self.antecedent(self._text(i + 1), i + 1)
            return Frame(speaker, beside=True)
        relative = self._text(first) in {"that", "which", "as"}
        for j in range(first, min(first + _FAR, len(self.tokens))):
            token = self.tokens[j]
            if token.kind is Kind.QUOTATION or (self._breaks(j) and j > first):
                return None
            if j == first or not self._is_cue(j) or self._is_passive(j):
                continue
            start = self._subject_start(j)
            if start is None:
                continue
            if start <= first + 1 and not relative:
                return Frame(self._subject(j), beside=True)
            if relative:
                return Frame(self._subject(j))
            return None
        return None

    def _breaks(self, i: int) -> bool:
        """Whether another clause begins here, which no verb before it can report."""
        text = self._text(i)
        if text in {";", "—", "–"}:
            return True
        if text == "-":
            return False
        if text in {"then", "but", "while", "although", "though", "whereas", "yet"}:
            return self._text(i - 1) == ","
        return text in {".", "!", "?"} and i + 1 < len(self.tokens)

    def _is_cue(self, i: int, *, inverted: bool = False) -> bool:
        if not 0 <= i < len(self.tokens) or self.tokens[i].kind is not Kind.WORD:
            return False
        word = self.tokens[i].text
        if word not in _CUES and not _is_glued(word):
            return False
        if self.tokens[i].capital and i > 0:
            return False
        if word in ALSO_NOUNS:
            if inverted:
                return False
            return self._subject_start(i) is not None and self._text(i - 1) not in DETERMINERS
        if inverted and word not in NAMING:
            return True
        # "the called-for talks", "his said aim": a verb does not follow a determiner.
        return self._text(i - 1) not in DETERMINERS and self._text(i - 1) != "'s"

    def _is_attitude(self, i: int) -> bool:
        return (
            self.tokens[i].text in ATTITUDES
            and self._text(i + 1) in ATTITUDE_PREPOSITIONS
            and self._text(i - 1) in AUXILIARIES | BE
        )

    def _is_passive(self, i: int) -> bool:
        if self._text(i) not in PAST:
            return False
        j = i - 1
        while j >= 0 and self._text(j) in AUXILIARIES and self._text(j) not in BE | GET:
            j -= 1
        return self._text(j) in BE | GET

    def _by(self, at: int) -> str | None:
        for i in range(at + 1, min(at + 6, len(self.tokens))):
            if self._text(i) == "by":
                return self._named_from(i + 1)[0]
        return None

    # ---------------------------------------------------------------- subjects

    def _named_from(self, i: int) -> tuple[str | None, int]:
        """The person named at ``i``, after roles that stand before the name; and where it ends."""
        limit = min(i + 9, len(self.tokens))
        for j in range(i, limit):
            token = self.tokens[j]
            if token.kind is Kind.NAME:
                if self._text(j + 1) == "'s":
                    return None, j + 2
                if self._text(j + 1) == "and" and self._kind(j + 2) is Kind.NAME:
                    return None, j + 3
                return token.text, j + 1
            if token.text in ROLES and j > i and self._text(i) in DETERMINERS:
                person = self._by_role(i + 1, j + 1)
                if person is not None:
                    return person, j + 1
            if token.kind is not Kind.WORD or token.text in PREPOSITIONS - {"of"}:
                return None, j
            if token.text in AUXILIARIES - {"the"} or token.text in SUBORDINATORS:
                return None, j
        return None, limit

    def _kind(self, i: int) -> Kind | None:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else None

    def _by_role(self, start: int, end: int) -> str | None:
        words = [t.text.replace(".", "") for t in self.tokens[start:end]]
        return self.people.with_role(words) if 0 < len(words) <= 3 else None

    def _head(self, verb: int) -> int:
        """Where the word stands that the verb's auxiliaries and adverbs leave as its subject."""
        i = verb - 1
        while i >= 0 and (self.tokens[i].kind is Kind.WORD or self._text(i) == ","):
            word = self.tokens[i].text
            if word == ",":
                if self._text(i - 1) in _ASIDES and self._text(i - 2) == ",":
                    i -= 3  # "He did, however, add"
                    continue
                break
            if word not in AUXILIARIES and not (word.endswith("ly") and len(word) > 4):
                break
            if word in {"to", "on", "s"} and word != "to":
                break
            i -= 1
        return i

    def _subject_start(self, verb: int) -> int | None:
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
            if self._kind(j - 1) is Kind.NAME:
                j -= 1
            return j
        return None

    def _subject(self, verb: int) -> str | None:
        """The person who is the subject of the verb at ``verb``; None where it can't be told."""
        if self._kind(self._head(verb)) is Kind.QUOTATION or self._after_quotation(verb):
            person, _ = self._named_from(verb + 1)
            if person is not None:
                return person
            if self._text(verb + 1) in PRONOUNS:
                return self.antecedent(self._text(verb + 1), verb + 1)
        word = self.tokens[verb].text
        i = self._head(verb)
        skipped = {t.text for t in self.tokens[i + 1 : verb]}
        if word.endswith("ing") and not skipped & BE:
            if self._kind(i) is Kind.NAME and self._text(i - 1) in {"with", "and", "without"}:
                return self.tokens[i].text
            return self._controller(i)
        if "to" in skipped:
            return self._controller(i)
        return self._person_at(i)

    def _after_quotation(self, verb: int) -> bool:
        i = self._head(verb)
        return self._text(i) == "," and self._kind(i - 1) is Kind.QUOTATION

    def _person_at(self, i: int) -> str | None:
        if i < 0:
            return None
        token = self.tokens[i]
        if token.kind is Kind.NAME:
            return token.text if self._speaks(i) else None
        if token.text in PRONOUNS:
            return self.antecedent(token.text, i)
        if token.text == "who":
            j = i - 2 if self._text(i - 1) == "," else i - 1
            return self.tokens[j].text if self._kind(j) is Kind.NAME else None
        if token.text == ",":
            opened = self._apposition(i)
            if opened is not None:
                return self._person_at(opened)
            return None
        if token.text in CONJUNCTIONS:
            return self._controller(i)
        if token.text in ROLES:
            for j in range(i, max(-1, i - 4), -1):
                if self._text(j - 1) in DETERMINERS:
                    return self._by_role(j, i + 1)
        return None

    def _speaks(self, i: int) -> bool:
        """Whether a name right before a verb is its subject, not the end of a longer phrase."""
        j = i - 1
        while j >= 0 and self.tokens[j].kind is Kind.WORD and (
            self.tokens[j].text in ROLES or self.tokens[j].text == "'s" or self.tokens[j].capital
        ):
            j -= 1
        if self._text(j) == "and" and self._kind(j - 1) is Kind.NAME:
            return False
        if self._text(j) in {"that", "as", "after", "before", "since", "until", "than", "like"}:
            return True
        return self._text(j) not in PREPOSITIONS

    def _apposition(self, comma: int) -> int | None:
        """The head of "Tammy Bruce, the spokesperson," whose closing comma stands at ``comma``."""
        if self._kind(comma - 1) is Kind.NAME and not self._in_relative(comma):
            j = comma - 1
            before = j - 1
            while before >= 0 and self.tokens[before].kind is Kind.WORD and (
                self.tokens[before].text in ROLES
                or self.tokens[before].capital
                or self.tokens[before].text not in NOT_A_VERB | AUXILIARIES
            ):
                before -= 1
            if self._text(before) == ",":
                return j  # "the lead negotiator, envoy Steve Witkoff, told"
        for j in range(comma - 1, max(-1, comma - 25), -1):
            if self._kind(j) is Kind.QUOTATION:
                return None
            if self._text(j) == "," and self._kind(j - 1) is Kind.NAME:
                return j - 1
        return None

    def _in_relative(self, comma: int) -> bool:
        for j in range(comma - 1, max(-1, comma - 15), -1):
            if self._text(j) == ",":
                return False
            if self._text(j) in {"who", "whom", "which", "whose"}:
                return True
        return False

    def _controller(self, i: int) -> str | None:
        """Who does what a participle or an infinitive says: the subject of the clause before."""
        fallback: str | None = None
        for j in range(i, -1, -1):
            token = self.tokens[j]
            if self._text(j) in {";", "."}:
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
        while j >= 0 and self.tokens[j].kind is Kind.WORD and (
            self.tokens[j].text in ROLES or self.tokens[j].capital
        ) and self.tokens[j].text not in SUBORDINATORS:
            j -= 1
        return self._text(j) in SUBORDINATORS

    def is_subject(self, i: int) -> bool:
        """Whether the name at ``i`` is followed by what must be its verb."""
        j = i + 1
        if self._text(j) == "'s":
            return False
        if self._text(j) == "and" and self._kind(j + 1) is Kind.NAME:
            return False
        if self._text(i - 1) == "and" and self._kind(i - 2) is Kind.NAME:
            return False
        if self._text(j) == ",":
            if self._text(i - 1) in PREPOSITIONS - {"after", "before", "as", "like"}:
                return False
            closing = next(
                (k for k in range(j + 1, min(j + 20, len(self.tokens))) if self._text(k) == ","),
                None,
            )
            if closing is None or closing + 1 >= len(self.tokens):
                return False
            return self._verb_like(closing + 1)
        governed = self._text(i - 1) in PREPOSITIONS - {
            "after", "before", "as", "like", "since", "until", "than", "with",
        }  # fmt: skip
        return not governed and self._verb_like(j)

    def _verb_like(self, j: int) -> bool:
        while self._text(j) in AUXILIARIES - BE or self._text(j).endswith("ly"):
            if self._text(j) in {"to", "on"}:
                return False
            j += 1
            if self._kind(j) is None:
                return False
        if self._kind(j) is not Kind.WORD or self.tokens[j].capital:
            return False
        return self._text(j) not in NOT_A_VERB

    # --------------------------------------------------------------- sentences

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


_ASIDES = frozenset({"however", "meanwhile", "though", "too", "then", "therefore", "moreover"})
_BETWEEN = frozenset({",", ":", "that", "it", "this", "the", "as", "was", "is", "a", "an"})


def _is_glued(word: str) -> bool:
    """"toldpolitical": the space after the verb was lost, as happens where a link began."""
    return len(word) > 7 and word.startswith("told")
