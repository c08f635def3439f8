"""The corpus folder is watched, and nothing that goes wrong ends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import watching
from bot.clock import Alarm
from bot.library import CorpusError, Library, ReindexRunning, ReindexStopped
from bot.watching import Watcher, WatchLost, changes_of
from tests.conftest import settings_for


class Held:
    """A clock on which every wait is over at once, and noted in seconds."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def now(self) -> datetime:
        return datetime(2025, 5, 20, tzinfo=UTC)

    async def sleep_until(self, when: datetime, woken: Alarm) -> None:
        self.waits.append((when - self.now()).total_seconds())


async def watched(root: Path, changes: list[Exception | None], outcomes: list[Exception]) -> Held:
    """Run a watcher through changes, an exception ending that watch, and what reindexing raises."""
    steps, clock = iter(changes), Held()
    raised = iter([*outcomes, *([None] * len(changes))])

    async def found(*_: Path) -> AsyncGenerator[None, None]:
        for step in steps:
            if step is not None:
                raise step
            yield
        raise ReindexStopped  # the library was closed

    async def reindex() -> None:
        error = next(raised)
        clock.waits.append(0)
        if error is not None:
            raise error

    await Watcher(root, root / "data", reindex, clock, found).run()
    return clock


AGAIN, BUSY = watching.AGAIN.total_seconds(), watching.BUSY.total_seconds()
LOST = WatchLost("The corpus folder was removed")
CASES: list[tuple[str, list[Exception | None], list[Exception], list[float]]] = [
    ("each change is taken in", [None, None], [], [0, 0]),
    ("while another reindex runs it waits", [None], [ReindexRunning()], [0, BUSY, 0]),
    ("a corpus that can't be used", [None, None], [CorpusError("It is empty.")], [0, 0]),
    ("what breaks in a reindex", [None, None], [ZeroDivisionError()], [0, AGAIN, 0, 0]),
    ("after a loss it looks what it missed", [LOST, None], [], [AGAIN, 0, 0]),
    ("an error of the system", [OSError("no more watches"), None], [], [AGAIN, 0, 0]),
    ("what breaks in watching", [RuntimeError(), LOST, None], [], [AGAIN, 0, AGAIN, 0, 0]),
    ("a library that is closed ends it", [None, None], [ReindexStopped()], [0]),
]


@pytest.mark.parametrize(
    ("changes", "outcomes", "waits"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
async def test_nothing_ends_it_but_a_library_that_is_closed(
    changes: list[Exception | None], outcomes: list[Exception], waits: list[float], tmp_path: Path
) -> None:
    assert (await watched(tmp_path, changes, outcomes)).waits == waits


async def test_a_reason_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        await watched(tmp_path / "gone", [LOST, LOST, LOST], [])
    assert [record.getMessage() for record in caplog.records] == [
        "The corpus folder was removed; it is watched again as soon as that is possible."
    ]


CHANGES: list[tuple[str, Callable[[Path], object], bool]] = [
    ("a new file", lambda root: (root / "a.txt").write_text("a"), True),
    ("a new folder", lambda root: (root / "letters").mkdir(), True),
    ("a hidden file", lambda root: (root / ".a.txt").write_text("a"), False),
    ("the store's own files", lambda root: (root / "data" / "a.txt").write_text("a"), False),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "counts"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
async def test_what_counts_as_a_change(
    change: Callable[[Path], object], counts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SETTLED", 0.05)
    monkeypatch.setattr(watching, "LOOK", 0.2)
    (tmp_path / "data").mkdir()
    changes = changes_of(tmp_path, tmp_path / "data")
    next_one = asyncio.ensure_future(anext(changes))
    while not next_one.done():  # until the system watches
        await asyncio.to_thread((tmp_path / "first.txt").write_text, "a")
        await asyncio.wait([next_one], timeout=0.2)
    await next_one
    next_one = asyncio.ensure_future(anext(changes))
    await asyncio.wait([next_one], timeout=0.5)  # what came late of the first
    if next_one.done():
        next_one = asyncio.ensure_future(anext(changes))
    await asyncio.to_thread(change, tmp_path)
    await asyncio.wait([next_one], timeout=5 if counts else 1)
    assert next_one.done() is counts
    next_one.cancel()
    await asyncio.gather(next_one, return_exceptions=True)
    await changes.aclose()


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises((WatchLost, OSError), match="gone"):
        await anext(changes_of(tmp_path / "gone", tmp_path))


async def test_it_is_off_unless_it_is_asked_for(library: Library, tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    assert Watcher.of(settings, library) is None
    assert Watcher.of(settings.model_copy(update={"watch_corpus": True}), library) is not None
