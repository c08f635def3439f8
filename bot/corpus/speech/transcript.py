"""Turns of an interview that is printed without quotation marks: "DOE: …", "Q. … A. …".

Their words are no more the author's than those in marks. A label alone proves nothing ("NOTE: …"):
there are several turns, and one is of a person whom the article names, or they alternate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.corpus.names import CAPITAL_WORD, fold, is_name, surname
from bot.corpus.speech.given_names import GENDERS
from bot.corpus.speech.people import People
from bot.corpus.speech.tables import TITLES
from bot.model import Quotation, QuotationKind, Span

_LABEL = re.compile(
    r"(?:(?P<asked>Q(?:uestion)?|A(?:nswer)?)[.:]"
    r"|(?P<capitals>(?:[A-Z]{2,4}\.? )?[A-Z][A-Z’'-]{2,}(?:\.?,? [A-Z][A-Z.’'-]*){0,5})"
    r"(?: ?\([^()]{1,40}\))?:"
    rf"|(?P<name>{CAPITAL_WORD}(?: {CAPITAL_WORD}){{0,3}}):)\s+(?=\S)"
)
_MARKS = re.compile('[“”"„«»]')
_GOES_ON = 3  # paragraphs without a label between two turns that may belong to the first
_ALTERNATING = 3  # turns
_ROLES = TITLES | {"byline", "guest", "presenter", "interviewer", "narrator"}


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph that somebody says: its label, and the words after it."""

    paragraph: int
    label: str
    span: Span
    asks: bool  # labelled "Q" or "A"


def may_have_turns(text: str, paragraphs: Sequence[Span]) -> dict[int, Turn]:
    """By paragraph, what looks like a turn by its label alone."""
    turns = {}
    for number, paragraph in enumerate(paragraphs):
        label = _LABEL.match(text, paragraph.start, paragraph.end)
        if label is not None:
            asked = label["asked"]
            name = asked[0] if asked else label["capitals"] or label["name"]
            span = Span(label.end(), paragraph.end)
            turns[number] = Turn(number, name, span, asks=asked is not None)
    return turns


def find_turns(
    text: str, paragraphs: Sequence[Span], turns: Mapping[int, Turn], people: People
) -> list[Quotation]:
    """The turns as quotations, in order; nothing where they are no transcript's.

    Whose a turn is, is not said where the label is no name in the article. Paragraphs between two
    turns that may go on with the first are somebody's words, it is not known whose.
    """
    asked = [turn for turn in turns.values() if turn.asks]
    named = [turn for turn in turns.values() if not turn.asks]
    speakers = {turn.label: _speaker(turn.label, people) for turn in named}
    # A name in small letters is a label only where it is a person's.
    named = [t for t in named if speakers[t.label] is not None or t.label.isupper()]
    if len({turn.label for turn in asked}) < 2:
        asked = []
    whose = {**_introduced(speakers), **{label: who for label, who in speakers.items() if who}}
    if not _is_conversation([turn.label for turn in named], speakers, whose):
        named = []
    found = sorted([*asked, *named], key=lambda turn: turn.paragraph)
    quotations = []
    for turn, following in zip_longest(found, found[1:]):
        quotations.append(Quotation(turn.span, QuotationKind.SPEECH, whose.get(turn.label)))
        last = following.paragraph if following else turn.paragraph
        if last - turn.paragraph - 1 <= _GOES_ON:
            quotations += [
                Quotation(span, QuotationKind.SPEECH, None)
                for span in paragraphs[turn.paragraph + 1 : last]
                if not _MARKS.search(text, span.start, span.end)
            ]
    return quotations


def _speaker(label: str, people: People) -> str | None:
    name = label.title() if label.isupper() else label
    return people.resolve(name) or people.resolve(_bare(label))


def _bare(label: str) -> str:
    """ "SEN. OTTO RULER, CHAIRMAN", "MR. RULER": the name without what stands around it."""
    name = label.title() if label.isupper() else label
    return re.sub(r"^\w{1,5}\. ", "", name.split(",")[0])


def _introduced(labels: Collection[str]) -> dict[str, str]:
    """Whom labels themselves name in full, as "TOM BELL, HOST" does, and then by surname alone.

    Two words in capitals are a name by a role after them, by the given name, or where another
    label has the surname alone.
    """
    alone = {fold(_bare(label)) for label in labels}
    found: dict[str, str] = {}
    for label in labels:
        name, role = _bare(label), label.partition(",")[2]
        given = fold(name.split()[0])
        named = given in GENDERS or surname(name) in alone
        named = named or not _ROLES.isdisjoint(fold(role).split())
        if named and is_name(name) and given not in TITLES:
            found[label] = name
    names = set(found.values())
    for label in labels:
        fitting = [name for name in names if surname(name) == fold(_bare(label))]
        if len(fitting) == 1:
            found[label] = fitting[0]
    return found


def _is_conversation(
    labels: Sequence[str], known: Mapping[str, str | None], whose: Mapping[str, str]
) -> bool:
    """Whether a label is of a person ``known`` from the article, or speakers alternate."""
    times = Counter(whose.get(label, label) for label in labels)
    if len(labels) < 2:
        return False
    alternating = len(labels) >= _ALTERNATING and len(times) > 1 and max(times.values()) > 1
    return alternating or any(known[label] for label in labels)
