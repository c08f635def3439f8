"""The articles of one generation, as the answers ask for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from bot.model import Article
from bot.search import Analyzer
from bot.search.passages import indexed, person_key
from bot.search.spelling import Vocabulary, words_in
from bot.search.vectors import TermVector

AUTHOR, QUOTED, REPORTED = "author", "quoted", "reported"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the corpus, and of how many articles it is the author, or is quoted or reported.

    0 of one whose every word was withdrawn.
    """

    name: str
    role: str
    articles: int


class Articles(Protocol):
    """A collection of articles. Any thread may ask it, but not the event loop's."""

    def __getitem__(self, identity: int, /) -> Article:
        """An article, with its content in memory."""
        ...

    def get(self, identity: int, /) -> Article | None: ...

    def let_go(self) -> None:
        """Forget what is at hand and can be fetched again, little by little."""
        ...

    @property
    def listed(self) -> Sequence[Article]:
        """Every article, by id; what an article says may be fetched only when it is looked at."""
        ...

    @property
    def owners(self) -> frozenset[int]:
        """The servers that have articles of their own."""
        ...

    def of_voice(self, voice: int) -> Sequence[Article]:
        """The articles of a voice, by id."""
        ...

    def first_voices(self, server: int | None, count: int) -> Sequence[int]:
        """The least names of the voices of articles that a server may see."""
        ...

    def of_person(self, key: str) -> frozenset[int]:
        """The articles where somebody under this key (``person_key``) writes or speaks."""
        ...

    def mentions(self, server: int | None) -> Iterable[Mention]:
        """Who writes and speaks in the articles that a server may see, each name once a role."""
        ...

    def vocabulary(self, server: int | None) -> Vocabulary:
        """The words of the articles that a server may see."""
        ...

    def length(self, article: Article) -> int:
        """How long an article is, in characters that are no furniture."""
        ...

    def vectors(self, articles: Sequence[int]) -> Mapping[int, TermVector]:
        """The term vectors of those articles for which they are kept."""
        ...


def mentions_in(article: Article) -> set[tuple[str, str]]:
    """Who writes and speaks in an article: role and name."""
    found = {(AUTHOR, name) for name in article.authors.value or ()}
    found |= {(QUOTED, each.speaker) for each in article.speech() if each.speaker}
    found |= {(REPORTED, each.claimant) for each in article.sentences if each.claimant}
    return found


def counted(articles: Iterable[Article]) -> Counter[tuple[str, str]]:
    """Of how many articles each name is in each role; 0 where all its words were withdrawn."""
    counts: Counter[tuple[str, str]] = Counter()
    for article in articles:
        for role, name in mentions_in(article):
            counts[role, name] += not _is_withdrawn(article, role, name)
    return counts


def _is_withdrawn(article: Article, role: str, name: str) -> bool:
    """Whether every word that somebody says in an article was withdrawn."""
    if not article.withdrawn or role == AUTHOR:
        return False
    spans = (
        [each.span for each in article.speech() if each.speaker == name]
        if role == QUOTED
        else [each.span for each in article.sentences if each.claimant == name]
    )
    return all(map(article.is_withdrawn, spans))


class Held:
    """Articles that are all in memory."""

    def __init__(self, articles: Iterable[Article], analyzer: Analyzer) -> None:
        self._articles = {article.id: article for article in sorted(articles, key=lambda a: a.id)}
        self._analyzer = analyzer
        self._vectors: dict[int, TermVector] = {}

    def __getitem__(self, identity: int, /) -> Article:
        return self._articles[identity]

    def get(self, identity: int, /) -> Article | None:
        return self._articles.get(identity)

    def let_go(self) -> None:
        """None of them can be fetched."""

    @cached_property
    def listed(self) -> Sequence[Article]:
        return tuple(self._articles.values())

    @cached_property
    def owners(self) -> frozenset[int]:
        return frozenset(a.server for a in self.listed if a.server is not None)

    def of_voice(self, voice: int) -> Sequence[Article]:
        return [article for article in self.listed if article.voice == voice]

    def first_voices(self, server: int | None, count: int) -> Sequence[int]:
        return sorted({article.voice for article in seen(self.listed, server)})[:count]

    def of_person(self, key: str) -> frozenset[int]:
        return frozenset(
            article.id
            for article in self.listed
            if any(person_key(name, self._analyzer) == key for _, name in mentions_in(article))
        )

    def mentions(self, server: int | None) -> Iterator[Mention]:
        for (role, name), articles in counted(seen(self.listed, server)).items():
            yield Mention(name, role, articles)

    def vocabulary(self, server: int | None) -> Vocabulary:
        return Vocabulary.of(
            word
            for article in seen(self.listed, server)
            for sentence in article.sentences
            for word in words_in(sentence.span.of(article.text))
        )

    def length(self, article: Article) -> int:
        return sum(len(sentence.span) for sentence in article.sentences)

    def vectors(self, articles: Sequence[int]) -> Mapping[int, TermVector]:
        for each in articles:
            if each not in self._vectors:
                self._vectors[each] = indexed(self._articles[each], self._analyzer).vector
        return self._vectors


class Corrected:
    """Articles, some of them as a server's admins corrected them: the same texts and voices."""

    def __init__(self, base: Articles, changed: Mapping[int, Article], analyzer: Analyzer) -> None:
        self._base = base
        self._changed = changed
        self._analyzer = analyzer

    def has_changed(self, identity: int) -> bool:
        """Whether an article was corrected."""
        return identity in self._changed

    def __getitem__(self, identity: int, /) -> Article:
        return self._changed.get(identity) or self._base[identity]

    def get(self, identity: int, /) -> Article | None:
        return self._changed.get(identity) or self._base.get(identity)

    def let_go(self) -> None:
        self._base.let_go()

    @cached_property
    def listed(self) -> Sequence[Article]:
        return [self._changed.get(article.id, article) for article in self._base.listed]

    @property
    def owners(self) -> frozenset[int]:
        return self._base.owners

    def of_voice(self, voice: int) -> Sequence[Article]:
        return [self._changed.get(each.id, each) for each in self._base.of_voice(voice)]

    def first_voices(self, server: int | None, count: int) -> Sequence[int]:
        return self._base.first_voices(server, count)

    def of_person(self, key: str) -> frozenset[int]:
        here = Held(self._changed.values(), self._analyzer).of_person(key)
        return (self._base.of_person(key) - self._changed.keys()) | here

    def mentions(self, server: int | None) -> Iterator[Mention]:
        before = counted(seen((self._base[each] for each in self._changed), server))
        after = counted(seen(self._changed.values(), server))
        counts = {(each.role, each.name): each.articles for each in self._base.mentions(server)}
        for key in {*before, *after}:
            counts[key] = counts.get(key, 0) - before[key] + after[key]
        for (role, name), articles in counts.items():
            if articles or (role, name) in after:
                yield Mention(name, role, articles)

    def vocabulary(self, server: int | None) -> Vocabulary:
        return self._base.vocabulary(server)

    def length(self, article: Article) -> int:
        return self._base.length(article)

    def vectors(self, articles: Sequence[int]) -> Mapping[int, TermVector]:
        return self._base.vectors(articles)


def seen(articles: Iterable[Article], server: int | None) -> Iterator[Article]:
    """The articles that a server may see: those of everybody, and its own."""
    return (a for a in articles if a.server is None or a.server == server)


def by_voice(articles: Iterable[Article]) -> dict[int, list[Article]]:
    """Articles in groups, a voice each."""
    groups: dict[int, list[Article]] = defaultdict(list)
    for article in articles:
        groups[article.voice].append(article)
    return groups
