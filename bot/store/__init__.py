"""The store: SQLite by sqlite-utils. It is the record; every index is derived from it."""

from bot.store.database import Store
from bot.store.errors import DiskFull, NotAStore, StoreError, StoreLocked

__all__ = ["DiskFull", "NotAStore", "Store", "StoreError", "StoreLocked"]
