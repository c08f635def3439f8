"""The search terms with which each article begins, so that feedback need not read the article."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlite_utils import Database


def save_first_terms(
    db: Database, removed: Collection[int], saved: Mapping[int, Sequence[str]]
) -> None:
    """Keep the terms of some articles, and forget those of others."""
    db.conn.executemany(
        "delete from first_terms where article = ?", [(article,) for article in removed]
    )
    db.conn.executemany(
        "insert or replace into first_terms (article, terms) values (?, ?)",
        [(article, " ".join(terms)) for article, terms in saved.items()],
    )


def load_first_terms(db: Database, article: int) -> tuple[list[str], int] | None:
    """An article's, with repetitions, and the generation in which the article changed last; None
    when it was saved by an older release."""
    row = db.execute(
        "select terms, changed from first_terms join articles on id = article where article = ?",
        [article],
    ).fetchone()
    return None if row is None else (row[0].split(" ") if row[0] else [], row[1])
