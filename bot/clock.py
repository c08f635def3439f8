"""What time it is, and waiting for a time, so that a test can hold both still."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Alarm(asyncio.Event):
    """Set, it ends a sleep early.

    The sleep is a task of its own that is cancelled, rather than a wait for the event: a simulated
    Discord can then tell a bot that sleeps from one that hangs.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sleep: asyncio.Task[None] | None = None

    def set(self) -> None:
        super().set()
        if self._sleep is not None:
            self._sleep.cancel()

    async def sleep(self, seconds: float) -> None:
        """Return after some seconds, or as soon as the alarm is set."""
        if self.is_set():
            return
        self._sleep = asyncio.create_task(asyncio.sleep(seconds))
        try:
            await asyncio.wait([self._sleep])
        finally:
            self._sleep.cancel()
            self._sleep = None


class Clock(Protocol):
    """What time it is, and waiting for a time; a test holds it still."""

    def now(self) -> datetime:
        """The present, aware."""
        ...

    async def sleep_until(self, when: datetime, woken: Alarm) -> None:
        """Return at ``when``, or as soon as ``woken`` is set; earlier does no harm."""
        ...


class WallClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, when: datetime, woken: Alarm) -> None:
        await woken.sleep(max(0.0, (when - self.now()).total_seconds()))
