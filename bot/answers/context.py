"""A quote again, from its address, and the text around it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.holdings import Holdings
from bot.answers.selection import authors_quote, quoted
from bot.model import Article, Quote, QuoteRef, Span

REACH = 600  # characters on either side of the quote, cut at a sentence's end


@dataclass(frozen=True, slots=True)
class Context:
    """A quote, and the stretch of the article around it: whole sentences, no furniture.

    It ends before words that the server's admins withdrew.
    """

    quote: Quote
    span: Span

    @property
    def before(self) -> str:
        return self.quote.article.text[self.span.start : self.quote.span.start]

    @property
    def after(self) -> str:
        return self.quote.article.text[self.quote.span.end : self.span.end]


class Withdrawn(Exception):
    """The quote is in the article, and the server's admins withdrew it. The message says so."""

    def __init__(self) -> None:
        super().__init__("This quote was withdrawn by this server’s admins.")


def find_quote(holdings: Holdings, ref: QuoteRef, server: int | None) -> Quote | None:
    """The quote at an address; None when the article is gone, changed or not for this server.

    Raises:
        Withdrawn: the admins of the server whose holdings these are don't want it quoted.
    """
    article = holdings.articles.get(ref.article)
    if (
        article is None
        or article.digest[:8] != ref.digest
        or (article.server is not None and article.server != server)
        or not 0 <= ref.span.start < ref.span.end <= len(article.text)
    ):
        return None
    quote = quote_at(article, ref.span)
    if quote is not None and article.is_withdrawn(quote.span):
        raise Withdrawn
    return quote


def quote_at(article: Article, span: Span) -> Quote | None:
    """The quotation that is this span, or the author's whole sentences; None for anything else."""
    for quotation in article.speech():
        if quotation.span == span:
            return quoted(article, quotation)
    starts = {sentence.span.start for sentence in article.sentences if not sentence.heading}
    ends = {sentence.span.end for sentence in article.sentences if not sentence.heading}
    if span.start in starts and span.end in ends and article.is_own(span):
        return authors_quote(article, span)
    return None


def with_sentences(article: Article, span: Span) -> Span:
    """The span with the rest of its sentences, but for a side on which words were withdrawn."""
    inside = [s.span for s in article.sentences if s.span.overlaps(span)]
    if not inside:
        return span
    start, end = min(span.start, inside[0].start), max(span.end, inside[-1].end)
    return Span(
        span.start if article.is_withdrawn(Span(start, span.start)) else start,
        span.end if article.is_withdrawn(Span(span.end, end)) else end,
    )


def context_of(quote: Quote) -> Context:
    """The sentences around a quote, as far as they reach without a break."""
    article = quote.article
    inside = [s for s in article.sentences if s.span.overlaps(quote.span)]
    if not inside:
        return Context(quote, quote.span)
    first = article.sentences.index(inside[0])
    last = article.sentences.index(inside[-1])
    whole = with_sentences(article, quote.span)
    start, end = whole.start, whole.end
    while first > 0 and _joins(quote, Span(article.sentences[first - 1].span.start, start)):
        first -= 1
        start = article.sentences[first].span.start
    while last + 1 < len(article.sentences) and _joins(
        quote, Span(end, article.sentences[last + 1].span.end)
    ):
        last += 1
        end = article.sentences[last].span.end
    return Context(quote, Span(start, end))


def _joins(quote: Quote, added: Span) -> bool:
    """Whether the context may take in these characters."""
    near = quote.span.start - added.start <= REACH and added.end - quote.span.end <= REACH
    article = quote.article
    broken = any(f.span.overlaps(added) for f in article.furniture) or article.is_withdrawn(added)
    return near and not broken
