"""What the data folder holds, looked at from outside the bot."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tantivy import Query

from bot.search.engines import NAMES
from bot.search.tantivy_engine import TantivyEngine
from bot.search.tantivy_index import TantivyIndex


@dataclass(frozen=True, slots=True)
class Told:
    """Store and index side by side; ``polls`` and ``reports`` are by server."""

    generation: int
    generations: tuple[int, ...]
    articles: set[int]
    indexed: set[int]
    polls: dict[int, int]
    reports: Counter[int]


def sound_store(data: Path) -> None:
    """Check the store's file, if there is one yet, as it was left."""
    path = data / "commonplace.db"
    if path.exists():
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert db.execute("pragma foreign_key_check").fetchall() == []


def told_by_store(data: Path) -> Told:
    with closing(sqlite3.connect(data / "commonplace.db")) as db:
        (generation,) = db.execute("select value from notes where name = 'generation'").fetchone()
        articles = {row[0] for row in db.execute("select id from articles")}
        polls = dict(db.execute("select server, poll from daily_settings").fetchall())
        reports = Counter(row[0] for row in db.execute("select server from reports"))
    indexes = [
        TantivyEngine(data / "index" / name, writable=False, positions=positions).index
        for name, positions in NAMES
    ]
    indexed = [_articles_of(index) for index in indexes]
    assert indexed[0] == indexed[1]
    generations = tuple(index.generation for index in indexes)
    return Told(int(generation), generations, articles, indexed[0], polls, reports)


def _articles_of(index: TantivyIndex) -> set[int]:
    """The articles that an index has passages of."""
    every = Query.exists_query("passage")
    hits = index._searcher.search(every, max(1, index._searcher.num_docs), count=False).hits
    return set(index._values("article", [address for _, address in hits]))


def texts_of(data: Path) -> list[str]:
    """The articles' texts."""
    with closing(sqlite3.connect(data / "commonplace.db")) as db:
        return [row[0] for row in db.execute("select text from contents")]
