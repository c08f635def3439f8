"""The bodies that an article lets speak: papers, parties, ministries, firms with an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.corpus.names import CAPITAL_WORD
from bot.corpus.speech.tables import BODIES, NO_BODIES, words

_RUN = re.compile(
    rf"(?<![\w’'.-]){CAPITAL_WORD}"
    rf"(?:[ \u00a0](?:(?:of|for|and|the)[ \u00a0]){{0,2}}{CAPITAL_WORD}){{0,6}}"
)
_ACRONYM = re.compile(r"[A-Z]{3,5}")
_OPENERS = words("The A An On In At For From By To With As But And When After While")
_POSSESSIVE = re.compile(r"[’']s?$")


def find_bodies(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each body, as it is written, without the article before it."""
    for match in _RUN.finditer(text):
        run = match.group().split()
        start = match.start()
        last = _POSSESSIVE.sub("", run[-1])
        acronym = len(run) == 1 and _ACRONYM.fullmatch(last) and last not in NO_BODIES
        if not acronym and last.lower() not in BODIES:
            continue
        while run[0] in _OPENERS and len(run) > 1:
            start += len(run[0]) + 1
            run = run[1:]
        if len(run) == 1 and not acronym and not _has_the(text, start):
            continue
        name = " ".join(text[start : match.end()].split())
        bare = _POSSESSIVE.sub("", name)
        yield start, match.end() - (len(name) - len(bare)), bare


def _has_the(text: str, start: int) -> bool:
    """ "the Post": one word is a body's name only after its article."""
    return text[max(0, start - 4) : start - 1].lower().endswith("the")
