"""Words of an article, found again after the article has changed.

Two stretches are the same words as ``bot.answers.verify`` has it: whatever their marks, spacing and
spelling. Where the words stand more than once, what stands around them decides, and then their
position. Where that can't decide, they are not found: better no correction than one of other words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from heapq import nsmallest

from bot.answers.context import quote_at
from bot.answers.verify.words import Words, words_of, words_of_article
from bot.corpus.shingles import shingled
from bot.model import Anchor, Article, Quote, Span

AROUND = 120  # characters kept on either side
NEIGHBOURS = 8  # words on either side that are held against those of old
AGREEING = 3  # of them that must be the same where the words alone don't tell the place
TELLING = 6  # words from which on nobody else says the same by chance
SKETCH = 64  # shingles
SAME = 0.5  # of the sketch that an article must still have to be the same analysis


def anchor_of(quote: Quote, publications: Iterable[Article]) -> Anchor:
    """A quote's words, to be found again; ``publications`` are those of its voice."""
    article, span = quote.article, quote.span
    return Anchor(
        file=article.file,
        digest=text_digest(article),
        # The least of the hashes are a fair sample: A. Broder, "On the resemblance and containment
        # of documents" (1997), section 3.
        sketch=tuple(nsmallest(SKETCH, shingled(article).known)),
        others=tuple(each.file for each in publications if each.file != article.file),
        words=quote.text,
        start=span.start,
        before=article.text[max(0, span.start - AROUND) : span.start],
        after=article.text[span.end : span.end + AROUND],
    )


def text_digest(article: Article) -> str:
    """What identifies an article's text, whatever its file is called."""
    return hashlib.blake2b(
        article.text.encode("utf-8", "surrogatepass"), digest_size=12
    ).hexdigest()


class Finder:
    """Finds the articles of anchors among those that a server sees."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles

    def article_of(self, anchor: Anchor) -> Article | None:
        """The article, by its file or, when that was renamed, by its text."""
        return self._by_file.get(anchor.file) or self._by_text.get(anchor.digest)

    def is_in(self, anchor: Anchor, article: Article) -> bool:
        """Whether this is the anchor's article, and not only one that has its words, too."""
        found = self.article_of(anchor)
        return found is not None and found.id == article.id

    @cached_property
    def _by_file(self) -> dict[str, Article]:
        return {article.file: article for article in self._articles}

    @cached_property
    def _by_text(self) -> dict[str, Article]:
        return {text_digest(article): article for article in self._articles}


def is_same(anchor: Anchor, article: Article) -> bool:
    """Whether an article is still the same analysis, and not another under the file's name."""
    if text_digest(article) == anchor.digest:
        return True
    kept = shingled(article).known.intersection(anchor.sketch)
    return bool(anchor.sketch) and len(kept) >= SAME * len(anchor.sketch)


def spans_of(anchor: Anchor, article: Article) -> list[Span]:
    """Where an article has the words: everywhere if they are many, else at their own place."""
    if len(words_of(anchor.words)) >= TELLING:
        words = words_of_article(article.text)
        return [words.span(each.start, each.stop) for each in _places(anchor, words)]
    span = span_of(anchor, article)
    return [span] if span else []


def span_of(anchor: Anchor, article: Article) -> Span | None:
    """The one place of the words, from the first to the last; None where it can't be told."""
    words = words_of_article(article.text)
    places = _places(anchor, words)
    if not places:
        return None
    before, after = words_of(anchor.before).keys, words_of(anchor.after).keys

    def agreeing(place: range) -> int:
        """How many words next to the place are as they were, the article's ends among them."""
        left = _alike(before[::-1], words.keys[: place.start][::-1])
        return left + _alike(after, words.keys[place.stop :])

    def distance(place: range) -> int:
        return abs(words.starts[place.start] - anchor.start)

    best = min(places, key=lambda place: (-agreeing(place), distance(place)))
    alone = len(places) == 1 and len(best) >= TELLING
    return words.span(best.start, best.stop) if alone or agreeing(best) >= AGREEING else None


def quote_of(anchor: Anchor, article: Article) -> Quote | None:
    """The quotation, or the author's whole sentences, that are these words and no others."""
    span = span_of(anchor, article)
    if span is None:
        return None
    words = words_of_article(article.text)
    numbers = words.within(span)
    for quotation in article.speech():
        if words.within(quotation.span) == numbers:
            return quote_at(article, quotation.span)
    inside = [each.span for each in article.sentences if each.span.overlaps(span)]
    whole = Span(inside[0].start, inside[-1].end) if inside else span
    return quote_at(article, whole) if words.within(whole) == numbers else None


def _places(anchor: Anchor, words: Words) -> list[range]:
    """The numbers of the words wherever they stand in a row."""
    wanted = words_of(anchor.words).keys
    if not wanted:
        return []
    return [
        range(first, first + len(wanted))
        for first, key in enumerate(words.keys)
        if key == wanted[0]
        and words.keys[first : first + len(wanted)] == wanted
        and not words.cut_off(first)
    ]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words, counted from the place, are the same. An end of the article on both sides
    agrees as a whole."""
    if not old and not new:
        return AGREEING
    old, new = old[:NEIGHBOURS], new[:NEIGHBOURS]
    count = 0
    while count < min(len(old), len(new)) and old[count] == new[count]:
        count += 1
    return count
