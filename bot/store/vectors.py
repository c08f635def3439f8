"""The term vectors of the articles, so that a search need not read what it ranks.

A vector is how many terms the article has, all of them packed, and those with which it begins.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from sqlite_utils import Database

Kept: TypeAlias = tuple[int, bytes, str]


def save_vectors(
    db: Database,
    generation: int,
    removed: Collection[int],
    saved: Mapping[int, Kept],
) -> None:
    """Keep the vectors of some articles, as of a generation, and forget those of others."""
    db.conn.executemany(
        "delete from vectors where article = ?", [(article,) for article in removed]
    )
    db.conn.executemany(
        "insert or replace into vectors (article, changed, length, packed, first) "
        "values (?, ?, ?, ?, ?)",
        [(article, generation, *vector) for article, vector in saved.items()],
    )


def load_vectors(db: Database, articles: Iterable[int]) -> list[tuple[int, int, Kept]]:
    """Articles, the generations in which they changed last, and their vectors; without those that
    are gone, or that were saved by an older release."""
    rows = db.execute(
        "select article, changed, length, packed, first from vectors "
        "where article in (select value from json_each(?))",
        [json.dumps(list(articles))],
    )
    return [(article, changed, kept) for article, changed, *kept in rows]
