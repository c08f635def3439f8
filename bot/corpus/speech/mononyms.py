"""Those whom an article calls by one name throughout, and lets speak."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.corpus.speech.spotting import Found
from bot.corpus.speech.verbs import ALSO_NOUNS, NAMING, SAYING

# Of forms that are nouns as well, those that a name is often the subject of.
_VERBS = frozenset(verb for verb in (SAYING | NAMING) - ALSO_NOUNS if not verb.endswith("ing"))
_VERBS |= {"reports", "states", "notes", "found"}
_LEAST = 2  # mentions of somebody whose name stands at the beginning of sentences only
_SPEAKS = (
    "(?:said|says|told|tells|wrote|writes|tweeted|tweets|asked|added|replied|responded|stated|"
    "states|reported|reports|noted|notes|argued|argues|explained|explains|continued|insisted|"
    "confirmed)"
)
_VERB_AFTER = re.compile(r"[ \u00a0](?:(?:has|had|also|first|later|[a-z]+ly)[ \u00a0])?([a-z]+)\b")
_SPEAKS_BEFORE = re.compile(rf"\b{_SPEAKS} $")
_CITED_BEFORE = re.compile(r"[Aa]ccording to $")
_LOOK_BACK = 14  # characters, as many as the longest of these has


def find_mononyms(text: str, found: Sequence[Found]) -> dict[str, int]:
    """The single names that are persons though none is introduced, and how often each stands."""
    counts = Counter(item.words[0] for item in found if len(item.words) == 1)
    within: set[str] = set()
    speaking: set[str] = set()
    sure: set[str] = set()
    for item in found:
        if len(item.words) > 1 or item.common:
            continue
        word = item.words[0]
        if not item.opens:
            within.add(word)
        following = _VERB_AFTER.match(text, item.end)
        verb = following.group(1) if following is not None else ""
        if verb in _VERBS:
            speaking.add(word)
            if text[max(0, item.start - 2) : item.start - 1] in _CLOSING:
                sure.add(word)  # "“…,” Doe said": only a name has a capital here
            continue
        back = max(0, item.start - _LOOK_BACK)
        if _SPEAKS_BEFORE.search(text, back, item.start) is not None:
            speaking.add(word)
        elif (
            text[item.end : item.end + 1] in _PAUSES
            and _CITED_BEFORE.search(text, back, item.start) is not None
        ):
            sure.add(word)
    often = {word for word, count in counts.items() if count >= _LEAST} | within
    return {word: counts[word] for word in counts if word in sure or word in often & speaking}


_CLOSING = frozenset("”\"’'")
_PAUSES = frozenset(",.:")
