from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.library import CorpusError, Library, ReindexRunning, StoreError, StoreLocked
from bot.library.progress import Progress
from bot.library.shelf import Shelf
from bot.model import Query, ReindexReport
from bot.search import Engines
from tests.conftest import FILES, SEEDS, settings_for


@pytest.fixture(autouse=True, params=["rank-bm25", "tantivy"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """All of this holds with every engine."""
    monkeypatch.setenv("SEARCH_ENGINE", request.param)
    return str(request.param)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus folder that a test may change."""
    return Path(shutil.copytree(SEEDS, tmp_path / "corpus"))


async def test_a_reindex_says_what_it_added_changed_and_removed(
    corpus: Path, tmp_path: Path
) -> None:
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    steps: list[Progress] = []
    first = await library.reindex(steps.append)
    assert set(first.added) == set(FILES.values())
    assert steps[-1].done == steps[-1].total == 5
    again = await library.reindex()
    assert again == ReindexReport(unchanged=tuple(FILES.values()))

    (corpus / FILES["000"]).write_text("War is costly. Peace is hard. So it goes on.", "utf-8")
    (corpus / FILES["001"]).unlink()
    (corpus / "new.txt").write_text("Tariffs raise prices for everybody who buys.", "utf-8")
    (corpus / "empty.txt").write_bytes(b"")
    report = await library.reindex()
    assert report.added == ("new.txt",)
    assert report.changed == (FILES["000"],)
    assert report.removed == (FILES["001"],)
    # sources.toml still has an entry for the article that is gone.
    assert {refusal.file for refusal in report.refused} == {"empty.txt", "sources.toml"}
    assert len(report.unchanged) == 3
    assert (await library.quote(Query("tariffs"))).quotes[0].article.file == "new.txt"
    again = await library.reindex()
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert again.refused == report.refused
    assert len(again.unchanged) == 5
    await library.close()


async def test_an_article_keeps_its_id_while_its_file_keeps_its_name(
    corpus: Path, tmp_path: Path
) -> None:
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    before = {a.file: a.id for a in (await library.catalogue()).articles}
    (corpus / FILES["002"]).write_text("Something else entirely was written here.", "utf-8")
    (corpus / "aaa.txt").write_text("A file whose name sorts first of all.", "utf-8")
    await library.reindex()
    after = {a.file: a.id for a in (await library.catalogue()).articles}
    assert {file: after[file] for file in before} == before
    await library.close()


async def test_a_start_after_a_crash_answers_from_the_store_and_catches_up(
    corpus: Path, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path / "data", corpus)
    library = await Library.open(settings)
    await library.reindex()
    await library.close()
    (corpus / "new.txt").write_text("Tariffs raise prices for everybody who buys.", "utf-8")

    library = await Library.open(settings)
    assert library.generation == 1
    assert (await library.quote(Query("sanctions"))).quotes
    assert (await library.reindex()).added == ("new.txt",)
    assert library.generation == 2
    await library.close()


async def test_newer_rules_read_every_article_again(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    monkeypatch.setattr("bot.library.reindex.REVISION", 1_000)
    assert set((await library.reindex()).changed) == set(FILES.values())
    assert len((await library.reindex()).unchanged) == 5
    await library.close()


async def test_each_problem_of_sources_toml_is_told(corpus: Path, tmp_path: Path) -> None:
    (corpus / "sources.toml").write_text('["a.txt"]\ntitel = "x"\n["b.txt"]\ndate = "May"\n')
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    report = await library.reindex()
    assert len([r for r in report.refused if r.file == "sources.toml"]) >= 2
    assert len(report.added) == 5
    again = await library.reindex()
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert again.refused == report.refused
    assert len(again.unchanged) == 5
    await library.close()


async def test_when_the_new_index_fails_the_old_one_goes_on_and_nothing_is_saved(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path / "data", corpus)
    library = await Library.open(settings)
    await library.reindex()
    (corpus / "new.txt").write_text("Tariffs raise prices for everybody who buys.", "utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(Engines, "indexes", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await library.reindex()
    assert library.generation == 1
    assert (await library.quote(Query("sanctions"))).quotes
    await library.close()

    library = await Library.open(settings)
    assert library.generation == 1
    assert len((await library.catalogue()).articles) == 5
    await library.close()


async def test_questions_are_answered_while_a_reindex_runs(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = asyncio.create_task(library.reindex())
    await asyncio.sleep(0)
    with pytest.raises(ReindexRunning):
        await library.reindex()
    assert (await library.quote(Query("sanctions"))).quotes
    await running


async def test_an_unmounted_corpus_does_not_empty_the_library(corpus: Path, tmp_path: Path) -> None:
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    shutil.rmtree(corpus)
    with pytest.raises(CorpusError, match="does not exist"):
        await library.reindex()
    corpus.mkdir()
    with pytest.raises(CorpusError, match="holds no articles"):
        await library.reindex()
    assert (await library.quote(Query("sanctions"))).quotes
    await library.close()


async def test_one_process_at_a_time_has_the_data_folder(library: Library, tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "data")
    with pytest.raises(StoreLocked, match="Another Commonplace is running"):
        await Library.open(settings)
    reader = await Library.open(settings, shared=True)
    assert (await reader.quote(Query("sanctions"))).quotes
    with pytest.raises(StoreLocked):
        await reader.reindex()
    await reader.close()


async def test_a_file_that_is_no_store_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "commonplace.db").write_text("this is not a database, but it has some length")
    with pytest.raises(StoreError, match="move the file away"):
        await Library.open(settings_for(tmp_path))
    # The lock was let go.
    (tmp_path / "commonplace.db").unlink()
    library = await Library.open(settings_for(tmp_path))
    await library.close()


async def test_a_data_folder_that_cannot_be_made_is_refused_with_what_to_do(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="DATA_DIR"):
        await Library.open(settings_for(tmp_path / "file" / "data"))


async def test_everything_that_is_read_comes_back_from_the_store(
    library: Library, tmp_path: Path
) -> None:
    from bot.corpus import load_sources, read_article

    sources = load_sources(SEEDS)
    for stored in Shelf(library._store, None, library.generation).listed:
        read = read_article(SEEDS / stored.file, SEEDS, sources, 10**7)
        assert replace(stored, id=0, voice=0, content=stored.read(), opening=None) == read


async def test_the_store_is_in_wal_mode_and_its_readers_cannot_write(library: Library) -> None:
    assert await library._store.read(lambda db: db.journal_mode) == "wal"
    with pytest.raises(StoreError, match="readonly"):
        await library._store.read(lambda db: db.table("notes").insert({"name": "a", "value": "b"}))


async def test_a_failing_write_leaves_nothing_behind(library: Library) -> None:
    def half(db: object) -> None:
        db.table("notes").insert({"name": "half", "value": "done"})  # type: ignore[attr-defined]
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        await library._store.write(half)
    assert await library.keepsakes.note("half") is None


async def test_an_index_that_is_ahead_of_the_store_or_damaged_is_mended_at_the_start(
    corpus: Path, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path / "data", corpus)
    library = await Library.open(settings)
    await library.reindex()
    (corpus / "new.txt").write_text("Beekeepers keep watch over orchards.", "utf-8")
    with monkeypatch.context() as broken:
        broken.setattr("bot.library.changes.save_articles", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await library.reindex()
    # The index may have been committed; the store was not, and the answers are the store's.
    assert not (await library.quote(Query("beekeepers"))).quotes
    await library.close()

    library = await Library.open(settings)
    assert library.generation == 1
    assert not (await library.quote(Query("beekeepers"))).quotes
    before = [quote.span for quote in (await library.quote(Query("sanctions"))).quotes]
    await library.close()

    for path in (tmp_path / "data" / "index").rglob("*.idx"):
        path.write_bytes(b"")
    library = await Library.open(settings)
    after = (await library.quote(Query("sanctions"))).quotes
    assert [quote.span for quote in after] == before
    assert (await library.reindex()).added == ("new.txt",)
    assert (await library.quote(Query("beekeepers"))).quotes
    await library.close()


async def test_both_engines_give_the_same_answers(corpus: Path, tmp_path: Path) -> None:
    answers = []
    for name in ("rank-bm25", "tantivy"):
        settings = settings_for(tmp_path / name, corpus)
        library = await Library.open(settings.model_copy(update={"search_engine": name}))
        await library.reindex()
        found = [
            await library.quote(Query(topic, limit=10))
            for topic in ("sanctions", "reset with Russia", "ceasefire talks", "nuclear weapons")
        ]
        answers.append([[quote.span for quote in answer.quotes] for answer in found])
        await library.close()
    assert answers[0] == answers[1]
