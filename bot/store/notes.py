"""Small facts that the program keeps about itself, by name."""

from __future__ import annotations

from sqlite_utils import Database

SYNCED = "commands synced for "  # before an application's id: which commands Discord was told of


def load_note(db: Database, name: str) -> str | None:
    """The value of a note, or None where there is none."""
    rows = list(db.query("select value from notes where name = ?", [name]))
    return rows[0]["value"] if rows else None


def save_note(db: Database, name: str, value: str) -> None:
    """Set a note."""
    db.table("notes").upsert({"name": name, "value": value}, pk="name")
