"""What a server's admins corrected and withdrew, laid over the holdings that everybody sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.answers.anchors import Finder, is_same, quote_of, spans_of
from bot.answers.context import quote_at
from bot.answers.daily import words_digest
from bot.answers.holdings import Holdings
from bot.corpus.republication import infer_facts
from bot.model import (
    Anchor,
    Article,
    Basis,
    Correction,
    Fact,
    PartialDate,
    Quote,
    QuoteRef,
    Shown,
    Span,
    SpokenBy,
    Subject,
)

MOST_SENTENCES = 8  # of one quote: what it leans on, the claim and its support

FIELDS = {
    Subject.TITLE: "title",
    Subject.AUTHORS: "authors",
    Subject.OUTLET: "outlet",
    Subject.DATE: "published",
}


@dataclass(frozen=True)
class Overlay:
    """A server's holdings, and what each of its corrections reaches.

    ``reach`` has, by a correction's key, the spans that it concerns in each article, or None for
    the article as a whole. A correction without a reach lies dormant: its words are not in the
    library now.
    """

    holdings: Holdings
    reach: Mapping[str, Mapping[int, Sequence[Span] | None]] = field(default_factory=dict)

    def concerns(self, correction: Correction, quote: Quote) -> bool:
        """Whether the correction is of this quote, or of its article."""
        reach = self.reach.get(correction.key, {})
        if quote.article.id not in reach:
            return False
        spans = reach[quote.article.id]
        return spans is None or any(span.overlaps(quote.span) for span in spans)

    def shows(self, correction: Correction, quote: Quote) -> bool:
        """Whether who sees the quote sees what was corrected: it names its voice's outlets, too."""
        if correction.subject is not Subject.OUTLET:
            return self.concerns(correction, quote)
        reached = self.reach.get(correction.key, {})
        return any(self.holdings.articles[i].voice == quote.article.voice for i in reached)

    def places(self, correction: Correction) -> Iterator[tuple[QuoteRef, bool]]:
        """The stretches that a correction reaches, each with whether it is an article as a whole.

        Of an article's facts, these are all publications of its voice.
        """
        articles = self.holdings.articles
        reached = self.reach.get(correction.key, {})
        voices = {articles[i].voice for i, spans in reached.items() if spans is None}
        for article in self.holdings.seen_by(correction.server):
            spans = reached.get(article.id) or ()
            whole = article.voice in voices
            for span in [Span(0, len(article.text))] if whole else spans:
                yield QuoteRef(article.id, span, article.digest[:8]), whole


def lay_over(holdings: Holdings, server: int, corrections: Iterable[Correction]) -> Overlay:
    """The holdings as a server has corrected them; of two corrections, the later one holds."""
    laying = _Laying(holdings, server)
    for correction in sorted(corrections, key=lambda each: (each.at, each.key)):
        laying.add(correction)
    laying.infer_authors()
    changed = laying.changed
    return Overlay(holdings.corrected(changed) if changed else holdings, laying.reach)


def as_text(article: Article, subject: Subject) -> str | None:
    """A fact as a correction writes it: authors one a line, a date as ISO has it."""
    value = getattr(article, FIELDS[subject]).value
    if value is None:
        return None
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def as_fact(subject: Subject, text: str | None) -> Fact[Any]:
    """The opposite of ``as_text``.

    Raises:
        ValueError: the text is no date.
    """
    if text is None:
        return Fact()
    value: object = text
    if subject is Subject.AUTHORS:
        value = tuple(text.split("\n"))
    elif subject is Subject.DATE:
        value = PartialDate.parse(text)
    return Fact(value, Basis.CORRECTED)


def merged(
    known: Sequence[Correction], made: Iterable[Correction], overlay: Overlay, quote: Quote
) -> tuple[list[Correction], list[Correction]]:
    """What is to be kept of new corrections, about this quote, beside those that are known.

    A new one takes the place, and the key, of one of the same thing. The second list are those that
    go: what they corrected is to be as everybody sees it, after all.
    """
    kept, gone = [], []
    for new in made:
        finder = Finder(overlay.holdings.seen_by(new.server))
        same = [
            each
            for each in known
            if each.subject is new.subject is not Subject.QUOTE
            and overlay.concerns(each, quote)
            # Authors that follow from those of another publication were not corrected here.
            and (new.subject is Subject.SPEAKER or finder.is_in(each.anchor, quote.article))
        ]
        if same and new.value == new.was:
            gone += same
        else:
            kept.append(replace(new, key=same[0].key) if same else new)
            gone += same[1:]
    return kept, gone


def quote_on(holdings: Holdings, server: int, shown: Shown) -> Quote | None:
    """The quote that a message shows: at its address, in a renamed file, or where its words are."""
    ref = shown.quote
    seen = holdings.seen_by(server)
    # In memory: what is found is shown by the event loop, which reads no disk.
    for article in sorted(seen, key=lambda each: each.id != ref.article):
        if article.digest[:8] == ref.digest and (
            quote := quote_at(holdings.articles[article.id], ref.span)
        ):
            return quote
    changed = (holdings.articles[each.id] for each in seen if each.id == ref.article)
    spans = ((each, span) for each in changed for span in _quotable(each))
    for article, span in spans:
        if words_digest(span.of(article.text)) == shown.words:
            return quote_at(article, span)
    return None


def _quotable(article: Article) -> Iterator[Span]:
    """Every span that a quote may be: a quotation, or some sentences of a paragraph."""
    yield from (each.span for each in article.speech())
    for number, first in enumerate(article.sentences):
        for last in article.sentences[number : number + MOST_SENTENCES]:
            if last.paragraph == first.paragraph:
                yield Span(first.span.start, last.span.end)


class _Laying:
    """The articles that a server sees, while corrections are laid over them."""

    def __init__(self, holdings: Holdings, server: int) -> None:
        self.changed: dict[int, Article] = {}
        self.reach: dict[str, dict[int, Sequence[Span] | None]] = {}
        self._holdings = holdings
        self._seen = holdings.seen_by(server)
        self._finder = Finder(self._seen)
        self._authors: dict[int, list[str]] = defaultdict(list)  # by voice, corrections of them

    def add(self, correction: Correction) -> None:
        article = self._finder.article_of(correction.anchor)
        if correction.subject in FIELDS:
            if article is not None and is_same(correction.anchor, article):
                self._correct(correction, article)
            return
        for each in self._publications(correction.anchor, article):
            if correction.subject is Subject.SPEAKER:
                self._name(correction, each)
            elif spans := spans_of(correction.anchor, each):
                article = self._now(each.id)
                withdrawn = (*article.withdrawn, *spans)
                self._put(correction, replace(article, withdrawn=withdrawn), spans)

    def infer_authors(self) -> None:
        """What was inferred from authors that were wrong is inferred from the right ones."""
        for voice, keys in self._authors.items():
            group = [self._now(each.id) for each in self._seen if each.voice == voice]
            corrected = {i for key in keys for i in self.reach[key]}
            bare = [
                replace(each, authors=Fact()) if each.authors.basis is Basis.INFERRED else each
                for each in group
            ]
            for old, new in zip(group, infer_facts(bare), strict=True):
                if old.id not in corrected and old.authors != new.authors:
                    self.changed[old.id] = replace(old, authors=new.authors)
                    for key in keys:
                        self.reach[key][old.id] = None

    def _publications(self, anchor: Anchor, article: Article | None) -> list[Article]:
        """The article and the others of its voice, as it is or was."""
        return [
            each
            for each in self._seen
            if each is article
            or each.file in anchor.others
            or (article is not None and each.voice == article.voice)
        ]

    def _correct(self, correction: Correction, article: Article) -> None:
        fact = as_fact(correction.subject, correction.value)
        facts: dict[str, Any] = {FIELDS[correction.subject]: fact}
        self._put(correction, replace(self._now(article.id), **facts), None)
        if correction.subject is Subject.AUTHORS:
            self._authors[article.voice].append(correction.key)

    def _name(self, correction: Correction, article: Article) -> None:
        """Correct the speaker of the quotation that is these words and no others."""
        quote = quote_of(correction.anchor, article)
        if quote is None or quote.spoken_by is not SpokenBy.QUOTED:
            return
        article = self._now(article.id)
        named = tuple(
            replace(each, speaker=correction.value, corrected=True)
            if each.span == quote.span
            else each
            for each in article.quotations
        )
        content = replace(article.read(), quotations=named)
        self._put(correction, replace(article, content=content), [quote.span])

    def _now(self, identity: int) -> Article:
        """An article as it is corrected so far."""
        return self.changed.get(identity) or self._holdings.articles[identity]

    def _put(self, correction: Correction, article: Article, spans: Sequence[Span] | None) -> None:
        self.changed[article.id] = article
        self.reach.setdefault(correction.key, {})[article.id] = spans
