"""How the corpus's files looked when they were last read, so that most need not be opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from sqlite_utils import Database

from bot.corpus.digests import Stamp


def load_stamps(db: Database) -> dict[str, Stamp]:
    """All stamps, by the file's POSIX path below the corpus folder."""
    rows = db.query("select file, size, mtime_ns, entry, digest from file_stamps")
    return {row.pop("file"): Stamp(**row) for row in rows}


def save_stamps(db: Database, before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> None:
    """Make the store, which holds ``before``, hold ``after``."""
    table = db.table("file_stamps")
    for file in before.keys() - after.keys():
        table.delete(file)
    table.upsert_all(
        (
            {"file": file, **asdict(stamp)}
            for file, stamp in after.items()
            if before.get(file) != stamp
        ),
        pk="file",
    )
