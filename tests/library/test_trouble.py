"""What goes wrong around a library, and that nothing is lost by it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot import corpus as readers
from bot.corpus import Refused
from bot.library import CorpusError, DiskFull, Library, StoreError, seen_by
from bot.model import Query, Refusal, ReindexReport
from bot.store.notes import save_note
from tests.conftest import FILES, SEEDS, settings_for


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "corpus"))


def failing(function: Callable[..., Any], file: str, error: Exception) -> Callable[..., Any]:
    """The function, but for one file."""

    def fail(path: Path, *arguments: Any) -> Any:
        if path.name == file:
            raise error
        return function(path, *arguments)

    return fail


async def test_one_file_that_breaks_the_reader_does_not_keep_the_others_out(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = failing(readers.read_article, FILES["002"], ZeroDivisionError("in a parser"))
    monkeypatch.setattr(readers, "read_article", broken, raising=False)
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    report = await library.reindex()
    assert len(report.added) == 4
    (refusal,) = report.refused
    assert refusal.file == FILES["002"]
    assert "the log has the details" in refusal.reason
    await library.close()


async def test_an_article_that_cannot_be_read_now_stays_as_it_was(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    lost = Refused(FILES["002"], "It could not be read.", lost=True)
    monkeypatch.setattr(readers, "stamped", failing(readers.stamped, FILES["002"], lost))
    report = await library.reindex()
    assert report.removed == ()
    assert [refusal.file for refusal in report.refused] == [FILES["002"]]
    assert FILES["002"] in {a.file for a in (await library.catalogue()).articles}
    await library.close()


async def test_when_no_file_can_be_used_the_library_keeps_what_it_has(
    corpus: Path, tmp_path: Path
) -> None:
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    for file in FILES.values():
        (corpus / file).write_bytes(b"\0\0\0")
    with pytest.raises(CorpusError, match="None of the files"):
        await library.reindex()
    assert len((await library.catalogue()).articles) == 5
    await library.close()


async def test_a_file_that_was_too_large_is_read_when_the_limit_is_raised(
    corpus: Path, tmp_path: Path
) -> None:
    small = settings_for(tmp_path / "data", corpus).model_copy(update={"max_file_mb": 0.008})
    library = await Library.open(small)
    refused = (await library.reindex()).refused
    assert refused
    await library.close()
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    report = await library.reindex()
    assert set(report.added) == {refusal.file for refusal in refused}
    assert report.refused == ()
    await library.close()


async def test_a_damaged_store_is_told_with_what_to_do(indexed: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(indexed, tmp_path / "data"))
    store = data / "commonplace.db"
    raw = bytearray(store.read_bytes())
    raw[8192 : len(raw) // 2] = os.urandom(len(raw) // 2 - 8192)
    store.write_bytes(raw)
    with pytest.raises(StoreError, match=r"[Mm]ove"):
        await Library.open(settings_for(data))


async def test_a_store_that_a_full_disk_does_not_let_open_is_not_to_be_moved_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data" / "commonplace.db").mkdir(parents=True)
    with pytest.raises(StoreError, match="move the file away"):
        await Library.open(settings_for(tmp_path / "data"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(DiskFull, match=r"disk is full\. Make room .* nothing is lost\.$"):
        await Library.open(settings_for(tmp_path / "data"))


async def test_a_migration_that_fills_the_disk_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(database: Database) -> None:
        database.execute("pragma max_page_count = 2")
        database.execute("create table more (text)")
        database.execute("insert into more values (?)", ["x" * 100_000])

    monkeypatch.setattr("bot.store.database.migrations.apply", fill)
    with pytest.raises(DiskFull, match="disk is full"):
        await Library.open(settings_for(tmp_path / "data"))


async def test_a_full_disk_loses_nothing_and_answers_go_on(corpus: Path, tmp_path: Path) -> None:
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()

    def fill(db: Any) -> None:
        pages = db.execute("pragma page_count").fetchone()[0]
        db.execute(f"pragma max_page_count = {pages}")

    await library._store.write(fill)
    (corpus / "large.txt").write_text("Tariffs raise prices for all. " * 20_000, "utf-8")
    with pytest.raises(StoreError, match="full"):
        await library.reindex()
    assert (await library.quote(Query("sanctions", server=1))).quotes
    for number in range(400):  # each is a gap, and there is no room for them all
        answer = await library.quote(Query(f"zeppelin{number}{'x' * 150}", server=1))
        assert answer.message
    await library.close()
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    assert len((await library.catalogue()).articles) == 5
    assert (await library.reindex()).added == ("large.txt",)
    await library.close()


def test_a_servers_report_has_nothing_of_another_server() -> None:
    report = ReindexReport(
        added=("a.txt", "servers/1/b.txt", "servers/2/c.txt"),
        unchanged=("d.txt", "servers/1/e.txt"),
        refused=(
            Refusal("servers/1/f.txt", "It is empty."),
            Refusal("servers/name/g.txt", "It is not in a server's folder."),
            Refusal("sources.toml", "“servers/1/h.txt” is not there.", "servers/1/h.txt"),
            Refusal("sources.toml", "It is not TOML."),
        ),
    )
    own = seen_by(report, 2)
    assert own.added == ("a.txt", "servers/2/c.txt")
    assert own.unchanged == ("d.txt",)
    assert own.refused == (Refusal("sources.toml", "It is not TOML."),)


async def test_a_change_waits_for_another_programs_lock_though_it_reads_first(
    library: Library, tmp_path: Path
) -> None:
    """As a backup in another program may hold it for a moment."""
    other = sqlite3.connect(tmp_path / "data" / "commonplace.db", check_same_thread=False)

    def read_then_write(db: Database) -> None:
        assert list(db.query("select * from notes"))
        save_note(db, "told", "yes")

    other.execute("begin immediate")
    release = threading.Timer(0.2, other.rollback)
    release.start()
    await library._store.write(read_then_write)
    assert await library.keepsakes.note("told") == "yes"
    release.join()
    other.close()
