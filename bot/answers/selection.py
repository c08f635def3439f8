"""From the passages that match to the spans worth quoting, each said by one person.

A quote is either whole sentences of the author's own, or one quotation of somebody else. A sentence
that mixes the two is never shown as the author's; its quotation is shown as the speaker's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.answers.claims import BACKGROUND, WEAK, asks, claim_weight
from bot.answers.holdings import Holdings
from bot.answers.standalone import dangles
from bot.answers.topic import Topic
from bot.model import Article, Hit, Quotation, Quote, Sentence, Span, SpokenBy, Voice
from bot.search import Filter
from bot.search.passages import article_of
from bot.text import fold, listed

WIDTH = 1_000  # passages of a corpus that are looked at, in the order of their scores
WIDTH_OF_MANY = 300  # of a large one
DEPTH = 60  # passages looked into; beyond them, nothing makes it to the first pages
LONGEST = 90  # words of a quote that was led in by the sentence before
FRAGMENT = 5  # words; a shorter quotation says little by itself
REPORTED = 0.5  # of the score: what the author reports is not what the author says
LEANING = 0.8  # of the score: a sentence that says it and leans is still better than a vague one


@dataclass(frozen=True, slots=True)
class Place:
    """Where a topic is looked for: in passages ``allowed``, of articles that pass ``admits``."""

    server: int | None
    allowed: Filter
    admits: Callable[[Article], bool] = lambda _: True

    def publication(self, voice: Voice) -> Article | None:
        """The fullest of a voice's articles that are in this place."""
        return next(filter(self.admits, voice.articles), None)


def best_on_topic(holdings: Holdings, topic: Topic, place: Place) -> list[Quote]:
    """The quotes on a topic, best first."""
    hits = islice(_hits(holdings, topic, place, 2 * DEPTH), DEPTH)
    return quotes_of(holdings, hits, topic)


def on_topic(
    holdings: Holdings, topic: Topic, place: Place, width: int | None = None
) -> dict[int, list[Hit]]:
    """By article, the passages that are on the topic and do not just share a word with it."""
    if width is None:
        width = WIDTH_OF_MANY if holdings.is_large else WIDTH
    found: dict[int, list[Hit]] = defaultdict(list)
    for hit in _hits(holdings, topic, place, width):
        found[article_of(hit.passage)].append(hit)
    return found


def _hits(holdings: Holdings, topic: Topic, place: Place, width: int) -> Iterator[Hit]:
    """The passages of ``on_topic``, best first; articles are only read as far as these are asked
    for.

    A voice speaks through its fullest article of the place.
    """
    speaking: dict[int, int | None] = {}
    for hit in holdings.rank(topic.covering, place.allowed, width).passages:
        article = holdings.article_at(hit.passage)
        if article.voice not in speaking:
            chosen = place.publication(holdings.voice_of(article, place.server))
            speaking[article.voice] = chosen.id if chosen else None
        if speaking[article.voice] != article.id:
            continue
        passage = holdings.passage(hit.passage)
        covered = topic.coverage(holdings.terms_in(passage))
        if covered >= topic.enough and topic.question.admits(passage.span.of(article.text)):
            yield hit


def quotes_of(
    holdings: Holdings, hits: Iterable[Hit], topic: Topic, *, claims_first: bool = False
) -> list[Quote]:
    """The quotes in some passages, best first; overlapping ones are left out.

    The score is the passage's (``bot.search.ranking``) times the share of the topic that the quote
    itself covers, so a sentence that says it ranks before one that stands beside it. With
    ``claims_first`` what claims nothing has a part of that score, and so have others' words.
    """
    found = [quote for hit in hits for quote in _quotes_in(holdings, hit, topic, claims_first)]
    found = [quote for quote in found if topic.question.admits(quote.text)]
    found.sort(key=lambda q: (-q.score, q.article.id, q.span))
    return without_overlaps(found)


def without_overlaps(quotes: Iterable[Quote]) -> list[Quote]:
    """Keep the first of any quotes that share characters."""
    kept: list[Quote] = []
    taken: dict[int, list[Span]] = defaultdict(list)
    for quote in quotes:
        spans = taken[quote.article.id]
        if not any(span.overlaps(quote.span) for span in spans):
            spans.append(quote.span)
            kept.append(quote)
    return kept


def once_a_paragraph(quotes: Iterable[Quote]) -> list[Quote]:
    """Of what one voice has somebody say in one paragraph, the first; and no words of it twice."""
    kept: list[Quote] = []
    seen: set[Hashable] = set()
    for quote in quotes:
        article = quote.article
        whose = article.voice, quote.spoken_by, quote.speaker
        words = *whose, " ".join(fold(quote.text).split())
        place = *whose, article.id, _paragraph(article, quote.span)
        if not seen & {words, place}:
            kept.append(quote)
        seen |= {words, place}
    return kept


def _paragraph(article: Article, span: Span) -> int:
    """The number of the paragraph in which a span begins."""
    after = bisect_right(article.sentences, span.start, key=lambda each: each.span.start)
    return article.sentences[after - 1].paragraph if after else -1


def author_of(article: Article) -> str | None:
    """The authors as one name to show, or None where they are not known."""
    authors = article.authors.value
    return listed(authors) if authors else None


def authors_quote(article: Article, span: Span) -> Quote:
    """The author's words in a span as a quote: their own, or what they report of somebody.

    One sentence that reports is enough, as the author does not claim what it says. Whose claim it
    is can't be told where the sentences report several, or the last one is the author's answer.
    """
    first = bisect_right(article.sentences, span.start, key=lambda each: each.span.end)
    after = bisect_left(article.sentences, span.end, key=lambda each: each.span.start)
    sentences = article.sentences[first:after]
    claimants = {each.claimant for each in sentences if each.reported}
    speaker = author_of(article)
    if not claimants:
        return Quote(article, span, SpokenBy.AUTHOR, speaker)
    claimant = claimants.pop() if len(claimants) == 1 and sentences[-1].reported else None
    return Quote(article, span, SpokenBy.REPORTED, speaker, claimant=claimant)


def own_quote(article: Article, sentence: Sentence) -> Quote | None:
    """The sentence as the author's quote, led in by those before it that it leans on.

    None when the words are not the author's alone, were withdrawn, or are the end of a sentence
    whose beginning can't be shown.
    """
    if sentence.heading or not article.is_own(sentence.span) or article.is_withdrawn(sentence.span):
        return None
    span = sentence.span
    position = bisect_left(article.sentences, span.start, key=lambda each: each.span.start)
    while dangles(span.of(article.text)) and position > 0:
        before = article.sentences[position - 1]
        joined = Span(before.span.start, span.end)
        if (
            before.heading
            or before.paragraph != sentence.paragraph
            or not article.is_own(joined)
            or article.is_withdrawn(joined)
            or len(joined.of(article.text).split()) > LONGEST
        ):
            break
        span, position = joined, position - 1
    if dangles(span.of(article.text)) and article.text[span.start].islower():
        return None  # "and they do not vote.", cut off from the rest of its sentence
    return authors_quote(article, span)


def _quotes_in(holdings: Holdings, hit: Hit, topic: Topic, claims_first: bool) -> Iterator[Quote]:
    passage = holdings.passage(hit.passage)
    article = holdings.articles[passage.article]
    for sentence in holdings.sentences_in(passage):
        covered = topic.coverage(holdings.terms_of(article, sentence.span))
        if covered and (quote := own_quote(article, sentence)):
            # One that leans on what can't be shown is for a lack of better ones.
            weight = LEANING if dangles(quote.text) else 1.0
            if quote.spoken_by is SpokenBy.REPORTED:
                weight *= REPORTED
            elif claims_first:
                weight *= _claim_weight(holdings, article, sentence.span)
            yield replace(quote, score=hit.score * covered * weight)
    for quotation in article.speech():
        if passage.span.overlaps(quotation.span) and not article.is_withdrawn(quotation.span):
            covered = _quotation_coverage(holdings, article, quotation, topic)
            if covered:
                weight = 1.0
                if claims_first:
                    weight = WEAK if asks(quotation.span.of(article.text)) else BACKGROUND
                yield replace(quoted(article, quotation), score=hit.score * covered * weight)


def _claim_weight(holdings: Holdings, article: Article, span: Span) -> float:
    """Remembered, as the same sentences are asked for often.

    A standfirst names its author ("Una Writer talked to the mayor"), who claims nothing so.
    """
    text = span.of(article.text)
    if any(" " in name and name in text for name in article.authors.value or ()):
        return WEAK
    key = ("claim weight", article.id, span)
    return holdings.of_texts.remember_a_while(key, lambda: claim_weight(span.of(article.text)))


def quoted(article: Article, quotation: Quotation) -> Quote:
    """A quotation as the quote of its speaker."""
    return Quote(article, quotation.span, SpokenBy.QUOTED, quotation.speaker)


def _quotation_coverage(
    holdings: Holdings, article: Article, quotation: Quotation, topic: Topic
) -> float:
    """What the quotation covers of the topic; what only its sentence says counts half.

    "With the Vatican 'very interested', according to the president" is on the Vatican, too.
    """
    inside = topic.coverage(holdings.terms_of(article, quotation.span))
    around = set().union(
        *(
            holdings.terms_of(article, sentence.span)
            for sentence in article.sentences
            if sentence.span.overlaps(quotation.span)
        )
    )
    covered = (inside + topic.coverage(around)) / 2
    short = len(quotation.span.of(article.text).split()) < FRAGMENT
    return covered / 3 if short else covered
