"""What the answers are drawn from: the corpus of one generation, with its index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.model import Article, Passage, Voice
from bot.search import Analyzer, Document, RankBM25Index, SearchIndex
from bot.search.passages import cut_passages


@dataclass(frozen=True)
class Holdings:
    """One generation of the corpus. It never changes, so any thread may read it.

    ``passages[i].id == i``, and the index speaks of passages by these ids.
    """

    articles: Mapping[int, Article]
    passages: Sequence[Passage]
    index: SearchIndex
    analyzer: Analyzer

    @classmethod
    def build(cls, articles: Iterable[Article], generation: int, analyzer: Analyzer) -> Holdings:
        """Cut and index the articles, which have their ids and voices."""
        shelf = {article.id: article for article in articles}
        passages = [
            Passage(number, article.id, span)
            for number, (article, span) in enumerate(
                (article, span) for article in shelf.values() for span in cut_passages(article)
            )
        ]
        documents = [
            Document(
                passage.id,
                passage.article,
                tuple(analyzer.terms(passage.span.of(shelf[passage.article].text))),
            )
            for passage in passages
        ]
        return cls(shelf, passages, RankBM25Index(documents, generation), analyzer)

    @property
    def generation(self) -> int:
        return self.index.generation

    def seen_by(self, server: int | None) -> list[Article]:
        """The articles that a server may see: those of everybody, and its own."""
        return [a for a in self.articles.values() if a.server is None or a.server == server]

    def voices(self, server: int | None) -> list[Voice]:
        """The voices that a server may hear, in the order of their ids."""
        groups: dict[int, list[Article]] = defaultdict(list)
        for article in self.seen_by(server):
            groups[article.voice].append(article)
        return [
            Voice(voice, tuple(sorted(groups[voice], key=self._fullness, reverse=True)))
            for voice in sorted(groups)
        ]

    def voice_of(self, article: Article, server: int | None) -> Voice:
        """The voice of an article that the server may see."""
        members = [a for a in self.seen_by(server) if a.voice == article.voice]
        return Voice(article.voice, tuple(sorted(members, key=self._fullness, reverse=True)))

    def _fullness(self, article: Article) -> tuple[int, int]:
        return self._own_characters[article.id], -article.id

    @cached_property
    def _own_characters(self) -> Mapping[int, int]:
        return {
            article.id: sum(len(sentence.span) for sentence in article.sentences)
            for article in self.articles.values()
        }
