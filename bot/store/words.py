"""How often each word is written, for everybody and for each server's own articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlite_utils import Database

WordCounts = Mapping[tuple[str, int], tuple[int, int]]


def save_words(db: Database, change: WordCounts) -> None:
    """Add to the counts.

    Args:
        change: by word in lower case and server (0 for everybody's articles), how many more are
            written, and how many of these with a small letter; below 0 where there are fewer.
    """
    db.conn.executemany(
        'insert into words (word, server, "count", small) values (?, ?, ?, ?) '
        'on conflict (word, server) do update set "count" = "count" + excluded."count", '
        "small = small + excluded.small",
        [(*key, *counts) for key, counts in change.items() if any(counts)],
    )
    db.conn.executemany(
        'delete from words where word = ? and server = ? and "count" <= 0',
        [key for key, (count, _) in change.items() if count < 0],
    )


def load_words(db: Database, server: int | None) -> dict[str, tuple[int, int]]:
    """By word, how often it is written in what a server may see, and how often small."""
    rows = db.execute(
        'select word, "count", small from words where server = 0 or server = ?', [server or 0]
    )
    counts: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for word, count, little in rows:
        counts[word] += count
        small[word] += little
    return {word: (count, small[word]) for word, count in counts.items()}
