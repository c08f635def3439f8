"""What holds the interpreter for long when done at once to very many, done piece by piece.

Otherwise nobody is answered meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, MutableSequence
from heapq import merge
from time import perf_counter, sleep
from typing import Any

PIECE = 2_000  # names; sorted in half a millisecond
EVERY = 0.004  # seconds of work between two pauses
PAUSE = 0.0001  # seconds; enough for whoever waits to wake up


def sorted_piecewise(names: Iterable[str]) -> list[str]:
    """As ``sorted``."""
    every = list(names)
    pieces = [sorted(every[start : start + PIECE]) for start in range(0, len(every), PIECE)]
    return list(merge(*pieces))


def let_go(*collections: MutableMapping[Any, Any] | MutableSequence[Any]) -> None:
    """Free what collections hold, and nobody else does, one by one."""
    for each in collections:
        if isinstance(each, MutableMapping):
            while each:
                each.popitem()
        else:
            while each:
                each.pop()


class Pauses:
    """Lets other threads have the interpreter, as often as ``EVERY``, when called in a long loop.

    A thread that is often off to the system or to a library for some microseconds takes the
    interpreter back before another, which it wakes each time, has got it; and as that is woken, it
    never comes to ask for it.
    """

    def __init__(self) -> None:
        self._last = perf_counter()

    def __call__(self) -> None:
        if perf_counter() - self._last >= EVERY:
            sleep(PAUSE)
            self._last = perf_counter()
