"""What a reindex is about to save: ids, voices, names and all that is counted, worked out aside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from sqlite_utils import Database

from bot.corpus import sketch_of
from bot.corpus.sketches import Sketch
from bot.library.names import Names
from bot.library.reindex import Found
from bot.library.shelf import Shelf
from bot.library.voices import Before, Neighbourhood, voiced
from bot.model import Article
from bot.piecewise import let_go
from bot.search import Analyzer, Indexed
from bot.search.passages import cut_passages, indexed
from bot.search.spelling import words_in
from bot.search.vectors import TermVector
from bot.store import Store, people
from bot.store.articles import (
    Saved,
    State,
    load_extent,
    load_known_of,
    load_passages,
    load_voices_beside,
    save_articles,
)
from bot.store.intent import Intent
from bot.store.people import save_people
from bot.store.readings import clear_readings
from bot.store.vectors import save_vectors
from bot.store.windows import delete_windows, save_windows
from bot.store.words import WordCounts, save_words


class Changes:
    """The next generation, before it is saved. ``state`` is how the store will be.

    ``touched`` are the articles that the index has to take out or in: those that are new, read
    anew or gone, and those whose voice, authors or speakers' names follow from them.
    """

    def __init__(
        self,
        store: Store,
        analyzer: Analyzer,
        before: State,
        found: Found,
        intent: Intent | None = None,
        look: Callable[[], None] = lambda: None,
    ) -> None:
        """Work it out; nothing is saved yet.

        Args:
            intent: the last one; if it did not come about, an index may have got it all the same.
            look: called now and then; may raise to stop.
        """
        given_up = intent if intent and intent.before == before.generation else None
        self._given_up = given_up.articles if given_up else ()
        self.after = given_up.after if given_up else None
        self._store = store
        self._analyzer = analyzer
        self._vectors: dict[int, TermVector] = {}
        self._found = found
        self._look = look
        self._before = before.generation
        self._shelf = Shelf(store, None, before.generation)  # the articles as they were read
        self._read: dict[int, Article] = {}
        self._sketches: dict[int, Sketch] = {}
        old = store.read_here(partial(load_known_of, files=[*found.read, *found.removed]))
        highest, count = store.read_here(load_extent)
        fresh = highest
        for file, article in found.read.items():
            known = old.get(file)
            if known is None:
                fresh += 1
            identity, voice = (known.id, known.voice) if known else (fresh, 0)
            self._read[identity] = replace(article, id=identity, voice=voice)
            self._sketches[identity] = found.sketches[file]
        self.removed = tuple(old[file].id for file in found.removed)
        self._gone = tuple(each.id for each in old.values())  # as they were
        self._names_before = Names.of_store(analyzer, store)
        self._names = self._names_before.but_for({*self._read, *self.removed}, self._read.values())
        self._moved: dict[int, Article] = {}
        changed = bool(self._read or self.removed)
        if changed:
            self._regroup(fresh + 1)
            self._rename()
        self._revision, self._whole = found.revision, found.whole
        self._saved = [self._counted(article) for article in self._read.values()]
        # What the store has counted, be it by older rules, is what is in the state.
        gone = store.read_here(partial(load_passages, articles=self._gone))
        self.state = State(
            # Of a generation that was given up, an index may have its own idea.
            1 + (self.after or before.generation)
            if changed or not before.generation
            else before.generation,
            found.revision if found.whole else before.revision,
            before.passages - gone + sum(each.passages for each in self._saved),
            count + len(self._read) - len(self._gone),
            found.refused,
        )

    @property
    def touched(self) -> frozenset[int]:
        return frozenset({*self._read, *self.removed, *self._moved, *self._given_up})

    @property
    def intent(self) -> Intent:
        """What is about to change, for the store to note."""
        return Intent(self._before, self.state.generation, tuple(sorted(self.touched)))

    def _articles(self, wanted: Collection[int] | None) -> Iterator[Article]:
        """The articles of the next generation, by id, as they will be called; or those wanted."""
        if wanted is None:
            stored = {each.id for each in self._shelf.listed}
            wanted = {*stored, *self._read} - set(self.removed)
        for identity in sorted(wanted):
            article = self._read.get(identity) or self._moved.get(identity)
            if article is None and identity not in self.removed:
                article = self._shelf.get(identity)
            if article is not None:
                yield self._names.name_in_full(article)

    def documents(self, wanted: Collection[int] | None) -> Iterator[Indexed]:
        """The articles of the next generation as they are indexed, by id; or those wanted.

        All that were read have to be asked for before they are saved.
        """
        for article in self._articles(wanted):
            self._look()
            each = indexed(article, self._analyzer)
            if article.id in self._read:
                self._vectors[article.id] = each.vector
            yield each

    def save(self, db: Database) -> None:
        """Make the store hold the next generation."""
        old = {identity: self._stored(identity) for identity in self._gone}
        delete_windows(db, {i: sketch_of(each).minima for i, each in old.items()})
        words = changed_counts(old.values(), self._read.values())
        # They are in what is saved; others may wait for a later part.
        clear_readings(db, None if self._whole else [a.file for a in self._read.values()])
        # First: an article that moved may be fetched for it, as long as it is of this generation.
        named = [*self._read.values(), *self._moved.values()]
        rows = (row for article in named for row in self._names.rows(article))
        save_people(db, [*self._gone, *self._moved], rows)
        save_articles(db, self.state, self._saved, self._moved.values(), self.removed)
        save_windows(db, {i: sketch.minima for i, sketch in self._sketches.items()})
        vectors = {each: self._vectors[each] for each in self._read}
        save_vectors(db, self.state.generation, self.removed, vectors)
        save_words(db, words)

    def let_go(self) -> None:
        """Free all articles, also those that were found, one by one.

        All at once would hold the interpreter for too long.
        """
        let_go(self._read, self._moved, self._found.read)
        self._shelf.let_go()
        let_go(self._sketches, self._found.sketches, self._vectors, self._saved)

    def _regroup(self, fresh: int) -> None:
        """The voices of what changed, and of what is near it."""
        gone = {identity: self._stored(identity) for identity in self._gone}
        before = {i: Before(sketch_of(each), each.voice) for i, each in gone.items()}
        near = Neighbourhood(self._store, self._stored, self._sketches, before, self._look)
        together, decided = near.together()
        for identity, article in self._read.items():
            if identity not in together:
                self._read[identity] = replace(article, voice=article.voice or identity)
        articles = [self._read.get(each) or self._stored(each) for each in sorted(together)]
        held = self._store.read_here(partial(load_voices_beside, articles=together))
        sketches = {each.file: self._sketches[i] for i, each in self._read.items()}
        now = voiced(articles, fresh, held, sketches)
        for old, article in zip(articles, now, strict=True):
            if article.id in self._read:
                self._read[article.id] = article
            elif article.id in decided and (
                (article.voice, article.authors) != (old.voice, old.authors)
            ):
                self._moved[article.id] = article

    def _rename(self) -> None:
        """Articles that call somebody by a surname that now means somebody else, or nobody."""
        servers: set[int | None] = {None}
        surnames: set[str] = set()
        for each in (*map(self._stored, self._gone), *self._read.values()):
            servers.add(each.server)
            surnames.update(row.last for row in self._names.rows(each))
        for last in surnames:
            if all(
                self._names.of_surname(last, server) == self._names_before.of_surname(last, server)
                for server in servers
            ):
                continue
            for identity in self._store.read_here(partial(people.articles_of, key=last)):
                if identity not in self.touched:
                    self._moved[identity] = self._stored(identity)

    def _stored(self, identity: int) -> Article:
        return self._shelf[identity]

    def _counted(self, article: Article) -> Saved:
        return Saved(
            article,
            len(cut_passages(article)),
            sum(len(sentence.span) for sentence in article.sentences),
            self._sketches[article.id].windows,
            self._revision,
        )


def changed_counts(gone: Iterable[Article], new: Iterable[Article]) -> WordCounts:
    """How many more words are written, and how many of these small, as ``save_words`` wants it."""
    counts: dict[tuple[str, int], tuple[int, int]] = {}
    for sign, articles in ((-1, gone), (1, new)):
        for server, written in _as_written(articles).items():
            for word, times in written.items():
                key = word.lower(), server
                count, small = counts.get(key, (0, 0))
                small += sign * times if word[:1].islower() else 0
                counts[key] = count + sign * times, small
    return counts


def _as_written(articles: Iterable[Article]) -> Mapping[int, Counter[str]]:
    """The words of articles as they are written, by server."""
    written: dict[int, Counter[str]] = defaultdict(Counter)
    for article in articles:
        text, of_server = article.text, written[article.server or 0]
        for sentence in article.sentences:
            of_server.update(words_in(sentence.span.of(text)))
    return written
