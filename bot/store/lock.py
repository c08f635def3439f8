"""One process writes a data folder at a time; the operating system ends the lock with it."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from bot.store.errors import StoreError, StoreLocked


def lock(data_dir: Path) -> FileLock:
    """Take the data folder, making it where it is missing.

    Raises:
        StoreLocked: another process has it.
        StoreError: the folder can't be made or written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        # Not thread-local: it is taken on one thread and let go on another.
        held = FileLock(data_dir / "commonplace.lock", timeout=0, thread_local=False)
        held.acquire()
    except Timeout:
        raise StoreLocked(
            f"Another Commonplace is running on {data_dir}. Stop it first, or give this one a "
            "data folder of its own with DATA_DIR."
        ) from None
    except OSError as error:
        raise StoreError(
            f"The data folder {data_dir} can't be written ({error.strerror or error}). Give this "
            "user the right to write there, or point DATA_DIR to another folder."
        ) from error
    return held
