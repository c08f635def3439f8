"""What a worker runs in tests: a reader with files that harm it. Imported by the workers."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from bot.corpus.workers import Task


def odd(pipe: Connection, task: Task) -> None:
    """Answers a file's words, unless they say to die or to hang."""
    while True:
        path: Path = pipe.recv()
        words = path.read_bytes()
        if words == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        if words == b"hang":
            signal.pause()
        if words == b"die once":
            path.write_bytes(b"well again")
            os.kill(os.getpid(), signal.SIGKILL)
        if words == b"asked to stop":
            os.kill(os.getpid(), signal.SIGTERM)
        pipe.send_bytes(words)


class Unready:
    """A worker that ends before it is ready to read: what it is given can't be unpickled."""

    def __call__(self, pipe: Connection, task: Task) -> None:
        raise NotImplementedError

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)
