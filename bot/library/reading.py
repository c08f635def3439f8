"""Files are read where it suits: a handful right here, many on all cores."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from bot.corpus.files import relative
from bot.corpus.readings import Reading, read, unpack
from bot.corpus.workers import NoWorkers, Task, read_all
from bot.library.ahead import Look, Put, ahead
from bot.library.progress import Meter
from bot.library.staging import Staging

log = logging.getLogger(__name__)

# Starting workers takes most of a second, in which so much text is read here.
HANDFUL = 1_000_000  # bytes in all
# What is larger could keep others from the interpreter, or the processor, for too long.
LARGE = 100_000  # bytes
# So many are read ahead, about as many as are saved together: one of 1,000 words takes 40 kB.
AHEAD = 1_000


def read_files(
    task: Task, fingerprints: Mapping[Path, str], staging: Staging, meter: Meter
) -> Iterator[tuple[Path, Reading]]:
    """Read files, and give each with what came of it, in no certain order.

    Many are read ahead, while what was given is used: the ``meter`` is another thread's meanwhile.
    What they were read as is kept in the ``staging`` area as it comes.

    Args:
        fingerprints: the files, each with what a refusal is kept under.

    Raises:
        StoreError: a reading can't be kept.
    """
    left = dict(fingerprints)
    if not _is_handful(left):
        work = partial(_read_many, task, fingerprints, staging, meter)
        try:
            with closing(ahead(work, AHEAD, meter.tick)) as answers:
                for path, reading in answers:
                    del left[path]
                    yield path, reading
        except NoWorkers as error:
            log.warning("Files are read in this process, as %s", error)
    for path in left:
        reading = read(path, task.root, task.sources, task.max_bytes)
        meter.read(relative(path, task.root))
        yield path, reading


def _read_many(
    task: Task,
    fingerprints: Mapping[Path, str],
    staging: Staging,
    meter: Meter,
    put: Put[tuple[Path, Reading]],
    look: Look,
) -> None:
    """Read files in processes, keep what they are read as, and put it."""
    try:
        with closing(read_all(task, tuple(fingerprints), look)) as answers:
            for path, packed in answers:
                reading, file = unpack(packed), relative(path, task.root)
                if not reading.lost:
                    digest = reading.article.digest if reading.article else fingerprints[path]
                    staging.keep(file, digest, packed)
                put((path, reading))
                meter.read(file)
    finally:
        staging.settle()


def _is_handful(files: Mapping[Path, str]) -> bool:
    total = 0
    for path in files:
        try:
            size = path.stat().st_size
        except OSError:  # it is gone; reading it will say so
            continue
        total += size
        if size > LARGE or total > HANDFUL:
            return False
    return True
