"""A brake for what one member does often. It knows members for minutes only, and in memory."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

MEMBERS = 10_000  # remembered at a time


class Brake:
    """At most ``times`` within ``span`` for each member of a server."""

    def __init__(self, times: int, span: timedelta) -> None:
        self._times = times
        self._span = span
        self._done: dict[tuple[int, int], deque[datetime]] = {}

    def wait(self, server: int, member: int, now: datetime) -> timedelta | None:
        """How long the member has to wait; None when there is no need to."""
        done = self._done.get((server, member))
        while done and not done[0] <= now < done[0] + self._span:
            done.popleft()
        if not done or len(done) < self._times:
            return None
        return done[0] + self._span - now

    def count(self, server: int, member: int, now: datetime) -> None:
        """The member did it."""
        if len(self._done) >= MEMBERS:
            self._done = {
                key: done
                for key, done in self._done.items()
                if done and now < done[-1] + self._span
            }
        self._done.setdefault((server, member), deque()).append(now)
