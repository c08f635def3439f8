"""Copies of the store: sound while the bot writes, refused where they are of no use, put back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.library import Library
from bot.model import DailySettings
from bot.store import NotAStore, Store, StoreError, StoreLocked
from bot.store import backup as copies
from bot.store.backup import BACKUPS, KEPT, STORE, back_up, restore
from bot.store.errors import NewerStore
from bot.store.lock import lock
from bot.store.migrations import migrations
from bot.store.notes import SYNCED, load_note, save_note
from bot.store.schema import schema_of
from tests.conftest import settings_for

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def data(indexed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed, tmp_path / "data"))


def articles_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("select count(*) from articles").fetchone()[0])


async def test_a_backup_is_one_sound_file_while_the_bot_writes(data: Path, tmp_path: Path) -> None:
    store = Store(data / STORE)
    done = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(data / STORE, timeout=5)) as connection:
            number = 0
            while not done.is_set():
                number += 1
                with connection:  # two rows that are only ever changed together
                    for name in ("left", "right"):
                        connection.execute(
                            "insert or replace into notes values (?, ?)", [name, str(number)]
                        )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(10):
            target = tmp_path / f"{number}.db"
            copy = back_up(data, target)
            assert (copy.articles, copy.bytes) == (5, target.stat().st_size)
            with closing(sqlite3.connect(target)) as connection:
                notes = dict(connection.execute("select name, value from notes").fetchall())
                assert notes.get("left") == notes.get("right")
                assert connection.execute("pragma journal_mode").fetchone() == ("delete",)
    finally:
        done.set()
        writer.join()
        store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *(f"{number}.db" for number in range(10)),
        "data",
    ]


def test_only_the_operator_may_read_a_backup(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy.db")
    if os.name != "nt":
        assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


def test_a_file_that_exists_is_written_over_only_when_told_so(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("something of the operator's")
    with pytest.raises(StoreError, match="--force"):
        back_up(data, target)
    assert target.read_text() == "something of the operator's"
    back_up(data, target, force=True)
    assert articles_in(target) == 5


@pytest.mark.parametrize(
    ("target", "says"),
    [("data", "is a folder"), ("data/commonplace.db", "the store itself"), ("no/x.db", "written")],
)
def test_a_place_where_no_backup_can_be(data: Path, tmp_path: Path, target: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        back_up(data, tmp_path / target, force=True)
    assert articles_in(data / STORE) == 5


def test_there_is_nothing_to_back_up_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing to back up"):
        back_up(tmp_path, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def damage(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[8192 : len(raw) // 2] = os.urandom(len(raw) // 2 - 8192)
    file.write_bytes(raw)


def test_a_damaged_store_is_not_backed_up_as_if_it_were_sound(data: Path, tmp_path: Path) -> None:
    damage(data / STORE)
    good = tmp_path / "copy.db"
    good.write_text("the backup of yesterday")
    with pytest.raises(StoreError, match=r"damaged|can't be read"):
        back_up(data, good, force=True)
    assert good.read_text() == "the backup of yesterday"


async def test_a_restored_store_is_as_it_was_and_the_old_one_is_kept(
    data: Path, tmp_path: Path
) -> None:
    settings = settings_for(data, tmp_path / "corpus")
    library = await Library.open(settings)
    await library.keepsakes.record_gap(1, "cheese")
    back_up(data, tmp_path / "copy.db")
    await library.keepsakes.record_gap(1, "wine")
    await library.close()
    (data / "index" / "all").mkdir(parents=True)

    restored = restore(tmp_path / "copy.db", data, NOW)
    assert restored.articles == 5
    assert not (data / "index").exists()
    assert restored.kept is not None
    assert articles_in(restored.kept) == 5
    library = await Library.open(settings)
    assert await library.keepsakes.gaps(1) == [("cheese", 1)]
    assert len((await library.catalogue()).articles) == 5
    await library.close()

    restore(restored.kept, data, NOW.replace(hour=13))
    library = await Library.open(settings)
    assert sorted(await library.keepsakes.gaps(1)) == [("cheese", 1), ("wine", 1)]
    await library.close()


async def test_after_a_restore_nothing_is_posted_for_a_time_that_is_past(
    data: Path, tmp_path: Path
) -> None:
    library = await Library.open(settings_for(data))
    early = DailySettings(7, time(8, 30), "UTC", since=NOW.replace(day=1, hour=1))
    await library.daily.set_up(1, early)
    assert await library.daily.due(1, NOW) is not None
    await library.keepsakes.set_note(f"{SYNCED}99", "a fingerprint")
    back_up(data, tmp_path / "copy.db")
    await library.close()
    restore(tmp_path / "copy.db", data, NOW)
    library = await Library.open(settings_for(data))
    assert await library.daily.due(1, NOW) is None
    assert await library.daily.due(1, NOW.replace(day=2)) is not None
    assert await library.keepsakes.note(f"{SYNCED}99") is None  # they are registered anew
    await library.close()


def test_a_store_that_is_damaged_can_be_restored(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy.db")
    damage(data / STORE)
    (data / f"{STORE}-wal").write_bytes(b"of the damaged store")
    kept = restore(tmp_path / "copy.db", data, NOW).kept
    assert kept is not None
    assert kept.exists()
    assert articles_in(data / STORE) == 5
    assert not (data / f"{STORE}-wal").exists()


def test_a_data_folder_in_use_is_not_restored_to(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy.db")
    held = lock(data)
    try:
        with pytest.raises(StoreLocked):
            restore(tmp_path / "copy.db", data, NOW)
    finally:
        held.release()


def test_a_store_that_is_only_read_is_not_replaced_below_the_reader(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "BUSY_TIMEOUT", 0.1)
    back_up(data, tmp_path / "copy.db")
    with closing(sqlite3.connect(data / STORE)) as reader:
        reader.execute("pragma journal_mode = wal")
        reader.execute("begin")
        reader.execute("select count(*) from articles").fetchone()
        with pytest.raises(StoreLocked):
            restore(tmp_path / "copy.db", data, NOW)


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("create table recipes (name text)")


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:20_000])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (Path.unlink, "not there"),
        (lambda file: file.write_bytes(b""), "not a store"),
        (lambda file: file.write_text("Dear diary, " * 99), "can't be read as a store"),
        (foreign, "not a store of Commonplace"),
        (cut_short, "damaged|can't be read"),
        (damage, "damaged|can't be read"),
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_changes(
    data: Path, tmp_path: Path, spoil: object, says: str
) -> None:
    copy = tmp_path / "copy.db"
    back_up(data, copy)
    assert callable(spoil)
    spoil(copy)
    before = sorted(path.name for path in data.iterdir() if "lock" not in path.name)
    with pytest.raises(NotAStore, match=says):
        restore(copy, data, NOW)
    assert sorted(path.name for path in data.iterdir() if "lock" not in path.name) == before
    assert articles_in(data / STORE) == 5


def from_the_future(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) "
            "values ('commonplace', 'telepathy', '2031-01-01')"
        )


def test_a_newer_store_is_neither_opened_nor_restored(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(data, copy)
    from_the_future(copy)
    with pytest.raises(NewerStore, match="telepathy"):
        restore(copy, data, NOW)
    from_the_future(data / STORE)
    before = (data / STORE).read_bytes()
    with pytest.raises(NewerStore, match="Run that version or a newer one"):
        Store(data / STORE)
    assert (data / STORE).read_bytes() == before


def older(file: Path) -> None:
    """A store before the last migration."""
    last = [migration.name for migration in migrations.pending(Database(memory=True))][-1]
    with closing(sqlite3.connect(file)) as connection:
        database = Database(connection)
        migrations.apply(database, stop_before=last)
        save_note(database, "mark", "old")
        connection.commit()


def test_a_store_is_backed_up_before_it_is_migrated(tmp_path: Path) -> None:
    for number in range(KEPT + 2):
        folder = tmp_path / BACKUPS
        folder.mkdir(exist_ok=True)
        (folder / f"2020010{number + 1}T000000Z-before-x.db").touch()
    older(tmp_path / STORE)
    store = Store(tmp_path / STORE)
    store.close()
    kept = sorted((tmp_path / BACKUPS).iterdir())
    assert len(kept) == KEPT
    with closing(sqlite3.connect(kept[-1])) as connection:
        assert schema_of(Database(connection)).pending
        assert load_note(Database(connection), "mark") == "old"
    with closing(sqlite3.connect(tmp_path / STORE)) as connection:
        assert not schema_of(Database(connection)).pending
        assert load_note(Database(connection), "mark") == "old"


def test_a_new_store_needs_no_backup(tmp_path: Path) -> None:
    Store(tmp_path / STORE).close()
    assert not (tmp_path / BACKUPS).exists()


def test_without_a_backup_nothing_is_migrated(tmp_path: Path) -> None:
    older(tmp_path / STORE)
    (tmp_path / BACKUPS).write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="can't be written"):
        Store(tmp_path / STORE)
    with closing(sqlite3.connect(tmp_path / STORE)) as connection:
        assert schema_of(Database(connection)).pending


async def test_a_running_bots_store_is_not_migrated_below_it(tmp_path: Path) -> None:
    older(tmp_path / STORE)
    held = lock(tmp_path)
    try:
        with pytest.raises(StoreLocked, match="most likely an older version"):
            await Library.open(settings_for(tmp_path), shared=True)
    finally:
        held.release()


def test_an_older_backup_is_restored_and_migrated(data: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    older(tmp_path / "old" / "copy.db")
    restore(tmp_path / "old" / "copy.db", data, NOW)
    store = Store(data / STORE)
    store.close()
    assert len(list((data / BACKUPS).iterdir())) == 1
