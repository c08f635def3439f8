"""The corpus folder is watched, where the operator wants it, and reindexed when it has changed."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

from bot.clock import Alarm, Clock, WallClock
from bot.library import CorpusError, Library, ReindexRunning, ReindexStopped, StoreError
from bot.settings import Settings

log = logging.getLogger(__name__)

SETTLED = 1.0  # seconds without another change after which a change has settled
LONGEST = 30.0  # seconds after which changes that go on are taken in all the same
LOOK = 10.0  # seconds between two looks whether the folder is still the one that is watched
AGAIN = timedelta(seconds=30)  # after an error, or while the folder is not there
BUSY = timedelta(seconds=5)  # while another reindex runs

Changes = Callable[[Path, Path], AsyncGenerator[None, None]]


class WatchLost(Exception):
    """The folder is no longer the one that was watched. The message is for the log."""


async def changes_of(root: Path, apart: Path) -> AsyncGenerator[None, None]:
    """Yield whenever something in a folder has changed, and settled for a moment.

    The folder is watched from the first step on; what changes between two steps is not missed.

    Args:
        apart: what is in this folder does not count.

    Raises:
        WatchLost: the folder was removed, or another one is in its place.
        OSError: it is not there, or can't be watched.
    """
    import watchfiles  # noqa: PLC0415 - only those who want it wait for it

    root, apart = await asyncio.to_thread(lambda: (root.resolve(), apart.resolve()))

    def counts(_: watchfiles.Change, name: str) -> bool:
        path = Path(name)
        if path.is_relative_to(apart):
            return False
        below = path.relative_to(root).parts if path.is_relative_to(root) else ()
        return not any(part.startswith((".", "~$")) for part in below)

    stop = threading.Event()
    # On a thread from its first step: what begins to watch a large folder takes its time.
    found = watchfiles.watch(
        root,
        watch_filter=counts,
        debounce=round(LONGEST * 1000),
        step=round(SETTLED * 1000),
        stop_event=stop,
        rust_timeout=round(LOOK * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    watched = await asyncio.to_thread(_identity, root)
    try:
        while (changed := await asyncio.to_thread(next, found, None)) is not None:
            # The system's notices end without a word when the folder goes.
            if await asyncio.to_thread(_identity, root) != watched:
                raise WatchLost(f"The corpus folder {root} was removed or replaced")
            if changed:
                yield
    finally:
        stop.set()


def _identity(root: Path) -> tuple[int, int]:
    try:
        look = os.stat(root)  # noqa: PTH116
    except FileNotFoundError:
        raise WatchLost(f"The corpus folder {root} is not there") from None
    return look.st_dev, look.st_ino


class Watcher:
    """Reindexes after changes, one reindex at a time. Nothing that goes wrong ends it."""

    def __init__(
        self,
        root: Path,
        apart: Path,
        reindex: Callable[[], Awaitable[object]],
        clock: Clock | None = None,
        changes: Changes = changes_of,
    ) -> None:
        """Nothing is watched until ``run``.

        Args:
            apart: a folder whose changes don't count, should it be within ``root``.
            reindex: ``Library.reindex``.
            changes: as ``changes_of``.
        """
        self._root, self._apart, self._reindex = root, apart, reindex
        self._clock = clock or WallClock()
        self._changes = changes
        self._complaint = ""

    @classmethod
    def of(cls, settings: Settings, library: Library) -> Watcher | None:
        """The watcher that the settings ask for, if they do."""
        if not settings.watch_corpus:
            return None
        return cls(settings.corpus_dir, settings.data_dir, library.reindex)

    async def run(self) -> None:
        """Watch until cancelled, or until the library is closed."""
        missed = False  # whether something may have changed while nobody watched
        try:
            while True:
                try:
                    if missed and await asyncio.to_thread(self._root.is_dir):
                        await self._take_in()
                    async with aclosing(self._changes(self._root, self._apart)) as changes:
                        async for _ in changes:
                            self._complaint = ""
                            await self._take_in()
                except ReindexStopped:
                    return
                except (OSError, WatchLost) as error:
                    self._complain(f"{error}; it is watched again as soon as that is possible.")
                except Exception:
                    log.exception("Watching the corpus folder failed; it is tried again")
                missed = True
                await self._wait(AGAIN)
        finally:
            log.debug("The corpus folder is no longer watched")

    async def _take_in(self) -> None:
        while True:
            try:
                await self._reindex()
            except ReindexRunning:
                await self._wait(BUSY)
                continue
            except (CorpusError, StoreError) as error:
                self._complain(str(error))
            return

    def _complain(self, sentence: str) -> None:
        """Once for each new reason."""
        if sentence != self._complaint:
            log.warning("%s", sentence)
        self._complaint = sentence

    async def _wait(self, time: timedelta) -> None:
        await self._clock.sleep_until(self._clock.now() + time, Alarm())
