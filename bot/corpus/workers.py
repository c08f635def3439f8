"""Files read in processes of their own, on all cores, so that no file can harm the bot.

Processes and pipes in place of ``ProcessPoolExecutor``: when a worker dies, it is known which file
it was reading, and one that hangs can be ended; the executor would lose all that was under way.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from bot.corpus.files import relative
from bot.corpus.sources import Sources
from bot.model import Refusal

MOST_WORKERS = 8  # each takes some 100 MB
AHEAD = 2  # files that a worker has at a time, so that it need not wait for the next
NICE = 10  # questions come first
_EVERY = 0.2  # seconds between two looks at what else there is to do

# Half a megabyte of text takes half a second on one core. This is for a machine that is busy, and
# for a page on which a parser would never end.
_LONGEST = 60.0  # seconds that a file may take
_LONGEST_A_MEGABYTE = 30.0

DIED = (
    "Reading it ended the process that did, most likely for want of memory. Split it or save it "
    "as plain text; once it is changed, it is read again."
)
ENDLESS = (
    "Reading it took too long. Split it or save it as plain text; once it is changed, it is read "
    "again."
)


class NoWorkers(Exception):
    """No process can be started. The message says why, for the log."""


@dataclass(frozen=True, slots=True)
class Task:
    """How files are read: all that a worker has to know."""

    root: Path
    sources: Sources
    max_bytes: int


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_all(
    task: Task,
    paths: Sequence[Path],
    meanwhile: Callable[[], None] = lambda: None,
    *,
    work: Callable[[Connection, Task], None] | None = None,
    longest: Callable[[Path], float] | None = None,
) -> Generator[tuple[Path, bytes], None, None]:
    """Read files, and give each with its packed ``Reading`` as it comes, in no certain order.

    A file that ends its worker, or never ends, is read once more, alone; if it does so again it is
    refused. When the iterator is closed, the workers are ended.

    Args:
        meanwhile: called several times a second; what it raises ends the reading.
        work: what a worker runs; it answers each path with bytes.
        longest: how many seconds a file may take.

    Raises:
        NoWorkers: the machine, or the installation, lets no process start. What was given until
            then is good.
    """
    work, longest = work or _work, longest or _seconds
    suspects: dict[Path, str] = {}
    try:
        with contextlib.closing(_Crew(task, work, longest, min(cores(), MOST_WORKERS))) as crew:
            for path, answer in crew.read(paths, meanwhile):
                if isinstance(answer, bytes):
                    yield path, answer
                else:
                    suspects[path] = answer
        with contextlib.closing(_Crew(task, work, longest, 1, ahead=1)) as crew:
            for path, answer in crew.read(sorted(suspects), meanwhile):
                del suspects[path]
                yield path, answer if isinstance(answer, bytes) else _refused(path, task, answer)
    except NoWorkers:
        # Whoever reads the rest without workers must not be harmed by these.
        for path, reason in suspects.items():
            yield path, _refused(path, task, reason)
        raise


def _refused(path: Path, task: Task, reason: str) -> bytes:
    from bot.corpus.readings import Reading, pack  # noqa: PLC0415 - a start needs no pydantic

    return pack(Reading(refusal=Refusal(relative(path, task.root), reason)))


def _seconds(path: Path) -> float:
    try:
        return _LONGEST + _LONGEST_A_MEGABYTE * path.stat().st_size / (1 << 20)
    except OSError:  # it is gone; the worker will say so
        return _LONGEST


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, our end of its pipe, and the files that it has: the one in hand comes first."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    files: deque[Path] = field(default_factory=deque)
    until: float = 0.0  # when the file in hand has taken too long
    ready: bool = False  # it has said so

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


class _Crew:
    """As many workers as there is work for. One that dies is replaced."""

    def __init__(
        self,
        task: Task,
        work: Callable[[Connection, Task], None],
        longest: Callable[[Path], float],
        size: int,
        *,
        ahead: int = AHEAD,
    ) -> None:
        self._task, self._work, self._longest = task, work, longest
        self._size, self._ahead = size, ahead
        self._workers: list[_Worker] = []

    def read(
        self, paths: Sequence[Path], meanwhile: Callable[[], None]
    ) -> Iterator[tuple[Path, bytes | str]]:
        """Each path with its answer, or with why there is none."""
        waiting = deque(paths)
        while waiting or any(worker.files for worker in self._workers):
            self._hand_out(waiting)
            ready = wait([worker.pipe for worker in self._workers], _EVERY)
            for worker in list(self._workers):
                if worker.pipe in ready:
                    yield from self._take(worker)
                elif time.monotonic() > worker.until and worker.files:
                    yield worker.files.popleft(), ENDLESS
                    waiting.extendleft(reversed(worker.files))
                    self._dismiss(worker)
            meanwhile()

    def close(self) -> None:
        for worker in list(self._workers):
            self._dismiss(worker)

    def _hand_out(self, waiting: deque[Path]) -> None:
        while len(self._workers) < min(self._size, len(waiting)):
            try:
                self._workers.append(self._hired())
            except OSError as error:
                if not self._workers:
                    raise NoWorkers(f"a process can't be started ({error})") from error
                self._size = len(self._workers)  # the machine has no room for more
        for _ in range(self._ahead):  # to each in turn
            for worker in self._workers:
                if not waiting or len(worker.files) >= self._ahead:
                    continue
                # A worker that has just died is noticed when its answer is waited for.
                with contextlib.suppress(OSError):
                    worker.pipe.send(waiting[0])
                worker.files.append(waiting.popleft())
                if len(worker.files) == 1:
                    self._begin(worker)

    def _begin(self, worker: _Worker) -> None:
        worker.until = time.monotonic() + self._longest(worker.files[0])

    def _take(self, worker: _Worker) -> Iterator[tuple[Path, bytes | str]]:
        try:
            answer = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            # Those that it had not begun are suspects too, which only has them read alone.
            files = list(worker.files)
            self._dismiss(worker)
            if not worker.ready:
                raise NoWorkers("a process ended before it was ready to read") from None
            yield from ((path, DIED) for path in files)
            return
        if not worker.ready:
            worker.ready = True
            if worker.files:  # the first had to wait
                self._begin(worker)
            return
        path = worker.files.popleft()
        if worker.files:
            self._begin(worker)
        yield path, answer

    def _hired(self) -> _Worker:
        # Spawned: a fork of a process with threads may inherit a lock that nobody lets go of.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_run, args=(self._work, theirs, self._task), name="reader", daemon=True
        )
        process.start()
        theirs.close()  # so that the pipe ends when the worker does
        return _Worker(process, ours)

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()


def _run(work: Callable[[Connection, Task], None], pipe: Connection, task: Task) -> None:
    """In the worker: work until the other end of the pipe is closed, be it by a crash."""
    # Stopping is the bot's to decide: a service manager signals all processes at once, and a
    # worker that dies would have its file suspected.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)
    importlib.import_module("bot.corpus.reader")
    gc.freeze()  # what was loaded stays, and need not be gone over again and again
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send_bytes(b"")  # ready
        work(pipe, task)


def _work(pipe: Connection, task: Task) -> None:
    from bot.corpus.readings import pack, read  # noqa: PLC0415 - the bot itself reads few files

    while True:
        path: Path = pipe.recv()
        pipe.send_bytes(pack(read(path, task.root, task.sources, task.max_bytes)))
