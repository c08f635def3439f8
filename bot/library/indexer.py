"""The corpus folder becomes the library: read, saved and indexed, and loaded at a start."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from bot.answers.holdings import Holdings
from bot.corpus import REVISION, Stamp
from bot.library.changes import Changes
from bot.library.collector import no_full_collections
from bot.library.memory import give_back
from bot.library.names import Names
from bot.library.progress import Progress
from bot.library.reindex import Found, survey
from bot.library.shelf import Shelf
from bot.library.staging import Staging
from bot.model import ReindexReport
from bot.piecewise import Pauses, let_go
from bot.search import Analyzer, Corpus, Engines, Indexed, SearchError
from bot.search.passages import indexed
from bot.store import Store, StoreError
from bot.store.articles import State, load_known, load_state
from bot.store.intent import load_intent, save_intent
from bot.store.stamps import load_stamps, save_stamps

log = logging.getLogger(__name__)
T = TypeVar("T")

STOPPED = (
    "The bot is being stopped, so not all of it was read. Run it again when it is back: it goes on "
    "where it was."
)


class ReindexStopped(Exception):
    """The library was closed while a reindex ran; of a large one, the parts before are saved."""


class Indexer:
    """Keeps store and indexes in step with the corpus folder, on a thread of its own.

    ``holdings`` are what is answered from, ``state`` what the store holds: of the same generation.
    """

    def __init__(self, store: Store, corpus_dir: Path, max_bytes: int, engines: Engines) -> None:
        self.analyzer = Analyzer()
        self.state = State()
        self.holdings = Holdings.build((), 0, self.analyzer)
        self._store = store
        self._corpus_dir = corpus_dir
        self._max_bytes = max_bytes
        self._engines = engines
        self._thread = ThreadPoolExecutor(1, "indexer")
        self._parts: Generator[Found, None, None] | None = None  # of the last reindex
        self._closing = False

    async def load(self) -> None:
        """Take the corpus as the store has it.

        Raises:
            StoreError: the store can't be read, or an index not be written.
        """
        with no_full_collections():
            self._take(*await self._store.read(self._load))

    def give_up(self) -> None:
        """Let a reindex that runs end soon; there will be no other."""
        self._closing = True

    def close(self) -> None:
        """Wait for what runs, and let go of the indexes."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        # Files may be read ahead, and what they were read as is kept while the store is open.
        if self._parts is not None:
            self._parts.close()

    async def reindex(self, progress: Callable[[Progress], None]) -> ReindexReport:
        """Read what changed in the corpus folder, part by part, save it, and answer from it.

        ``progress`` is called on the event loop, some ten times a second. When anything fails,
        store and index stay as they were, or as the last part of a large reindex left them; what
        many files were read as is kept for the next time. One at a time may run.

        Raises:
            ReindexStopped: it was given up.
            CorpusError: the folder can't be used as a whole.
        """
        started = time.perf_counter()
        loop = asyncio.get_running_loop()

        def tell(step: Progress) -> None:
            self._look()
            loop.call_soon_threadsafe(progress, step)

        with no_full_collections():
            stamps = await self._store.read(load_stamps)
            self._parts = parts = self._survey(stamps, tell)
            try:
                while part := await self._on_thread(lambda: next(parts, None)):
                    found = part
                    await self.change(found)
                    await self._on_thread(give_back)
            finally:
                # Behind what may still run there; at the end, it is for ``close``.
                with suppress(RuntimeError):
                    self._thread.submit(parts.close)
        # Last: a stamp is true of its file whatever else is saved, and only spares work.
        differ = await asyncio.to_thread(lambda: found.stamps != stamps)
        self._look()  # the store may be closed meanwhile
        if differ:
            await self._store.write(partial(save_stamps, before=stamps, after=found.stamps))
        await asyncio.to_thread(let_go, stamps, found.stamps)
        report = replace(found.report, seconds=time.perf_counter() - started)
        log.info(
            "Reindexed in %.2f s: %d added, %d changed, %d removed, %d refused, %d unchanged",
            report.seconds,
            len(report.added),
            len(report.changed),
            len(report.removed),
            len(report.refused),
            len(report.unchanged),
        )
        return report

    async def change(self, found: Found) -> None:
        """Make store and indexes hold what was found, and answer from it. It is used up by that."""
        changes = await self._on_thread(partial(self._work_out, found))
        if changes.state == self.state:
            return
        if changes.state.generation != self.holdings.generation:
            await self._store.write(partial(save_intent, intent=changes.intent))
        holdings = await self._on_thread(partial(self._index, changes))
        before = self.holdings
        # To its end, whoever gives up waiting: a store that is ahead of the answers would keep
        # them from articles.
        await asyncio.shield(self._save(changes, holdings))
        # On the thread: the event loop would be held while so much is freed.
        await self._on_thread(changes.let_go)
        if before is not self.holdings:
            await self._on_thread(before.let_go)

    async def _save(self, changes: Changes, holdings: Holdings) -> None:
        await self._store.write(changes.save)
        self._take(changes.state, holdings)

    async def _on_thread(self, work: Callable[[], T]) -> T:
        self._look()
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _look(self) -> None:
        """See to it that what takes long ends soon when it is given up."""
        if self._closing:
            raise ReindexStopped(STOPPED)

    def _survey(
        self, stamps: dict[str, Stamp], tell: Callable[[Progress], None]
    ) -> Generator[Found, None, None]:
        """Read what changed in the corpus folder."""
        yield from survey(
            self._corpus_dir,
            self._store.read_here(load_known),
            self.state,
            stamps,
            self._max_bytes,
            Staging(self._store, REVISION),
            tell,
        )

    def _work_out(self, found: Found) -> Changes:
        intent = self._store.read_here(load_intent)
        pause = Pauses()

        def look() -> None:
            self._look()
            pause()

        return Changes(self._store, self.analyzer, self.state, found, intent, look)

    def _index(self, changes: Changes) -> Holdings:
        """Build the indexes aside. Nothing is saved in the store yet.

        Indexes on disk are ahead of the store until then; if the store is never saved, the next
        start or reindex puts them back, by what the store noted of the intent.
        """
        if changes.state.generation == self.holdings.generation:
            return self.holdings
        corpus = Corpus(
            changes.state.generation,
            changes.state.passages,
            changes.documents,
            changes.touched,
            self.holdings.generation,
            changes.after,
        )
        return self._hold(corpus)

    def _load(self, db: Database) -> tuple[State, Holdings]:
        state, intent = load_state(db), load_intent(db)
        if not state.generation:
            self._engines.forget()  # an index of some other store
        raw = Shelf(self._store, Names.of_store(self.analyzer, self._store), state.generation)

        def documents(wanted: Collection[int] | None) -> Iterator[Indexed]:
            every = [each.id for each in raw.listed] if wanted is None else sorted(wanted)
            articles = (raw.get(identity) for identity in every)
            return (indexed(each, self.analyzer) for each in articles if each is not None)

        near = intent if intent and state.generation in (intent.before, intent.after) else None
        corpus = Corpus(
            state.generation,
            state.passages,
            documents,
            near.articles if near else (),
            near.before if near else None,
            near.after if near else None,
        )
        return state, self._hold(corpus)

    def _hold(self, corpus: Corpus) -> Holdings:
        names = Names.of_store(self.analyzer, self._store)
        shelf = Shelf(self._store, names, corpus.generation)
        try:
            return Holdings(shelf, self._engines.indexes(corpus), self.analyzer)
        except SearchError as error:
            raise StoreError(str(error)) from error

    def _take(self, state: State, holdings: Holdings) -> None:
        self.state, self.holdings = state, holdings
