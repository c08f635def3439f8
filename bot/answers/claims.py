"""What a sentence claims: that something ought to be, is good or bad, follows or will happen.

A sentence that claims nothing is background: narration, figures, description. Words are read, not
grammar, so that a sentence costs microseconds. The kinds are those of argument mining's policy,
value and fact claims, with facts limited to causes and predictions.
"""

from __future__ import annotations

import re
from enum import StrEnum

BACKGROUND = 0.6  # of the score of a sentence that claims nothing: on a topic, a claim goes first
FURTHER = 0.05  # added for each further kind of claim in one sentence


class Claim(StrEnum):
    """What kind of claim a sentence makes."""

    NORMATIVE = "normative"  # what ought to be done
    EVALUATIVE = "evaluative"  # how good, likely or telling something is
    CAUSAL = "causal"  # what something leads to, or comes from
    PREDICTIVE = "predictive"  # what will, would or may happen


def _any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern for many, which are separated by spaces; "_" stands for a space in one."""
    found = " ".join(patterns).split()
    return re.compile(rf"\b(?:{'|'.join(found).replace('_', ' ')})(?!\w)", re.IGNORECASE)


_KINDS = {
    Claim.NORMATIVE: _any_of(
        r"must should shall ought needs?_to needn[’']t has_to have_to had_better deserves? owes?",
        r"it(?:’s|'s|_is)_time worth_(?:\w+ing|the) let_us",
    ),
    Claim.PREDICTIVE: _any_of(
        # "a package that would …" describes the package; "But that would …" predicts.
        r"will won[’']t (?<!that_)(?<!which_)(?<!who_)would (?:and|but)_that_would wouldn[’']t",
        r"could couldn[’']t may(?!_\d) might cannot can[’']t bound_to risks?_\w+ing",
        r"is_(?:going|set|poised|about)_to unless (?<!as_)if(?!_not)",
    ),
    Claim.CAUSAL: _any_of(
        r"because therefore thereby leads?_to led_to results?_in means?_that so_(?:that|long_as)",
        r"depends?_on due_to thanks_to owing_to (?:helps?_)?explains? consequences? as_a_result",
        r"reasons? (?:additional|main|key|major|decisive)_(?:factor|cause)",
        r"part_of_(?:this|the|his|her|their)(?=[^.]{0,40}_(?:is|has_been)_)",
        "makes causes requires allows enables undermines? threatens forces drives drove deprives",
        "fuels prevents inflame[sd]? strengthens weakens encourages deters erodes hinders hampers",
        "ensures creates turns undermined",
    ),
    Claim.EVALUATIVE: _any_of(
        r"danger\w* mistakes? wrong(?:ly)? rightly right(?=_to\b) (?<!at_)best worst better worse",
        r"bad fail(?:s|ed|ure|ures|ing)? success\w* crucial essential vital critical(?:ly)?",
        r"important(?:ly)? (?:im)?possible (?:un)?necessary weak(?:er|est|ness)? powerful",
        r"strong(?:er|est|ly)? illusions? na[iï]ve costly futile credible serious lasting truths?",
        r"real(?![-_]estate) fundamental\w* true truly false clearly surely evident(?:ly)? harmful",
        r"obvious(?:ly)? hard(?:er|ly)? difficult eas(?:y|ier|ily) simply (?:un)?likely probably",
        r"improbable sensible (?:un)?reasonable (?:un)?fair stupid foolish wise(?:ly)? telling",
        r"(?:un)?justifi\w+ (?:un)?surprising(?:ly)? predictabl[ey] irrelevant inevitabl[ey]",
        r"remarkabl[ey] significant(?:ly)? merely essentially ultimately tremendous excellent",
        r"terrible poor(?:ly)? useful useless valuable worthwhile problems? opportunit(?:y|ies)",
        r"threats? risky? risks burdens? existential pyrrhic (?:un)?fortunately sadly notoriously",
        r"misreads? nothing nobody seems appears suggests? impl(?:y|ies) indicat\w+_that in_effect",
        r"(?:is|it[’']s|seems|are)_clear (?:very|so)_little signs?_(?:that|of) says_a_lot",
        r"not_ready (?:more|less)_(?:\w+_){1,3}than (?:most|least)_(?!of\b)\w+ over(?=\.$)",
    ),
}
_DATED = re.compile(
    r"(?:[^.]{0,40}\b)?(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|"
    r"(?:last|earlier this|later that|this past) (?:week|weekend|month|year|spring|summer|autumn|"
    r"fall|winter|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|(?:two|three|several|a few|\d+) "
    r"(?:days|weeks|months|years) (?:ago|before|earlier|later)|(?:in|since|on|until|by) "
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:19|20)\d\d)|(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December) \d)",
    re.IGNORECASE,
)
_DIGITS = 5  # from so many on, the sentence is about its figures


def claims(text: str) -> frozenset[Claim]:
    """The kinds of claim that a sentence makes; none when it is background.

    A question claims nothing. What is dated or full of figures is narration, unless it also says
    what ought to be.
    """
    if text.rstrip("”’\"') ").endswith("?"):
        return frozenset()
    found = frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(text))
    if found and Claim.NORMATIVE not in found and _is_narration(text):
        return frozenset()
    return found


def claim_weight(text: str) -> float:
    """By what the score of a sentence on a topic is multiplied: at most about 1.15."""
    kinds = len(claims(text))
    return 1 + FURTHER * (kinds - 1) if kinds else BACKGROUND


def _is_narration(text: str) -> bool:
    return bool(_DATED.match(text)) or sum(map(str.isdigit, text)) >= _DIGITS
