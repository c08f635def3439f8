"""A store of an older form: what it held is there, and is read again at the next reindex."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.library import Library
from bot.library.shelf import Shelf
from bot.model import Query
from bot.search.vectors import TermVector
from bot.store.migrations import migrations
from tests.conftest import SEEDS, settings_for

TEXT = "The ferry must sail. “It must,” Otto Ruler said.\n\nRead more here."


def older(path: Path) -> None:
    """A store before contents were rows of their own, with one article."""
    db = Database(path)
    migrations.apply(db, stop_before="contents")
    db.table("articles").insert(
        {
            "id": 1,
            "file": "a.txt",
            "digest": "0" * 64,
            "text": TEXT,
            "title_basis": "unknown",
            "outlet_basis": "unknown",
            "authors": '["Una Writer"]',
            "authors_basis": "declared",
            "published_basis": "unknown",
            "url_basis": "unknown",
            "voice": 1,
        }
    )
    for start, end, paragraph in ((0, 20, 0), (21, 48, 0)):
        db.table("sentences").insert(
            {"article": 1, "start": start, "end": end, "paragraph": paragraph, "heading": 0}
        )
    db.table("quotations").insert(
        {"article": 1, "start": 21, "end": 31, "kind": "speech", "speaker": "Otto Ruler"}
    )
    db.table("furniture").insert({"article": 1, "start": 50, "end": 65, "reason": "link"})
    db.table("notes").insert_all(
        [{"name": "generation", "value": "4"}, {"name": "revision", "value": "7"}]
    )
    db.close()


@pytest.mark.parametrize("engine", ["rank-bm25", "tantivy"])
async def test_an_older_store_answers_and_is_read_again(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", engine)
    data, corpus = tmp_path / "data", tmp_path / "corpus"
    data.mkdir()
    shutil.copytree(SEEDS, corpus)
    (corpus / "a.txt").write_text(TEXT, "utf-8")
    older(data / "commonplace.db")
    library = await Library.open(settings_for(data, corpus))
    shelf = Shelf(library._store, None, library.generation)
    (article,) = shelf.listed
    assert shelf.vectors([article.id]) == {}
    assert article.text == TEXT
    assert [s.span.of(TEXT) for s in article.sentences] == [
        "The ferry must sail.",
        "“It must,” Otto Ruler said.",
    ]
    assert [q.speaker for q in article.quotations] == ["Otto Ruler"]
    assert [f.span.of(TEXT) for f in article.furniture] == ["Read more here."]
    (quote, *_) = (await library.quote(Query("ferry"))).quotes
    assert quote.text == "The ferry must sail."
    report = await library.reindex()
    assert (report.changed, len(report.added)) == (("a.txt",), 5)
    assert library._indexer.state.passages == library.passages
    vectors = Shelf(library._store, None, library.generation).vectors([article.id])
    terms = library._indexer.analyzer.terms("The ferry must sail. It must, Otto Ruler said.")
    assert vectors == {article.id: TermVector.of(terms, terms)}
    names = [person.name for person in (await library.catalogue()).people]
    assert "Otto Ruler" in names
    await library.close()
