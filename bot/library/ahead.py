"""Work that goes on in a thread of its own while what came of it is used."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TypeAlias, TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")

_EVERY = 0.2  # seconds between two looks while there is no room

Put: TypeAlias = Callable[[T], None]
Look: TypeAlias = Callable[[], None]


class _Closed(Exception):
    """Nothing more is wanted."""


@dataclass(frozen=True, slots=True)
class _End:
    """Nothing more comes, be it for an error."""

    error: BaseException | None


def ahead(
    work: Callable[[Put[T], Look], None], most: int, meanwhile: Look
) -> Generator[T, None, None]:
    """Give what ``work`` puts, which goes on in a thread until it is ``most`` ahead.

    What it raises is raised here, behind all that it had put. When the generator is closed, the
    work is ended, and waited for: so it should look several times a second whether it is wanted.

    Args:
        work: called with what puts, and with what looks; both raise when nothing more is wanted.
        meanwhile: is part of every look, and called while there is no room; may raise to stop.
    """
    results: SimpleQueue[T | _End] = SimpleQueue()
    room = threading.Semaphore(most)
    closed = threading.Event()

    given_up: list[BaseException] = []

    def look() -> None:
        if closed.is_set():
            raise _Closed
        try:
            meanwhile()
        except BaseException as error:
            given_up.append(error)
            raise

    def put(result: T) -> None:
        while not room.acquire(timeout=_EVERY):
            look()
        results.put(result)

    def run() -> None:
        error: BaseException | None = None
        try:
            work(put, look)
        except BaseException as raised:  # noqa: BLE001 - it is raised where the results are taken
            error = raised
            if closed.is_set() and not isinstance(error, _Closed) and error not in given_up:
                log.warning("What was read ahead could not be ended well: %s", error)
        results.put(_End(error))

    thread = threading.Thread(target=run, name="reading-ahead")
    thread.start()
    try:
        while not isinstance(result := results.get(), _End):
            room.release()
            yield result
    finally:
        closed.set()
        thread.join()
    if result.error is not None:
        raise result.error
