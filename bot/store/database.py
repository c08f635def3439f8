"""The store's file: one writer thread, readers beside it, in SQLite's WAL mode."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from bot.store.backup import BUSY_TIMEOUT, back_up_before
from bot.store.errors import DiskFull, NewerStore, StoreError, StoreLocked
from bot.store.migrations import migrations
from bot.store.schema import schema_of

log = logging.getLogger(__name__)
T = TypeVar("T")

READERS = 4
LEAST_ROOM = 1 << 20  # bytes; with less, a store may not even be opened


def _lacks_room(path: Path, error: Exception) -> bool:
    """Whether a store can't be opened for want of room. Where SQLite can't make the file that its
    readers share, it calls that an I/O error."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return True
    if isinstance(error, OSError | sqlite3.OperationalError):
        with suppress(OSError):
            return shutil.disk_usage(path.parent).free < LEAST_ROOM
    return False


class Store:
    """SQLite through sqlite-utils. The functions of this package take the ``Database``.

    ``read`` and ``write`` never block the event loop. A write is one transaction: all of it
    happens, or none.
    """

    def __init__(self, path: Path, *, migrate: bool = True) -> None:
        """Open the store, making or migrating it as needed; before a migration it is backed up.

        Args:
            migrate: without it, a store that would need it is refused, as another process that
                does not know of it has the data folder.

        Raises:
            StoreLocked: it has to be migrated, and must not be now.
            NewerStore: a newer program made it.
            DiskFull: there is no room to open it.
            StoreError: the folder can't be written, or the file is not a sound store.
        """
        self._path = path
        self._migrate = migrate
        self._writer = ThreadPoolExecutor(1, "store-writer")
        self._readers = ThreadPoolExecutor(READERS, "store-reader")
        self._connections: list[sqlite3.Connection] = []
        self._local = threading.local()
        try:
            self._writer.submit(self._prepare).result()
        except StoreError:
            self.close()
            raise
        except (sqlite3.Error, OSError) as error:
            self.close()
            if _lacks_room(path, error):
                raise DiskFull(
                    f"The store {path} can't be opened ({error}): its disk is full. Make room "
                    "there, then start again; nothing is lost."
                ) from error
            raise StoreError(
                f"The store {path} can't be used ({error}). Check that the folder can be written "
                "and that the file is a Commonplace store; to start afresh, move the file away: "
                "the articles are indexed again from the corpus folder."
            ) from error

    async def read(self, function: Callable[[Database], T]) -> T:
        """Run a query on a reader's thread.

        Raises:
            StoreError: the store can't be read.
        """
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, self._query, function
        )

    def read_here(self, function: Callable[[Database], T]) -> T:
        """Run a query on the calling thread, which must not be the event loop's.

        Raises:
            StoreError: the store can't be read.
        """
        return self._query(function)

    async def write(self, function: Callable[[Database], T]) -> T:
        """Run a change on the writer's thread, as one transaction.

        Raises:
            StoreError: the change could not be saved; nothing of it was.
        """
        return await asyncio.get_running_loop().run_in_executor(
            self._writer, self._transaction, function
        )

    def write_later(self, function: Callable[[Database], T]) -> Future[T]:
        """As ``write``, for a thread, which may wait for it or look later what came of it."""
        return self._writer.submit(self._transaction, function)

    def close(self) -> None:
        """Finish the writes that wait, then close every connection."""
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        while self._connections:
            self._connections.pop().close()

    def _prepare(self) -> None:
        database = self._database(readonly=False)
        schema = schema_of(database)
        if schema.unknown:
            raise NewerStore(self._path, schema.unknown)
        database.enable_wal()
        if not schema.pending:
            return
        if not self._migrate:
            raise StoreLocked(
                f"The store {self._path} is not yet as this version has it, and another process, "
                "most likely an older version, has it. Stop that one first."
            )
        if schema.applied:
            backup = back_up_before(self._path, schema.pending[0])
            log.info("Migrating the store (%s); backup: %s", ", ".join(schema.pending), backup)
        migrations.apply(database)

    def _query(self, function: Callable[[Database], T]) -> T:
        with self._told():
            return function(self._database(readonly=True))

    def _transaction(self, function: Callable[[Database], T]) -> T:
        with self._told():
            database = self._database(readonly=False)
            with database.conn:
                # Begun as a write: SQLite waits for nobody once a transaction has read something.
                database.execute("begin immediate")
                return function(database)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the operator can mend, such as a full disk, as a sentence."""
        try:
            yield
        except sqlite3.IntegrityError:
            raise  # a fault in the program, not in the store
        except sqlite3.Error as error:
            raise StoreError(
                f"The store {self._path} failed ({error}). Check that its disk is not full and "
                "that no other program holds it; if the file is damaged, move it away: the "
                "articles are indexed again from the corpus folder."
            ) from error

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
