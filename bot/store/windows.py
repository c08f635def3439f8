"""The minima of articles' shingles, by which republications meet (``bot.corpus``)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

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


def holders_of(db: Database, keys: Collection[int]) -> dict[int, list[int]]:
    """By key that some articles have, too, these articles in order."""
    rows = db.execute(
        "select w.key, w.article from json_each(?) j join windows w on w.key = j.value "
        "order by w.key, w.article",
        [json.dumps([key - _SIGN for key in keys])],
    )
    found: dict[int, list[int]] = {}
    for key, article in rows:
        found.setdefault(key + _SIGN, []).append(article)
    return found
