"""Which interactions are worked on: few of one member at a time, and not too many in all.

So no member can keep the others waiting, and where there is more to do than can be done in time,
those who ask are told at once. Members are known by id, in memory, for a minute.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import datetime, timedelta

from bot.brake import Brake

EACH = 3  # of one member at work at a time; a /reindex may be one of them for long
OFTEN, SPAN = 30, timedelta(minutes=1)  # of one member; who turns pages quickly stays below
ALL = 100  # at work at a time, on all servers; more would not be answered in time

BUSY = "I am busy just now. Please try again in a moment."


class Admission:
    """What is at work, and whether there is room for more."""

    def __init__(
        self, *, each: int = EACH, often: int = OFTEN, span: timedelta = SPAN, total: int = ALL
    ) -> None:
        self._each = each
        self._total = total
        self._brake = Brake(often, span)
        self._at_work: Counter[int] = Counter()

    @property
    def at_work(self) -> int:
        """How many interactions are being worked on."""
        return self._at_work.total()

    def enter(self, member: int, now: datetime) -> str:
        """Let a member's interaction in, until ``leave``; else the sentence that says why not."""
        if self._at_work[member] >= self._each:
            return (
                f"I am at work on {self._each} things for you already. "
                "Please wait until one of them is done."
            )
        if wait := self._brake.wait((member,), now):
            span, left = self._brake.span.total_seconds(), math.ceil(wait.total_seconds())
            return (
                f"That was more than {self._brake.times} questions and buttons within "
                f"{span:.0f} s. Please try again in {left} s."
            )
        if self.at_work >= self._total:
            return BUSY
        self._brake.count((member,), now)
        self._at_work[member] += 1
        return ""

    def leave(self, member: int) -> None:
        """An interaction of the member that was let in has ended, however it did."""
        self._at_work[member] -= 1
        if not self._at_work[member]:
            del self._at_work[member]
