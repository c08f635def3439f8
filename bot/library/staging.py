"""Readings kept in the store as they come, so that a reindex that was stopped goes on."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Container
from concurrent.futures import Future
from functools import partial

from bot.corpus.readings import Reading, unpack
from bot.store import Store
from bot.store.readings import load_digests, load_reading, save_readings

log = logging.getLogger(__name__)

BATCH = 100  # readings; about as many are lost by a crash
BEHIND = 20  # batches that may wait for the store
LONGEST = 2.0  # seconds after which fewer are saved, too


class Staging:
    """What is kept between one reindex and the next. For a thread that may wait.

    Whoever saves a reindex empties the table in the same transaction.
    """

    def __init__(
        self, store: Store, revision: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store, self._revision, self._clock = store, revision, clock
        self._digests = store.read_here(partial(load_digests, revision=revision))
        self._waiting: list[tuple[str, str, bytes]] = []
        self._saving: deque[Future[None]] = deque()
        self._since = clock()

    def find(self, file: str, digests: Container[str]) -> Reading | None:
        """What the file was read as, where it still has one of these digests."""
        if self._digests.get(file) not in digests:
            return None
        packed = self._store.read_here(partial(load_reading, file=file))
        try:
            return unpack(packed) if packed is not None else None
        except ValueError:
            log.info("%s is read again: it was kept by another release", file)
            return None

    def keep(self, file: str, digest: str, packed: bytes) -> None:
        """Keep a packed reading; it is saved soon.

        Raises:
            StoreError: it can't be saved.
        """
        self._waiting.append((file, digest, packed))
        if len(self._waiting) >= BATCH or self._clock() - self._since >= LONGEST:
            self._save()

    def settle(self) -> None:
        """Save what waits to be saved, and see to it that it is.

        Raises:
            StoreError: it can't be.
        """
        self._save()
        while self._saving:
            self._saving.popleft().result()

    def _save(self) -> None:
        self._since = self._clock()
        if self._waiting:
            readings, self._waiting = self._waiting, []
            save = partial(save_readings, revision=self._revision, readings=readings)
            self._saving.append(self._store.write_later(save))
        # Whoever reads need not wait for a large change that is being saved.
        while self._saving and (self._saving[0].done() or len(self._saving) > BEHIND):
            self._saving.popleft().result()
