"""Which migrations a store has, and whether this program knows them all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.migrations import migrations


@dataclass(frozen=True, slots=True)
class Schema:
    """Names of migrations, in their order.

    ``applied`` are in the store; of these ``unknown`` are from a newer program. ``pending`` are
    what this program would add.
    """

    applied: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]


def schema_of(db: Database) -> Schema:
    """Read what a store has; nothing is written. ``applied`` is empty where it is no store."""
    applied = tuple(migration.name for migration in migrations.applied(db))
    # Before anything is applied, every migration that the program has is pending.
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    return Schema(
        applied=applied,
        pending=tuple(migration.name for migration in migrations.pending(db)),
        unknown=tuple(name for name in applied if name not in known),
    )
