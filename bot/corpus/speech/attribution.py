"""What each span in quotation marks is, speech or a term, and whose words it holds."""

# ruff: noqa: PLR0911 - a rule per return, in the order in which the rules apply

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.corpus.speech.frames import Frames
from bot.corpus.speech.marks import TURN, find_marks
from bot.corpus.speech.people import People, find_people
from bot.corpus.speech.places import REACH
from bot.corpus.speech.reported import mark_reported, may_report
from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import PRONOUNS
from bot.corpus.speech.tokens import Kind, Row, Token
from bot.model import Quotation, QuotationKind, Sentence, Span

# From this many words on, a span without any reporting clause is somebody's words: terms are
# shorter.
_SPEECH_LEAST = 5
_CHAIN = 12  # sentences that begin with "he", through which the first one's subject is sought
_PARAGRAPHS_BACK = 2  # from a pronoun to the quotation whose speaker it can mean
_SHORT = 14  # tokens of a reporting clause that was cut off as a sentence
_BACK = 4  # sentences through which a pronoun is followed
_WORDS = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def find_quotations(
    text: str, paragraphs: Sequence[Span], sentences: Sequence[Sentence]
) -> tuple[Quotation, ...]:
    """The quotations in the given paragraphs, in order, each with its kind and its speaker."""
    spans = find_marks(text, paragraphs)
    if not spans:
        return ()
    return tuple(_Article(text, spans, sentences).quotations())


def read_speech(
    text: str, paragraphs: Sequence[Span], sentences: Sequence[Sentence]
) -> tuple[tuple[Quotation, ...], tuple[Sentence, ...]]:
    """The quotations, and the sentences with those marked that report without marks."""
    spans = find_marks(text, paragraphs)
    candidates = [n for n, s in enumerate(sentences) if may_report(s.span.of(text))]
    if not spans and not candidates:
        return (), tuple(sentences)
    article = _Article(text, spans, sentences)
    quotations = tuple(article.quotations())
    return quotations, mark_reported(sentences, candidates, quotations, article.clause)


@dataclass(slots=True)
class _Article:
    text: str
    spans: list[Span]
    sentences: Sequence[Sentence]
    people: People = field(init=False)
    _row: Row = field(init=False)
    _starts: list[int] = field(init=False)
    _tokens: dict[int, list[Token]] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _subjects: dict[int, str | None] = field(default_factory=dict)
    _made: list[Quotation] = field(default_factory=list)
    _chained: int = 0  # pronouns being followed, each to a sentence whose subject is another

    def __post_init__(self) -> None:
        self.people = find_people(self.text)
        self._row = Row(self.text, self.people.mentions, self.spans)
        self._starts = [s.span.start for s in self.sentences]

    def quotations(self) -> list[Quotation]:
        made = self._made
        for number, span in enumerate(self.spans):
            kind, speaker = self._judge(number, span, made[-1] if made else None)
            made.append(Quotation(span, kind, speaker))
        return made

    def clause(self, sentence: int) -> Clause:
        """A sentence, to be read for what it reports."""
        return self._read(sentence, self._tokens_of(sentence))

    def _judge(
        self, number: int, span: Span, previous: Quotation | None
    ) -> tuple[QuotationKind, str | None]:
        inside = span.of(self.text)
        words = _WORDS.findall(inside)
        sentence = self._sentence_at(span.start)
        if sentence is None:
            return _kind(len(words) >= _SPEECH_LEAST), None
        if (turn := TURN.match(inside)) is not None:
            name = turn.group(1).title()
            return QuotationKind.SPEECH, self.people.resolve(name) or name
        reading, at = self._reading(sentence, number, span)
        frames = Frames(reading)
        frame = frames.frame(at)
        if frames.is_mentioned(at) and len(words) < _SPEECH_LEAST:
            return QuotationKind.TERM, None
        if frame is not None:
            speaker = frame.speaker
            if speaker is None and frame.open:
                speaker = reading.subject_before(at)
            return QuotationKind.SPEECH, speaker
        whole = _is_whole(inside, words) or self._goes_on(sentence, at, inside, previous)
        if whole or (len(words) >= _SPEECH_LEAST and not _is_title(words)):
            speaker = self._carried(sentence, at, previous)
            if speaker is None and frames.speaks_before(at):
                speaker = reading.subject_before(at)
            return QuotationKind.SPEECH, speaker
        return QuotationKind.TERM, None

    def _carried(self, sentence: int, at: int, previous: Quotation | None) -> str | None:
        """The speaker of sentences without a frame: who spoke just before, or was announced."""
        if self._leads(sentence, at):
            return None
        announced = self._announced(sentence)
        if announced is not None:
            return announced
        before = self._sentence_before(sentence, at)
        if previous is None or previous.kind is not QuotationKind.SPEECH:
            return before
        earlier = self._sentence_at(max(previous.span.start, previous.span.end - 1))
        here = self.sentences[sentence].paragraph
        if earlier is None:
            return None
        apart = here - self.sentences[earlier].paragraph
        if apart == 1 and self._is_alone(sentence, at) and self._closes_paragraph(earlier):
            return previous.speaker
        if apart:
            return before
        if sentence - earlier <= 1:
            return previous.speaker
        for between in range(earlier + 1, sentence):
            names = {t.text for t in self._tokens_of(between) if t.kind is Kind.NAME}
            if not names <= {previous.speaker}:
                return None
        return previous.speaker

    def _goes_on(self, sentence: int, at: int, inside: str, previous: Quotation | None) -> bool:
        """Whether a word or two, a sentence of their own, follow what was just said."""
        if previous is None or previous.kind is not QuotationKind.SPEECH:
            return False
        earlier = self._sentence_at(max(previous.span.start, previous.span.end - 1))
        near = earlier is not None and sentence - earlier <= 1
        ends = inside[-2:-1] in {".", "!", "?"} and inside[1:2].isupper()
        return near and ends and not self._leads(sentence, at)

    def _is_alone(self, sentence: int, at: int) -> bool:
        """Whether nothing but quotations stands in the sentence's paragraph."""
        number = self._tokens_of(sentence)[at].number
        span = self.spans[number]
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        rest = self.text[start : span.start] + self.text[span.end : end if end >= 0 else None]
        return not any(c.isalnum() for c in rest)

    def _closes_paragraph(self, sentence: int) -> bool:
        """Whether no sentence of the paragraph follows."""
        paragraph = self.sentences[sentence].paragraph
        following = sentence + 1
        while following < len(self.sentences) and self.sentences[following].paragraph == paragraph:
            if len(self._tokens_of(following)) > _SHORT:
                return False
            following += 1
        return True

    def _sentence_before(self, sentence: int, at: int) -> str | None:
        """Whom the sentence before is about, when the quotation is a sentence of the paragraph."""
        if sentence == 0 or self.sentences[sentence - 1].heading or at:
            return None
        if self.sentences[sentence - 1].paragraph != self.sentences[sentence].paragraph:
            tokens = self._tokens_of(sentence - 1)
            reports = Frames(self._read(sentence - 1, tokens)).speaks_before(len(tokens))
            if not reports or not self._is_alone(sentence, at):
                return None
        return self._subject_of(sentence - 1)

    def _leads(self, sentence: int, at: int) -> bool:
        """Whether words of the author's stand before the quotation in its sentence."""
        tokens = self._tokens_of(sentence)
        for i in range(at - 1, -1, -1):
            token = tokens[i]
            if token.kind is not Kind.MARK:
                return True
            if token.text in {".", "?", "!"}:
                return False  # the sentence was cut too late: "in Somestate. “…"
        return False

    def _announced(self, sentence: int) -> str | None:
        """Who "released the following statement:" before the quotation that begins here."""
        if sentence == 0:
            return None
        tokens = self._tokens_of(sentence - 1)
        if not tokens or tokens[-1].text != ":":
            return None
        return self._subject_of(sentence - 1)

    def _sentence_at(self, position: int) -> int | None:
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.sentences[index].span.end:
            return None
        return index

    def _reading(self, sentence: int, number: int, span: Span) -> tuple[Clause, int]:
        tokens = self._tokens_of(sentence)
        at = self._places[number]
        end = self.sentences[sentence].span.end
        if span.end > end:
            # The quotation holds several sentences; what follows it is in the last of them.
            last = bisect_left(self._starts, span.end) - 1
            stop = self.sentences[last].span.end
            tokens = [*tokens[: at + 1], *self._row.tokens(span.end, max(stop, span.end))]
        return self._read(sentence, tokens), at

    def _tokens_of(self, sentence: int) -> list[Token]:
        if sentence not in self._tokens:
            span = self.sentences[sentence].span
            self._tokens[sentence] = self._row.tokens(span.start, span.end)
            for place, token in enumerate(self._tokens[sentence]):
                if token.number >= 0:
                    self._places[token.number] = place
        return self._tokens[sentence]

    def _read(self, sentence: int, tokens: Sequence[Token]) -> Clause:
        def antecedent(pronoun: str, before: int) -> str | None:
            return self._antecedent(sentence, tokens, pronoun, before)

        return Clause(tokens, self.people, antecedent)

    def _antecedent(
        self, sentence: int, tokens: Sequence[Token], pronoun: str, before: int
    ) -> str | None:
        wanted = PRONOUNS[pronoun]
        reading = self._read(sentence, tokens)
        for i in range(before - 1, max(-1, before - 1 - REACH), -1):
            token = tokens[i]
            speaks = token.kind is Kind.NAME and reading.is_subject(i)
            if speaks and self._fits(token.text, wanted):
                return token.text
        for back in range(1, _BACK + 1):
            earlier = sentence - back
            if earlier < 0 or self.sentences[earlier].heading:
                break
            apart = self.sentences[sentence].paragraph - self.sentences[earlier].paragraph
            if apart > 1:
                break
            subject = self._subject_of(earlier)
            if subject is not None and self._fits(subject, wanted):
                return None if self._rivalled(subject, earlier, wanted) else subject
            if subject is not None and self.people.gender(subject) is None:
                return None
        return self._last_speaker(sentence, wanted)

    def _last_speaker(self, sentence: int, wanted: str) -> str | None:
        """Who was quoted last, a paragraph or two before, if the pronoun fits."""
        if not self._made or self._made[-1].speaker is None:
            return None
        speaker = self._made[-1].speaker
        place = self._sentence_at(self._made[-1].span.start)
        if place is None or not self._fits(speaker, wanted):
            return None
        apart = self.sentences[sentence].paragraph - self.sentences[place].paragraph
        return speaker if 0 <= apart <= _PARAGRAPHS_BACK else None

    def _rivalled(self, subject: str, sentence: int, wanted: str) -> bool:
        """Whether a pronoun may as well mean another person named beside the subject."""
        if self.people.gender(subject) is not None:
            return False
        named = {t.text for t in self._tokens_of(sentence) if t.kind is Kind.NAME}
        return any(other != subject and self._fits(other, wanted) for other in named)

    def _fits(self, person: str, wanted: str) -> bool:
        return self.people.gender(person) in {None, wanted}

    def _subject_of(self, sentence: int) -> str | None:
        if sentence not in self._subjects:
            if self._chained >= _CHAIN:
                return None
            self._chained += 1
            self._subjects[sentence] = None  # a pronoun must not lead back to itself
            reading = self._read(sentence, self._tokens_of(sentence))
            closing = Frames(reading).closing(0)
            speaker = closing.speaker if closing is not None else None
            self._subjects[sentence] = speaker or reading.main_subject()
            self._chained -= 1
        return self._subjects[sentence]


def _kind(speech: bool) -> QuotationKind:
    return QuotationKind.SPEECH if speech else QuotationKind.TERM


def _is_whole(inside: str, words: Sequence[str]) -> bool:
    """A sentence of its own: it begins with a capital and ends with a stop."""
    bare = inside.strip("“”„\"'‘’«»")
    return len(words) >= 3 and bare[:1].isupper() and bare.rstrip()[-1:] in {".", "!", "?", "…"}


def _is_title(words: Sequence[str]) -> bool:
    """Every long word has a capital: the title of a work rather than words said."""
    long = [word for word in words if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long)
