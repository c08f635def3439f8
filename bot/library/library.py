"""The Library: whatever a command may ask, answered from one generation at a time."""

from __future__ import annotations

import asyncio
import random as random_module
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from filelock import BaseFileLock

from bot.answers.argues import ArguesAnswer, answer_argues
from bot.answers.catalogue import Catalogue, catalogue, find_article
from bot.answers.compare import Comparison, answer_compare
from bot.answers.context import Context, context_of, find_quote
from bot.answers.holdings import Holdings
from bot.answers.quote import QuoteAnswer, answer_quote
from bot.answers.verify import Verification, verify
from bot.library.corrections import Corrections
from bot.library.daily import Daily
from bot.library.indexer import Indexer
from bot.library.keepsakes import Keepsakes
from bot.library.messages import Messages
from bot.library.moving import asked_again
from bot.library.progress import Progress
from bot.metrics import Metrics
from bot.model import Article, Query, Quote, QuoteRef, Refusal, ReindexReport, Voice
from bot.search import Engines
from bot.search.question import NO_TOPIC, read_question
from bot.settings import Settings
from bot.store import Store, StoreError, StoreLocked
from bot.store.backup import INDEX, STORE
from bot.store.lock import lock

T = TypeVar("T")

ANSWER_THREADS = 4


class ReindexRunning(Exception):
    """A reindex was asked for while one runs."""


class Library:
    """Questions are answered on threads, from ``Holdings`` that never change.

    A reindex builds new holdings aside and swaps the reference, so a question is answered from
    the old ones or from the new, never from a mixture.

    ``daily`` is what concerns the quote of the day; ``keepsakes``, what servers leave behind;
    ``corrections``, what their members report and their admins put right.
    """

    def __init__(
        self,
        store: Store,
        corpus_dir: Path,
        max_bytes: int,
        random: random_module.Random,
        held: BaseFileLock | None,
        engines: Engines,
    ) -> None:
        self.metrics = Metrics()
        self._store = store
        self._lock = held
        self._engines = engines
        self._indexer = Indexer(store, corpus_dir, max_bytes, engines)
        self._threads = ThreadPoolExecutor(ANSWER_THREADS, "library")
        self._reindexing = asyncio.Lock()
        self.corrections = Corrections(store, lambda: self._indexer.holdings, self._threads)
        self.messages = Messages(store, self.corrections)
        self.daily = Daily(
            store,
            lambda server: self.corrections.seen_by(server, self._indexer.holdings).holdings,
            random,
        )
        self.keepsakes = Keepsakes(store)

    @classmethod
    async def open(
        cls,
        settings: Settings,
        *,
        shared: bool = False,
        random: random_module.Random | None = None,
    ) -> Library:
        """Open the data folder and load the corpus as the store has it.

        Args:
            shared: open the folder for reading even when another process has it; a reindex is
                then refused.
            random: what choices are made with; a test holds it still.

        Raises:
            StoreLocked: another process has the data folder.
            StoreError: the folder or the store can't be used.
        """
        held: BaseFileLock | None = None
        try:
            held = await asyncio.to_thread(lock, settings.data_dir)
        except StoreLocked:
            if not shared:
                raise
        try:
            store = await asyncio.to_thread(
                partial(Store, settings.data_dir / STORE, migrate=held is not None)
            )
        except StoreError:
            if held is not None:
                held.release()
            raise
        library = cls(
            store,
            settings.corpus_dir,
            settings.max_file_bytes,
            random or random_module.Random(),  # noqa: S311 - a choice of quotes is no secret
            held,
            Engines(
                settings.search_engine,
                settings.data_dir / INDEX,
                writable=held is not None,
            ),
        )
        try:
            await library._indexer.load()
            await library.corrections.load()
        except (StoreError, ValueError, KeyError, TypeError) as error:
            await library.close()
            if isinstance(error, StoreError):
                raise
            raise StoreError(
                f"The store in {settings.data_dir} is damaged ({error!r}). Move commonplace.db "
                "away: the articles are indexed again from the corpus folder."
            ) from error
        return library

    def give_up_reindex(self) -> None:
        """Let a reindex that runs end soon; there will be no other."""
        self._indexer.give_up()

    async def close(self) -> None:
        """Finish what runs, give up a reindex, and let go of the data folder."""
        self.give_up_reindex()
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._indexer.close()
        self._threads.shutdown(wait=True)
        self.daily.close()
        self._engines.close()
        self._store.close()
        if self._lock is not None:
            self._lock.release()

    # What is there

    @property
    def generation(self) -> int:
        """How many times the corpus has changed; 0 before the first reindex."""
        return self._indexer.holdings.generation

    def says_nothing(self, topic: str) -> str:
        """What to say of a topic that search could not look for; empty when it could.

        Such as "the", "?!", or one that only says what to leave out.
        """
        question = read_question(topic)
        if self._indexer.analyzer.query_terms(question.topic):
            return ""
        if question.without or not topic:
            return question.lack
        return f"“{topic}” has no word that I could look for. {NO_TOPIC}"

    @property
    def writable(self) -> bool:
        """Whether this process has the data folder, and may reindex."""
        return self._lock is not None

    @property
    def articles(self) -> int:
        """How many articles there are, those that only one server sees included."""
        return self._indexer.state.articles

    @property
    def passages(self) -> int:
        """How many passages the index holds."""
        return self._indexer.holdings.index.size

    @property
    def refused(self) -> Sequence[Refusal]:
        """The files that the last reindex refused."""
        return tuple(item.refusal for item in self._indexer.state.refused)

    async def catalogue(self, server: int | None = None) -> Catalogue:
        """What a server may read: voices, sources and people."""
        return await self._answer(lambda holdings: catalogue(holdings, server), server)

    async def article(self, name: str, server: int | None = None) -> tuple[Article, Voice] | None:
        """The article called so (or nearly so), with its voice."""

        def find(holdings: Holdings) -> tuple[Article, Voice] | None:
            article = find_article(holdings, name, server)
            return (article, holdings.voice_of(article, server)) if article else None

        return await self._answer(find, server)

    # Answers

    async def quote(self, query: Query) -> QuoteAnswer:
        """The best quotes on a topic; with an empty topic, some that are worth reading."""
        answer = await self._answer(lambda holdings: answer_quote(holdings, query), query.server)
        if query.topic and not answer.quotes and not answer.candidates:
            await self.keepsakes.record_gap(query.server, query.topic)
        return answer

    async def compare(
        self, topic: str, sources: Sequence[str] = (), server: int | None = None, limit: int = 2
    ) -> Comparison:
        """What each voice says on a topic."""
        answer = await self._answer(
            lambda holdings: answer_compare(holdings, topic, sources, server, limit), server
        )
        if not answer.panels and not answer.unknown:
            await self.keepsakes.record_gap(server, topic)
        return answer

    async def argues(
        self, who: str, topic: str, server: int | None = None, limit: int = 3
    ) -> ArguesAnswer:
        """What somebody argues on a topic."""
        answer = await self._answer(
            lambda holdings: answer_argues(holdings, who, topic, server, limit), server
        )
        if not answer.arguments and not answer.candidates:
            await self.keepsakes.record_gap(server, f"{who}: {topic}")
        return answer

    async def verify(
        self, text: str, by: str | None = None, server: int | None = None
    ) -> Verification:
        """Whether a quotation is true. What was pasted is not kept, whatever comes of it."""
        return await self._answer(lambda holdings: verify(holdings, text, by, server), server)

    async def find(self, ref: QuoteRef, server: int | None = None) -> Quote | None:
        """The quote at an address; None when its article has changed or is gone.

        Raises:
            Withdrawn: the server's admins withdrew it.
        """
        return await self._answer(lambda holdings: find_quote(holdings, ref, server), server)

    async def context(self, ref: QuoteRef, server: int | None = None) -> Context | None:
        """The quote at an address with the text around it; as ``find`` otherwise."""
        quote = await self.find(ref, server)
        return context_of(quote) if quote else None

    async def forget_server(self, server: int) -> None:
        """Delete everything that a server left."""
        await self.keepsakes.forget_server(server)
        self.corrections.forget(server)

    # Reindexing

    async def reindex(self, progress: Callable[[Progress], None] = lambda _: None) -> ReindexReport:
        """Take in what changed in the corpus folder, as ``Indexer.reindex``.

        Raises:
            ReindexRunning: one is under way.
            ReindexStopped: the library was closed meanwhile.
            StoreLocked: another process has the data folder.
            CorpusError: the folder can't be used as a whole.
        """
        if not self.writable:
            raise StoreLocked(
                "Another Commonplace has this data folder: reindex there, with /reindex."
            )
        if self._reindexing.locked():
            raise ReindexRunning("A reindex is already running.")
        async with self._reindexing:
            with self.metrics.reindexing():
                return await self._indexer.reindex(progress)

    @asked_again
    async def _answer(self, question: Callable[[Holdings], T], server: int | None) -> T:
        """Answer on a thread, from the holdings of this moment as the server has corrected them."""
        ask = partial(self._ask, question, server, self._indexer.holdings)
        return await asyncio.get_running_loop().run_in_executor(self._threads, ask)

    def _ask(self, question: Callable[[Holdings], T], server: int | None, holdings: Holdings) -> T:
        return question(self.corrections.seen_by(server, holdings).holdings)
