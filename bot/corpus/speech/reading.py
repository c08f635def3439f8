"""The sentences of one article as clauses, and whom its pronouns mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.corpus.speech.frames import Frames
from bot.corpus.speech.people import People
from bot.corpus.speech.places import REACH
from bot.corpus.speech.subjects import Clause
from bot.corpus.speech.tables import PRONOUNS
from bot.corpus.speech.tokens import Kind, Row, Token
from bot.model import Quotation, Sentence, Span

_CHAIN = 12  # sentences that begin with "he", through which the first one's subject is sought
_PARAGRAPHS_BACK = 2  # from a pronoun to the quotation whose speaker it can mean
_BACK = 4  # sentences through which a pronoun is followed


@dataclass(slots=True)
class Reading:
    """Reads sentences when they are asked for, each once. ``made`` are the quotations so far."""

    text: str
    spans: Sequence[Span]
    sentences: Sequence[Sentence]
    people: People
    made: list[Quotation] = field(default_factory=list)
    _row: Row = field(init=False)
    _starts: list[int] = field(init=False)
    _tokens: dict[int, list[Token]] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _subjects: dict[int, str | None] = field(default_factory=dict)
    _named: dict[int, set[str]] = field(default_factory=dict)
    _speakers: dict[int, set[str]] = field(default_factory=dict)
    _chained: int = 0  # pronouns being followed, each to a sentence whose subject is another

    def __post_init__(self) -> None:
        self._row = Row(self.text, self.people.mentions, self.spans)
        self._starts = [s.span.start for s in self.sentences]

    def sentence_at(self, position: int) -> int | None:
        """The number of the sentence that holds the character, or None."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.sentences[index].span.end:
            return None
        return index

    def around(self, sentence: int, number: int) -> tuple[Clause, int]:
        """The clause around a quotation that begins in the sentence, and its token there."""
        span = self.spans[number]
        tokens = self.tokens_of(sentence)
        at = self._places[number]
        if span.end > self.sentences[sentence].span.end:
            # The quotation holds several sentences; what follows it is in the last of them.
            last = bisect_left(self._starts, span.end) - 1
            stop = self.sentences[last].span.end
            tokens = [*tokens[: at + 1], *self._row.tokens(span.end, max(stop, span.end))]
        return self._read(sentence, tokens), at

    def tokens_of(self, sentence: int) -> list[Token]:
        """The tokens of a sentence."""
        if sentence not in self._tokens:
            span = self.sentences[sentence].span
            self._tokens[sentence] = self._row.tokens(span.start, span.end)
            for place, token in enumerate(self._tokens[sentence]):
                if token.number >= 0:
                    self._places[token.number] = place
        return self._tokens[sentence]

    def named_in(self, sentence: int) -> set[str]:
        """Everybody whom a sentence names outside its quotations."""
        if sentence not in self._named:
            tokens = self.tokens_of(sentence)
            self._named[sentence] = {t.text for t in tokens if t.kind is Kind.NAME}
        return self._named[sentence]

    def clause(self, sentence: int) -> Clause:
        """A sentence as a clause."""
        return self._read(sentence, self.tokens_of(sentence))

    def leading_to(self, sentence: int, number: int) -> tuple[Clause, int]:
        """A sentence as the clause that ends in a quotation below it, and the quotation's token."""
        span = self.spans[number]
        tokens = self.tokens_of(sentence)
        quotation = Token(Kind.QUOTATION, "", span.start, span.end, number)
        return self._read(sentence, [*tokens, quotation]), len(tokens)

    def _read(self, sentence: int, tokens: Sequence[Token]) -> Clause:
        def antecedent(pronoun: str, before: int) -> str | None:
            return self._antecedent(sentence, tokens, pronoun, before)

        return Clause(tokens, self.people, antecedent)

    def subject_of(self, sentence: int) -> str | None:
        """The person whom a sentence is about, or None."""
        if sentence not in self._subjects:
            if self._chained >= _CHAIN:
                return None
            self._chained += 1
            self._subjects[sentence] = None  # a pronoun must not lead back to itself
            clause = self.clause(sentence)
            closing = Frames(clause).closing(0)
            speaker = closing.speaker if closing is not None else None
            self._subjects[sentence] = speaker or clause.main_subject()
            self._chained -= 1
        return self._subjects[sentence]

    def subject_before(self, sentence: int) -> str | None:
        """The person whom the sentence before is about: who goes on with "Adding, …"."""
        return self.subject_of(sentence - 1) if sentence else None

    def _antecedent(
        self, sentence: int, tokens: Sequence[Token], pronoun: str, before: int
    ) -> str | None:
        wanted = PRONOUNS[pronoun]
        clause = self._read(sentence, tokens)
        for i in range(before - 1, max(-1, before - 1 - REACH), -1):
            token = tokens[i]
            speaks = token.kind is Kind.NAME and clause.is_subject(i)
            if speaks and self._fits(token.text, wanted):
                return token.text
        for back in range(1, _BACK + 1):
            earlier = sentence - back
            if earlier < 0 or self.sentences[earlier].heading:
                break
            if self.sentences[sentence].paragraph - self.sentences[earlier].paragraph > 1:
                break
            subject = self.subject_of(earlier)
            if subject is not None and self._fits(subject, wanted):
                return None if self._rivalled(subject, earlier, wanted) else subject
            for among in (self._speakers_in(earlier), self.named_in(earlier)):
                alone = self._alone(among, wanted)
                if alone is not None:
                    return alone
        return self._last_speaker(sentence, wanted)

    def _last_speaker(self, sentence: int, wanted: str) -> str | None:
        """Who was quoted last, a paragraph or two before, if the pronoun fits."""
        if not self.made or self.made[-1].speaker is None:
            return None
        speaker = self.made[-1].speaker
        place = self.sentence_at(self.made[-1].span.start)
        if place is None or not self._fits(speaker, wanted):
            return None
        apart = self.sentences[sentence].paragraph - self.sentences[place].paragraph
        return speaker if 0 <= apart <= _PARAGRAPHS_BACK else None

    def _alone(self, persons: set[str], wanted: str) -> str | None:
        """The only one of the persons whom the pronoun fits, if it surely does."""
        fitting = {person for person in persons if self._fits(person, wanted)}
        person = fitting.pop() if len(fitting) == 1 else None
        return person if person and self.people.gender(person) == wanted else None

    def _rivalled(self, subject: str, sentence: int, wanted: str) -> bool:
        """Whether a pronoun may as well mean another person named beside the subject."""
        if self.people.gender(subject) is not None or self._reports(subject, sentence):
            return False
        named = self.named_in(sentence)
        return any(other != subject and self._fits(other, wanted) for other in named)

    def _reports(self, person: str, sentence: int) -> bool:
        """Whether the sentence says that the person says something: who spoke speaks on."""
        return person in self._speakers_in(sentence)

    def _speakers_in(self, sentence: int) -> set[str]:
        """Everybody of whom the sentence says that they say something."""
        if sentence not in self._speakers:
            self._speakers[sentence] = set()  # its pronouns must not lead back to it
            self._speakers[sentence] = Frames(self.clause(sentence)).speakers()
        return self._speakers[sentence]

    def _fits(self, person: str, wanted: str) -> bool:
        return self.people.gender(person) in {None, wanted}
