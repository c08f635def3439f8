"""Articles in the store: all of a reindex is one transaction, and one generation."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from bot.model import (
    Article,
    Basis,
    Fact,
    Furniture,
    PartialDate,
    Quotation,
    QuotationKind,
    Refusal,
    Sentence,
    Span,
)
from bot.store.notes import load_note, save_note

MARKS = ("sentences", "quotations", "furniture")


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A refusal on record, with the digest of the file that was refused."""

    refusal: Refusal
    digest: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that the store holds of the corpus, as of one generation.

    ``revision`` is that of the rules by which the articles were read.
    """

    generation: int
    revision: int
    articles: tuple[Article, ...]
    refused: tuple[RefusedFile, ...]


def load_shelf(db: Database) -> Shelf:
    """Read all articles, in the order of their ids, in one transaction."""
    with db.atomic():
        marks: dict[str, dict[int, list[dict[str, Any]]]] = {}
        for table in MARKS:
            rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
            for row in db.query(f'select * from {table} order by article, start, "end"'):  # noqa: S608
                rows[row["article"]].append(row)
            marks[table] = rows
        articles = tuple(
            _article(row, {table: marks[table][row["id"]] for table in MARKS})
            for row in db.query("select * from articles order by id")
        )
        refused = tuple(
            RefusedFile(Refusal(row["file"], row["reason"], row["about"]), row["digest"])
            for row in db.query("select * from refusals order by file, reason")
        )
        revision = int(load_note(db, "revision") or 0)
        return Shelf(load_generation(db), revision, articles, refused)


def load_generation(db: Database) -> int:
    """How many times the corpus in the store has changed."""
    return int(load_note(db, "generation") or 0)


def save_shelf(
    db: Database, shelf: Shelf, saved: Iterable[Article], removed: Iterable[int]
) -> None:
    """Make the store hold this shelf.

    Args:
        saved: those of its articles that are new or changed.
        removed: ids of the articles that are gone.
    """
    for identity in removed:
        _delete_marks(db, identity)
        db.table("articles").delete(identity)
    for article in saved:
        _delete_marks(db, article.id)
        db.table("articles").upsert({"id": article.id, **_row(article)}, pk="id")
        _insert_marks(db, article)
    for article in shelf.articles:
        db.execute("update articles set voice = ? where id = ?", [article.voice, article.id])
    db.table("refusals").delete_where()
    db.table("refusals").insert_all(
        {**asdict(item.refusal), "digest": item.digest} for item in shelf.refused
    )
    save_note(db, "generation", str(shelf.generation))
    save_note(db, "revision", str(shelf.revision))


def _delete_marks(db: Database, identity: int) -> None:
    for table in MARKS:
        db.table(table).delete_where("article = ?", [identity])


def _insert_marks(db: Database, article: Article) -> None:
    def at(span: Span) -> dict[str, Any]:
        return {"article": article.id, "start": span.start, "end": span.end}

    db.table("sentences").insert_all(
        {
            **at(s.span),
            "paragraph": s.paragraph,
            "heading": int(s.heading),
            "reported": int(s.reported),
            "claimant": s.claimant,
        }
        for s in article.sentences
    )
    db.table("quotations").insert_all(
        {**at(q.span), "kind": q.kind.value, "speaker": q.speaker} for q in article.quotations
    )
    db.table("furniture").insert_all({**at(f.span), "reason": f.reason} for f in article.furniture)


def _row(article: Article) -> dict[str, Any]:
    authors = article.authors.value
    return {
        "file": article.file,
        "digest": article.digest,
        "text": article.text,
        "title": article.title.value,
        "title_basis": article.title.basis.value,
        "outlet": article.outlet.value,
        "outlet_basis": article.outlet.basis.value,
        "authors": json.dumps(authors, ensure_ascii=False) if authors else None,
        "authors_basis": article.authors.basis.value,
        "published": str(article.published.value) if article.published.value else None,
        "published_basis": article.published.basis.value,
        "url": article.url.value,
        "url_basis": article.url.basis.value,
        "note": article.note,
        "voice": article.voice,
        "server": article.server,
    }


def _article(row: dict[str, Any], marks: Mapping[str, list[dict[str, Any]]]) -> Article:
    def basis(name: str) -> Basis:
        return Basis(row[f"{name}_basis"])

    def span(mark: dict[str, Any]) -> Span:
        return Span(mark["start"], mark["end"])

    authors = tuple(json.loads(row["authors"])) if row["authors"] else None
    published = PartialDate.parse(row["published"]) if row["published"] else None
    return Article(
        file=row["file"],
        text=row["text"],
        digest=row["digest"],
        title=Fact(row["title"], basis("title")),
        outlet=Fact(row["outlet"], basis("outlet")),
        authors=Fact(authors, basis("authors")),
        published=Fact(published, basis("published")),
        url=Fact(row["url"], basis("url")),
        note=row["note"] or "",
        sentences=tuple(
            Sentence(
                span(m), m["paragraph"], bool(m["heading"]), bool(m["reported"]), m["claimant"]
            )
            for m in marks["sentences"]
        ),
        quotations=tuple(
            Quotation(span(m), QuotationKind(m["kind"]), m["speaker"]) for m in marks["quotations"]
        ),
        furniture=tuple(Furniture(span(m), m["reason"]) for m in marks["furniture"]),
        id=row["id"],
        voice=row["voice"],
        server=row["server"],
    )
