"""A brake for what somebody does often. It knows people for minutes only, and in memory."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

MEMBERS = 10_000  # remembered at a time


class Brake:
    """At most ``times`` within ``span`` for each, told apart by an id or several."""

    def __init__(self, times: int, span: timedelta) -> None:
        self.times = times
        self.span = span
        self._done: dict[tuple[int, ...], deque[datetime]] = {}

    def wait(self, who: tuple[int, ...], now: datetime) -> timedelta | None:
        """How long they have to wait; None when there is no need to."""
        done = self._done.get(who)
        while done and not done[0] <= now < done[0] + self.span:
            done.popleft()
        if not done or len(done) < self.times:
            return None
        return done[0] + self.span - now

    def count(self, who: tuple[int, ...], now: datetime) -> None:
        """They did it."""
        if len(self._done) >= MEMBERS:
            self._done = {
                key: done for key, done in self._done.items() if done and now < done[-1] + self.span
            }
        self._done.setdefault(who, deque()).append(now)
