"""Where a quotation's words may be: articles that share its rarest terms, and exact places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import ceil

from bot.answers.holdings import Holdings
from bot.answers.verify.words import Words, words_of, words_of_article
from bot.model import Article, Span
from bot.search import Filter
from bot.search.passages import article_of

CHUNK = 6  # words looked for together: a spliced quotation has them from several places
MOST_CHUNKS = 10
TERMS = 3  # of a chunk, the rarest
DEPTH = 8  # passages of a chunk
MOST = 24  # articles
MANY = 2_000  # articles; so many texts are looked through in a few hundredths of a second
WINDOW, STEP = 4, 2  # words that are looked for as they are written
MOST_WINDOWS = 40
NEAR = 8  # articles that have most of these


def exact_places(articles: Sequence[Article], quotation: str) -> Iterator[tuple[Article, Span]]:
    """Where the articles have the quotation character for character, cutting no word."""
    for article in articles:
        start = article.text.find(quotation)
        while start >= 0:
            span = Span(start, start + len(quotation))
            if whole_words(words_of_article(article.text), span):
                yield article, span
            start = article.text.find(quotation, start + 1)


def literal_candidates(
    articles: Sequence[Article], quotation: Words, within: range
) -> Sequence[Article]:
    """The articles that have most of the quotation's words ``within`` just as they are written.

    It finds what the index can't: words that are in every text, in an order that is in one.
    """
    starts = range(within.start, max(within.start + 1, within.stop - WINDOW + 1), STEP)
    windows = [
        " ".join(quotation.span(start, min(start + WINDOW, within.stop)).of(quotation.text).split())
        for start in starts
    ][:MOST_WINDOWS]
    # Either apostrophe may be typed for the other.
    written = [{window, window.replace("'", "’"), window.replace("’", "'")} for window in windows]
    scores = [
        (sum(any(each in article.text for each in window) for window in written), article)
        for article in articles
    ]
    best = nlargest(NEAR, scores, key=lambda pair: pair[0])
    return [article for found, article in best if found]


def whole_words(words: Words, span: Span) -> bool:
    """Whether a span has words, and neither of its ends cuts one."""
    for place in (span.start, span.end):
        number = bisect_right(words.starts, place - 1) - 1
        if number >= 0 and words.starts[number] < place < words.ends[number]:
            return False
    first = bisect_left(words.starts, span.start)
    return first < len(words) and words.starts[first] < span.end and not words.cut_off(first)


def within_reach(
    holdings: Holdings, server: int | None, quotations: Iterable[Words]
) -> Sequence[Article]:
    """The articles that quotations are held against: all that the server may see, or, of very many,
    those that share most with the quotations.

    In so large a library, words that every text has are found only beside others, and a footer's
    words only where the article has some of them as well.
    """
    if holdings.indexes.wholes.size <= MANY:
        return holdings.seen_by(server)
    allowed = Filter(servers=frozenset({None, server}))
    found: dict[int, None] = {}
    for quotation in quotations:
        scores: Counter[int] = Counter()
        for rarest in _rarest_terms(holdings, quotation):
            for hit in holdings.indexes.passages.search(rarest, allowed, DEPTH):
                scores[article_of(hit.passage)] += hit.score  # type: ignore[assignment]
            for whole in holdings.indexes.wholes.search(rarest, allowed, DEPTH):
                scores[whole.passage] += whole.score  # type: ignore[assignment]
        found |= dict.fromkeys(article for article, _ in scores.most_common(2 * MOST))
    return [holdings.articles[article] for article in found]


def candidates(
    holdings: Holdings, articles: Sequence[Article], quotation: Words
) -> Sequence[Article]:
    """The articles that share most with the quotation, chunk by chunk, at most 24."""
    allowed = {article.id: article for article in articles}
    within = Filter(frozenset(allowed))
    scores: Counter[int] = Counter()
    for rarest in _rarest_terms(holdings, quotation):
        for hit in holdings.index.search(rarest, within, DEPTH):
            scores[article_of(hit.passage)] += hit.score  # type: ignore[assignment]
    if holdings.indexes.wholes.size <= MANY:
        apart = holdings.of_texts.remember(
            "words outside passages", lambda: _outside_passages(holdings.articles.listed)
        )
    else:
        apart = _outside_passages(articles)
    for shingle in zip(quotation.keys, quotation.keys[1:], quotation.keys[2:], strict=False):
        for article in apart.get(shingle, ()):
            if article in allowed:
                scores[article] += 1
    return [allowed[article] for article, _ in scores.most_common(MOST)]


def _rarest_terms(holdings: Holdings, quotation: Words) -> Iterator[list[str]]:
    """The rarest terms of each chunk of a quotation."""
    size = max(CHUNK, ceil(len(quotation) / MOST_CHUNKS))
    for first in range(0, len(quotation), size):
        last = min(first + size, len(quotation))
        terms = holdings.analyzer.query_terms(quotation.span(first, last).of(quotation.text))
        weights = holdings.index.weights(terms)
        yield sorted(weights, key=lambda term: (-weights[term], term))[:TERMS]


def _outside_passages(articles: Iterable[Article]) -> Mapping[tuple[str, str, str], set[int]]:
    """Three words in a row of headings and furniture, which the index does not hold."""
    found: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for article in articles:
        spans = [each.span for each in article.sentences if each.heading]
        for span in [*spans, *(each.span for each in article.furniture)]:
            keys = words_of(span.of(article.text)).keys
            for shingle in zip(keys, keys[1:], keys[2:], strict=False):
                found[shingle].add(article.id)
    return found
