"""Articles that are fetched while a reindex changes them, or that follow from those it changes."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from bot.library import Library
from bot.library.shelf import Moved, Shelf
from bot.store import articles as table
from tests.conftest import settings_for
from tests.library.test_voices import unlike, write


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

        library._store.write_here(save)
        return found

    with patch.object(table, "load_article", late):
        try:
            article = library._store.read_here(lambda _: shelf[1])
        except Moved:
            article = None
    assert article is None or article.text != "New"
    await library.close()


async def test_names_are_worked_out_anew_for_every_server_that_lost_one(
    corpus: Path, tmp_path: Path
) -> None:
    for server in (7, 8):
        for file, name in (("full", "Otto Ruler"), ("short", "Ruler")):
            said = [*unlike(server * 10 + len(name)), f"“Every ferry must sail,” {name} said."]
            write(corpus, f"servers/{server}/{file}.md", said)
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    for server in (7, 8):
        (corpus / f"servers/{server}/full.md").unlink()
    await library.reindex()
    for server in (7, 8):
        answer = await library.argues("Ruler", "ferry", server)
        assert [quote.speaker for quote in answer.quotes] == ["Ruler"], server
    touched = library._store.read_here(
        lambda db: [id for (id,) in db.execute("select id from articles where changed = 2")]
    )
    assert len(touched) == 2
    await library.close()
