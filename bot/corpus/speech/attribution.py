"""What each quotation is, speech or a term, and whose words it holds."""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from bot.corpus.names import CAPITAL_WORD
from bot.corpus.speech.blocks import BlockQuote, block_speaker, find_block_quotes
from bot.corpus.speech.carrying import carried, goes_on
from bot.corpus.speech.frames import Frames
from bot.corpus.speech.genders import learn_genders
from bot.corpus.speech.marks import TURN, find_marks
from bot.corpus.speech.people import find_people
from bot.corpus.speech.reading import Reading
from bot.corpus.speech.reported import mark_reported, may_report
from bot.corpus.speech.terms import is_mentioned, is_title, is_work
from bot.corpus.speech.transcript import Turn, find_turns, may_have_turns
from bot.model import Quotation, QuotationKind, Sentence, Span

# From this many words on, a span without any reporting clause is somebody's words: terms are
# shorter.
_SPEECH_LEAST = 5
# A turn whose name is not in capitals alone: it must be a person's of the article.
_NAMED_TURN = re.compile(rf"[“\"]({CAPITAL_WORD}(?: {CAPITAL_WORD}){{0,3}}):\s")
# By where its words begin: a paragraph of a block quote, and the block quote.
_Owners = Mapping[int, tuple[Span, BlockQuote]]
_WORDS = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def read_speech(
    text: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Sentence],
    quotes: Sequence[Span] = (),
) -> tuple[tuple[Quotation, ...], tuple[Sentence, ...]]:
    """The quotations in the given paragraphs, in order, each with its kind and its speaker; and the
    sentences, with those marked that report without quotation marks.

    ``quotes`` are the block quotes, in order and apart. Each of their paragraphs is a quotation.
    """
    headings = {sentence.span.start for sentence in sentences if sentence.heading}
    labelled = _labelled(text, paragraphs, headings)
    blocks = find_block_quotes(text, quotes, paragraphs, headings)
    owners = {span.start: (span, block) for block in blocks for span in block.spans}
    spans = _spans(text, paragraphs, owners)
    candidates = [n for n, s in enumerate(sentences) if may_report(s.span.of(text))]
    if not spans and not candidates and not labelled:
        return (), tuple(sentences)
    reading = _read(text, paragraphs, sentences, spans, owners)
    turns = find_turns(text, paragraphs, labelled, reading.people) if labelled else []
    # What a turn itself quotes belongs to its speaker's words.
    marked = [q for q in reading.made if not any(q.span.overlaps(turn.span) for turn in turns)]
    quotations = tuple(sorted([*marked, *turns], key=lambda each: each.span))
    return quotations, mark_reported(sentences, candidates, quotations, reading.clause)


def _labelled(text: str, paragraphs: Sequence[Span], headings: Collection[int]) -> dict[int, Turn]:
    """What looks like turns of a transcript, but for headings."""
    turns = may_have_turns(text, paragraphs)
    if len(turns) < 2:
        return {}
    return {n: turn for n, turn in turns.items() if paragraphs[n].start not in headings}


def _spans(text: str, paragraphs: Sequence[Span], owners: _Owners) -> list[Span]:
    """The quotations in order. Marks are looked for outside of block quotes alone."""
    found: list[Span] = []
    for quoted, run in groupby(paragraphs, key=lambda paragraph: paragraph.start in owners):
        if quoted:
            found += [owners[paragraph.start][0] for paragraph in run]
        else:
            found += find_marks(text, list(run))
    return found


def _read(
    text: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Sentence],
    spans: list[Span],
    owners: _Owners,
) -> Reading:
    """The article as it was read, with its quotations made."""
    people = find_people(text)
    learn_genders(people, text, paragraphs, spans)
    reading = Reading(text, spans, sentences, people)
    for number, span in enumerate(spans):
        if span.start in owners:
            speaker = block_speaker(reading, owners[span.start][1], number)
            reading.made.append(Quotation(span, QuotationKind.SPEECH, speaker))
        else:
            reading.made.append(Quotation(span, *_judge(reading, number)))
    return reading


def _judge(reading: Reading, number: int) -> tuple[QuotationKind, str | None]:
    span = reading.spans[number]
    inside = span.of(reading.text)
    words = _WORDS.findall(inside)
    sentence = reading.sentence_at(span.start)
    if sentence is None:
        return _kind(len(words) >= _SPEECH_LEAST), None
    if (turn := TURN.match(inside)) is not None:
        name = turn.group(1).title()
        return QuotationKind.SPEECH, reading.people.resolve(name) or name
    if (turn := _NAMED_TURN.match(inside)) is not None:
        name = reading.people.resolve(turn.group(1))
        if name is not None:
            return QuotationKind.SPEECH, name
    clause, at = reading.around(sentence, number)
    frames = Frames(clause)
    frame = frames.frame(at)
    if is_mentioned(clause, at) and len(words) < _SPEECH_LEAST:
        return QuotationKind.TERM, None
    if is_work(clause, at, words):
        return QuotationKind.TERM, None
    if frame is not None:
        speaker = frame.speaker
        if speaker is None and frame.open:
            speaker = clause.subject_before(at)
            if speaker is None and frames.opens_with_participle():
                speaker = reading.subject_before(sentence)
        return QuotationKind.SPEECH, speaker
    whole = _is_whole(inside, words) or goes_on(reading, sentence, at, inside)
    if whole or (len(words) >= _SPEECH_LEAST and not is_title(words)):
        speaker = carried(reading, sentence, at)
        if speaker is None and frames.speaks_before(at):
            speaker = clause.subject_before(at)
        return QuotationKind.SPEECH, speaker
    return QuotationKind.TERM, None


def _kind(speech: bool) -> QuotationKind:
    return QuotationKind.SPEECH if speech else QuotationKind.TERM


def _is_whole(inside: str, words: Sequence[str]) -> bool:
    """A sentence of its own: it begins with a capital and ends with a stop."""
    bare = inside.strip("“”„\"'‘’«»")
    return len(words) >= 3 and bare[:1].isupper() and bare.rstrip()[-1:] in {".", "!", "?", "…"}
