"""A reindex that is stopped, or killed, goes on where it was, and shows nothing half done."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot import corpus as readers
from bot.corpus import REVISION
from bot.corpus.readings import Reading, pack, unpack
from bot.library import Library, Progress, ReindexStopped, changes, reading
from bot.library.changes import Changes
from bot.library.indexer import Indexer
from bot.library.reindex import Found
from bot.library.shelf import Shelf
from bot.library.staging import BATCH, Staging
from bot.library.voices import Neighbourhood
from bot.model import Article, Refusal
from bot.store import Store
from tests.conftest import ROOT, settings_for

FILES = 60


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    words = random.Random(3)
    for number in range(FILES):
        said = " ".join(words.choices(["tariffs", "prices", "wages", "trade", "ports"], k=30))
        text = f"Note {number}\n\nThey say that {said}.\n\n“It is so,” said Otto Ruler.\n"
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture
def in_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "HANDFUL", 0)


def staged(data: Path) -> dict[str, Reading]:
    connection = sqlite3.connect(data / "commonplace.db")
    rows = connection.execute("select file, reading from readings").fetchall()
    connection.close()
    return {file: unpack(packed) for file, packed in rows}


async def indexed(data: Path, root: Path) -> list[Article]:
    """What a reindex makes of the folder, as the store has it when it is opened again."""
    settings = settings_for(data, root)
    for reindex in (True, False):
        library = await Library.open(settings)
        if reindex:
            await library.reindex()
        listed = Shelf(library._store, None, library.generation).listed
        articles = [replace(each, content=each.read()) for each in listed]
        await library.close()
    return articles


async def test_workers_and_this_process_make_the_same_library(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await indexed(tmp_path / "here", root)
    monkeypatch.setattr(reading, "HANDFUL", 0)
    assert await indexed(tmp_path / "workers", root) == here
    assert [article.id for article in here] == list(range(1, FILES + 1))
    assert staged(tmp_path / "workers") == {}


async def test_a_library_that_is_closed_meanwhile_goes_on_where_it_was(
    root: Path, tmp_path: Path, in_workers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.progress._EVERY", 0.0)
    data = tmp_path / "data"
    library = await Library.open(settings_for(data, root))
    closing: list[asyncio.Task[None]] = []

    def close(step: Progress) -> None:
        if step.done > 20 and not closing:
            closing.append(asyncio.create_task(library.close()))

    with pytest.raises(ReindexStopped):
        await library.reindex(close)
    await closing[0]
    kept = staged(data)
    assert 20 < len(kept) < FILES

    read: list[str] = []
    original = readers.read_article

    def noting(path: Path, *arguments: Any) -> Article:
        read.append(path.name)
        return original(path, *arguments)

    (root / "00.txt").write_text("Ports were rebuilt at no cost to anybody.", "utf-8")
    monkeypatch.setattr(reading, "HANDFUL", 1 << 30)
    monkeypatch.setattr(readers, "read_article", noting, raising=False)
    articles = await indexed(data, root)
    names = {path.name for path in root.iterdir()}
    assert set(read) == names - kept.keys() | {"00.txt"}
    assert staged(data) == {}
    assert articles == await indexed(tmp_path / "other", root)


async def test_files_are_read_while_a_part_is_worked_out(
    root: Path, tmp_path: Path, in_workers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.progress._EVERY", 0.0)
    monkeypatch.setattr("bot.library.reindex.PART", 5)
    read_on, waited = threading.Event(), list[bool]()
    original = Indexer._work_out

    def waiting(indexer: Indexer, found: Found) -> Changes:
        waited.append(read_on.wait(30))
        return original(indexer, found)

    def see(step: Progress) -> None:
        if step.done > 20:
            read_on.set()

    monkeypatch.setattr(Indexer, "_work_out", waiting)
    library = await Library.open(settings_for(tmp_path / "data", root))
    report = await library.reindex(see)
    await library.close()
    assert all(waited)
    assert len(report.refused) == 1


@pytest.mark.parametrize(
    ("owner", "name"), [(Neighbourhood, "_fetch"), (changes, "indexed")], ids=["voices", "index"]
)
async def test_working_a_part_out_ends_soon_when_it_is_given_up(
    owner: Any, name: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.voices.TOGETHER", 1)
    library = await Library.open(settings_for(tmp_path / "data", root))
    steps: list[str] = []

    def step(*arguments: Any) -> Any:
        steps.append(name)
        library.give_up_reindex()
        return original(*arguments)

    original = getattr(owner, name)
    monkeypatch.setattr(owner, name, step)
    with pytest.raises(ReindexStopped):
        await library.reindex()
    assert len(steps) == 1
    assert library.generation == 0
    await library.close()


async def test_closing_waits_for_what_is_read_ahead_and_keeps_it(
    root: Path, tmp_path: Path, in_workers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.reindex.PART", 5)
    monkeypatch.setattr(reading, "AHEAD", 5)
    begun, given_up = threading.Event(), threading.Event()
    original = Indexer._work_out

    def work_out(indexer: Indexer, found: Found) -> Changes:
        begun.set()
        assert given_up.wait(30)
        return original(indexer, found)

    monkeypatch.setattr(Indexer, "_work_out", work_out)
    library = await Library.open(settings_for(tmp_path / "data", root))
    reindexing = asyncio.create_task(library.reindex())
    assert await asyncio.to_thread(begun.wait, 30)
    thread = library._indexer._thread
    shut_down = thread.shutdown

    def shutdown(**how: bool) -> None:
        shut_down(wait=False, cancel_futures=True)
        given_up.set()
        shut_down(**how)

    monkeypatch.setattr(thread, "shutdown", shutdown)
    await library.close()
    assert [each.name for each in threading.enumerate() if each.name == "reading-ahead"] == []
    assert len(staged(tmp_path / "data")) >= 5
    with pytest.raises(ReindexStopped):
        await reindexing


async def test_a_reindex_that_is_given_up_between_two_parts_says_so(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.reindex.PART", 5)
    library = await Library.open(settings_for(tmp_path / "data", root))

    def close() -> None:
        library.give_up_reindex()
        library._indexer._thread.shutdown(wait=False, cancel_futures=True)

    monkeypatch.setattr("bot.library.indexer.give_back", close)
    with pytest.raises(ReindexStopped):
        await library.reindex()
    assert library.articles == 5
    await library.close()


KEPT = Reading(refusal=Refusal("a.txt", "It is empty."))


@pytest.mark.parametrize(
    ("revision", "digest", "packed", "found"),
    [
        (REVISION, "d", pack(KEPT), KEPT),
        (REVISION, "another", pack(KEPT), None),
        (REVISION - 1, "d", pack(KEPT), None),
        (REVISION, "d", b"no such form", None),
        (REVISION, "d", zlib.compress(b'{"of": "another release"}'), None),
    ],
)
def test_a_reading_is_taken_only_where_digest_rules_and_form_agree(
    revision: int, digest: str, packed: bytes, found: Reading | None, tmp_path: Path
) -> None:
    store = Store(tmp_path / "commonplace.db")
    staging = Staging(store, revision)
    staging.keep("a.txt", digest, packed)
    staging.settle()
    assert Staging(store, REVISION).find("a.txt", ("d", "e")) == found
    store.close()


def test_readings_are_saved_in_batches_and_after_a_while(tmp_path: Path) -> None:
    store = Store(tmp_path / "commonplace.db")
    now = 0.0

    def nothing(_: Database) -> None: ...

    staging = Staging(store, REVISION, lambda: now)
    for number in range(BATCH + 1):
        staging.keep(f"{number}.txt", "d", pack(KEPT))
    store.write_later(nothing).result()  # behind what was saved
    assert len(staged(tmp_path)) == BATCH
    now = 2.0
    staging.keep("last.txt", "d", pack(KEPT))
    store.write_later(nothing).result()
    assert len(staged(tmp_path)) == BATCH + 2
    store.close()


RUN = """
import asyncio
from pathlib import Path
from bot.library import Library, progress, reading, staging
from bot.settings import Settings

reading.HANDFUL, progress._EVERY, staging.BATCH = 0, 0.0, 5

async def run():
    settings = Settings(
        _env_file=None, corpus_dir=Path({corpus!r}), data_dir=Path({data!r}), discord_token=None
    )
    library = await Library.open(settings)
    await library.reindex(lambda step: print(step.done, flush=True))
    await library.close()

asyncio.run(run())
"""


def run_until(data: Path, root: Path, stop: Callable[[int], bool]) -> None:
    """Reindex in a process of its own, and kill that when ``stop`` says so of its progress."""
    code = RUN.format(corpus=str(root), data=str(data))
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if stop(int(line)):
                run.kill()
                return
        assert run.wait() == 0


@pytest.mark.slow
async def test_killed_at_any_point_nothing_half_done_is_seen_and_little_is_lost(
    root: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    kept = 0
    points = random.Random(5)
    for point in (*sorted(points.sample(range(1, FILES), 3)), FILES + 1):
        run_until(data, root, lambda done, point=point: done >= point)  # type: ignore[misc]
        library = await Library.open(settings_for(data, root))
        assert len((await library.catalogue()).articles) == (FILES if library.generation else 0)
        generation = library.generation
        await library.close()
        if generation:
            assert staged(data) == {}
            break
        found = staged(data)
        assert len(found) >= kept  # nothing that was kept is lost
        assert len(found) >= point - 15  # what was under way, and a batch
        kept = len(found)
    run_until(data, root, lambda done: False)
    assert staged(data) == {}
    assert await indexed(data, root) == await indexed(tmp_path / "other", root)
