"""From aligned words to what was changed, and which changes a reader must be warned of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.verify.alignment import Piece
from bot.answers.verify.amounts import amounts
from bot.answers.verify.capitals import is_acronym, reads_otherwise
from bot.answers.verify.clauses import clauses_in
from bot.answers.verify.negations import BARE_NEGATIONS, negations
from bot.answers.verify.result import Change, ChangeKind, Warn
from bot.answers.verify.words import Words, differing, has_content, spelt
from bot.model import Article, Span
from bot.text import word_set

_NEGATING = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis")
# Besides currencies and what mathematics has.
_OTHER_SIGNS = frozenset("?？؟%‰°")
_PER_CENT = re.compile(r"(?<=\d)%$")
_DRAWN = frozenset("|~−⁄")  # mathematics has them, prose has them as bars and dashes
# They are not what they look like in two: "re-sign", "re-cover", "a part".
_WORDS_OF_THEIR_OWN = word_set(
    "resign resigns resigned resigning recover recovers recovered recovering reform reforms "
    "reformed reforming recreation resent resents resented retreat retreats retreated retreating "
    "release releases released releasing remark remarks remarked repress represses repressed "
    "represent represents represented resort resorts resorted relay relays apart"
)


@dataclass(slots=True)
class Differences:
    """What differs between a quotation and one place: words, and everything else by name.

    ``clauses`` are reporting clauses that were left out between the words of one speaker,
    ``uncapped`` words of the source that stand here in small letters.
    """

    changes: list[Change] = field(default_factory=list)
    clauses: list[Change] = field(default_factory=list)
    others: set[str] = field(default_factory=set)
    uncapped: list[str] = field(default_factory=list)


def find_differences(
    article: Article,
    pieces: Iterable[Piece],
    source: Words,
    pasted: Words,
    *,
    match: int,
    known: Sequence[Article],
) -> Differences:
    """What a quotation changed of an article's words.

    Args:
        match: the number of the match that the changes belong to.
        known: the articles whose lower-case words tell a capital at a sentence's beginning from a
            name's.
    """
    found = Differences()
    elided = pasted.elided()
    clauses = clauses_in(article, source)
    for piece in (part for whole in pieces for part in _clauses_apart(whole, clauses)):
        if piece.same:
            found.others |= _marks(piece, source, pasted)
            found.changes += _signs(piece, source, pasted, match)
            _hold_capitals(found, piece, source, pasted, match)
        elif _is_layout(article, piece, source):
            found.others.add("layout")
        elif _same_when_joined(piece, source, pasted):
            found.others.add(_joining(piece, source, pasted))
            found.uncapped += [
                source.raw(number) for number in piece.source if source.keys[number] == "u.s"
            ]
        elif not piece.pasted and clauses.get(piece.source.start) == piece.source.stop:
            kind = ChangeKind.ELIDED
            found.clauses.append(_change(kind, piece, source, pasted, match, frozenset()))
        else:
            kind = _kind(piece, elided)
            warns = _warnings(piece, source, pasted, known)
            found.changes.append(_change(kind, piece, source, pasted, match, warns))
    return found


def _clauses_apart(piece: Piece, clauses: Mapping[int, int]) -> list[Piece]:
    """The piece, with a reporting clause that was left out beside other words as one of its own."""
    first, last = piece.source.start, piece.source.stop
    for start, stop in clauses.items():
        if piece.same or not first <= start < stop <= last or (start, stop) == (first, last):
            continue
        if first < start and stop < last and piece.pasted:
            continue  # what was pasted may stand for words before it or after it
        before = piece.pasted if stop == last else range(piece.pasted.start, piece.pasted.start)
        after = range(before.stop, piece.pasted.stop)
        parts = [
            Piece(False, range(first, start), before),
            Piece(False, range(start, stop), range(before.stop, before.stop)),
            Piece(False, range(stop, last), after),
        ]
        return [part for part in parts if part.source or part.pasted]
    return [piece]


def _change(
    kind: ChangeKind,
    piece: Piece,
    source: Words,
    pasted: Words,
    match: int,
    warns: frozenset[Warn],
) -> Change:
    span = source.span(piece.source.start, piece.source.stop)
    other = pasted.span(piece.pasted.start, piece.pasted.stop)
    return Change(kind, span.of(source.text), other.of(pasted.text), match, span, other, warns)


def _kind(piece: Piece, elided: frozenset[int]) -> ChangeKind:
    if not piece.source:
        return ChangeKind.INSERTED
    if piece.pasted:
        return ChangeKind.REPLACED
    return ChangeKind.ELIDED if piece.pasted.start in elided else ChangeKind.DELETED


def _is_layout(article: Article, piece: Piece, source: Words) -> bool:
    """Whether all that was left out is furniture or a heading between two paragraphs."""
    if piece.pasted or not piece.source:
        return False
    span = source.span(piece.source.start, piece.source.stop)
    apart = [each.span for each in article.furniture]
    apart += [each.span for each in article.sentences if each.heading]
    return (
        all(
            any(each.covers(source.span(number, number + 1)) for each in apart)
            for number in piece.source
        )
        and "\n" in source.text[max(0, span.start - 2) : span.end + 2]
    )


def _same_when_joined(piece: Piece, source: Words, pasted: Words) -> bool:
    """Whether only hyphens and spaces differ: "cease-fire", "ceasefire"."""
    left = [source.keys[number] for number in piece.source]
    right = [pasted.keys[number] for number in piece.pasted]
    if not left or not right or negations(left) != negations(right):
        return False
    # Who writes without capitals writes the country like the pronoun.
    if pasted.text.islower():
        left = ["us" if key == "u.s" else key for key in left]
    if len(left) == len(right) == 1 and right[0] in BARE_NEGATIONS:
        left = [left[0].replace("'", "")]
    if len(left) != len(right) and not _WORDS_OF_THEIR_OWN.isdisjoint((*left, *right)):
        return False
    return _joined(left) == _joined(right)


def _joined(keys: Sequence[str]) -> str:
    """The words as one; figures that would run into each other stay apart: "10-15" is not 1015."""
    joined = ""
    for key in (_PER_CENT.sub("percent", key) for key in keys):
        apart = joined[-1:].isdigit() and key[:1].isdigit()
        joined += f" {key}" if apart else key
    return joined


def _joining(piece: Piece, source: Words, pasted: Words) -> str:
    """What differs between words that are the same when joined."""
    if any("%" in source.raw(n) for n in piece.source) or any(
        "%" in pasted.raw(n) for n in piece.pasted
    ):
        return "spelling"
    written = pasted.span(piece.pasted.start, piece.pasted.stop).of(pasted.text)
    if "[" in written or "]" in written:
        return "punctuation"
    bare = len(piece.pasted) == 1 and pasted.keys[piece.pasted.start] in BARE_NEGATIONS
    return "quotation marks" if bare else "hyphens"


def _marks(piece: Piece, source: Words, pasted: Words) -> set[str]:
    found: set[str] = set()
    for count, (left, right) in enumerate(zip(piece.source, piece.pasted, strict=True)):
        if count:
            found.update(differing(source.before(left), pasted.before(right)))
        found.update(spelt(source.raw(left), pasted.raw(right)))
    return found


def _hold_capitals(
    found: Differences, piece: Piece, source: Words, pasted: Words, match: int
) -> None:
    """Where capitals make another word, it was changed; a text without any leaves it in doubt."""
    for left, right in zip(piece.source, piece.pasted, strict=True):
        raw, small = source.raw(left), pasted.raw(right).islower()
        if reads_otherwise(source, left, pasted, right) and not pasted.text.islower():
            one = Piece(False, range(left, left + 1), range(right, right + 1))
            names = frozenset({Warn.NAME})
            found.changes.append(_change(ChangeKind.REPLACED, one, source, pasted, match, names))
        elif small and (is_acronym(raw) or reads_otherwise(source, left, pasted, right)):
            found.uncapped.append(raw)


def _signs(piece: Piece, source: Words, pasted: Words, match: int) -> Iterator[Change]:
    """A sign that says something is a word: a statement made a question, "x < 5" made "x > 5"."""
    for left, right in zip(piece.source, piece.pasted, strict=True):
        had, has = _signs_after(source, left), _signs_after(pasted, right)
        before, after = had.of(source.text), has.of(pasted.text)
        # A quotation may end before the sign.
        if _said(before) == _said(after) or (not after and right + 1 == len(pasted)):
            continue
        if before and after:
            kind = ChangeKind.REPLACED
        else:
            kind = ChangeKind.DELETED if before else ChangeKind.INSERTED
        yield Change(kind, before, after, match, had, has)


def _signs_after(words: Words, number: int) -> Span:
    """From the first sign to the last that stand right after a word; else nothing, after it."""
    after = words.before(number + 1).split("\n", maxsplit=1)[0]
    places = [place for place, letter in enumerate(after) if _is_sign(letter)]
    start = words.ends[number]
    return Span(start + places[0], start + places[-1] + 1) if places else Span(start, start)


def _said(signs: str) -> list[str]:
    """The signs, without repetition: "??" asks no more than "?"."""
    return list(dict.fromkeys(filter(_is_sign, unicodedata.normalize("NFKC", signs))))


def _is_sign(letter: str) -> bool:
    if letter in _DRAWN:
        return False
    return letter in _OTHER_SIGNS or unicodedata.category(letter) in {"Sm", "Sc"}


def _warnings(
    piece: Piece, source: Words, pasted: Words, known: Sequence[Article]
) -> frozenset[Warn]:
    left = [source.keys[number] for number in piece.source]
    right = [pasted.keys[number] for number in piece.pasted]
    warns = set()
    if negations(left) != negations(right) or _turned(left, right):
        warns.add(Warn.NEGATION)
    if amounts(left) != amounts(right):
        warns.add(Warn.NUMBER)
    if _names(piece.source, source, known) != _names(piece.pasted, pasted, known):
        warns.add(Warn.NAME)
    return frozenset(warns)


def _turned(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether a word became its own opposite: "likely", "unlikely"."""
    gone, come = set(left) - set(right), set(right) - set(left)
    return any(
        one == prefix + other or other == prefix + one
        for one in gone
        for other in come
        for prefix in _NEGATING
    )


def _names(numbers: Iterable[int], words: Words, known: Sequence[Article]) -> set[str]:
    if words.text.isupper():
        return set()
    return {words.keys[number] for number in numbers if _is_name(words, number, known)}


def _is_name(words: Words, number: int, known: Sequence[Article]) -> bool:
    raw = words.raw(number)
    if not raw[0].isupper() or not has_content(words.keys[number]):
        return False
    if not words.opens_sentence(number):
        return True
    plain = f" {raw.lower()}"
    return not any(plain in article.text for article in known)
