"""Whether what a verb of saying has for an object is a report, or a thing that somebody deals with.

Read from the order of the words alone: "the toll they promise" and "rejected the offer" tell what
is done, "promised that …" and "rejected it as …" what is said.
"""

from __future__ import annotations

from bot.corpus.speech.reporting import ACTS, DEALING, DEMANDS, MODALS
from bot.corpus.speech.speaking import PAUSES, Speaking
from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import BE, DETERMINERS, PREPOSITIONS
from bot.corpus.speech.tokens import Kind
from bot.corpus.speech.utterances import UTTERANCES

_STOPS = frozenset({"", ".", ";", "!", ")"})
_FINITE = BE - {"be", "been", "being"} | MODALS | {"has", "have", "had"}
_CONTENT = frozenset({"as", "that", "because", "whether", "how", "to", "saying", "calling"})
_POINTING = frozenset({"so", "that", "it"})
_BARE_MOST = 8  # tokens of a sentence that tells who speaks and not what: "Others complain."


def reports_nothing(subjects: Speaking, i: int, head: int) -> bool:
    """Whether the verb's object stands before it: "the revival they promise", in a clause that
    tells which one is meant; or it narrates what somebody does.

    Args:
        i: the token of the verb.
        head: the token of its subject's head.
    """
    clause = subjects.clause
    following = clause.word(i + 1)
    if following in _FINITE:
        return True  # "The bridge they said would open is closed."
    if clause.kind(head - 1) is Kind.MARK:
        return False  # "…,'' he said": marks that are written as two
    if following in _POINTING:
        following = clause.word(i + 2)
    start = subjects.phrase_start(head)
    if following in _STOPS:
        if start > 1 and clause.word(start - 1) in PAUSES:
            return not subjects.is_phrase(start, head)
        return len(clause.tokens) > _BARE_MOST
    return _is_act(clause, i) or subjects.follows_noun(head)


def _is_act(clause: Clause, i: int) -> bool:
    """Whether the verb narrates what somebody does with a thing: "rejected the offer"."""
    rest = {t.text for t in clause.tokens[i + 1 :]}
    if rest & _CONTENT:
        return False
    word = clause.word(i)
    if word in ACTS:
        return "for" not in rest or word in DEALING
    if word not in DEMANDS or clause.word(i + 1) not in DETERMINERS | {"all", "any"}:
        return False
    noun = next((j for j in range(i + 2, i + 5) if clause.word(j) in UTTERANCES), None)
    return noun is not None and clause.word(noun + 1) in _STOPS | PREPOSITIONS | {","}
