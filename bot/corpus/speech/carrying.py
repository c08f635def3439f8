"""Whose words a quotation holds that no clause of its own sentence reports."""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

import re

from bot.corpus.speech.frames import Frames
from bot.corpus.speech.reading import Reading
from bot.corpus.speech.tokens import Kind
from bot.model import Quotation, QuotationKind

_SHORT = 14  # tokens of a reporting clause that was cut off as a sentence
_SIGNATURE = re.compile(r"\s*[―—–-]+\s*(?=\w)")


def carried(reading: Reading, sentence: int, at: int) -> str | None:
    """The speaker of a sentence without a frame: who signs it, was announced, or spoke before."""
    signed = _signed(reading, sentence, at)
    if signed is not None:
        return signed
    if _leads(reading, sentence, at):
        return None
    announced = _announced(reading, sentence)
    if announced is not None:
        return announced
    before = _sentence_before(reading, sentence, at)
    previous = _previous(reading)
    if previous is None:
        return before
    earlier = _last_sentence(reading, previous)
    here = reading.sentences[sentence].paragraph
    if earlier is None:
        return None
    apart = here - reading.sentences[earlier].paragraph
    if apart == 1 and _is_alone(reading, sentence, at) and _closes_paragraph(reading, earlier):
        return previous.speaker
    if apart:
        return before
    if sentence - earlier <= 1:
        return previous.speaker
    for between in range(earlier + 1, sentence):
        others = reading.named_in(between) - {previous.speaker}
        if others and reading.subject_of(between) != previous.speaker:
            return None
    return previous.speaker


def goes_on(reading: Reading, sentence: int, at: int, inside: str) -> bool:
    """Whether a word or two, a sentence of their own, follow what was just said."""
    previous = _previous(reading)
    if previous is None:
        return False
    earlier = _last_sentence(reading, previous)
    near = earlier is not None and sentence - earlier <= 1
    ends = inside[-2:-1] in {".", "!", "?"} and inside[1:2].isupper()
    return near and ends and not _leads(reading, sentence, at)


def _previous(reading: Reading) -> Quotation | None:
    """The quotation just before, if it is speech."""
    if not reading.made or reading.made[-1].kind is not QuotationKind.SPEECH:
        return None
    return reading.made[-1]


def _last_sentence(reading: Reading, quotation: Quotation) -> int | None:
    return reading.sentence_at(max(quotation.span.start, quotation.span.end - 1))


def signatory(reading: Reading, position: int) -> str | None:
    """Whom the sentence names, from the position on, where somebody signs there."""
    signature = reading.sentence_at(position)
    if signature is None:
        return None
    tokens = reading.tokens_of(signature)
    first = next((i for i, t in enumerate(tokens) if t.start >= position), len(tokens))
    return reading.clause(signature).named_from(first)[0]


def _signed(reading: Reading, sentence: int, at: int) -> str | None:
    """Who signs a quotation in a line of their own below it: "- Jane Doe"."""
    if not _is_alone(reading, sentence, at):
        return None
    end = reading.spans[reading.tokens_of(sentence)[at].number].end
    below = _SIGNATURE.match(reading.text, end)
    if below is None or "\n" not in below.group():
        return None
    return signatory(reading, below.end())


def _is_alone(reading: Reading, sentence: int, at: int) -> bool:
    """Whether nothing but quotations stands in the sentence's paragraph."""
    span = reading.spans[reading.tokens_of(sentence)[at].number]
    text = reading.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    rest = text[start : span.start] + text[span.end : end if end >= 0 else None]
    return not any(c.isalnum() for c in rest)


def _closes_paragraph(reading: Reading, sentence: int) -> bool:
    """Whether no sentence of the paragraph follows."""
    sentences = reading.sentences
    following = sentence + 1
    while (
        following < len(sentences)
        and sentences[following].paragraph == sentences[sentence].paragraph
    ):
        if len(reading.tokens_of(following)) > _SHORT:
            return False
        following += 1
    return True


def _sentence_before(reading: Reading, sentence: int, at: int) -> str | None:
    """Whom the sentence before is about, when the quotation is a sentence of the paragraph."""
    sentences = reading.sentences
    if sentence == 0 or sentences[sentence - 1].heading or at:
        return None
    if sentences[sentence - 1].paragraph != sentences[sentence].paragraph:
        reports = Frames(reading.clause(sentence - 1)).speaks_before(
            len(reading.tokens_of(sentence - 1))
        )
        if not reports or not _is_alone(reading, sentence, at):
            return None
    return reading.subject_of(sentence - 1)


def _leads(reading: Reading, sentence: int, at: int) -> bool:
    """Whether words of the author's stand before the quotation in its sentence."""
    tokens = reading.tokens_of(sentence)
    for i in range(at - 1, -1, -1):
        token = tokens[i]
        if token.kind is not Kind.MARK:
            return True
        if token.text in {".", "?", "!"}:
            return False  # the sentence was cut too late: "in Somestate. “…"
    return False


def _announced(reading: Reading, sentence: int) -> str | None:
    """Who "released the following statement:" before the quotation that begins here."""
    if sentence == 0:
        return None
    tokens = reading.tokens_of(sentence - 1)
    if not tokens or tokens[-1].text != ":":
        return None
    announcing = Frames(reading.clause(sentence - 1)).announcing(len(tokens))
    return announcing.speaker if announcing is not None else reading.subject_of(sentence - 1)
