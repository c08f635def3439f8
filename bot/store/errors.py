"""What can be wrong with a store. Each message says why and what to do, for the operator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class StoreError(Exception):
    """The store can't be used."""


class StoreLocked(StoreError):
    """Another process has the data folder."""


class DiskFull(StoreError):
    """A store can't be opened for want of room. It is sound, and can be once there is some."""


class NotAStore(StoreError):
    """A file that was to be restored is damaged, or no store of Commonplace."""


class NewerStore(StoreError):
    """A newer program made the store, and this one does not know what is in it."""

    def __init__(self, path: Path, unknown: Sequence[str]) -> None:
        super().__init__(
            f"{path} was made by a newer Commonplace (it has: {', '.join(unknown)}). Run that "
            "version or a newer one; or restore a backup that this version made."
        )
