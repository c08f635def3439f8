"""What the answers are drawn from: the corpus of one generation, with its index."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from bot.model import Article, Basis, Passage, Sentence, Span, Voice
from bot.search import Analyzer, Document, Engines, Filter, SearchIndex, Weighted
from bot.search.passages import documents_of
from bot.search.ranking import TITLE, Ranking, rank, unfilled

T = TypeVar("T")

NEARLY_FULL = 0.95  # of the fullest version's length


@dataclass(frozen=True, eq=False)
class Holdings:
    """One generation of the corpus. It never changes, so any thread may read it.

    ``passages`` and ``terms``, the search terms of a passage, are by the ids that the index speaks
    of passages by. They follow the order of the articles. ``whole`` indexes the articles as wholes,
    by their ids. ``beneath`` are those that everybody sees, where these have what a server's
    admins corrected: other facts and speakers, the same texts.
    """

    articles: Mapping[int, Article]
    passages: Mapping[int, Passage]
    terms: Mapping[int, frozenset[str]]
    index: SearchIndex
    whole: SearchIndex
    analyzer: Analyzer
    beneath: Holdings | None = None

    @classmethod
    def build(
        cls,
        articles: Iterable[Article],
        generation: int,
        analyzer: Analyzer,
        engines: Engines | None = None,
    ) -> Holdings:
        """Cut and index the articles, which have their ids and voices.

        Raises:
            SearchError: the index can't be written.
        """
        shelf = {article.id: article for article in articles}
        passages: dict[int, Passage] = {}
        documents: list[Document] = []
        wholes: list[Document] = []
        for article in shelf.values():
            text = _headings(article, analyzer)
            for passage, document in documents_of(article, analyzer):
                passages[passage.id] = passage
                documents.append(document)
                text += unfilled(document.terms)
            wholes.append(Document(article.id, article.id, tuple(text)))
        terms = {document.passage: frozenset(document.terms) for document in documents}
        engines = engines or Engines()
        index = engines.index_of("passages", documents, generation)
        whole = engines.index_of("articles", wholes, generation)
        return cls(shelf, passages, terms, index, whole, analyzer)

    def corrected(self, articles: Mapping[int, Article]) -> Holdings:
        """The same with these articles in place of their likes, which have the same text.

        Index and passages are shared, and so is what was worked out from the texts.
        """
        return replace(self, articles={**self.articles, **articles}, beneath=self)

    @property
    def generation(self) -> int:
        return self.index.generation

    @property
    def of_texts(self) -> Holdings:
        """The holdings that remember what depends on nothing but the texts."""
        return self.beneath or self

    def keeper_of(self, article: Article) -> Holdings:
        """The holdings that remember what depends on this article alone."""
        beneath = self.beneath
        if beneath is not None and beneath.articles.get(article.id) is article:
            return beneath
        return self

    def viewer(self, server: int | None) -> int | None:
        """The server where it has articles of its own, else None: all others see the same."""
        return server if server in self._owners else None

    @cached_property
    def _owners(self) -> frozenset[int]:
        return frozenset(a.server for a in self.articles.values() if a.server is not None)

    def seen_by(self, server: int | None) -> list[Article]:
        """The articles that a server may see: those of everybody, and its own."""
        return [a for a in self.articles.values() if a.server is None or a.server == server]

    def voices(self, server: int | None) -> list[Voice]:
        """The voices that a server may hear, in the order of their ids."""
        viewer = self.viewer(server)
        return self.remember(("voices", viewer), lambda: self._group(viewer))

    def voice_of(self, article: Article, server: int | None) -> Voice:
        """The voice of an article that the server may see."""
        return next(voice for voice in self.voices(server) if voice.id == article.voice)

    def _group(self, server: int | None) -> list[Voice]:
        groups: dict[int, list[Article]] = defaultdict(list)
        for article in self.seen_by(server):
            groups[article.voice].append(article)
        return [
            Voice(voice, tuple(_best_known_first(groups[voice], self.of_texts.own_characters)))
            for voice in sorted(groups)
        ]

    def sentences_in(self, passage: Passage) -> Sequence[Sentence]:
        """The sentences that a passage is made of."""
        sentences = self.articles[passage.article].sentences
        first = bisect_left(sentences, passage.span.start, key=lambda each: each.span.start)
        last = bisect_left(sentences, passage.span.end, key=lambda each: each.span.start)
        return sentences[first:last]

    def sees(self, server: int | None, term: str) -> bool:
        """Whether a passage that the server may see holds a term that some passage holds."""
        if not self._owners:
            return True
        seen = Filter(frozenset(article.id for article in self.seen_by(server)))
        return bool(self.index.search([term], seen, 1))

    def terms_of(self, article: Article, span: Span) -> frozenset[str]:
        """The search terms of a span; remembered, as the same sentences are asked for often."""
        return self.of_texts.remember(
            (article.id, span), lambda: frozenset(self.analyzer.terms(span.of(article.text)))
        )

    def rank(self, question: Weighted, articles: Iterable[Article]) -> Ranking:
        """The passages of these articles that match, best first."""
        return rank(
            self.index,
            self.whole,
            question,
            Filter(frozenset(article.id for article in articles)),
            len(self.passages),
            lambda passage: self.passages[passage].article,
            lambda passage: self.analyzer.terms(self.text_of(passage)),
        )

    def text_of(self, number: int) -> str:
        """The text of a passage."""
        passage = self.passages[number]
        return passage.span.of(self.articles[passage.article].text)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once a generation: a memory that ends with the holdings."""
        if key not in self._memory:
            self._memory[key] = make()
        value: T = self._memory[key]
        return value

    @cached_property
    def _memory(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def own_characters(self) -> Mapping[int, int]:
        """How long each article is without its furniture."""
        return {
            article.id: sum(len(sentence.span) for sentence in article.sentences)
            for article in self.articles.values()
        }


def _best_known_first(articles: Sequence[Article], lengths: Mapping[int, int]) -> list[Article]:
    """The versions of one analysis, the fullest first; of those that are nearly as full, the one
    of which most is known at first hand, then the earliest: a reprint that adds a line should not
    hide the original."""
    enough = NEARLY_FULL * max(lengths[article.id] for article in articles)

    def order(article: Article) -> tuple[bool, int, date, int, int]:
        length = lengths[article.id]
        if length < enough:
            return True, 0, date.max, -length, article.id
        published = article.published.value
        bases = [article.authors.basis, article.outlet.basis, article.published.basis]
        known = sum(basis not in {Basis.INFERRED, Basis.UNKNOWN} for basis in bases)
        return False, -known, published.latest if published else date.max, -length, article.id

    return sorted(articles, key=order)


def _headings(article: Article, analyzer: Analyzer) -> list[str]:
    """The terms of an article's title, as often as they count, and of its headings."""
    title = article.title.value or ""
    headings = (s.span.of(article.text) for s in article.sentences if s.heading)
    terms = analyzer.terms(title) * TITLE
    for heading in headings:
        if heading != title:
            terms += analyzer.terms(heading)
    return terms
