"""The store: SQLite by sqlite-utils. It is the record; every index is derived from it."""

from bot.store.database import Store, StoreError
from bot.store.lock import StoreLocked

__all__ = ["Store", "StoreError", "StoreLocked"]
