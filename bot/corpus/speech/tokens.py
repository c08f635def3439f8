"""A sentence as a row of words, names and quotations, which is what the frames are read from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from bot.corpus.names import ABBREVIATED
from bot.corpus.speech.people import Mention
from bot.model import Span

_ABBREVIATION = rf"{ABBREVIATED}|(?:[A-Za-z]\.){{2,}}"
_NOT = r"(?=[^\W_]*n[’']t\b)[^\W_]+?(?=n[’']t)|n[’']t\b"
_OTHER = r"[^\W_]+(?:[-.](?=\w)[^\W_]+)*|[’'](?:s|d|m|ll|re|ve)\b|[^\w\s]"
_TOKEN = re.compile(rf"{_ABBREVIATION}|{_NOT}|{_OTHER}")
# The same where nothing is denied so: before each word it would be looked for.
_PLAIN_TOKEN = re.compile(rf"{_ABBREVIATION}|{_OTHER}")


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    MARK = "mark"
    NAME = "name"
    QUOTATION = "quotation"


class Token(NamedTuple):
    """``text`` is lower-cased for a word, the person for a name, empty for a quotation.

    ``number`` is the quotation's place among those of the text; ``pauses`` tells that it ends
    within its marks as a quotation does whose reporting clause follows.

    There are a thousand to an article, and a tuple is made in a fraction of a dataclass's time.
    """

    kind: Kind
    text: str
    start: int
    end: int
    number: int = -1
    capital: bool = False
    pauses: bool = False


_PAUSES = frozenset(",?!—–…")
_DASHES = frozenset("-–—")
_STOPS = frozenset(".!?;")
_THRUST_MOST = 26  # tokens between two dashes that a sentence is read without
_ASIDE_MOST = 8  # tokens in brackets that a sentence is read without


def _without_asides(tokens: list[Token]) -> list[Token]:
    """The tokens without short brackets, "(D-Somewhere)", unless these hold a quotation."""
    kept: list[Token] = []
    opened: int | None = None
    for token in tokens:
        kept.append(token)
        if token.kind is Kind.QUOTATION:
            opened = None
        elif token.kind is Kind.MARK and token.text == "(":
            opened = len(kept) - 1
        elif token.kind is Kind.MARK and token.text == ")" and opened is not None:
            if len(kept) - opened <= _ASIDE_MOST + 2:
                del kept[opened:]
            opened = None
    return kept


def _without_thrusts(tokens: list[Token]) -> list[Token]:
    """The tokens without what dashes part from a name and its verb: "Doe — who came — said"."""
    kept: list[Token] = []
    i = 0
    while i < len(tokens):
        end = _thrust_end(tokens, i) if kept and kept[-1].kind is Kind.NAME else None
        if end is None:
            kept.append(tokens[i])
            i += 1
        else:
            i = end
    return kept


def _thrust_end(tokens: list[Token], start: int) -> int | None:
    """Where a small word follows the second of two dashes, of which the first is at ``start``."""
    if tokens[start].text not in _DASHES:
        return None
    if start + 1 < len(tokens) and tokens[start + 1].kind is Kind.QUOTATION:
        return None
    for i in range(start + 2, min(start + _THRUST_MOST, len(tokens) - 1)):
        token = tokens[i]
        if token.kind is Kind.QUOTATION or token.text in _STOPS:
            return None
        following = tokens[i + 1]
        if token.text in _DASHES and following.text not in _DASHES:
            verb = following.kind is Kind.WORD and not following.capital
            return i + 1 if verb else None
    return None


class Row:
    """Cuts stretches of one text into tokens; names and quotations are one token each."""

    def __init__(self, text: str, mentions: Sequence[Mention], quotations: Sequence[Span]) -> None:
        self._text = text
        self._mentions = mentions
        self._mention_starts = [m.start for m in mentions]
        self._quotations = quotations
        self._quotation_starts = [q.start for q in quotations]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens of a stretch, in order. A quotation that reaches in from before is skipped."""
        tokens: list[Token] = []
        named = False
        position = start
        q = bisect_left(self._quotation_starts, start)
        if q > 0 and self._quotations[q - 1].end > start:
            position = self._quotations[q - 1].end
        m = bisect_left(self._mention_starts, position)
        while position < end:
            while q < len(self._quotations) and self._quotations[q].start < position:
                q += 1
            stop = min(end, self._quotations[q].start) if q < len(self._quotations) else end
            while m < len(self._mentions) and self._mentions[m].start < position:
                m += 1
            if m < len(self._mentions) and self._mentions[m].end <= stop:
                mention = self._mentions[m]
                self._plain(tokens, position, mention.start)
                tokens.append(Token(Kind.NAME, mention.name, mention.start, mention.end))
                named = True
                position = mention.end
                continue
            self._plain(tokens, position, stop)
            position = stop
            if q < len(self._quotations) and stop == self._quotations[q].start and stop < end:
                span = self._quotations[q]
                pauses = self._text[span.start : span.end].rstrip("”’\"'»")[-1:] in _PAUSES
                tokens.append(Token(Kind.QUOTATION, "", span.start, span.end, q, pauses=pauses))
                position = span.end
        if self._text.find("(", start, end) >= 0:
            tokens = _without_asides(tokens)
        return _without_thrusts(tokens) if named else tokens

    def _plain(self, tokens: list[Token], start: int, end: int) -> None:
        text, word_kind, mark_kind = self._text, Kind.WORD, Kind.MARK
        denied = text.find("n't", start, end) >= 0 or text.find("n’t", start, end) >= 0
        for match in (_TOKEN if denied else _PLAIN_TOKEN).finditer(text, start, end):
            word = match[0]
            first = word[0]
            kind = word_kind if first.isalnum() or len(word) > 1 else mark_kind
            small = word.lower().replace("’", "'")
            tokens.append(Token(kind, small, *match.span(), capital=first.isupper()))
