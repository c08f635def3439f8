"""Copies of the store: taken while it is in use, and put back in its place.

A copy is made with SQLite's backup API, which gives the store as it was at one instant, whatever
is written meanwhile. It is written aside, checked, and renamed, so that a name never stands for
half a copy.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.store.errors import NewerStore, NotAStore, StoreError, StoreLocked
from bot.store.instants import iso
from bot.store.lock import lock
from bot.store.notes import SYNCED
from bot.store.schema import schema_of

STORE = "commonplace.db"  # in the data folder
INDEX = "index"  # beside it: derived from it, at any time
BACKUPS = "backups"  # beside it: what was copied before a migration
KEPT = 3  # of those
_SIDECARS = ("-wal", "-shm", "-journal")
BUSY_TIMEOUT = 5.0  # seconds that one process waits for another's transaction


@dataclass(frozen=True, slots=True)
class Copy:
    """A store that was copied and found sound. ``kept``: the store that it replaced, if any."""

    file: Path
    bytes: int
    generation: int
    articles: int
    kept: Path | None = None


def back_up(data_dir: Path, target: Path, *, force: bool = False) -> Copy:
    """Copy the store of a data folder to a file, also while a bot uses it.

    Raises:
        StoreError: there is no store, it is damaged, or the target can't be written, exists
            (without ``force``) or is the store itself.
    """
    store = data_dir / STORE
    if not store.is_file():
        raise StoreError(
            f"There is no store in {data_dir} yet, so there is nothing to back up. "
            "Start the bot first, or set DATA_DIR to its data folder."
        )
    if target.is_dir():
        raise StoreError(f"{target} is a folder: name a file in it.")
    if target.exists() and store.samefile(target):
        raise StoreError(f"{target} is the store itself: choose another file.")
    if target.exists() and not force:
        raise StoreError(f"{target} exists already: choose another name, or add --force.")
    with _aside(target) as aside:
        copy = _copied(store, aside)
        _rename(aside, target)
    return Copy(target, target.stat().st_size, copy.generation, copy.articles)


def back_up_before(store: Path, migration: str) -> Path:
    """Copy a store that is about to be migrated into its folder of backups; the last few stay.

    Raises:
        StoreError: it is damaged, or the copy can't be written.
    """
    folder = store.parent / BACKUPS
    with _told(folder):
        folder.mkdir(exist_ok=True)
    target = folder / f"{_stamp(datetime.now(UTC))}-before-{migration}.db"
    with _aside(target) as aside:
        _copied(store, aside)
        _rename(aside, target)
    for old in sorted(folder.glob("*-before-*.db"))[:-KEPT]:
        old.unlink()
    return target


def restore(file: Path, data_dir: Path, now: datetime) -> Copy:
    """Put a copy in the place of a data folder's store, which is kept beside it.

    The index is deleted, as its generation may be another copy's; the next start builds it. What
    Discord may know better than an old copy is settled: no quote of the day is posted for a time
    that is past, and the commands are registered anew.

    Raises:
        NotAStore: the file can't be read, or is damaged, or no store of Commonplace.
        NewerStore: a newer program made it.
        StoreLocked: a process uses the data folder.
        StoreError: the data folder can't be written.
    """
    if not file.is_file():
        raise NotAStore(f"{file} is not there, or is not a file.")
    held = lock(data_dir)
    store = data_dir / STORE
    try:
        with _aside(store) as aside:
            copy = _copied(file, aside)
            with _told(aside), closing(sqlite3.connect(aside)) as connection:
                _settle(Database(connection), now)
            # Before the store: without an index the old store is as good as ever, but beside an
            # index of the same number the new one would be taken to agree with it.
            with _told(data_dir):
                if (data_dir / INDEX).exists():
                    shutil.rmtree(data_dir / INDEX)
            kept = _kept(store, now) if store.exists() else None
            _rename(aside, store)
    finally:
        held.release()
    return Copy(store, store.stat().st_size, copy.generation, copy.articles, kept)


def faults_of(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with a store, at most five sentences; empty when it is sound."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    return [] if found == ["ok"] else found


def _copied(source: Path, aside: Path) -> Copy:
    """Copy a store, and check the copy."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(aside, timeout=BUSY_TIMEOUT)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")  # one file, which can be moved alone
            faults = faults_of(new)
            if faults:
                raise NotAStore(f"{source} is damaged: {'; '.join(faults)}.")
            database = Database(new)
            schema = schema_of(database)
            if not schema.applied:
                raise NotAStore(f"{source} is not a store of Commonplace.")
            if schema.unknown:
                raise NewerStore(source, schema.unknown)
            notes = dict(new.execute("select name, value from notes").fetchall())
            (articles,) = new.execute("select count(*) from articles").fetchone()
            return Copy(source, 0, int(notes.get("generation", 0)), articles)
    except (sqlite3.DatabaseError, ValueError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError(f"{source} could not be copied to {aside.parent} ({error}).") from None
        raise NotAStore(f"{source} can't be read as a store ({error}).") from None


def _settle(db: Database, now: datetime) -> None:
    with db.atomic():
        db.execute(
            "update daily_settings set since = ? where since is null or since < ?",
            [iso(now), iso(now)],
        )
        db.execute("delete from notes where name like ?", [f"{SYNCED}%"])


def _kept(store: Path, now: datetime) -> Path:
    """Give the old store a second name, so that there is a store at every instant."""
    kept = store.with_name(f"{store.stem}.replaced-{_stamp(now)}{store.suffix}")
    try:
        with closing(sqlite3.connect(store, timeout=BUSY_TIMEOUT)) as connection:
            # Takes the log of what was written last into the file.
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise StoreLocked(f"Another program reads {store}. Let it end, then try again.")
    except sqlite3.OperationalError as error:
        raise StoreLocked(f"{store} can't be set aside ({error}). Try again.") from None
    except sqlite3.DatabaseError:  # damaged, most likely why there is a restore
        for suffix in _SIDECARS:
            sidecar = store.with_name(store.name + suffix)
            if sidecar.exists():
                sidecar.rename(kept.with_name(kept.name + suffix))
    with _told(store.parent):
        try:
            os.link(store, kept)
        except OSError:  # a file system without links
            shutil.copy2(store, kept)
    return kept


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A file beside the target that only this user reads, and that is gone afterwards."""
    with _told(target):
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(descriptor)
    aside = Path(name)
    try:
        yield aside
    finally:
        for suffix in ("", *_SIDECARS):
            aside.with_name(aside.name + suffix).unlink(missing_ok=True)


def _rename(aside: Path, target: Path) -> None:
    with _told(target):
        for suffix in _SIDECARS:  # what is left of an older file would be read into the new one
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        aside.replace(target)
        if os.name != "nt":
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{path} can't be written ({reason}).") from error


def _stamp(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%S}Z"
