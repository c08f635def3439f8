"""Files are read where it suits: a handful right here, many on all cores."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from bot.corpus.readings import Reading, read, unpack
from bot.corpus.workers import NoWorkers, Task, read_all
from bot.library.progress import Meter
from bot.library.staging import Staging

log = logging.getLogger(__name__)

# Starting workers takes most of a second, in which so much text is read here.
HANDFUL = 1_000_000  # bytes in all
# What is larger could keep others from the interpreter, or the processor, for too long.
LARGE = 100_000  # bytes


def read_files(
    task: Task, fingerprints: Mapping[Path, str], staging: Staging, meter: Meter
) -> Iterator[tuple[Path, Reading]]:
    """Read files, and give each with what came of it, in no certain order.

    What many were read as is kept in the ``staging`` area as it comes.

    Args:
        fingerprints: the files, each with what a refusal is kept under.

    Raises:
        StoreError: a reading can't be kept.
    """
    left = dict(fingerprints)
    if not _is_handful(left):
        try:
            with closing(read_all(task, tuple(left), meter.tick)) as answers:
                for path, packed in answers:
                    reading = unpack(packed)
                    if not reading.lost:
                        digest = reading.article.digest if reading.article else left[path]
                        staging.keep(path.relative_to(task.root).as_posix(), digest, packed)
                    del left[path]
                    yield _counted(path, reading, task, meter)
        except NoWorkers as error:
            log.warning("Files are read in this process, as %s", error)
        finally:
            staging.save()
    for path in left:
        yield _counted(path, read(path, task.root, task.sources, task.max_bytes), task, meter)


def _counted(path: Path, reading: Reading, task: Task, meter: Meter) -> tuple[Path, Reading]:
    meter.read(path.relative_to(task.root).as_posix())
    return path, reading


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
