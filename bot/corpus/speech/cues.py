"""Which words report: verbs of saying where they are verbs, and where their clause ends."""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.speech.reporting import NEGATIONS
from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, TIMES, TITLES
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.verbs import (
    ALSO_NOUNS,
    ATTITUDE_PREPOSITIONS,
    ATTITUDES,
    NAMING,
    PHRASAL,
    SAYING,
    THINKING,
    forms,
)

_CUES = SAYING | NAMING | THINKING
_DENYING = frozenset({"deny", "denies", "denied", "denying"})
# Of these alone: who "doesn't think" or "doesn't want" something says so.
_DENIED = forms("say write tweet claim state declare announce")
_SUPPOSING = frozenset({"if", "unless"}) | forms("imagine picture suppose pretend fantasize")
_JOKING = forms("joke quip jest")
CLOSERS = frozenset({"", ".", ",", ";", "!", "?", ")"})


@dataclass(frozen=True, slots=True)
class Cues:
    """Finds the reporting words of one clause, by the number of their token."""

    clause: Clause

    def is_cue(self, i: int, *, inverted: bool = False) -> bool:
        """Whether the word reports; ``inverted`` where its subject would follow it."""
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

    def is_denied(self, i: int) -> bool:
        """Whether the words are those that somebody does not say: "never said", "denied saying"."""
        if self.clause.word(i) not in _DENIED:
            return False
        j = i - 1
        while self.clause.word(j) in AUXILIARIES | NEGATIONS or self.clause.word(j).endswith("ly"):
            if self.clause.word(j) in NEGATIONS:
                return True
            j -= 1
        return self.clause.word(j) in _DENYING

    def is_supposed(self, i: int) -> bool:
        """Whether somebody else has the subject say it: "if Doe says", "joked that Doe says"."""
        start = self.clause.subject_start(i)
        if start is None:
            return False
        j = start - 1
        while self.clause.word(j) not in _SUPPOSING and self._leads_to_name(j):
            j -= 1
        if self.clause.word(j) == "that":
            return self.clause.word(j - 1) in _JOKING
        as_though = self.clause.word(j) == "though" and self.clause.word(j - 1) == "as"
        return as_though or self.clause.word(j) in _SUPPOSING | _JOKING

    def _leads_to_name(self, j: int) -> bool:
        title = self.clause.word(j).rstrip(".") in TITLES | DETERMINERS - {"that"}
        return title or (self.clause.kind(j) is Kind.WORD and self.clause.tokens[j].capital)

    def _follows_apposition(self, i: int) -> bool:
        """Whether a comma stands before: "Doe, the mayor, Tweeted" is no heading."""
        return self.clause.word(i - 1) == "," and self.clause.word(i).startswith("tweet")

    def is_attitude(self, i: int) -> bool:
        """Whether somebody feels so about what follows: "seems pleased with"."""
        return (
            self.clause.tokens[i].text in ATTITUDES
            and self.clause.word(i + 1) in ATTITUDE_PREPOSITIONS
            and self.clause.word(i - 1) in AUXILIARIES | BE
        )

    def reports(self, i: int) -> bool:
        """Whether any verb stands here and nothing after it: "“…,” Doe barked."."""
        word = self.clause.word(i)
        return word.endswith("ed") and len(word) > 4 and self.ends(i)

    def beams(self, i: int) -> bool:
        """Whether any verb stands between the quotation and a name: "“…,” beamed Jane Doe"."""
        word = self.clause.word(i)
        return (
            word.endswith("ed")
            and len(word) > 4
            and self.clause.tokens[i - 1].pauses
            and self.clause.kind(i + 1) is Kind.NAME
            and self.clause.word(i + 2) in CLOSERS | PREPOSITIONS
        )

    def ends(self, verb: int) -> bool:
        """Whether the verb's clause holds nothing that it could report."""
        following = self.clause.word(verb + 1)
        if following.endswith("ly") and len(following) > 4:
            following = self.clause.word(verb + 2)  # "Doe said dryly"
        return following in CLOSERS or following in TIMES or following in PREPOSITIONS

    def breaks(self, i: int) -> bool:
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


def _is_glued(word: str) -> bool:
    """ "toldpolitical": the space after the verb was lost, as happens where a link began."""
    return len(word) > 7 and word.startswith("told")
