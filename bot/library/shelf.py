"""The articles of the store, fetched as they are asked for.

A shelf is of one generation. Of an article that a reindex has changed since, it can't give the old
content any more, and says so (``Moved``): then the question is asked again of the newer holdings.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from sqlite_utils import Database

from bot.answers.articles import AUTHOR, Mention
from bot.library.names import Names
from bot.model import Article, Content
from bot.piecewise import let_go
from bot.search.spelling import Vocabulary
from bot.search.vectors import TermVector
from bot.store import Store, people
from bot.store import articles as table
from bot.store.contents import load_content
from bot.store.vectors import load_vectors
from bot.store.words import load_words

AT_HAND = 1_000  # articles that are kept in memory; one of 1,000 words takes some 20 kB


class Moved(Exception):
    """An article was changed or removed by a newer generation."""


class Shelf:
    """The store's articles as ``bot.answers`` asks for them.

    Without ``names``, speakers are called as the articles themselves call them.
    """

    def __init__(self, store: Store, names: Names | None, generation: int) -> None:
        self._store = store
        self._names = names
        self._generation = generation
        self._at_hand: OrderedDict[int, Article] = OrderedDict()
        self._lock = threading.Lock()
        self._voices: dict[int, Sequence[int]] = {}  # the articles of those that were asked for

    def __getitem__(self, identity: int, /) -> Article:
        with self._lock:
            if (article := self._at_hand.get(identity)) is not None:
                self._at_hand.move_to_end(identity)
                return article
        article = self._store.read_here(partial(self._load, identity=identity))
        with self._lock:
            self._at_hand[identity] = article
            if len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)
        return article

    def get(self, identity: int, /) -> Article | None:
        try:
            return self[identity]
        except KeyError:
            return None

    def let_go(self) -> None:
        """Forget the articles at hand one by one: all at once would hold the interpreter."""
        let_go(list(self.__dict__.pop("listed", ())))  # a copy: an answer may go through the other
        while True:
            with self._lock:
                if not self._at_hand:
                    return
                _, article = self._at_hand.popitem()
            del article

    @cached_property
    def listed(self) -> Sequence[Article]:
        """Every article, by id."""

        def load(db: Database) -> list[Article]:
            self._check(db)
            return list(table.load_listed(db, self._content))

        return self._store.read_here(load)

    @cached_property
    def owners(self) -> frozenset[int]:
        return self._store.read_here(table.load_owners)

    def of_voice(self, voice: int) -> Sequence[Article]:
        found = self._voices.get(voice)
        if found is None:
            found = self._store.read_here(partial(table.load_voice, voice=voice))
            self._voices[voice] = found
        return [self[identity] for identity in found]

    def first_voices(self, server: int | None, count: int) -> Sequence[int]:
        return self._store.read_here(partial(table.load_first_voices, server=server, count=count))

    def of_person(self, key: str) -> frozenset[int]:
        surname, names = key.rsplit(" ", maxsplit=1)[-1], self._names
        found = self._store.read_here(partial(people.articles_of, key=key))
        # Those that name them by the surname only.
        if names is not None and " " in key:
            alone = self._store.read_here(partial(people.owners_of, key=surname))
            found |= {each for each, owner in alone if names.key_of(surname, owner) == key}
        return found

    def mentions(self, server: int | None) -> Iterator[Mention]:
        rows = self._store.read_here(partial(people.load_mentions, server=server))
        counts: Counter[tuple[str, str]] = Counter()
        for name, role, owner, articles in rows:
            in_full = self._names.in_full(name, owner) if self._names and role != AUTHOR else name
            counts[in_full, role] += articles
        return (Mention(*key, articles) for key, articles in counts.items())

    def vocabulary(self, server: int | None) -> Vocabulary:
        return Vocabulary.counted(self._store.read_here(partial(load_words, server=server)))

    def length(self, article: Article) -> int:
        counts = self._store.read_here(partial(table.load_counts, articles=[article.id]))
        return counts[article.id][0]

    def vectors(self, articles: Sequence[int]) -> Mapping[int, TermVector]:
        found = self._store.read_here(partial(load_vectors, articles=articles))
        if any(changed > self._generation for _, changed, _ in found):
            raise Moved
        return {article: TermVector(*vector) for article, _, vector in found}

    def _load(self, db: Database, identity: int) -> Article:
        # The facts come last: they tell whether the content is of a newer generation.
        content = load_content(db, identity)
        found = table.load_article(db, identity)
        if found is None or content is None:
            self._check(db)
            raise KeyError(identity)
        article, changed = found
        if changed > self._generation:
            raise Moved
        article = replace(article, content=content)
        return self._names.name_in_full(article) if self._names else article

    def _content(self, identity: int) -> Content:
        return self[identity].read()

    def _check(self, db: Database) -> None:
        if table.load_generation(db) > self._generation:
            raise Moved
