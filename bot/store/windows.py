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


def holders_of(db: Database, keys: Collection[int], most: int) -> dict[int, list[int]]:
    """By key that some articles have, the first ``most`` of these articles, in order."""
    # Not a join: boilerplate is in every article, and all would be gone through.
    rows = db.execute(
        "select value, (select group_concat(article) from "
        "(select article from windows where key = value order by article limit ?)) "
        "from json_each(?)",
        [most, _listed(keys)],
    )
    return {key + _SIGN: _numbers(articles) for key, articles in rows if articles}


def holders_beside(
    db: Database, keys: Collection[int], article: int, most: int
) -> dict[int, list[int]]:
    """By key, those of the articles that have it that come next to one: ``most`` on either side."""
    rows = db.execute(
        "select value, (select group_concat(article) from "
        "(select article from windows where key = value and article < ?1 "
        "order by article desc limit ?2)), (select group_concat(article) from "
        "(select article from windows where key = value and article > ?1 "
        "order by article limit ?2)) from json_each(?3)",
        [article, most, _listed(keys)],
    )
    return {
        key + _SIGN: _numbers(before or "") + _numbers(after or "") for key, before, after in rows
    }


def _numbers(articles: str) -> list[int]:
    # SQLite does not promise to keep their order.
    return sorted(map(int, articles.split(","))) if articles else []


def _listed(keys: Iterable[int]) -> str:
    return json.dumps([key - _SIGN for key in keys])
