"""The one asynchronous door to the corpus, the store, the index and the answers."""

from bot.library.indexer import ReindexStopped
from bot.library.library import Library, ReindexRunning
from bot.library.progress import Progress
from bot.library.reindex import CorpusError, seen_by
from bot.store import DiskFull, NotAStore, StoreError, StoreLocked

__all__ = [
    "CorpusError",
    "DiskFull",
    "Library",
    "NotAStore",
    "Progress",
    "ReindexRunning",
    "ReindexStopped",
    "StoreError",
    "StoreLocked",
    "seen_by",
]
