"""Who writes and who speaks in each article, so that a name finds its articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A name in an article. ``key`` is the name as search terms, ``last`` the last of these."""

    article: int
    role: str
    name: str
    key: str
    last: str


def save_people(db: Database, articles: Collection[int], rows: Iterable[PersonRow]) -> None:
    """Put these rows in place of those of the articles."""
    db.conn.executemany("delete from people where article = ?", [(each,) for each in articles])
    db.table("people").insert_all(map(asdict, rows))


def load_namesakes(db: Database, last: str) -> list[tuple[int, int | None, str, str]]:
    """Who is quoted or reported by a full name that ends so: article, its server, key, name."""
    return db.execute(
        "select p.article, a.server, p.key, p.name from people p join articles a "
        "on a.id = p.article where p.last = ? and p.key <> p.last "
        "and p.role in ('quoted', 'reported')",
        [last],
    ).fetchall()


def load_mentions(db: Database, server: int | None) -> list[tuple[str, str, int | None, int]]:
    """Name, role, whose articles they are, and in how many of those that the server may see."""
    return db.execute(
        "select p.name, p.role, a.server, count(*) from people p join articles a "
        "on a.id = p.article where a.server is null or a.server = ? "
        "group by p.name, p.role, a.server",
        [server],
    ).fetchall()


def articles_of(db: Database, key: str) -> frozenset[int]:
    """The articles that have somebody under this key."""
    rows = db.execute("select distinct article from people where key = ?", [key])
    return frozenset(article for (article,) in rows)


def owners_of(db: Database, key: str) -> list[tuple[int, int | None]]:
    """The articles that have somebody under this key, each with the server that it belongs to."""
    return db.execute(
        "select distinct p.article, a.server from people p join articles a on a.id = p.article "
        "where p.key = ?",
        [key],
    ).fetchall()
