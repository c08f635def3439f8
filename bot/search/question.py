"""What was typed, read as a question. Anything at all may be typed: nothing is a syntax error.

======================  ==================================================================
``"exact phrase"``      these words side by side; straight or curly marks
``-word  -"phrase"``    without these
``author:`` ``by:``     only in this author's articles; only the words of this person as quoted
``source:``             only from this outlet, or the article of this title
``before:`` ``after:``  published before it began; published then or later: a year, month or day
======================  ==================================================================

What follows a colon is a word, or several in quotation marks, or several that make up a name which
the library knows. Whatever does not have one of these forms is words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.model import PartialDate
from bot.text import fold

NO_TOPIC = "Please say on which topic, in a word or a few: sanctions, for example."
LONGEST_NAME = 6  # words that are tried as a name
PASTED = 40  # words; in so long a text, quotation marks and dashes are the text's own

_OPEN, _CLOSE = '"“„«', '"”“»'
_QUOTED = rf"[{_OPEN}](?P<phrase>[^{_OPEN}{_CLOSE}]*)[{_CLOSE}]"
_KEY = r"(?P<key>author|by|source|before|after):(?=\S)"
# A mark opens at the beginning of a word and closes at the end of one.
_PART = re.compile(
    rf"(?P<without>[-−](?=[{_OPEN}]|[^\W\d_]))?(?:{_KEY})?"
    rf"(?:[(\[]?{_QUOTED}(?=[\s.,;:!?)\]]|$)|(?P<word>\S+))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

IsName = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Filters:
    """Where a question may be answered from. None is everywhere."""

    author: str | None = None
    by: str | None = None
    source: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question in its parts.

    ``words`` are all that is looked for, those of ``phrases`` included, in the order of the
    question; ``phrases`` and ``without`` hold single words and phrases. ``notes`` say, in a
    sentence each, what could not be taken as it was meant.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    notes: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """What to look for, without anything else."""
        return " ".join(self.words)

    @property
    def lack(self) -> str:
        """What to say when there is nothing to look for; empty when there is."""
        if self.words:
            return ""
        if self.without:
            left_out = ", ".join(f"“{each}”" for each in self.without)
            return f"That only says what to leave out: {left_out}. Please say what to look for."
        return NO_TOPIC

    def admits(self, text: str) -> bool:
        """Whether a text has every phrase, and nothing that is to be left out, word for word."""
        if not self.phrases and not self.without:
            return True
        words = _spaced(text)
        return all(_spaced(phrase) in words for phrase in self.phrases) and not any(
            _spaced(each) in words for each in self.without
        )


def read_question(text: str, is_name: IsName = lambda _key, _value: False) -> Question:
    """Read what was typed. Never fails.

    ``is_name(key, value)`` says whether the library knows an author, a person quoted (``by``) or a
    source of this name, so that a name of several words needs no quotation marks.
    """
    if len(text.split()) > PASTED:
        return Question(tuple(text.split()))
    question = Question()
    position = 0
    while match := _PART.search(text, position):
        position = match.end()
        value = " ".join((match["phrase"] if match["word"] is None else match["word"]).split())
        key = (match["key"] or "").lower()
        if key and not match["without"] and _spaced(value).strip():
            if key in {"before", "after"}:
                question = _dated(question, key, value)
                continue
            if match["word"] is not None:
                value, position = _named(text, match, key, is_name)
            question = _filtered(question, key, value)
        elif match["without"] and not key:
            if _spaced(value).strip():
                question = replace(question, without=(*question.without, value.rstrip(".,;:!?)]")))
        elif match["phrase"] is not None and not key:
            question = replace(question, words=(*question.words, *value.split()))
            if _spaced(value).strip():
                question = replace(question, phrases=(*question.phrases, value))
        else:
            question = replace(question, words=(*question.words, *match[0].split()))
    if not _spaced(question.topic).strip():
        question = replace(question, words=())
    return question


def _named(text: str, match: re.Match[str], key: str, is_name: IsName) -> tuple[str, int]:
    """The longest name that begins after the colon, and where it ends; else the first word."""
    first, end = match["word"], match.end()
    value, longest = first, end
    for following in _following(text, end):
        first = f"{first} {following['word']}"
        if is_name(key, first):
            value, longest = first, following.end()
    return value, longest


def _following(text: str, position: int) -> Iterator[re.Match[str]]:
    """The plain words after a position, up to anything else."""
    for _ in range(LONGEST_NAME - 1):
        match = _PART.search(text, position)
        if match is None or match["word"] is None or match["without"] or match["key"]:
            return
        yield match
        position = match.end()


def _filtered(question: Question, key: str, value: str) -> Question:
    before = getattr(question.filters, key)
    note = (
        (f"Only one {key}: can be asked for at a time; “{before}” is left aside.",)
        if before is not None and before != value
        else ()
    )
    filters = {
        "author": replace(question.filters, author=value),
        "by": replace(question.filters, by=value),
        "source": replace(question.filters, source=value),
    }[key]
    return replace(question, filters=filters, notes=(*question.notes, *note))


def _dated(question: Question, key: str, value: str) -> Question:
    """With a limit in time; what is no date is words."""
    try:
        given = PartialDate.parse(value)
        if key == "after":
            return replace(question, filters=replace(question.filters, since=given))
        last = given.earliest - timedelta(days=1)
        until = PartialDate(last.year, last.month, last.day)
        return replace(question, filters=replace(question.filters, until=until))
    except (ValueError, OverflowError):
        note = (
            f"“{key}:{value}” has no date, so it was looked for as words: write {key}:2025, "
            f"{key}:2025-05 or {key}:2025-05-20."
        )
        return replace(
            question,
            words=(*question.words, key, *value.split()),
            notes=(*question.notes, note),
        )


def _spaced(text: str) -> str:
    """A text's words, without case, accents and points, each between blanks."""
    for mark in "’‘ʼ＇":
        text = text.replace(mark, "'")
    return f" {' '.join(_WORD.findall(fold(text)))} "
