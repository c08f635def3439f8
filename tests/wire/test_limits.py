"""A full disk, a locked or damaged store, a damaged index, a clock that jumps: said, and mended."""

from __future__ import annotations

import os
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.wire.articles import marker, write_article
from tests.wire.shelf import sound_store
from tests.wire.stage import Stage, staged
from tests.wire.troubles import due, posted, posts

pytestmark = pytest.mark.slow

PAPERS = 40
SMALL = 64 << 10  # bytes: the log still fits, a reindex does not
EXIT_DATA, EXIT_LOCKED = 73, 75


@asynccontextmanager
async def stocked_with(folder: Path, engine: str) -> AsyncIterator[Stage]:
    async with staged(folder, PAPERS, SEARCH_ENGINE=engine, WIRE_GUILDS="0.05") as stage:
        await stage.bot.start()
        await stage.bot.caught_up()
        yield stage
        stage.check()


@pytest.fixture(params=["rank-bm25", "tantivy"])
async def stocked(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """A bot that runs, with papers in its library, on either engine."""
    async with stocked_with(tmp_path, request.param) as stage:
        yield stage


@pytest.fixture
async def plain(tmp_path: Path) -> AsyncIterator[Stage]:
    """The same for what no engine has a part in."""
    async with stocked_with(tmp_path, "rank-bm25") as stage:
        yield stage


def limit_files(stage: Stage, size: int) -> None:
    """Let the running bot write no file beyond a size, as on a full disk."""
    pid = stage.bot.process.pid
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


async def finds(stage: Stage, number: int, version: int = 0) -> bool:
    found = await stage.member.slash("quote", topic=marker(number))
    return f"budget grew {version + 2} times in" in found.text


async def test_a_disk_that_fills_up_and_is_cleared(stocked: Stage) -> None:
    await stocked.manager.slash("qotd setup", time="8:30", zone="UTC")
    for number in range(PAPERS, PAPERS + 60):
        write_article(stocked.bot.corpus, number)
    limit_files(stocked, SMALL)
    answer = await stocked.manager.slash("reindex")
    assert "nothing was changed" in answer.text or "could not be done" in answer.text
    assert "disk" in stocked.bot.log() or "space" in stocked.bot.log()
    assert (await stocked.member.slash("library list")).shown["embeds"]
    limit_files(stocked, resource.RLIM_INFINITY)
    assert "60" in (await stocked.manager.slash("reindex")).text
    for number in (0, PAPERS, PAPERS + 59):
        assert await finds(stocked, number)
    assert await stocked.bot.terminate() < 5
    sound_store(stocked.bot.data)
    await stocked.bot.start()
    assert "08:30" in (await stocked.manager.slash("qotd status")).text


async def test_a_disk_that_is_full_at_the_start(stocked: Stage) -> None:
    await stocked.bot.terminate()
    for number in range(PAPERS, PAPERS + 60):
        write_article(stocked.bot.corpus, number)
    await stocked.bot.start(wait=False)
    limit_files(stocked, SMALL)
    await stocked.bot.connected()
    await stocked.bot.says("disk")
    assert await finds(stocked, 0)
    assert await stocked.bot.terminate() < 5
    await stocked.bot.start()
    await stocked.bot.caught_up()
    assert await finds(stocked, PAPERS + 59)


async def test_a_store_that_another_program_locks(plain: Stage) -> None:
    with closing(sqlite3.connect(plain.bot.data / "commonplace.db")) as other:
        other.execute("begin immediate")
        answer = await plain.manager.slash("qotd setup", time="9:45", zone="UTC")
        assert "store failed" in answer.text
        assert "locked" in plain.bot.log()
        other.rollback()
    assert "09:45" in (await plain.manager.slash("qotd setup", time="9:45", zone="UTC")).text


async def test_a_second_bot_on_the_same_folder(plain: Stage, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    second = type(plain.bot)(plain.standin, tmp_path / "second", plain.bot.corpus)
    second.data = plain.bot.data
    await second.start(wait=False)
    assert await second.ended() == EXIT_LOCKED
    assert "Another Commonplace is running" in second.log()
    assert await finds(plain, 1)


def no_database(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 1000)


def broken_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : len(content) // 2] = os.urandom(len(content) // 2 - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [no_database, broken_pages])
async def test_a_damaged_store(plain: Stage, damage: Callable[[Path], None]) -> None:
    await plain.bot.terminate()
    store = plain.bot.data / "commonplace.db"
    damage(store)
    await plain.bot.start(wait=False)
    assert await plain.bot.ended() == EXIT_DATA
    assert "away: the articles are indexed again from the corpus folder" in plain.bot.log()
    store.rename(store.with_suffix(".damaged"))
    await plain.bot.start()
    await plain.bot.caught_up()
    assert await finds(plain, 7)


def cut_short(index: Path) -> None:
    for path in index.rglob("*.idx"):
        path.write_bytes(path.read_bytes()[:20])


def without_its_list(index: Path) -> None:
    for path in index.rglob("meta.json"):
        path.unlink()


def garbage(index: Path) -> None:
    for path in [*index.rglob("*.json"), *index.rglob("*.term")]:
        path.write_bytes(os.urandom(200))


@pytest.mark.parametrize("damage", [cut_short, without_its_list, garbage])
async def test_a_damaged_index_is_built_anew_from_the_store(
    stocked: Stage, damage: Callable[[Path], None]
) -> None:
    await stocked.bot.terminate()
    damage(stocked.bot.data / "index")
    await stocked.bot.start()
    await stocked.bot.caught_up()
    if stocked.bot.settings["SEARCH_ENGINE"] == "tantivy":
        assert "is built anew" in stocked.bot.log() or damage is without_its_list
    for number in (0, 13, PAPERS - 1):
        assert await finds(stocked, number)


async def test_a_clock_that_jumps(plain: Stage) -> None:
    clock = plain.standin.clock
    plain.tomorrow()
    await due(plain)
    await posted(plain, 0)
    clock.shift(timedelta(days=-2))
    await plain.bot_is_idle()
    clock.shift(timedelta(days=2))
    await plain.bot_is_idle()
    assert len(posts(plain)) == 1
    clock.shift(timedelta(days=5, hours=1))  # of five days missed, the last comes, late
    await posted(plain, 1)
    clock.shift(timedelta(hours=12))  # and back before it: nothing more
    clock.shift(timedelta(hours=-36))
    await plain.bot_is_idle()
    assert len(posts(plain)) == 2
