"""How far a reindex is, how quickly it reads, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

_EVERY = 0.1  # seconds between two steps that are told: nobody reads faster
_LEAST = 1.0  # seconds after which a rate says something


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reindex is: files dealt with, of how many, and the last of them.

    ``rate`` is how many files a second are read, those that did not change apart; 0 while that is
    not known.
    """

    done: int
    total: int
    file: str
    rate: float = 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long reading will still take; None while that is not known."""
        return (self.total - self.done) / self.rate if self.rate else None

    @property
    def pace(self) -> str:
        """Such as “104 a second · 3 min left”; empty while nothing is known."""
        left = self.seconds_left
        if left is None:
            return ""
        rest = f"{_duration(left)} left" if self.done < self.total else "all read, indexing"
        return f"{_figure(self.rate)} a second · {rest}"

    def __str__(self) -> str:
        files = f"{self.done:,} of {self.total:,} files"
        return " · ".join(filter(None, (files, self.pace)))


def _figure(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    if seconds < 3600:
        return f"{round(seconds / 60)} min"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min"


class Meter:
    """Counts the files of a reindex as they are dealt with, and tells now and then."""

    def __init__(
        self,
        tell: Callable[[Progress], None],
        total: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            tell: called some ten times a second at most, and at the end; may raise to stop.
            clock: seconds, from any beginning.
        """
        self._tell, self._total, self._clock = tell, total, clock
        self._done = self._read = 0
        self._file = ""
        self._begun: float | None = None
        self._last = clock() - _EVERY

    def settled(self, file: str) -> None:
        """One more file is dealt with, without reading it."""
        self._done += 1
        self._step(file)

    def read(self, file: str) -> None:
        """One more file was read."""
        if self._begun is None:  # counted from here: until then workers were started
            self._begun = self._clock()
        else:
            self._read += 1
        self.settled(file)

    def tick(self) -> None:
        """Nothing new, but time goes by."""
        self._step(self._file)

    def finish(self) -> None:
        """All are dealt with; it is told, come what may."""
        self._done = self._total
        self._tell(self._now(""))

    def _step(self, file: str) -> None:
        self._file = file
        now = self._clock()
        if now - self._last >= _EVERY:
            self._last = now
            self._tell(self._now(file))

    def _now(self, file: str) -> Progress:
        taken = self._clock() - self._begun if self._begun is not None else 0.0
        rate = self._read / taken if taken >= _LEAST else 0.0
        return Progress(self._done, self._total, file, rate)
