"""An article becomes passages: consecutive sentences of one paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from bot.model import Article, Passage, Sentence, Span
from bot.search.analyzer import Analyzer
from bot.search.engines import Indexed
from bot.search.feedback import FIRST
from bot.search.index import Document, Facets
from bot.search.ranking import TITLE, filled, unfilled
from bot.search.vectors import TermVector
from bot.text import fold

LONGEST_PASSAGE = 120  # words; longer passages blur what a match is about
PASSAGES_AN_ARTICLE = 1 << 20  # at most, so that a passage's id says its article and its place


def documents_of(article: Article, analyzer: Analyzer) -> Iterator[tuple[Passage, Document]]:
    """The passages of an article, as they are and as they are indexed.

    A passage's id stays the same while other articles change.
    """
    facets = facets_of(article, analyzer)
    speech = [each for each in article.speech() if each.speaker]
    for number, span in enumerate(cut_passages(article)):
        passage = Passage(article.id * PASSAGES_AN_ARTICLE + number, article.id, span)
        speakers = {
            person_key(each.speaker, analyzer)
            for each in speech
            if each.speaker and each.span.overlaps(span)
        }
        terms = filled(analyzer.terms(span.of(article.text)))
        yield (
            passage,
            Document(
                passage.id, article.id, terms, replace(facets, quoted=tuple(sorted(speakers)))
            ),
        )


def facets_of(article: Article, analyzer: Analyzer) -> Facets:
    """What a filter asks of an article, but for whom it quotes."""
    published = article.published.value
    return Facets(
        server=article.server,
        voice=article.voice,
        authors=tuple(person_key(name, analyzer) for name in article.authors.value or ()),
        outlet=outlet_key(article.outlet.value) if article.outlet.value else None,
        earliest=published.earliest if published else None,
        latest=published.latest if published else None,
    )


def indexed(article: Article, analyzer: Analyzer) -> Indexed:
    """An article as it is indexed."""
    documents = [document for _, document in documents_of(article, analyzer)]
    title = article.title.value or ""
    titles = analyzer.terms(title) * TITLE
    headings: list[str] = []
    for sentence in article.sentences:
        if sentence.heading and (heading := sentence.span.of(article.text)) != title:
            headings += analyzer.terms(heading)
    prose = [term for document in documents for term in unfilled(document.terms)]
    quoted = {key for document in documents for key in document.facets.quoted}
    facets = replace(facets_of(article, analyzer), quoted=tuple(sorted(quoted)))
    terms = (*titles, *headings, *prose)
    vector = TermVector.of(terms, (*titles, *prose[:FIRST]))
    return Indexed(documents, Document(article.id, article.id, terms, facets), vector)


def passage_at(article: Article, number: int) -> Passage:
    """The passage of an article that has this id."""
    spans = cut_passages(article)
    return Passage(number, article.id, spans[number % PASSAGES_AN_ARTICLE])


def article_of(passage: int) -> int:
    """The article that a passage's id is of."""
    return passage // PASSAGES_AN_ARTICLE


def person_key(name: str, analyzer: Analyzer) -> str:
    """A name under which a filter finds all of its spellings."""
    return " ".join(analyzer.name_terms(name)) or name.casefold()


def outlet_key(outlet: str) -> str:
    """An outlet as a filter names it, without case, accents and a leading "the"."""
    return " ".join(fold(outlet).split()).removeprefix("the ")


def cut_passages(article: Article) -> list[Span]:
    """The spans that the index holds for an article: no furniture and no headings.

    A sentence longer than a passage is a passage of its own: sentences are never cut.
    """
    spans: list[Span] = []
    text = article.text
    prose = (sentence for sentence in article.sentences if not sentence.heading)
    for _, paragraph in groupby(prose, key=lambda sentence: sentence.paragraph):
        group: list[Sentence] = []
        words = 0
        for sentence in paragraph:
            length = len(sentence.span.of(text).split())
            if group and words + length > LONGEST_PASSAGE:
                spans.append(_around(group))
                group, words = [], 0
            group.append(sentence)
            words += length
        spans.append(_around(group))
    return spans


def _around(group: list[Sentence]) -> Span:
    return Span(group[0].span.start, group[-1].span.end)
