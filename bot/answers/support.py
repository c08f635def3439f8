"""The sentences beside a claim that support it, or that it concedes something in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.claims import claims
from bot.model import Article, Quote, Sentence, Span, SpokenBy

MOST = 2  # sentences
MOST_WORDS = 70  # of a claim with its support: what a card shows without a cut

# How a sentence opens that gives the reason for the one before it, its evidence or its limit.
_OPENS = re.compile(
    r"\W*(?:because|after all|for example|for instance|this is (?:why|because|how)|that is (?:why|"
    r"because|how)|that’s why|indeed|in fact|the (?:main |other )?reason|as a result|consequently|"
    r"therefore|thus|hence|so|otherwise|without (?:this|that|such|it)|nor|only then|"
    r"but|yet|however|still|nevertheless|nonetheless|instead|rather|and (?:yet|that)|even so)\b",
    re.IGNORECASE,
)
# What gives a reason or evidence wherever it stands.
_GIVES = re.compile(
    r"\b(?:because|since (?!then)(?:it|they|he|she|the)\b|evidence|\d)", re.IGNORECASE
)


def with_support(quotes: Sequence[Quote], admits: Callable[[str], bool]) -> list[Quote]:
    """The quotes, each claim in the author's own voice with the support that follows it.

    Claim and support are one span of the article, so what is shown stays verbatim. Nothing is
    taken in that belongs to another of the quotes, or that the question does not admit.
    """
    shown = list(quotes)
    for place, quote in enumerate(shown):
        others = [q.span for q in shown if q is not quote and q.article.id == quote.article.id]
        shown[place] = _supported(quote, others, admits)
    return shown


def _supported(quote: Quote, others: Sequence[Span], admits: Callable[[str], bool]) -> Quote:
    article = quote.article
    if quote.spoken_by is not SpokenBy.AUTHOR:
        return quote
    span = quote.span
    sentences = article.sentences
    last = bisect_left(sentences, span.end, key=lambda each: each.span.end)
    for following in sentences[last + 1 : last + 1 + MOST]:
        wider = Span(span.start, following.span.end)
        if (
            not _belongs(article, sentences[last], following)
            or len(wider.of(article.text).split()) > MOST_WORDS
            or any(other.overlaps(wider) for other in others)
            or article.is_withdrawn(wider)
            or not admits(wider.of(article.text))
        ):
            break
        span = wider
    # Asked last, as it takes longest and most sentences have no support beside them.
    return replace(quote, span=span) if span != quote.span and claims(quote.text) else quote


def _belongs(article: Article, claim: Sentence, following: Sentence) -> bool:
    """Whether a sentence is the author's own, in the claim's paragraph, and supports it."""
    if following.paragraph != claim.paragraph or following.heading or following.reported:
        return False
    text = following.span.of(article.text)
    return article.is_own(following.span) and bool(_OPENS.match(text) or _GIVES.search(text))
