"""Articles that are fetched while a reindex changes them, or that follow from those it changes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlite_utils import Database

from bot.library import Library
from bot.library.moving import asked_again
from bot.library.shelf import Moved, Shelf
from bot.model import Complaint, Content, Query, Shown
from bot.search import Filter
from bot.store import articles as table
from tests.conftest import settings_for
from tests.library.test_voices import prose, unlike, write

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


async def test_articles_that_follow_are_saved_though_none_is_at_hand(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.shelf.AT_HAND", 1)
    write(corpus, "a.md", unlike(1), author="Una Writer")
    write(corpus, "copy of a.md", unlike(1))
    write(corpus, "z.md", unlike(2))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    (corpus / "a.md").unlink()
    write(corpus, "z.md", unlike(3))
    await library.reindex()
    authors = {a.file: a.authors.value for a in (await library.catalogue()).articles}
    assert authors == {"copy of a.md": None, "z.md": None}
    await library.close()


async def test_the_articles_of_a_voice_are_looked_up_once(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question meets a thousand voices, and asks of each more than once."""
    write(corpus, "a.md", unlike(1))
    write(corpus, "copy of a.md", unlike(1))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    shelf = Shelf(library._store, None, library.generation)
    asked: list[int] = []
    load = table.load_voice

    def noted(db: Database, voice: int) -> list[int]:
        asked.append(voice)
        return load(db, voice)

    monkeypatch.setattr(table, "load_voice", noted)
    voice = shelf.listed[0].voice
    twice = [[article.id for article in shelf.of_voice(voice)] for _ in range(2)]
    assert twice == [[article.id for article in shelf.listed]] * 2
    assert asked == [voice]
    await library.close()


async def test_an_article_has_facts_and_content_of_one_generation(
    corpus: Path, tmp_path: Path
) -> None:
    write(corpus, "a.md", unlike(1), title="Old")
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    shelf = Shelf(library._store, None, library.generation)
    load = table.load_article

    def late(db: object, identity: int) -> object:
        """The facts, just before a reindex saves others."""
        found = load(db, identity)  # type: ignore[arg-type]

        def save(writer: object) -> None:
            writer.execute("update contents set text = 'New'")  # type: ignore[attr-defined]
            writer.execute("update articles set changed = 9")  # type: ignore[attr-defined]

        library._store.write_later(save).result()
        return found

    with patch.object(table, "load_article", late):
        try:
            article = library._store.read_here(lambda _: shelf[1])
        except Moved:
            article = None
    assert article is None or article.text != "New"
    await library.close()


async def test_term_vectors_are_of_the_generation_that_is_asked(
    corpus: Path, tmp_path: Path
) -> None:
    write(corpus, "a.md", unlike(1), title="Old")
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    shelf = Shelf(library._store, None, library.generation)
    assert "old" in shelf.vectors([1])[1].first.split()
    write(corpus, "a.md", unlike(1), title="New")
    await library.reindex()
    with pytest.raises(Moved):
        shelf.vectors([1])
    newer = Shelf(library._store, None, library.generation)
    assert "new" in newer.vectors([1])[1].first.split()
    await library.close()


async def test_the_term_vector_of_an_article_goes_with_it(corpus: Path, tmp_path: Path) -> None:
    write(corpus, "a.md", unlike(1))
    write(corpus, "b.md", unlike(2))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    (kept,) = (a.id for a in library._indexer.holdings.articles.listed if a.file == "b.md")
    (corpus / "a.md").unlink()
    await library.reindex()
    rows = await library._store.read(
        lambda db: db.execute("select article from vectors").fetchall()
    )
    assert rows == [(kept,)]
    await library.close()


async def test_names_are_worked_out_anew_for_every_server_that_lost_one(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", "tantivy")
    for server, files in ((7, ("full", "short")), (8, ("full", "other full", "short"))):
        for number, file in enumerate(files):
            name = "Ruler" if file == "short" else "Otto Ruler"
            said = [*unlike(10 * server + number), f"“Every ferry must sail,” {name} said."]
            write(corpus, f"servers/{server}/{file}.md", said)
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    for server in (7, 8):
        (corpus / f"servers/{server}/full.md").unlink()
    await library.reindex()
    only = Filter(servers=frozenset({7}), quoted=frozenset({"ruler"}))
    assert library._indexer.holdings.index.search(library._indexer.analyzer.terms("ferry"), only, 9)
    await library.close()


async def test_people_are_counted_under_corrections_as_without_them(
    corpus: Path, tmp_path: Path
) -> None:
    """Each article once, whoever's it is, and by whichever name it calls somebody."""
    files = (
        ("a", "Otto Ruler"),
        ("b", "Ruler"),
        ("servers/7/c", "Otto Ruler"),
        ("d", "Otto Ruler"),
    )
    for number, (file, name) in enumerate(files):
        write(corpus, f"{file}.md", [*unlike(number), f"“Every ferry must sail,” {name} said."])
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    shelf = library._indexer.holdings.articles
    changed = {each.id: shelf[each.id] for each in shelf.listed if each.file == "d.md"}
    assert changed
    corrected = library._indexer.holdings.corrected(changed).articles
    for articles in (shelf, corrected):
        counts = {m.name: m.articles for m in articles.mentions(7)}
        assert counts == {"Otto Ruler": 4}
        assert len(list(articles.mentions(7))) == 1
    await library.close()


async def test_what_is_looked_up_to_be_shown_is_in_memory(corpus: Path, tmp_path: Path) -> None:
    """The event loop shows it, and must not wait for the store."""
    write(corpus, "a.md", unlike(1), title="The ferry")
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    found = await library.article("The ferry")
    assert found is not None
    assert isinstance(found[0].content, Content)
    (quote, *_) = (await library.quote(Query("harbour1 market1"))).quotes
    shown = Shown(0, "card", quote.ref, "")
    (standing,) = await library.corrections.standing(7, [shown])
    assert standing.quote is not None
    assert isinstance(standing.quote.article.content, Content)
    report = await library.corrections.report(7, quote, Complaint.OTHER, "", NOW)
    opened = await library.corrections.open(7, report.key)
    assert opened is not None
    assert opened.quote is not None
    assert isinstance(opened.quote.article.content, Content)
    await library.close()


async def test_what_meets_a_changed_article_is_asked_again() -> None:
    tries = 0

    @asked_again
    async def question() -> str:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise Moved
        return "an answer"

    assert await question() == "an answer"
    assert tries == 3


async def test_a_new_store_takes_no_index_of_another(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    write(corpus, "a.md", prose(1))
    settings = settings_for(tmp_path / "data", corpus)
    settings = settings.model_copy(update={"search_engine": "tantivy"})
    library = await Library.open(settings)
    await library.reindex()
    await library.close()
    for path in (tmp_path / "data").glob("commonplace.db*"):
        path.unlink()
    (corpus / "a.md").unlink()
    write(corpus, "b.md", ["Beekeepers keep watch over all the orchards of the valley."])
    library = await Library.open(settings)
    await library.reindex()
    (quote, *_) = (await library.quote(Query("beekeepers"))).quotes
    assert quote.article.file == "b.md"
    assert not (await library.quote(Query("harbour"))).quotes
    await library.close()


async def test_a_reindex_that_nobody_waits_for_leaves_store_and_answers_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    write(corpus, "a.md", prose(1))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    write(corpus, "a.md", ["Beekeepers keep watch over all the orchards of the valley."])
    saving = asyncio.Event()
    write_now = library._store.write

    async def write_slowly(function: Any) -> Any:
        if getattr(function, "__name__", "") == "save":
            saving.set()
        return await write_now(function)

    monkeypatch.setattr(library._store, "write", write_slowly)
    running = asyncio.create_task(library.reindex())
    await saving.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    async with asyncio.timeout(10):
        while library.generation == 1:
            await asyncio.sleep(0.01)
    assert (await library.quote(Query("beekeepers"))).quotes
    await library.close()
