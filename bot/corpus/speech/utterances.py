"""What is said, named by a noun that has an owner: "Doe's claim that “…”", "in Doe's view"."""

from __future__ import annotations

from bot.corpus.speech.places import REACH
from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import AUXILIARIES, BE, DETERMINERS, NOT_A_VERB
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.verbs import NAMING
from bot.text import word_set

UTTERANCES = word_set(
    """claim claims assertion assertions statement statements remark remarks comment comments
    suggestion argument arguments contention charge accusation accusations allegation allegations
    pledge promise promises vow call calls warning warnings description characterization
    characterisation insistence admission belief prediction declaration boast complaint complaints
    criticism threat observation proposal question answer reply response message tweet tweets post
    letter op-ed memo speech testimony acknowledgment acknowledgement assessment concession concern
    concerns confession conclusion denial dictum demand desire explanation guess line motto note
    opinion phrase plea praise quip recommendation reference references refusal reminder report
    retort slogan theory view wish assurance announcement words jab dig broadside joke
    defense defence lament rebuke tirade apology pitch piece column editorial"""
)
# Of those, the ones that the words themselves follow: "Doe's motto was, “…”".
_FORMULAS = word_set(
    "dictum motto slogan phrase answer reply response words message line retort quip"
)
_VIEWS = word_set("view opinion words telling estimation phrase")
_CLOSE = 3  # tokens
_ISSUES = word_set(
    """issued issues released releases published publishes posted posts ran penned landed offered
    offers gave gives delivered delivers launched sent sends made makes wrote unveiled took aired"""
)
_INTRODUCES = frozenset({"that", "to", "of", "about", "as", "for"})
_OWNS = {"his": "he", "her": "she"}
_ADJECTIVES_MOST = 4


def owner_before(clause: Clause, i: int, at: int) -> str | None:
    """Whose utterance the noun at ``i`` names, if what stands at ``at`` is the utterance itself."""
    if not _introduces(clause, i, at):
        return None
    word = clause.word(i + 1)
    if word in {"by", "from"} or (word == "of" and clause.word(i - 1) in DETERMINERS):
        person, end = clause.named_from(i + 2)
        return person if clause.word(end) in {"that", "to"} else None
    return _owner(clause, i) or _issuer(clause, i)


def _issuer(clause: Clause, i: int) -> str | None:
    """Who "issued a statement" or "offered a long defence", whose noun stands at ``i``."""
    for k in range(i - 1, max(-1, i - 2 - _ADJECTIVES_MOST), -1):
        if clause.word(k) in {"a", "an"}:
            return clause.subject(k - 1) if clause.word(k - 1) in _ISSUES else None
        if clause.kind(k) is not Kind.WORD or clause.word(k) in NOT_A_VERB | AUXILIARIES:
            return None
    return None


def owner_around(clause: Clause, at: int) -> str | None:
    """Whose words "Doe's “…” remark" and "“…”, in Doe's view" hold."""
    if clause.word(at - 1) == "'s" and clause.word(at + 1) in UTTERANCES:
        return _owner(clause, at)
    first = max(1, at - REACH)
    for i, token in enumerate(clause.tokens[first : at + REACH], first):
        if token.text in _VIEWS:
            owner = _owner(clause, i)
            parted = clause.word(i + 1) in {",", ".", ""}
            if owner is not None and parted and clause.word(_owned_from(clause, i) - 1) == "in":
                return owner
    return None


def _introduces(clause: Clause, i: int, at: int) -> bool:
    between = [clause.word(k) for k in range(i + 1, at)]
    if not between:
        return False
    verbs = sum(word in BE and word != "be" for word in between)
    if between[0] in BE and "that" in between:
        return True  # "Doe's claim is that …"
    if "that" in between:
        return verbs <= 1  # not "Doe's claim that it is old is “…”", which somebody else says
    if between[0] in _INTRODUCES | {"by", "from"} and not verbs:
        return not _is_named(clause, i) or at - i <= _CLOSE
    if between in ([","], [":"]):
        return True
    if between[-1] in {",", ":"}:
        between.pop()
    return clause.word(i) in _FORMULAS and bool(between) and between[-1] in BE


def _is_named(clause: Clause, i: int) -> bool:
    """Whether somebody calls it something: "Roe called Doe's claim of … “…”"."""
    return clause.word(_owned_from(clause, i) - 1) in NAMING


def _owner(clause: Clause, i: int) -> str | None:
    k = _possessive(clause, i)
    if k is None:
        return None
    if clause.word(k) in _OWNS:
        return clause.antecedent(_OWNS[clause.word(k)], k)
    return clause.tokens[k - 1].text if clause.kind(k - 1) is Kind.NAME else None


def _owned_from(clause: Clause, i: int) -> int:
    """Where the owner begins whose thing the noun at ``i`` names."""
    k = _possessive(clause, i)
    if k is None:
        return i
    return k if clause.word(k) in _OWNS else k - 1


def _possessive(clause: Clause, i: int) -> int | None:
    """Where "'s", "his" or "her" stands before the noun at ``i``."""
    for k in range(i - 1, max(-1, i - 2 - _ADJECTIVES_MOST), -1):
        word = clause.word(k)
        if word in {"'s", "'"} or word in _OWNS:
            return k
        adjective = clause.kind(k) is Kind.WORD and word not in NOT_A_VERB | AUXILIARIES
        if not adjective and word not in {"most", "more"}:
            return None
    return None
