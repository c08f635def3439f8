"""Whom a noun phrase names: "the paper's senior editor Jane Doe", "his wife, Jane Doe,"."""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

from collections.abc import Iterator

from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import DETERMINERS, PREPOSITIONS, PRONOUNS, ROLES
from bot.corpus.speech.tokens import Kind

# What may follow the name within its phrase: "Jane Doe of Somewhere", "Jane Doe, who …".
_OPENERS = PREPOSITIONS | {"who", "whose", "'s"}


def phrase_person(clause: Clause, start: int, end: int) -> str | None:
    """The person whom the subject phrase in tokens ``start`` to ``end`` names, or None."""
    while end > start and clause.is_adverbial(end - 1):
        end -= 1
    if end <= start:
        return None
    if end - start == 1 and clause.word(start) in PRONOUNS:
        return clause.antecedent(clause.word(start), start)
    segments = list(_segments(clause, start, end))
    first = segments[0]
    person = _head_name(clause, *first)
    if person is not None:
        return person
    if any(clause.kind(k) is Kind.NAME and clause.word(k + 1) != "'s" for k in range(*first)):
        # "Doe supporters": a name that is not the head, unless an apposition follows.
        if clause.word(first[1] - 1) not in ROLES:
            return None
    elif len(segments) == 1:
        return clause.by_role(*first)
    for segment in segments[1:]:
        person = _head_name(clause, *segment)
        if person is not None:
            return person if not _governed(clause, *first) else None
    return None


def _segments(clause: Clause, start: int, end: int) -> Iterator[tuple[int, int]]:
    since = start
    for i in range(start, end):
        if clause.word(i) == ",":
            if i > since:
                yield since, i
            since = i + 1
    if since < end or since == start:
        yield since, end


def _head_name(clause: Clause, start: int, end: int) -> str | None:
    """The name at the head of a phrase without commas, or None where another word is its head."""
    head: int | None = None
    for k in range(start, end):
        word = clause.word(k)
        if clause.kind(k) is Kind.NAME:
            if clause.word(k + 1) == "'s":
                continue
            if clause.word(k + 1) == "and" and clause.kind(k + 2) is Kind.NAME:
                return None
            head = k
            continue
        named = clause.kind(k + 1) is Kind.WORD and clause.word(k + 1) not in DETERMINERS
        of_office = word == "of" and head is None and named
        if word in _OPENERS and word != "'s" and not of_office:
            break
        if word in ROLES and word not in DETERMINERS and head is not None:
            head = None  # "Doe spokeswoman Jane Roe": the first name only tells whose
    if head is None:
        return None
    after = clause.word(head + 1) if head + 1 < end else ""
    return clause.tokens[head].text if not after or after in _OPENERS else None


def _governed(clause: Clause, start: int, end: int) -> bool:
    return any(clause.word(k) in {"for", "to", "by", "with"} for k in range(start, end))
