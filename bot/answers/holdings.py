"""What the answers are drawn from: the corpus of one generation, with its index."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from bot.model import Article, Passage, Sentence, Span, Voice
from bot.search import Analyzer, Document, Engines, Filter, SearchIndex
from bot.search.passages import documents_of

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Holdings:
    """One generation of the corpus. It never changes, so any thread may read it.

    ``passages`` and ``terms``, the search terms of a passage, are by the ids that the index speaks
    of passages by. They follow the order of the articles.
    """

    articles: Mapping[int, Article]
    passages: Mapping[int, Passage]
    terms: Mapping[int, frozenset[str]]
    index: SearchIndex
    analyzer: Analyzer

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
        for article in shelf.values():
            for passage, document in documents_of(article, analyzer):
                passages[passage.id] = passage
                documents.append(document)
        terms = {document.passage: frozenset(document.terms) for document in documents}
        index = (engines or Engines()).index_of("passages", documents, generation)
        return cls(shelf, passages, terms, index, analyzer)

    @property
    def generation(self) -> int:
        return self.index.generation

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
            Voice(voice, tuple(sorted(groups[voice], key=self._fullness, reverse=True)))
            for voice in sorted(groups)
        ]

    def _fullness(self, article: Article) -> tuple[int, int]:
        return self._own_characters[article.id], -article.id

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
        return self.remember(
            (article.id, span), lambda: frozenset(self.analyzer.terms(span.of(article.text)))
        )

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
    def _own_characters(self) -> Mapping[int, int]:
        return {
            article.id: sum(len(sentence.span) for sentence in article.sentences)
            for article in self.articles.values()
        }
