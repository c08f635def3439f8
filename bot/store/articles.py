"""Articles in the store: all of a reindex is one transaction, and one generation.

An article's facts are one row and what it says another, so that the facts of many are read at once.
What depends on other articles is kept as it was worked out: its voice, and authors that are
``inferred`` from a republication.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from bot.model import Article, Basis, Content, Fact, PartialDate, Refusal, Shelved
from bot.store.contents import content_row
from bot.store.notes import load_note, save_note

# The order of `_article`.
_FACTS = (
    "id, file, digest, title, title_basis, outlet, outlet_basis, authors, authors_basis, "
    "published, published_basis, url, url_basis, note, voice, server, opening"
)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A refusal on record, with the digest of the file that was refused."""

    refusal: Refusal
    digest: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a reindex has to know of an article whose file did not change."""

    id: int
    digest: str
    voice: int
    revision: int  # of the rules by which it was read


@dataclass(frozen=True, slots=True)
class State:
    """What the store holds of the corpus as a whole, as of one generation.

    ``revision`` is that of the rules by which files were last refused; ``passages`` is how many the
    articles are cut into.
    """

    generation: int = 0
    revision: int = 0
    passages: int = 0
    articles: int = 0
    refused: tuple[RefusedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """An article with what is counted in it.

    ``length`` counts the characters of its sentences, ``windows`` those of its shingles.
    """

    article: Article
    passages: int
    length: int
    windows: int
    revision: int


def load_state(db: Database) -> State:
    """What there is to know before any article is read."""
    refused = tuple(
        RefusedFile(Refusal(row["file"], row["reason"], row["about"]), row["digest"])
        for row in db.query("select * from refusals order by file, reason")
    )
    passages, articles = db.execute(
        "select coalesce(sum(passages), 0), count(*) from articles"
    ).fetchone()
    revision = int(load_note(db, "revision") or 0)
    return State(load_generation(db), revision, passages, articles, refused)


def load_generation(db: Database) -> int:
    """How many times the corpus in the store has changed."""
    return int(load_note(db, "generation") or 0)


def load_known(db: Database) -> dict[str, Known]:
    """The articles by file."""
    rows = db.execute("select file, id, digest, voice, revision from articles")
    return {file: Known(*rest) for file, *rest in rows}


def load_known_of(db: Database, files: Iterable[str]) -> dict[str, Known]:
    """Those of some files that are articles."""
    rows = db.execute(
        "select file, id, digest, voice, revision from articles "
        "where file in (select value from json_each(?))",
        [json.dumps(list(files))],
    )
    return {file: Known(*rest) for file, *rest in rows}


def load_extent(db: Database) -> tuple[int, int]:
    """The highest of all ids and names of voices, and how many articles there are."""
    row = db.execute(
        "select coalesce(max(id), 0), coalesce(max(voice), 0), count(*) from articles"
    ).fetchone()
    return max(row[:2]), row[2]


def load_article(db: Database, article: int) -> tuple[Article, int] | None:
    """An article without its content, and the generation in which it came to be as it is."""
    row = db.execute(
        f"select {_FACTS}, changed from articles where id = ?",  # noqa: S608
        [article],
    ).fetchone()
    return None if row is None else (_article(row[:-1], _NOTHING), row[-1])


def load_listed(db: Database, fetch: Callable[[int], Content]) -> Iterator[Article]:
    """Every article, by id, with its content left where it is."""
    for row in db.execute(f"select {_FACTS} from articles order by id"):  # noqa: S608
        yield _article(row, Shelved(row[0], fetch))


def load_owners(db: Database) -> frozenset[int]:
    """The servers that have articles of their own."""
    rows = db.execute("select distinct server from articles where server is not null")
    return frozenset(server for (server,) in rows)


def load_voice(db: Database, voice: int) -> list[int]:
    """The articles of a voice, by id."""
    rows = db.execute("select id from articles where voice = ? order by id", [voice])
    return [identity for (identity,) in rows]


def load_first_voices(db: Database, server: int | None, count: int) -> list[int]:
    """The least names of the voices of articles that a server may see."""
    rows = db.execute(
        "select distinct voice from articles where server is null or server = ? "
        "order by voice limit ?",
        [server, count],
    )
    return [voice for (voice,) in rows]


def load_voices_beside(db: Database, articles: Collection[int]) -> set[int]:
    """The names of voices that articles other than these have, where they are ids of these."""
    ids = json.dumps(list(articles))
    rows = db.execute(
        "select distinct voice from articles where voice in (select value from json_each(?)) "
        "and id not in (select value from json_each(?))",
        [ids, ids],
    )
    return {voice for (voice,) in rows}


def load_counts(db: Database, articles: Iterable[int]) -> dict[int, tuple[int, int]]:
    """By article, the characters of its sentences, and its windows of shingles."""
    rows = db.execute(
        "select id, length, windows from articles where id in (select value from json_each(?))",
        [json.dumps(list(articles))],
    )
    return {identity: (length, windows) for identity, length, windows in rows}


def load_passages(db: Database, articles: Collection[int]) -> int:
    """How many passages these articles were cut into when they were saved."""
    (count,) = db.execute(
        "select coalesce(sum(passages), 0) from articles "
        "where id in (select value from json_each(?))",
        [json.dumps(list(articles))],
    ).fetchone()
    return int(count)


def save_articles(
    db: Database,
    state: State,
    saved: Iterable[Saved],
    moved: Iterable[Article],
    removed: Collection[int],
) -> None:
    """Make the store hold this generation.

    Args:
        saved: the articles that are new or were read anew.
        moved: those of the others whose voice or authors changed, or that are indexed otherwise.
        removed: ids of the articles that are gone.
    """
    for identity in removed:
        db.execute("delete from contents where article = ?", [identity])
        db.execute("delete from articles where id = ?", [identity])
    for each in saved:
        article = each.article
        row = {"id": article.id, **_row(article), "passages": each.passages}
        row |= {"length": each.length, "windows": each.windows}
        row |= {"changed": state.generation, "revision": each.revision}
        _put(db, "articles", row)
        _put(db, "contents", {"article": article.id, **content_row(article.read())})
    for article in moved:
        authors = article.authors
        db.execute(
            "update articles set voice = ?, authors = ?, authors_basis = ?, changed = ? "
            "where id = ?",
            [
                *(article.voice, _as_json(authors.value), authors.basis.value),
                *(state.generation, article.id),
            ],
        )
    db.table("refusals").delete_where()
    db.table("refusals").insert_all(
        {**asdict(item.refusal), "digest": item.digest} for item in state.refused
    )
    save_note(db, "generation", str(state.generation))
    save_note(db, "revision", str(state.revision))


def _put(db: Database, table: str, row: Mapping[str, Any]) -> None:
    """Make a row, or make it anew; the first column is its key.

    Of many rows, sqlite-utils would ask for the table's columns before each.
    """
    key, *others = row
    db.execute(
        f"insert into {table} ({', '.join(row)}) values ({', '.join('?' * len(row))}) "  # noqa: S608
        f"on conflict ({key}) do update set {', '.join(f'{c} = excluded.{c}' for c in others)}",
        list(row.values()),
    )


_NOTHING = Content("")


def _row(article: Article) -> dict[str, Any]:
    return {
        "file": article.file,
        "digest": article.digest,
        "title": article.title.value,
        "title_basis": article.title.basis.value,
        "outlet": article.outlet.value,
        "outlet_basis": article.outlet.basis.value,
        "authors": _as_json(article.authors.value),
        "authors_basis": article.authors.basis.value,
        "published": str(article.published.value) if article.published.value else None,
        "published_basis": article.published.basis.value,
        "url": article.url.value,
        "url_basis": article.url.basis.value,
        "note": article.note,
        "voice": article.voice,
        "server": article.server,
        "opening": None if article.title else article.label,
    }


def _as_json(authors: tuple[str, ...] | None) -> str | None:
    return json.dumps(authors, ensure_ascii=False) if authors else None


def _article(row: tuple[Any, ...], content: Content | Shelved) -> Article:
    identity, file, digest, title, title_basis, outlet, outlet_basis = row[:7]
    authors, authors_basis, published, published_basis, url, url_basis = row[7:13]
    note, voice, server, opening = row[13:]
    return Article(
        file=file,
        content=content,
        digest=digest,
        title=_fact(title, title_basis),
        outlet=_fact(outlet, outlet_basis),
        authors=_fact(tuple(json.loads(authors)) if authors else None, authors_basis),
        published=_fact(PartialDate.parse(published) if published else None, published_basis),
        url=_fact(url, url_basis),
        note=note or "",
        id=identity,
        voice=voice,
        server=server,
        opening=opening,
    )


def _fact(value: Any, basis: str) -> Fact[Any]:
    return Fact(value, _BASES[basis]) if value is not None else _UNKNOWN


_UNKNOWN: Fact[Any] = Fact()
_BASES: Mapping[str, Basis] = {basis.value: basis for basis in Basis}
