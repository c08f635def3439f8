"""What a sentence claims: that something ought to be, is good or bad, follows or will happen.

A sentence that claims nothing is background: narration, figures, description. Words are read, not
grammar, so that a sentence costs microseconds. The kinds are those of argument mining's policy,
value and fact claims, with facts limited to causes and predictions.
"""

from __future__ import annotations

import re
from enum import StrEnum

BACKGROUND = 0.6  # of the score of a sentence that claims nothing: on a topic, a claim goes first
WEAK = 0.3  # of the score of a question, and of what only announces the sentences after it
FURTHER = 0.05  # added for each further kind of claim in one sentence


class Claim(StrEnum):
    """What kind of claim a sentence makes."""

    NORMATIVE = "normative"  # what ought to be done
    EVALUATIVE = "evaluative"  # how good, likely or telling something is
    CAUSAL = "causal"  # what something leads to, or comes from
    PREDICTIVE = "predictive"  # what will, would or may happen


def _of(kind: Claim, words: str) -> dict[str, Claim]:
    return dict.fromkeys(words.split(), kind)


# One look-up a word is twenty times faster than one pattern with all of them.
_WORDS = {
    **_of(Claim.NORMATIVE, "must should shall ought needn’t deserve deserves owe owes"),
    **_of(
        Claim.PREDICTIVE,
        "will won’t wouldn’t could couldn’t may might cannot can’t unless",
    ),
    **_of(
        Claim.CAUSAL,
        """because therefore thereby explain explains consequence consequences reason reasons makes
        causes requires allows enables undermine undermines undermined threatens forces drives drove
        deprives fuels prevents inflame inflames inflamed strengthens weakens encourages deters
        erodes hinders hampers ensures creates turns""",
    ),
    **_of(
        Claim.EVALUATIVE,
        """danger dangers dangerous dangerously mistake mistakes wrong wrongly rightly worst better
        worse bad fail fails failed failure failures failing success successes successful
        successfully crucial essential vital critical critically important importantly possible
        impossible necessary unnecessary weak weaker weakest weakness strong stronger strongest
        strongly powerful illusion illusions naive naïve costly futile credible serious lasting
        truth truths true truly false fundamental fundamentals fundamentally clearly surely evident
        evidently obvious obviously hard harder hardly harmful difficult easy easier easily simply
        likely unlikely probably improbable sensible reasonable unreasonable fair unfair stupid
        foolish wise wisely telling justified justifies justifiable unjustified surprising
        surprisingly unsurprising predictable predictably irrelevant inevitable inevitably
        remarkable remarkably significant significantly merely essentially ultimately tremendous
        excellent terrible poor poorly useful useless valuable worthwhile problem problems
        opportunity opportunities threat threats risk risks risky burden burdens existential pyrrhic
        fortunately unfortunately sadly notoriously misread misreads nothing nobody seems appears
        suggest suggests imply implies""",
    ),
}
_PHRASES = {
    Claim.NORMATIVE: re.compile(
        r"\b(?:needs? to|has to|have to|had better|it(?:’s| is) time|worth (?:\w+ing|the)|"
        r"let us)\b"
    ),
    Claim.PREDICTIVE: re.compile(
        # "a package that would …" describes the package; "But that would …" predicts.
        r"\b(?:(?<!that )(?<!which )(?<!who )would|(?:and|but) that would|bound to|risks? \w+ing|"
        r"is (?:going|set|poised|about) to|(?<!as )if(?! not))\b"
    ),
    Claim.CAUSAL: re.compile(
        r"\b(?:leads? to|led to|results? in|means? that|so (?:that|long as)|depends? on|due to|"
        r"thanks to|owing to|as a result|(?:additional|main|key|major|decisive) (?:factor|cause)|"
        r"part of (?:this|the|his|her|their)(?=[^.]{0,40} (?:is|has been) ))"
    ),
    Claim.EVALUATIVE: re.compile(
        r"\b(?:right to|(?<!at )best|real(?![-\s]estate)|in effect|indicat\w+ that|not ready|"
        r"(?:is|it[’']s|seems|are) clear|(?:very|so) little|signs? (?:that|of)|says a lot|"
        r"(?:more|less) (?:\w+ ){1,3}than|(?:most|least) (?!of\b)\w+ |over\.$)(?!\w)"
    ),
}
_WORD = re.compile(r"[^\W\d_]+(?:’t)?")
_MAY = re.compile(r"\bMay\b")
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
# What somebody did with a thing, to the end of the sentence. What it is called judges nothing.
_ACT = re.compile(
    r"(?P<who>[^,;:—]{1,80}? (?:has |have |had )?)(?:welcomed|rejected|accepted|declined|refused|"
    r"approved|adopted|signed|dismissed|endorsed|opposed|denied|condemned|denounced|praised|"
    r"criticized|criticised|applauded|hailed|mocked|ridiculed|received|withdrew|withdrawn|dropped) "
    r"(?:the|an?|all|any|both|his|her|its|their|this|these) [^,;:—]+"
)
# A lead-in: "Critics make two mistakes.", or "There are three reasons for it:".
_ANNOUNCES = re.compile(
    r"(?:.*\b(?:two|three|four|five|six|seven|several|a (?:few|couple of|number of)|these|the "
    r"following)\s(?:\w+\s){0,2}?(?:advantages|aims|answers|arguments|causes|challenges|choices|"
    r"conclusions|conditions|consequences|dangers|effects|errors|facts|factors|failures|faults|"
    r"flaws|forms|goals|grounds|issues|lessons|mistakes|myths|objections|obstacles|options|parts|"
    r"points|principles|problems|questions|reasons|risks|rules|scenarios|steps|things|ways|"
    r"weaknesses)(?:\s(?:for|behind|with|about|to)\s(?:it|this|that|them))?[.!]|.*:)[”’\"')\s]*",
    re.IGNORECASE | re.DOTALL,
)
_DIGITS = 5  # from so many on, the sentence is about its figures


def claims(text: str) -> frozenset[Claim]:
    """The kinds of claim that a sentence makes; none when it is background.

    A question claims nothing, nor does what only announces the claims after it. What is dated or
    full of figures is narration, unless it also says what ought to be.
    """
    if asks(text) or announces(text):
        return frozenset()
    # "May" with a capital is the month, or as good as never opens a claim.
    small = _MAY.sub("", text).lower().replace("'", "’")
    found = _kinds(small)
    if found == {Claim.EVALUATIVE} and (act := _ACT.fullmatch(small)) and not _kinds(act["who"]):
        return frozenset()
    if found and Claim.NORMATIVE not in found and _is_narration(text):
        return frozenset()
    return frozenset(found)


def asks(text: str) -> bool:
    """Whether the text ends in a question."""
    return text.rstrip("”’\"') ").endswith("?")


def announces(text: str) -> bool:
    """Whether a sentence only leads in to what follows it: "Critics make two mistakes."."""
    return _ANNOUNCES.fullmatch(text) is not None


def _kinds(small: str) -> set[Claim]:
    kinds = {_WORDS[word] for word in _WORD.findall(small) if word in _WORDS}
    return kinds | {kind for kind, pattern in _PHRASES.items() if pattern.search(small)}


def claim_weight(text: str) -> float:
    """By what the score of a sentence on a topic is multiplied: at most about 1.15."""
    if asks(text) or announces(text):
        return WEAK
    kinds = len(claims(text))
    return 1 + FURTHER * (kinds - 1) if kinds else BACKGROUND


def _is_narration(text: str) -> bool:
    return bool(_DATED.match(text)) or sum(map(str.isdigit, text)) >= _DIGITS
