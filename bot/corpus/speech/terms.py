"""What is held up by its marks rather than said: a word as a word, the title of a work."""

from __future__ import annotations

from collections.abc import Sequence

from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import BE, BODY, MAKERS, MENTIONING, WORKS
from bot.corpus.speech.tokens import Kind
from bot.text import word_set

_POINTERS = frozenset({",", ":", "the", "a", "an", "of", "as", "like", "such"})
_SMALL = word_set("a an the of and in for on to with at by from is or vs as")


def is_mentioned(clause: Clause, at: int) -> bool:
    """Whether the quotation ``at`` is held up: "the term “X”", "so-called", "there is a"."""
    i = at - 1
    while i >= 0 and clause.tokens[i].text in _POINTERS:
        i -= 1
    if i < 0:
        return False
    if clause.tokens[i].text in MENTIONING and (
        clause.tokens[i].text not in {"called", "named"} or clause.is_passive(i)
    ):
        return True
    named = clause.tokens[i + 1 : at]
    return (
        len(named) == 1
        and named[0].text in {"a", "an"}
        and clause.word(i) in BE
        and clause.word(i - 1) == "there"
    )


def is_work(clause: Clause, at: int, quoted: Sequence[str]) -> bool:
    """Whether the words quoted at ``at`` are a title: "on the network's “Good Morning”"."""
    if not quoted or not all(w[0].isupper() or w in _SMALL or w.isdigit() for w in quoted):
        return False
    if len(quoted) == 1:  # one word is a title only where a body makes the work
        owner = clause.tokens[at - 2] if at > 1 and clause.word(at - 1) == "'s" else None
        person = owner is not None and owner.kind is Kind.NAME
        return owner is not None and not (person and clause.people.gender(owner.text) != BODY)
    i = at - 2 if clause.word(at - 1) == "," else at - 1
    if clause.word(i) == "of":
        return clause.word(i - 1) in MAKERS
    if i == at - 1 and clause.word(i) in {"'s", "on", "with", "to"}:
        return True
    return clause.word(i) in WORKS


def is_title(quoted: Sequence[str]) -> bool:
    """Every long word has a capital: the title of a work rather than words said."""
    long = [word for word in quoted if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long)
