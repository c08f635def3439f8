"""Python's garbage collector is kept from going over the whole corpus, again and again.

A full collection takes time that grows with what is held (0.2 s at 3,000 articles), and holds the
interpreter meanwhile, so that no question is answered. Articles and their index have no cycles.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.clock import Alarm, Clock

EVERY = timedelta(minutes=1)
LATEST = timedelta(minutes=10)  # after the last, though somebody waits
LOOK = timedelta(seconds=0.2)  # from one look whether nobody waits to the next

_NEVER = (1 << 31) - 1
# New objects between two collections, and such collections before what outlived one is gone over.
# The interpreter is held meanwhile: the shingles of two hundred articles are a thousand objects
# that refer to half a million, which took 30 ms at once.
_LITTLE = 100, 1
_USUAL = gc.get_threshold()
# Two libraries in one process may overlap, and the last to finish must not put back the first's.
_kept_off = 0  # times


@contextmanager
def no_full_collections() -> Iterator[None]:
    """Only what is young is collected meanwhile, and what is old afterwards is never looked at.

    It is still freed as soon as nothing refers to it.
    """
    with _kept_from_full():
        try:
            yield
        finally:
            gc.freeze()


async def collect_at_ease(clock: Clock, at_ease: Callable[[], bool]) -> None:
    """Collect what is old once in a while, in a moment when nobody waits if there is one.

    What questions remember of articles is old soon, and would be gone over every few seconds.
    """
    with _kept_from_full():
        while True:
            await clock.sleep_until(clock.now() + EVERY, Alarm())
            waited = EVERY
            # A reindex has too much that is young, and freezes it at its end.
            while _kept_off > 1 or not (at_ease() or waited >= LATEST):
                await clock.sleep_until(clock.now() + LOOK, Alarm())
                waited += LOOK
            gc.unfreeze()  # what a reindex set aside may be garbage by now
            gc.collect()


@contextmanager
def _kept_from_full() -> Iterator[None]:
    global _kept_off  # noqa: PLW0603 - the collector is the process's, too
    _kept_off += 1
    gc.set_threshold(*_LITTLE, _NEVER)
    try:
        yield
    finally:
        _kept_off -= 1
        if not _kept_off:
            gc.set_threshold(*_USUAL)
