"""Where the sentences of a paragraph are: sentencex, with its known wrong cuts mended."""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bot.corpus.names import ABBREVIATED, CAPITAL_WORD, INITIALS, NAME
from bot.corpus.paragraphs import trimmed
from bot.model import Span

# sentencex takes quadratic time over unclosed quotation marks, so it never sees more at once.
_MOST = 6_000

# A cut after one of these is wrong when a capital follows.
_TITLE = re.compile(rf"(?:^|[\s(“‘\"'—–-]){ABBREVIATED}$")
# Initials are part of a name when they begin the sentence or follow a capital, and a name follows:
# not in "It was plan B. The town …".
_INITIALS = re.compile(
    r"(?:(?:^|[\s(“‘\"'—–-])(?:[A-Z]\.){2,}|"
    rf"(?:^[“‘\"'(]?|(?:[A-Z][\w’'-]+|[A-Z]\.|{ABBREVIATED})[ \u00a0])[A-Z]\.)$"
)
_OPENS_SENTENCE = re.compile(
    r"(?:The|A|An|I|It|He|She|They|We|You|This|That|These|Those|There|His|Her|Their|Its|Our|My|"
    r"But|And|So|Or|If|When|While|As|After|Before|In|On|At|By|For|From|To|With|What|Who|Why|How|"
    r"Yet|Still|Now|Then|Even|Not|No|Some|Many|Most|All|Nobody|Everyone|Here)\b"
)
_BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(])(?:Nos?|Art|Arts|Fig|Figs|Sec|Ch|Vol|pp?|para|c|ca|approx)\.$", re.IGNORECASE
)
_MID = re.compile(r"(?:^|[\s(])(?:i\.?e|e\.?g|vs?|cf|viz|al|approx|incl)\.,?$", re.IGNORECASE)
# Countries and bodies written with points both end sentences and stand before names.
_POINTED = re.compile(r"(?:U\.S|U\.K|U\.N|E\.U|D\.C|U\.S\.A|U\.A\.E|a\.m|p\.m)\.$")
# "Why?" Doe asked. The clause that reports a question belongs to it.
_REPORTED = re.compile(
    rf"(?:(?:{ABBREVIATED}|{CAPITAL_WORD}|{INITIALS})[ \u00a0]?){{1,5}}"
    r"(?:, [^.!?“”\"\n]{1,80}, |(?<=[ \u00a0]))"  # what she is may stand between
    r"(?:(?:asked|asks|told|tells|pressed|interjected|shot back|fired back|chimed in|quizzed)\b|"
    r"(?:said|says|wrote|replied|responded|shouted|yelled|[Tt]weeted|declared|exclaimed|wondered|"
    r"went on|mused|insisted|retorted|remarked|noted|argued|cried|screamed|thundered|added|"
    r"continued|joked|quipped|demanded|answered|explained|recalled|[a-z]{3,}ed(?=[.,]))"
    r"(?:[.,;:]|[ \u00a0](?:of|in|on|at|to|during|after|before|while|when|with|as|about|from|last|"
    r"this|earlier|rhetorically|sarcastically|reporters|viewers|supporters|voters|the|me|him|her|"
    r"them|us|a|[A-Z][a-z]+day)\b))"
)
# A name after a dash signs the quotation before it.
_SIGNED = re.compile(rf"[―—–-]+\s*{NAME}(?:, [^.!?]{{1,60}})?\.?")
# What points to a note, and closers whose openers are missing: no sentence begins with them.
_NOTE_MARKS = re.compile(r"(?:\[\d{1,3}\]|[*†‡§⁰¹²³⁴-⁹)\]])+\s*")
_NOTED = re.compile(rf"{_NOTE_MARKS.pattern}$")
_ODD_SPACE = re.compile(r"(?![\x00-\x7f])\s")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPENING = "“‘\"'«([—–―- \u00a0"


@lru_cache(maxsize=1)
def _segmenter() -> Callable[[str], Iterable[str]]:
    from sentencex import segment  # noqa: PLC0415 - a start with an index in place needs none

    def cut(text: str) -> Iterable[str]:
        try:
            parts: list[str] = segment("en", text)
        except BaseException as error:
            # What sentencex's Rust ends with is not an Exception, and would end the program.
            if type(error).__name__ != "PanicException":
                raise
            raise ValueError(f"sentencex can't cut a text: {error}") from error
        return parts

    return cut


def _plain(text: str) -> str:
    """The text as sentencex can cut it, each character in its place.

    It is given UTF-8, which has no lone surrogates, and it panics over a capital, a space that is
    not ASCII and a stop.
    """
    return _ODD_SPACE.sub(" ", _SURROGATE.sub("?", text))


def find_sentences(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph, in order, trimmed of white space. They never overlap."""
    held: Span | None = None
    for start, end in _cuts(text, paragraph):
        span = trimmed(text, start, end)
        if not len(span):
            continue
        if held is not None and _belongs(text, held, span):
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _cuts(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    segment = _segmenter()
    for piece in _pieces(text, paragraph):
        position = piece.start
        for part in segment(_plain(piece.of(text))):
            end = min(position + len(part), piece.end)
            yield position, end
            position = end
        if position < piece.end:
            yield position, piece.end


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    while paragraph.end - start > _MOST:
        limit = start + _MOST
        cut = max(text.rfind(mark, start + _MOST // 2, limit) for mark in (". ", "! ", "? "))
        if cut < 0:
            cut = text.rfind(" ", start + _MOST // 2, limit)
        end = cut + 2 if cut >= 0 else limit
        end = min(end, limit)
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


def _belongs(text: str, held: Span, span: Span) -> bool:
    """Whether what follows a cut still belongs to the sentence before it."""
    if span.start == held.end and text[held.end - 1].isalnum() and text[span.start].isalnum():
        return True  # a cut within a word, where one very long paragraph was cut into pieces
    tail = text[max(held.start, held.end - 24) : held.end]
    following = text[span.start : min(span.end, span.start + 40)]
    if span.start == held.end and (marks := _NOTE_MARKS.match(following)):
        following = following[marks.end() :]
    following = following.lstrip(_OPENING)
    first = following[:1]
    if not first:
        return True  # marks alone
    if tail[-1:] in "”\"’'»" and _SIGNED.fullmatch(text, span.start, span.end):
        return True
    if first.islower():
        # "Why?" he said. A stop within quotation marks ends nothing when a small letter follows.
        tail = _NOTED.sub("", tail)
        return tail.rstrip("”’\"'»)")[-1:] in "?!….,;:" or bool(_TITLE.search(tail))
    if tail[-2:-1] in {"?", "!"} and tail[-1:] in "”\"’'»":
        return _REPORTED.match(text, span.start, span.end) is not None
    if first.isdigit():
        return bool(_BEFORE_FIGURE.search(tail)) or bool(_MID.search(tail))
    if _INITIALS.search(tail):
        # sentencex judges "U.S." and its like by what follows, and does it well.
        return not _POINTED.search(tail) and not _OPENS_SENTENCE.match(following)
    return bool(_TITLE.search(tail)) or bool(_MID.search(tail))
