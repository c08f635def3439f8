"""Who is "he" and who "she", told by the paragraphs that name nobody else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from bot.corpus.speech.people import People
from bot.corpus.speech.tables import BODY, FEMALE, MALE
from bot.model import Span

_PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(?:she|her|hers|herself))\b", re.IGNORECASE)
_CERTAIN = 3  # times as many of the one pronoun as of the other


def learn_genders(
    people: People, text: str, paragraphs: Sequence[Span], quotations: Sequence[Span]
) -> None:
    """Adds to ``people`` the gender of those whose given name does not tell it."""
    unknown = {mention.name for mention in people.mentions if people.gender(mention.name) is None}
    if not unknown:
        return
    mentions = people.mentions
    mention_starts = [mention.start for mention in mentions]
    quotation_starts = [quotation.start for quotation in quotations]
    votes: dict[str, Counter[str]] = {}
    for paragraph in paragraphs:
        first = bisect_left(mention_starts, paragraph.start)
        last = bisect_left(mention_starts, paragraph.end)
        named = {m.name for m in mentions[first:last] if people.gender(m.name) != BODY}
        if len(named) != 1 or not named <= unknown:
            continue
        count = votes.setdefault(named.pop(), Counter())
        for match in _PRONOUN.finditer(text, mentions[first].end, paragraph.end):
            around = bisect_right(quotation_starts, match.start()) - 1
            if around < 0 or quotations[around].end <= match.start():
                count[MALE if match.group(1) else FEMALE] += 1
    for name, count in votes.items():
        for gender, other in ((MALE, FEMALE), (FEMALE, MALE)):
            if count[gender] and count[gender] >= _CERTAIN * count[other]:
                people.genders[name] = gender
