"""The minima of articles' shingles, by which republications meet (``bot.corpus``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

_SIGN = 1 << 63  # SQLite's whole numbers have a sign


def save_windows(db: Database, rows: Iterable[tuple[int, int]]) -> None:
    """Add keys: of a minimum and its article."""
    db.conn.executemany(
        "insert or ignore into windows (key, article) values (?, ?)",
        ((key - _SIGN, article) for key, article in rows),
    )


def delete_windows(db: Database, rows: Iterable[tuple[int, int]]) -> None:
    """Remove keys."""
    db.conn.executemany(
        "delete from windows where key = ? and article = ?",
        ((key - _SIGN, article) for key, article in rows),
    )


def holders_of(db: Database, keys: Iterable[int]) -> Iterator[list[int]]:
    """By key, the articles that have it, too."""
    for key in keys:
        rows = db.execute(
            "select article from windows where key = ? order by article", [key - _SIGN]
        )
        yield [article for (article,) in rows]
