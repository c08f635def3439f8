"""The nouns of Commonplace, as frozen values. This module imports nothing of ours.

Every offset counts characters of ``Article.text``; spans are half-open, ``[start, end)``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Basis(StrEnum):
    """How a fact about an article is known."""

    DECLARED = "declared"  # front matter, HTML metadata or sources.toml
    TEXT = "text"  # read from the article itself
    INFERRED = "inferred"  # from a republication, say
    CORRECTED = "corrected"  # by the admins of a Discord server, for that server alone
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value with its basis. The value is None exactly when the basis is unknown."""

    value: T | None = None
    basis: Basis = Basis.UNKNOWN

    def __post_init__(self) -> None:
        if (self.value is None) != (self.basis is Basis.UNKNOWN):
            raise ValueError(f"a fact is unknown exactly when it has no value: {self!r}")

    def __bool__(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day: ``2025``, ``2025-05``, ``2025-05-20``."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read an ISO date of one to three parts.

        Raises:
            ValueError: the text is not such a date, with a sentence that says so.
        """
        match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip(), re.ASCII)
        if match is None:
            raise ValueError(f"{text!r} is not a date: write 2025, 2025-05 or 2025-05-20.")
        parts = [int(part) for part in match.groups() if part is not None]
        try:
            return cls(*parts)
        except ValueError as error:
            raise ValueError(f"{text!r} is not in the calendar.") from error

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the article proper; furniture has none.

    ``heading`` marks titles, standfirsts and section headings, which are never quoted.
    ``paragraph`` counts from 0. ``reported`` marks the author's sentence, without quotation marks,
    about what somebody else says or thinks; ``claimant`` is who, None where that can't be told.
    """

    span: Span
    paragraph: int
    heading: bool = False
    reported: bool = False
    claimant: str | None = None


class QuotationKind(StrEnum):
    """What quotation marks are doing."""

    SPEECH = "speech"  # somebody's words
    TERM = "term"  # a word held up by its marks, said by nobody in particular


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span in quotation marks, the marks included, or a turn of a transcript without any.

    ``speaker`` is None where it can't be told. ``corrected``: a server's admins said who it is.
    """

    span: Span
    kind: QuotationKind
    speaker: str | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the file that is not the article: marked, never deleted."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a file says, and what was found in it: everything that takes much memory."""

    text: str
    sentences: tuple[Sentence, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelved:
    """Content that is fetched whenever it is looked at, so that many articles can be at hand.

    ``fetch`` takes the article's id. Call it on a thread: it may read the disk.
    """

    article: int
    fetch: Callable[[int], Content] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Article:
    """A file that was read, with all that is known of it.

    ``id`` and ``voice`` are 0 until the store has given it a place. ``server`` is the Discord
    guild to which the article belongs, or None when every server may see it. ``withdrawn`` is what
    the admins of the server that asks don't want quoted. ``opening`` are the first words, where
    they were noted apart from the content.
    """

    file: str
    content: Content | Shelved
    digest: str
    title: Fact[str] = Fact()
    outlet: Fact[str] = Fact()
    authors: Fact[tuple[str, ...]] = Fact()
    published: Fact[PartialDate] = Fact()
    url: Fact[str] = Fact()
    note: str = ""
    id: int = 0
    voice: int = 0
    server: int | None = None
    withdrawn: tuple[Span, ...] = ()
    opening: str | None = None

    def read(self) -> Content:
        """The content, wherever it is."""
        content = self.content
        return content if isinstance(content, Content) else content.fetch(content.article)

    @property
    def text(self) -> str:
        return self.read().text

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.read().sentences

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        return self.read().quotations

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        return self.read().furniture

    @property
    def label(self) -> str:
        """The title, or the article's first words where it has none: the first to be quoted."""
        if self.title.value is not None:
            return self.title.value
        if self.opening is not None and not self.withdrawn:
            return self.opening
        for sentence in self.sentences:
            if self.is_withdrawn(sentence.span):
                continue
            words = sentence.span.of(self.text).split()
            return " ".join(words[:7]) + ("…" if len(words) > 7 else "")
        return self.file

    def speech(self) -> Iterator[Quotation]:
        return (q for q in self.quotations if q.kind is QuotationKind.SPEECH)

    def is_own(self, span: Span) -> bool:
        """Whether the span is the author's words alone: it touches nobody's quoted speech."""
        return not any(quotation.span.overlaps(span) for quotation in self.speech())

    def is_withdrawn(self, span: Span) -> bool:
        """Whether the span has words that were withdrawn, so that it is not to be quoted."""
        return any(each.overlaps(span) for each in self.withdrawn)


@dataclass(frozen=True, slots=True)
class Voice:
    """A set of republications: one analysis, counted once.

    The fullest version comes first; of versions that are nearly as full, the best known one.
    """

    id: int
    articles: tuple[Article, ...]

    @property
    def fullest(self) -> Article:
        return self.articles[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """What the index holds: consecutive sentences of one paragraph of an article."""

    id: int
    article: int
    span: Span


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the library. ``author`` and ``source`` are names as the library spells them.

    Without a topic, ``seed`` says which quotes that are worth reading come first.
    """

    topic: str
    server: int | None = None
    author: str | None = None
    source: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    limit: int = 5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that shares at least one term with the query."""

    passage: int
    score: float


class SpokenBy(StrEnum):
    """Whose words a quote is: the article's author's, or those of a person whom it quotes.

    Words that report what somebody else says are the author's words and not the author's claim.
    """

    AUTHOR = "author"
    REPORTED = "reported"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class QuoteRef:
    """A quote's address: enough to find it again, and to notice that the article has changed."""

    article: int
    span: Span
    digest: str  # the first 8 characters of the article's


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span, with who says it. ``speaker`` is None where it is not known.

    ``claimant`` is whose claim the author reports, None where that can't be told.
    """

    article: Article
    span: Span
    spoken_by: SpokenBy
    speaker: str | None
    score: float = 0.0
    claimant: str | None = None

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)

    @property
    def ref(self) -> QuoteRef:
        return QuoteRef(self.article.id, self.span, self.article.digest[:8])

    @property
    def speaker_corrected(self) -> bool:
        """Whether it is a server's admins who say whom the article quotes here."""
        return self.spoken_by is SpokenBy.QUOTED and any(
            each.corrected and each.speaker == self.speaker and each.span.overlaps(self.span)
            for each in self.article.speech()
        )


class Complaint(StrEnum):
    """What a member says is wrong with a quote."""

    SPEAKER = "speaker"
    FACTS = "facts"
    CONTEXT = "context"
    UNFIT = "unfit"
    OTHER = "other"


class Subject(StrEnum):
    """What a correction is of."""

    QUOTE = "quote"  # withdrawn
    SPEAKER = "speaker"
    TITLE = "title"
    AUTHORS = "authors"
    OUTLET = "outlet"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of an article, told so that they are found again when the article has changed.

    The exact words, what stands before and after, and the position: the selectors of the W3C's Web
    Annotation Data Model (2017, 4.2.4 and 4.2.5). The article is known by its ``file``, or by the
    ``digest`` of its text when the file was renamed; ``sketch``, a sample of its shingles, tells
    whether it is still the same analysis. ``others`` are the files of the voice's other
    publications.
    """

    file: str
    digest: str
    sketch: tuple[int, ...]
    others: tuple[str, ...]
    words: str
    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Report:
    """What members of a server say is wrong with a quote. Nothing says who they are."""

    key: str
    server: int
    complaint: Complaint
    text: str
    anchor: Anchor
    at: datetime  # when it was said last, aware
    times: int = 1


@dataclass(frozen=True, slots=True)
class Correction:
    """What a server's admins put right, for that server alone.

    ``was`` and ``value`` are text: a name, a title, an ISO date, authors one a line; None for what
    is not known. Of a withdrawn quote, ``value`` is None and ``reason`` says why.
    """

    key: str
    server: int
    subject: Subject
    anchor: Anchor
    at: datetime  # aware
    was: str | None = None
    value: str | None = None
    reason: Complaint | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote that a message shows: in which of its embeds, counted from 0, and how it is laid out.

    An ``embed`` of -1 is the last one.
    """

    embed: int
    layout: str
    quote: QuoteRef
    words: str  # the digest of the quote's words


@dataclass(frozen=True, slots=True)
class Posting:
    """A message of the bot's that shows quotes for all to see, and that may have to be edited.

    ``message`` is None while a quote of the day is on its way. ``change`` is the last change that
    it has to follow.
    """

    server: int
    name: str
    change: str
    channel: int
    message: int | None
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class DailySettings:
    """When and where a server's quote of the day is posted. ``zone`` is an IANA name."""

    channel: int
    at: time
    zone: str
    topic: str | None = None
    sources: tuple[str, ...] = ()
    thread: bool = False
    poll: bool = False
    since: datetime | None = None  # when it was set up, aware; nothing is due before


class PostState(StrEnum):
    """What became of a server's quote of one day."""

    CLAIMED = "claimed"  # chosen and recorded; it may or may not have reached Discord
    SENT = "sent"
    SKIPPED = "skipped"  # an admin skipped it, or its window passed


@dataclass(frozen=True, slots=True)
class DailyPost:
    """A server's quote of one local date. At most one exists under (server, day)."""

    server: int
    day: date
    state: PostState
    quote: QuoteRef | None
    voice: int | None
    channel: int
    claimed_at: datetime
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """A Discord guild, with the settings it made."""

    id: int
    daily: DailySettings | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken in, and why, in a sentence an admin can act on.

    ``about`` is the article's file that a problem in ``sources.toml`` concerns.
    """

    file: str
    reason: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a reindex did, by file. Those that are ``unchanged`` were not read again."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    unchanged: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)
