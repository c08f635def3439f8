"""A bot of the quote of the day alone: a real store, made-up articles, a held clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.answers.holdings import Holdings
from bot.library.daily import Daily
from bot.model import DailySettings
from bot.scheduler import Scheduler
from bot.store import Store

from .examples import chance, three_voices
from .held import Discord, HeldClock, move_to, settle

MORNING = DailySettings(channel=99, at=time(8), zone="UTC", since=datetime(2025, 6, 1, tzinfo=UTC))


def at(text: str) -> datetime:
    """An instant of June 2025, ``10 08:00``."""
    return datetime.fromisoformat(f"2025-06-{text}").replace(tzinfo=UTC)


@dataclass
class Bot:
    """``start`` and ``die`` as often as you like: the store's file and Discord stay."""

    path: Path
    clock: HeldClock
    discord: Discord
    holdings: Holdings
    daily_class: type[Daily] = Daily

    async def open(self) -> None:
        self.store = Store(self.path)
        self.daily = self.daily_class(self.store, lambda _: self.holdings, chance(1))

    async def start(self, *, settled: bool = True) -> None:
        if not hasattr(self, "daily"):
            await self.open()
        self.scheduler = Scheduler(
            self.daily, self.clock, self.discord.post, self.discord.find, timeout=0.2, grace=0.2
        )
        self.running = asyncio.create_task(self.scheduler.run())
        if settled:
            await settle(self.scheduler, self.clock)

    async def die(self) -> None:
        """End at once, with whatever is under way."""
        if hasattr(self, "scheduler"):
            self.scheduler._grace = 0
            self.running.cancel()
            await asyncio.gather(self.running, return_exceptions=True)
        if hasattr(self, "daily"):
            self.store.close()
            del self.daily

    async def move_to(self, now: datetime, but: frozenset[int] = frozenset()) -> None:
        await move_to(self.scheduler, self.clock, now, but)

    async def set_up(self, *servers: int, settings: DailySettings = MORNING) -> None:
        for server in servers:
            await self.daily.set_up(server, replace(settings))


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    clock = HeldClock(at("10 07:00"))
    bot = Bot(tmp_path / "store.db", clock, Discord(clock), three_voices())
    await bot.open()
    yield bot
    await bot.die()
