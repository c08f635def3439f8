"""Whether a text has the shape of one whole sentence of prose, at a length that fits a card."""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

import re

FEWEST_WORDS = 8
MOST_WORDS = 60
MOST_CHARACTERS = 350

_STOPS = (".", "!", "?")
_CLOSERS = "”’\"'»)]"
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_MARKS = re.compile(r"[()\[\]{}“”«»]")
_NO_PROSE = re.compile(
    r"https?://|www\.|\S@\w|[©|•#]|\[\^?\d+\]|\n\s*\n|"
    r"\b(?:appeared first on|republished|podcast|read more|sign up|subscribe|newsletter|click|"
    r"follow us|this article|this post|blog posts?|our series|"
    r"(?:our|my) (?:next|last|previous) (?:post|article|column)|stay tuned|image:|photo:|"
    r"all rights reserved|first published)\b",
    re.IGNORECASE,
)
# "Choosing a name: Pick one that …": the label of a paragraph or a speaker, then the sentence.
_LABELLED = re.compile(r"([^.:;,]{1,80}):\s+[A-Z\d]|((?:\w+ ){0,2}\w+) [—–] [A-Z]")
# "As a guide to the bay.", "Held 15 meetings about it."
_FRAGMENT = re.compile(
    r"As (?:a|an|the)\b[^,]*$|"
    r"(?:Held|Built|Led|Made|Wrote|Ran|Gave|Took|[A-Z][a-z]+ed)\s+(?:a|an|the|\d+|our|new|more|[A-Z]\w+)\b"
)
_PARTICIPLE = re.compile(r"[A-Z][a-z]+ing\b(?!\s+to\b)")
# What ends the part of a sentence in which its main verb stands, if it begins with a participle.
_SUBORDINATED = re.compile(r",?\s(?:so that|that|which|who|where|because|if|when)\b|[;:]")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|cannot|could|may|might|must|"
    r"should|\w+n[’']t|\w+ed|gives?|makes?|takes?|helps?|lets?|went|came|left|led|meant|got|made|"
    r"gave|took|became|leads|comes|goes|amounts|boils|results|depends|matters|works|pays|"
    # "hurts consumers"; a plural noun goes on with a preposition: "piles in".
    r"\w+[^\Ws’'iu]s\s+(?!(?:in|of|for|on|with|to|at|by|from|into|and|or|as|than|through|"
    r"across|under|over|before|after)\b)\w+)\b"
)
_NO_CLAUSE = re.compile(r"\s*(?:and|or|so|but|then|including|such|not)\b")
_QUESTION = re.compile(
    r"(?:who|what|when|where|why|how|which|whose|can|could|will|would|should|must|may|might|do|"
    r"does|did|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)


def misshapen(text: str) -> str | None:
    """What is wrong with the shape of a sentence, in a few words; None if nothing is."""
    words = len(text.split())
    if words < FEWEST_WORDS:
        return "too few words"
    if words > MOST_WORDS or len(text) > MOST_CHARACTERS:
        return "too long"
    if not text.lstrip("“\"'‘«")[:1].isupper():
        return "no capital letter at the beginning"
    end = text.rstrip(_CLOSERS)
    if not end.endswith(_STOPS) or end.endswith(".."):
        return "no end of a sentence"
    if not _balanced(text):
        return "brackets or quotation marks without their partner"
    if _NO_PROSE.search(text):
        return "not prose"
    if end.endswith("?") and not _QUESTION.match(text):
        return "a fragment of a question"
    if (label := _LABELLED.match(text)) and not _FINITE.search(label[0]):
        return "a label before the sentence"
    if _is_fragment(text):
        return "no main verb"
    return None


def _is_fragment(text: str) -> bool:
    """Whether the sentence is an item of a list: "Baking it in, so that …", "As a guide to it."."""
    if _FRAGMENT.match(text):
        return True
    if not _PARTICIPLE.match(text):
        return False
    # The subject of a participle that opens a sentence follows its comma: "Walking on, he …".
    main = _SUBORDINATED.split(text, maxsplit=1)[0]
    before, comma, after = main.partition(",")
    return not _FINITE.search(before) and (not comma or bool(_NO_CLAUSE.match(after)))


def _balanced(text: str) -> bool:
    open_marks: list[str] = []
    for mark in _MARKS.findall(text):
        if mark in _PAIRS:
            open_marks.append(_PAIRS[mark])
        elif not open_marks or open_marks.pop() != mark:
            return False
    # A closing single mark may be an apostrophe, so only an opening one needs its partner.
    singles = text.count("‘") <= text.count("’")
    return not open_marks and singles and text.count('"') % 2 == 0
