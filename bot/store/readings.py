"""What a reindex has read so far, kept until all of it is saved, so that it can be taken up again.

No answer is drawn from here.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database


def load_digests(db: Database, revision: int) -> dict[str, str]:
    """The digest of each file that was read by these rules."""
    rows = db.query("select file, digest from readings where revision = ?", [revision])
    return {row["file"]: row["digest"] for row in rows}


def load_reading(db: Database, file: str) -> bytes | None:
    """What a file was read as; None where it is not here."""
    rows = list(db.query("select reading from readings where file = ?", [file]))
    return bytes(rows[0]["reading"]) if rows else None


def save_readings(db: Database, revision: int, readings: Iterable[tuple[str, str, bytes]]) -> None:
    """Keep what files were read as: for each the file, its digest and the reading."""
    db.table("readings").upsert_all(
        (
            {
                "file": file,
                "digest": digest,
                "revision": revision,
                "reading": reading,
            }
            for file, digest, reading in readings
        ),
        pk="file",
    )


def clear_readings(db: Database, files: Iterable[str] | None = None) -> None:
    """Let go of those of some files, which are in the library, or of all."""
    if files is None:
        db.table("readings").delete_where()
    else:
        db.conn.executemany("delete from readings where file = ?", ((file,) for file in files))
