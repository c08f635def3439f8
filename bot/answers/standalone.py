"""Whether a sentence can be read by itself, or leans on the one before it."""

from __future__ import annotations

import re

_CONNECTIVES = (
    "accordingly|also|and|as a result|as such|besides|but|by contrast|consequently|"
    "conversely|even so|finally|first|for example|for instance|for that reason|"
    "furthermore|hence|however|shortly after|soon after|evidently|equally|after all|"
    "at the same time|at that point|at this point|by then|"
    "in addition|in contrast|in other words|in short|in sum|"
    "in that case|in this context|indeed|instead|last|likewise|meanwhile|moreover|"
    "nevertheless|next|nonetheless|nor|of course|on the contrary|on the other hand|or|"
    "otherwise|rather|second|similarly|so|still|that is|then|therefore|third|though|"
    "thus|to that end|too|unlike|worse still|yet"
)
_POINTERS = "this|that|these|those|such|he|she|they|it|him|her|them|his|hers|their|theirs|its|both"
# "It is clear that", "It remains to be seen" point at nothing: the subject follows.
_EXPLETIVE = (
    r"it (?:is|was|will be|would be|has been|seems|appears|remains|takes|took)\b"
    r"(?! (?:un)?(?:likely|able|willing|ready|set|about|going|interested)\b)"
    r"(?: \w+){0,4}? (?:that|to|for|who|whether|if)\b"
)
_DANGLING = re.compile(
    rf"\W*(?:(?:{_CONNECTIVES})\b(?!-)|(?!{_EXPLETIVE})(?:{_POINTERS})\b(?!-))", re.IGNORECASE
)
_LEANING_INSIDE = re.compile(
    r"\b(?:the former|the latter|as (?:mentioned|noted|discussed|described) (?:above|earlier)|"
    r"(?:mentioned|noted) above|see (?:above|below))\b",
    re.IGNORECASE,
)


def dangles(text: str) -> bool:
    """Whether the text opens with a connective or a pronoun, or points outside itself."""
    return bool(_DANGLING.match(text) or _LEANING_INSIDE.search(text))
