"""What the answers are drawn from: the corpus of one generation, with its indexes."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from bot.answers.articles import Articles, Corrected, Held, by_voice, seen
from bot.model import Article, Basis, Passage, Sentence, Span, Voice
from bot.piecewise import let_go
from bot.search import Analyzer, Corpus, Engines, Filter, Indexed, Indexes, SearchIndex, Weighted
from bot.search.passages import article_of, indexed, passage_at
from bot.search.ranking import Ranking, rank
from bot.search.spelling import Vocabulary
from bot.search.vectors import TermVector

T = TypeVar("T")

_MISSING = object()
REMEMBERED = 50_000  # small things worked out from texts, such as a sentence's terms
MANY = 2_000  # articles; in a larger library nobody reads all that is said, nor who is silent
NEARLY_FULL = 0.95  # of the fullest version's length
PARAGRAPH = 400  # characters that a better known version may lack, such as an unrecognised footer
PARAGRAPH_MOST = 0.25  # of the fullest version's length, lest an excerpt hide a short article


@dataclass(frozen=True, eq=False)
class Holdings:
    """One generation of the corpus. It never changes, so any thread may read it.

    ``beneath`` are those that everybody sees, where these have what a server's admins corrected:
    other facts and speakers, the same texts.
    """

    articles: Articles
    indexes: Indexes
    analyzer: Analyzer
    beneath: Holdings | None = None
    _memory: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _recent: _Recent = field(default_factory=lambda: _Recent(REMEMBERED), repr=False)

    @classmethod
    def build(cls, articles: Iterable[Article], generation: int, analyzer: Analyzer) -> Holdings:
        """Index articles, which have their ids and voices, in memory."""
        held = Held(articles, analyzer)

        def documents(wanted: Collection[int] | None) -> Iterator[Indexed]:
            chosen = held.listed if wanted is None else map(held.__getitem__, wanted)
            return (indexed(article, analyzer) for article in chosen)

        indexes = Engines().indexes(Corpus(generation, 0, documents))
        return cls(held, indexes, analyzer)

    def corrected(self, articles: Mapping[int, Article]) -> Holdings:
        """The same with these articles in place of their likes, which have the same text.

        The indexes are shared, and so is what was worked out from the texts.
        """
        return Holdings(
            Corrected(self.articles, articles, self.analyzer),
            self.indexes,
            self.analyzer,
            beneath=self,
        )

    @property
    def index(self) -> SearchIndex:
        """The index of passages."""
        return self.indexes.passages

    @property
    def generation(self) -> int:
        return self.index.generation

    @property
    def is_large(self) -> bool:
        return self.indexes.wholes.size > MANY

    @property
    def of_texts(self) -> Holdings:
        """The holdings that remember what depends on nothing but the texts."""
        return self.beneath or self

    def keeper_of(self, article: Article) -> Holdings:
        """The holdings that remember what depends on this article alone."""
        corrected = isinstance(self.articles, Corrected) and self.articles.has_changed(article.id)
        return self if corrected else self.of_texts

    def viewer(self, server: int | None) -> int | None:
        """The server where it has articles of its own, else None: all others see the same."""
        return server if server in self.articles.owners else None

    def seen_by(self, server: int | None) -> list[Article]:
        """The articles that a server may see: those of everybody, and its own."""
        viewer = self.viewer(server)
        return self.remember(("seen", viewer), lambda: list(seen(self.articles.listed, viewer)))

    def voices(self, server: int | None) -> list[Voice]:
        """The voices that a server may hear, in the order of their ids."""
        viewer = self.viewer(server)

        def group() -> list[Voice]:
            groups = by_voice(self.seen_by(viewer))
            return [self._voice(voice, groups[voice]) for voice in sorted(groups)]

        return self.remember(("voices", viewer), group)

    def first_voices(self, server: int | None, count: int) -> list[Voice]:
        """Some voices that a server may hear: those with the least ids."""
        return [
            self._voice(voice, seen(self.articles.of_voice(voice), server))
            for voice in self.articles.first_voices(server, count)
        ]

    def voice_of(self, article: Article, server: int | None) -> Voice:
        """The voice of an article that the server may see."""
        return self._voice(article.voice, seen(self.articles.of_voice(article.voice), server))

    def _voice(self, identity: int, articles: Iterable[Article]) -> Voice:
        """A voice, the fullest article first."""
        group = list(articles)
        if len(group) > 1:
            lengths = {article.id: self.articles.length(article) for article in group}
            group = _best_known_first(group, lengths)
        return Voice(identity, tuple(group))

    def passage(self, number: int) -> Passage:
        """The passage that an index calls so."""
        return self.of_texts.remember_a_while(
            number, lambda: passage_at(self.articles[article_of(number)], number)
        )

    def article_at(self, passage: int) -> Article:
        """The article of a passage."""
        return self.articles[article_of(passage)]

    def sentences_in(self, passage: Passage) -> Sequence[Sentence]:
        """The sentences that a passage is made of."""
        sentences = self.articles[passage.article].sentences
        first = bisect_left(sentences, passage.span.start, key=lambda each: each.span.start)
        last = bisect_left(sentences, passage.span.end, key=lambda each: each.span.start)
        return sentences[first:last]

    def sees(self, server: int | None, term: str) -> bool:
        """Whether a passage that the server may see holds a term that some passage holds."""
        if not self.articles.owners:
            return True
        return bool(self.index.search([term], Filter(servers=frozenset({None, server})), 1))

    def terms_of(self, article: Article, span: Span) -> frozenset[str]:
        """The search terms of a span; remembered, as the same sentences are asked for often."""
        return self.of_texts.remember_a_while(
            (article.id, span), lambda: frozenset(self.analyzer.terms(span.of(article.text)))
        )

    def terms_in(self, passage: Passage) -> frozenset[str]:
        """The search terms of a passage: those of its sentences, which are asked for as well."""
        article = self.articles[passage.article]
        return frozenset().union(
            *(self.terms_of(article, each.span) for each in self.sentences_in(passage))
        )

    def rank(self, question: Weighted, allowed: Filter, limit: int) -> Ranking:
        """The passages that match under a filter, best first."""
        return rank(
            self.indexes.passages,
            self.indexes.wholes,
            question,
            allowed,
            limit,
            article_of,
            self.of_texts.vectors_of,
        )

    def vectors_of(self, articles: Sequence[int]) -> list[TermVector]:
        """The term vectors of some articles; those that are not kept are told from the texts."""
        kept = self.articles.vectors(articles)
        return [kept[each] if each in kept else self._vector(each) for each in articles]

    def _vector(self, article: int) -> TermVector:
        return self.remember_a_while(
            ("vector", article), lambda: indexed(self.articles[article], self.analyzer).vector
        )

    def vocabulary(self, server: int | None) -> Vocabulary:
        """The words of the articles that a server may see."""
        viewer = self.viewer(server)
        return self.of_texts.remember(
            ("vocabulary", viewer), lambda: self.articles.vocabulary(viewer)
        )

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once a generation: a memory that ends with the holdings."""
        value = self._memory.get(key, _MISSING)
        if value is _MISSING:
            value = self._memory[key] = make()
        known: T = value
        return known

    def let_go(self) -> None:
        """Forget what can be worked out again, little by little; these were replaced by others.

        Questions that are being answered from them may go on. All at once, when the last of them
        is done, would hold the interpreter for too long.
        """
        self._recent.let_go()
        for key in reversed(list(self._memory)):  # what was made last is made of the others
            value = self._memory.pop(key, None)
            # A copy: the value itself may be gone through by an answer.
            several = list(value) if isinstance(value, list | tuple) else []
            del value
            let_go(several)
        self.articles.let_go()

    def remember_a_while(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, which is forgotten when it was not asked for lately."""
        return self._recent.get(key, make)


class _Recent:
    """The values asked for last, shared between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        value: T
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                value = self._values[key]
                return value
        value = make()
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._size:
                self._values.popitem(last=False)
        return value

    def let_go(self) -> None:
        while True:
            with self._lock:
                if not self._values:
                    return
                _, value = self._values.popitem()
            del value


def _best_known_first(articles: Sequence[Article], lengths: Mapping[int, int]) -> list[Article]:
    """The versions of one analysis, the fullest first; of those that are nearly as full, the one
    of which most is known at first hand, then the earliest: a reprint that adds a line should not
    hide the original. Nor should one that adds a paragraph, as far as less is known of it."""
    longest = max(lengths.values())
    known = {article.id: _known_at_first_hand(article) for article in articles}
    near = {each for each, length in lengths.items() if length >= NEARLY_FULL * longest}
    least = longest - min(PARAGRAPH, PARAGRAPH_MOST * longest)
    best = max(known[each] for each in near)
    near |= {each for each in lengths if lengths[each] >= least and known[each] > best}

    def order(article: Article) -> tuple[bool, int, date, int, int]:
        length = lengths[article.id]
        if article.id not in near:
            return True, 0, date.max, -length, article.id
        published = article.published.value
        latest = published.latest if published else date.max
        return False, -known[article.id], latest, -length, article.id

    return sorted(articles, key=order)


def _known_at_first_hand(article: Article) -> int:
    """How many of its authors, outlet and date are declared or read from the article itself."""
    bases = [article.authors.basis, article.outlet.basis, article.published.basis]
    return sum(basis not in {Basis.INFERRED, Basis.UNKNOWN} for basis in bases)
