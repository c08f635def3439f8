"""The store's file: one writer thread, readers beside it, in SQLite's WAL mode."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from bot.store.migrations import migrations

T = TypeVar("T")

READERS = 4
BUSY_TIMEOUT = 5.0  # seconds that one process waits for another's transaction


class StoreError(Exception):
    """The store can't be used. The message says why and what to do, for the operator."""


class Store:
    """SQLite through sqlite-utils. The functions of this package take the ``Database``.

    ``read`` and ``write`` never block the event loop. A write is one transaction: all of it
    happens, or none.
    """

    def __init__(self, path: Path) -> None:
        """Open the store, making or migrating it as needed.

        Raises:
            StoreError: the folder can't be written, or the file is not a sound store.
        """
        self._path = path
        self._writer = ThreadPoolExecutor(1, "store-writer")
        self._readers = ThreadPoolExecutor(READERS, "store-reader")
        self._connections: list[sqlite3.Connection] = []
        self._local = threading.local()
        try:
            self._writer.submit(self._prepare).result()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise StoreError(
                f"The store {path} can't be used ({error}). Check that the folder can be written "
                "and that the file is a Commonplace store; to start afresh, move the file away: "
                "the articles are indexed again from the corpus folder."
            ) from error

    async def read(self, function: Callable[[Database], T]) -> T:
        """Run a query on a reader's thread."""
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, lambda: function(self._database(readonly=True))
        )

    async def write(self, function: Callable[[Database], T]) -> T:
        """Run a change on the writer's thread, as one transaction."""
        return await asyncio.get_running_loop().run_in_executor(
            self._writer, self._transaction, function
        )

    def close(self) -> None:
        """Finish the writes that wait, then close every connection."""
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        while self._connections:
            self._connections.pop().close()

    def _prepare(self) -> None:
        database = self._database(readonly=False)
        database.enable_wal()
        migrations.apply(database)

    def _transaction(self, function: Callable[[Database], T]) -> T:
        database = self._database(readonly=False)
        with database.atomic():
            return function(database)

    def _database(self, *, readonly: bool) -> Database:
        """This thread's connection."""
        database: Database | None = getattr(self._local, "database", None)
        if database is None:
            # Each thread uses its own connection; only close() reaches across, after the threads
            # have ended.
            connection = sqlite3.connect(self._path, timeout=BUSY_TIMEOUT, check_same_thread=False)
            self._connections.append(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            if readonly:
                connection.execute("PRAGMA query_only = ON")
            database = self._local.database = Database(connection)
        return database
