"""A clock that a test holds still, and a Discord that does as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Alarm
from bot.model import DailyPost, DailySettings, Quote
from bot.scheduler import Scheduler


class HeldClock:
    def __init__(self, now: datetime) -> None:
        self._now = now
        self._reached = asyncio.Event()
        self._wanted: datetime | None = None
        self.asleep = asyncio.Event()

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, when: datetime, woken: Alarm) -> None:
        if woken.is_set() or when <= self._now:
            return
        self._wanted = when
        self._reached.clear()
        waits = [asyncio.ensure_future(event.wait()) for event in (woken, self._reached)]
        self.asleep.set()
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.asleep.clear()
            self._wanted = None
            for wait in waits:
                wait.cancel()

    def set(self, now: datetime) -> None:
        self._now = now
        if self._wanted is not None and self._wanted <= now:
            self.asleep.clear()
            self._reached.set()


@dataclass
class Discord:
    """``messages`` holds what reached it. ``trouble`` may raise or hang, by server and step."""

    clock: HeldClock
    messages: list[tuple[DailyPost, str, datetime]] = field(default_factory=list)
    calls: list[tuple[str, int]] = field(default_factory=list)
    before_send: Callable[[int], None] = lambda _: None
    after_send: Callable[[int], None] = lambda _: None
    before_find: Callable[[int], None] = lambda _: None
    hanging: set[int] = field(default_factory=set)
    hung: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, post: DailyPost, quote: Quote, settings: DailySettings) -> int:
        self.calls.append(("post", post.server))
        if post.server in self.hanging:
            self.hung.set()
            await asyncio.Event().wait()
        self.before_send(post.server)
        self.messages.append((post, quote.text, self.clock.now()))
        self.after_send(post.server)
        return 1000 + len(self.messages)

    async def find(self, post: DailyPost, settings: DailySettings) -> int | None:
        self.calls.append(("find", post.server))
        self.before_find(post.server)
        for number, (known, _, _) in enumerate(self.messages, 1):
            if (known.server, known.day, known.channel) == (post.server, post.day, post.channel):
                return 1000 + number
        return None

    def days(self, server: int) -> list[str]:
        return [post.day.isoformat() for post, _, _ in self.messages if post.server == server]


async def settle(scheduler: Scheduler, clock: HeldClock, but: frozenset[int] = frozenset()) -> None:
    """Wait until nothing is under way but for these servers."""
    while True:
        await clock.asleep.wait()
        busy = [task for server, task in scheduler._tasks.items() if server not in but]
        if busy:
            await asyncio.wait(busy)
            clock.asleep.clear()
            if not scheduler._woken.is_set():
                scheduler._woken.set()
        elif not scheduler._woken.is_set():
            return
        else:
            clock.asleep.clear()


async def move_to(
    scheduler: Scheduler, clock: HeldClock, now: datetime, but: frozenset[int] = frozenset()
) -> None:
    """Set the clock and let the scheduler do what is then to be done."""
    clock.set(now)
    scheduler.wake()
    clock.asleep.clear()
    await settle(scheduler, clock, but)


async def pass_time(
    scheduler: Scheduler, clock: HeldClock, until: datetime, step: timedelta
) -> None:
    while clock.now() < until:
        await move_to(scheduler, clock, min(until, clock.now() + step))
