"""What is kept from the garbage collector is freed all the same."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Alarm
from bot.library import Library, collector
from bot.library.changes import Changes
from bot.library.collector import EVERY, LATEST, collect_at_ease, no_full_collections
from bot.library.reindex import Found
from bot.model import Query
from tests.commands.test_qotd_command import START
from tests.conftest import settings_for


async def test_the_old_holdings_are_freed_when_new_ones_take_their_place(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    root.mkdir()
    (root / "a.txt").write_text("Tariffs raise prices, as Una Writer says, for all of us.", "utf-8")
    library = await Library.open(settings_for(tmp_path / "data", root))
    await library.reindex()
    assert (await library.quote(Query("tariffs"))).quotes
    await library.compare("tariffs")
    old = weakref.ref(library._indexer.holdings)
    gc.disable()
    try:
        (root / "b.txt").write_text("Ports were rebuilt at no cost to anybody at all.", "utf-8")
        await library.reindex()
        assert old() is None
    finally:
        gc.enable()
    await library.close()


async def test_what_was_found_is_freed_on_the_indexers_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "corpus"
    root.mkdir()
    (root / "a.txt").write_text("Tariffs raise prices, as Una Writer says, for all of us.", "utf-8")
    used: list[tuple[str, Found]] = []
    original = Changes.let_go

    def let_go(changes: Changes) -> None:
        original(changes)
        used.append((threading.current_thread().name, changes._found))

    monkeypatch.setattr(Changes, "let_go", let_go)
    library = await Library.open(settings_for(tmp_path / "data", root))
    report = await library.reindex()
    await library.close()
    assert report.added == ("a.txt",)
    [(thread, found)] = used
    assert thread.startswith("indexer")
    assert (found.read, found.sketches) == ({}, {})


async def test_what_was_found_is_kept_by_nobody_else_when_it_is_freed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "corpus"
    root.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (root / name).write_text(f"Tariffs raise prices in {name}, for all of us.", "utf-8")
    parts: list[int] = []
    keeping: list[object] = []
    original = Changes.let_go

    def let_go(changes: Changes) -> None:
        articles = list(changes._found.read.values())
        original(changes)
        keeping.extend(each for each in gc.get_referrers(*articles) if isinstance(each, dict))
        parts.append(len(articles))

    monkeypatch.setattr(Changes, "let_go", let_go)
    monkeypatch.setattr("bot.library.reindex.PART", 2)
    library = await Library.open(settings_for(tmp_path / "data", root))
    await library.reindex()
    await library.close()
    assert parts == [2, 1]
    assert keeping == []


def test_the_thresholds_are_put_back() -> None:
    before = gc.get_threshold()
    with no_full_collections():
        assert gc.get_threshold()[2] > 10**9
    assert gc.get_threshold() == before


def test_what_is_young_is_collected_in_small_portions_meanwhile() -> None:
    kept: list[list[int]] = []
    sizes: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            young = range(info["generation"] + 1)
            sizes.append(sum(len(gc.get_objects(generation=each)) for each in young))

    with no_full_collections():
        gc.collect(1)
        gc.callbacks.append(note)
        try:
            kept.extend([0] for _ in range(10_000))
        finally:
            gc.callbacks.remove(note)
    assert len(sizes) > 10
    assert max(sizes) < 1_000


def test_one_that_ends_leaves_another_without_full_collections() -> None:
    before = gc.get_threshold()
    with no_full_collections():
        with no_full_collections():
            pass
        assert gc.get_threshold()[2] > 10**9
    assert gc.get_threshold() == before


class Steps:
    """A clock that moves on by itself, half a minute at a time, and what is collected when."""

    def __init__(self, *, at_ease: bool) -> None:
        self.at_ease = at_ease
        self.passed = timedelta()
        self.collected: list[timedelta] = []

    def now(self) -> datetime:
        return START + self.passed

    async def sleep_until(self, when: datetime, woken: Alarm) -> None:
        while self.now() < when:
            await asyncio.sleep(0)
            self.passed += min(timedelta(seconds=30), when - self.now())

    @asynccontextmanager
    async def collecting(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
        monkeypatch.setattr(collector, "LOOK", timedelta(seconds=30))
        monkeypatch.setattr(gc, "collect", lambda: self.collected.append(self.passed))
        task = asyncio.create_task(collect_at_ease(self, lambda: self.at_ease))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def reach(self, passed: timedelta) -> None:
        while self.passed < passed:
            await asyncio.sleep(0)


async def test_what_is_old_is_collected_now_and_then_while_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = gc.get_threshold()
    steps = Steps(at_ease=True)
    async with steps.collecting(monkeypatch):
        await steps.reach(3 * EVERY)
        assert gc.get_threshold()[2] > 10**9, "it is never done at any other time"
        await steps.reach(4 * EVERY)
    assert steps.collected[:3] == [EVERY, 2 * EVERY, 3 * EVERY]
    assert gc.get_threshold() == before


async def test_while_somebody_waits_it_is_put_off_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = Steps(at_ease=False)
    async with steps.collecting(monkeypatch):
        await steps.reach(5 * EVERY)
        assert not steps.collected
        steps.at_ease = True
        await steps.reach(6 * EVERY)
        assert len(steps.collected) == 1
        steps.at_ease = False
        await steps.reach(7 * EVERY + LATEST)
    assert steps.collected[1] - steps.collected[0] == LATEST


async def test_a_reindex_is_not_held_up_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps(at_ease=True)
    async with steps.collecting(monkeypatch):
        await steps.reach(EVERY / 2)
        with no_full_collections():
            await steps.reach(2 * LATEST)
            assert not steps.collected
        await steps.reach(3 * LATEST)
    assert steps.collected


async def test_what_a_reindex_set_aside_is_collected_once_it_is_garbage() -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    ring = Ring()
    gone = weakref.ref(ring)
    with no_full_collections():
        pass
    del ring
    steps = Steps(at_ease=True)
    task = asyncio.create_task(collect_at_ease(steps, lambda: True))
    await steps.reach(2 * EVERY)
    task.cancel()
    await asyncio.wait([task])
    assert gone() is None


async def test_an_index_on_disk_is_let_go_when_another_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", "tantivy")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("A ferry that no longer sails still costs money.\n", "utf-8")
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    await library.quote(Query("ferry"))
    index = weakref.ref(library._indexer.holdings.index)
    assert index() is not None
    (corpus / "b.md").write_text("A ferry to the islands is worth its money.\n", "utf-8")
    await library.reindex()
    await library.quote(Query("ferry"))
    assert index() is None
    await library.close()
