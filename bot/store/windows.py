"""The minima of articles' shingles, by which republications meet (``bot.corpus``)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from sqlite_utils import Database

_SIGN = 1 << 63  # SQLite's whole numbers have a sign
_AT_ONCE = 400  # rows of a statement: while it runs, other threads do


def save_windows(db: Database, minima: Mapping[int, Sequence[int]]) -> None:
    """Add keys: by article, its minima."""
    for values in _in_order(minima):
        rows = ",".join(["(?, ?)"] * (len(values) // 2))
        db.execute(f"insert or ignore into windows (key, article) values {rows}", values)  # noqa: S608


def delete_windows(db: Database, minima: Mapping[int, Sequence[int]]) -> None:
    """Remove keys."""
    for values in _in_order(minima):
        db.conn.executemany(
            "delete from windows where key = ? and article = ?",
            zip(values[::2], values[1::2], strict=True),
        )


def _in_order(minima: Mapping[int, Sequence[int]]) -> Iterator[list[int]]:
    """Keys and articles by turns, some rows at a time, in the order of the keys.

    So each page of a large table is come to once, where it would be once for every article.
    """
    counts = [len(keys) for keys in minima.values()]
    # One article after another: other threads have to wait for each.
    every = [np.array(keys, np.uint64) for keys in minima.values()]
    keys = np.concatenate([np.empty(0, np.uint64), *every])
    rows = np.empty((len(keys), 2), np.int64)
    order = np.argsort(keys, kind="stable")
    rows[:, 0] = (keys ^ np.uint64(_SIGN)).view(np.int64)[order]
    rows[:, 1] = np.repeat(np.fromiter(minima, np.int64, len(minima)), counts)[order]
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE].ravel().tolist()


def holders_of(db: Database, keys: Collection[int], most: int) -> dict[int, list[int] | None]:
    """By key that some articles have, these articles in order, or None where they are too many."""
    # Not a join: boilerplate is in every article, and all would be gone through.
    rows = db.execute(
        "select value, (select group_concat(article) from "
        "(select article from windows where key = value order by article limit ?)) "
        "from json_each(?)",
        [most + 1, _listed(keys)],
    )
    return {
        key + _SIGN: None if articles.count(",") >= most else _numbers(articles)
        for key, articles in rows
        if articles
    }


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
