"""A disk that is full, for real: the data folder is on one of a few megabytes.

Where nothing may be mounted these are left out; ``test_limits`` has some with a limit on files.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.wire.articles import marker, write_article
from tests.wire.shelf import sound_store
from tests.wire.stage import Stage, staged
from tests.wire.troubles import POST, posted, posts

pytestmark = pytest.mark.slow

PAPERS, MORE = 40, 60
SIZE = "24m"
EXIT_FULL, EXIT_DATA = 71, 73


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """The data folder, on a disk of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    except subprocess.CalledProcessError as error:
        pytest.skip(f"mount -t tmpfs is not allowed here: {error.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@asynccontextmanager
async def stocked_with(folder: Path, engine: str) -> AsyncIterator[Stage]:
    async with staged(folder, PAPERS, SEARCH_ENGINE=engine, WIRE_GUILDS="0.05") as stage:
        await stage.bot.start()
        await stage.bot.caught_up()
        await stage.manager.slash("qotd setup", time="8:30", zone="UTC")
        yield stage
        assert "08:30" in (await stage.manager.slash("qotd status")).text
        assert await stage.bot.terminate() < 5
        sound_store(stage.bot.data)
        stage.check()


@pytest.fixture(params=["rank-bm25", "tantivy"])
async def stocked(
    disk: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Stage]:
    """A bot that runs, with papers in its library and a quote of the day, on either engine."""
    assert disk == tmp_path / "data"
    async with stocked_with(tmp_path, request.param) as stage:
        yield stage


@pytest.fixture
async def plain(disk: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same for what no engine has a part in."""
    assert disk == tmp_path / "data"
    async with stocked_with(tmp_path, "rank-bm25") as stage:
        yield stage


def fill(disk: Path, room: int = 0) -> None:
    """Leave so much room."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    os.truncate(filler, filler.stat().st_size - room)


def empty_the_log(disk: Path) -> None:
    """Else a small change finds room in what the store has on disk already."""
    with closing(sqlite3.connect(disk / "commonplace.db")) as db:
        assert db.execute("pragma wal_checkpoint(truncate)").fetchone()[0] == 0


def clear(disk: Path) -> None:
    (disk / "filler").unlink()


def write_more(stage: Stage) -> None:
    for number in range(PAPERS, PAPERS + MORE):
        write_article(stage.bot.corpus, number)


async def finds(stage: Stage, number: int) -> bool:
    found = await stage.member.slash("quote", topic=marker(number))
    return "budget grew 2 times in" in found.text


async def test_a_reindex_and_a_setting(stocked: Stage, disk: Path) -> None:
    write_more(stocked)
    fill(disk)
    assert "store failed" in (await stocked.manager.slash("reindex")).text
    assert "full" in stocked.bot.log()
    assert (
        "store failed" in (await stocked.manager.slash("qotd setup", time="9:45", zone="UTC")).text
    )
    assert await finds(stocked, 0)
    clear(disk)
    assert f"**{MORE}** added" in (await stocked.manager.slash("reindex")).text
    for number in (0, PAPERS, PAPERS + MORE - 1):
        assert await finds(stocked, number)


@pytest.mark.parametrize("room", [0, 256 << 10], ids=["no room at all", "room to open it"])
async def test_a_start(stocked: Stage, disk: Path, room: int) -> None:
    """Without any room SQLite can't open a store, so the start ends with what to do."""
    await stocked.bot.terminate()
    write_more(stocked)
    fill(disk, room)
    await stocked.bot.start(wait=bool(room))
    if room:
        await stocked.bot.says("disk is full")
        assert await finds(stocked, 0)
        clear(disk)
        assert f"**{MORE}** added" in (await stocked.manager.slash("reindex")).text
    else:
        assert await stocked.bot.ended() == EXIT_FULL
        assert "its disk is full. Make room there, then start again" in stocked.bot.log()
        clear(disk)
        sound_store(disk)
        await stocked.bot.start()
        await stocked.bot.caught_up()
    assert await finds(stocked, PAPERS)


@pytest.mark.parametrize("when", ["before it is claimed", "after it was sent"])
async def test_a_quote_of_the_day_that_is_due(plain: Stage, disk: Path, when: str) -> None:
    at = plain.standin.clock.now() + timedelta(minutes=10)
    place = plain.guild.channels[1]["id"]
    await plain.manager.slash("qotd setup", time=f"{at:%H:%M}", zone="UTC", channel=place)
    empty_the_log(disk)
    if when == "before it is claimed":
        fill(disk)
        now = await plain.manager.slash("qotd now")
        assert "The library’s store failed just now" in now.text
    else:
        plain.standin.faults.plan("POST", POST, after=partial(fill, disk))
    plain.standin.clock.move_to(at.replace(second=1))
    await plain.bot.says("The quote of the day failed")
    assert "disk is full" in plain.bot.log()
    assert len(posts(plain)) == (when == "after it was sent")
    clear(disk)
    plain.standin.clock.shift(timedelta(minutes=2))
    await posted(plain, 0)
    await plain.manager.slash("qotd setup", time="8:30", zone="UTC")


async def test_backups(plain: Stage, disk: Path, tmp_path: Path) -> None:
    fill(disk)
    code, told = await back_up(plain, disk / "copy.db")
    assert code == EXIT_DATA
    assert "full" in told
    assert [path.name for path in disk.glob("*copy*")] == []
    code, told = await back_up(plain, tmp_path / "elsewhere.db")
    assert code == 0, told
    clear(disk)
    code, told = await back_up(plain, disk / "copy.db")
    assert code == 0, told


async def back_up(stage: Stage, target: Path) -> tuple[int, str]:
    """``commonplace backup`` beside the bot: its exit code, and what it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "backup", str(target),
        cwd=target.parent, env=dict(stage.bot.environment),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    told, _ = await process.communicate()
    return process.returncode or 0, told.decode()
