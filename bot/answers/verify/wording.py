"""The sentences of a verification."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.selection import author_of
from bot.answers.verify.result import Change, ChangeKind, Match, Warn
from bot.model import SpokenBy
from bot.text import reporting

EXACT = "Word for word."
NO_WORDS = "There are no words in this that could be looked for."
TOO_SHORT = (
    "Not found, and too short to tell whether it was changed: please give four words or more."
)
NOT_FOUND = "Nothing in the library has these words, or words much like them."
WITHDRAWN = "This server’s admins have withdrawn this quote, or a part of it."

_NOBODY = "somebody who is not named"

_TOUCHED = {
    Warn.NEGATION: "a negation",
    Warn.NUMBER: "a number",
    Warn.NAME: "a name",
}


def who(match: Match) -> str:
    """Who says the words of a match."""
    author = author_of(match.quote.article)
    writer = author or "an author who is not stated"
    if match.quote.spoken_by is SpokenBy.QUOTED:
        told = f", as {match.within.speaker or _NOBODY} tells it" if match.within else ""
        return f"{match.quote.speaker or _NOBODY}{told}, quoted by {writer}"
    if match.quote.spoken_by is SpokenBy.REPORTED:
        return f"{writer}, {reporting(match.quote.claimant)}"
    if match.quoting:
        names = joined([name or _NOBODY for name in match.quoting])
        return f"{writer}, who quotes {names} in it"
    return writer


def within(match: Match) -> str:
    """What to know of words that are quoted within others'."""
    teller = match.within.speaker if match.within else None
    if match.quote.speaker is None:
        return f"{teller or 'Somebody'} quotes these words there, and whose they are can't be told."
    return f"These are the words of {who(match)}."


def differs(differences: Sequence[str]) -> str:
    return f"The same words. What differs: {joined(differences or ['punctuation'])}."


def altered(changes: Sequence[Change], differences: Sequence[str]) -> str:
    """How much was changed."""
    real = [change for change in changes if change.kind is not ChangeKind.ELIDED]
    also = f" Also different: {joined(differences)}." if differences else ""
    if not real:
        return f"Shortened: the same words, but some between them were left out.{also}"
    places = "one place" if len(real) == 1 else f"{len(real)} places"
    return f"Not word for word: the words differ in {places}.{also}"


def left_out(clauses: Sequence[Change]) -> str:
    """What to add where reporting clauses stand between the words."""
    if not clauses:
        return ""
    told = joined([f"“{clause.source}”" for clause in clauses])
    stands = "stands" if len(clauses) == 1 else "stand"
    return f" In the article, {told} {stands} between these words."


def spliced(matches: Sequence[Match]) -> str:
    articles = {match.quote.article.id for match in matches}
    where = "one article" if len(articles) == 1 else f"{len(articles)} articles"
    return f"Put together from {len(matches)} places in {where} that do not follow each other."


def warnings(changes: Sequence[Change], uncapped: Sequence[str]) -> list[str]:
    """A sentence for a negation, number or name that was changed, and for one left out."""
    found = []
    if uncapped:
        names = joined([f"“{name}”" for name in dict.fromkeys(uncapped)])
        verb = "has" if len(set(uncapped)) == 1 else "have"
        found.append(f"In the article, {names} {verb} capital letters.")
    for warn, what in _TOUCHED.items():
        touched = {change.kind for change in changes if warn in change.warns}
        if touched == {ChangeKind.ELIDED}:
            if warn is Warn.NEGATION:
                found.append(f"What was left out has {what}.")
        elif touched:
            found.append(f"{what[0].upper()}{what[1:]} was changed.")
    return found


def several(quotations: int) -> str:
    return f"These are {quotations} quotations, checked here as one. Check each by itself."


def negated(matches: Sequence[Match], *, parts: bool) -> list[str]:
    """A sentence for each negation that stands just before the words, and was not pasted.

    ``parts``: the matches are parts of what was pasted; else each is a place that has all of it,
    the first the one that speaks for it most.
    """
    words, where = "these words", "In the article"
    if parts:
        words = "a part of these words"
    elif matches and not matches[0].negated:
        where = "In another of these places"
    found = [m.negated.of(m.quote.article.text) for m in matches if m.negated]
    cuts = dict.fromkeys(" ".join(cut.split()) for cut in found)
    return [f"{where}, “{cut}” stands directly before {words}." for cut in cuts]


def joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
