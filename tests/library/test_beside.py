"""A reindex and what it leaves behind do not keep others from the interpreter."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from bot.answers.holdings import Holdings
from bot.answers.quote import answer_quote
from bot.library import Library, ReindexStopped, indexer
from bot.library.reindex import survey
from bot.library.shelf import Shelf
from bot.model import Query
from bot.piecewise import Pauses
from tests.conftest import settings_for
from tests.daily.examples import ISLANDS, analyzer, make_article
from tests.library.test_voices import unlike, write

FILES = 5
OLD = 1_700_000_000  # a file that changed just now is not told by its time


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for number in range(FILES):
        write(folder, f"{number}.md", unlike(number))
        os.utime(folder / f"{number}.md", (OLD, OLD))
    return folder


async def test_others_may_go_on_for_every_file_and_every_article(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[None] = []
    monkeypatch.setattr(Pauses, "__call__", lambda _: pauses.append(None))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    assert len(pauses) >= 2 * FILES
    pauses.clear()
    await library.reindex()
    assert len(pauses) >= FILES
    await library.close()


async def test_what_was_known_of_the_files_is_freed_one_by_one(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    freed: list[int] = []

    def noting(*collections: Any) -> None:
        for each in collections:
            freed.append(len(each))
            each.clear()

    monkeypatch.setattr("bot.library.reindex.let_go", noting)
    monkeypatch.setattr("bot.library.indexer.let_go", noting)
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    assert freed == [FILES, 0, 0, 0, FILES]  # files, known, trusted; stamps before and after
    freed.clear()
    await library.reindex()
    assert freed == [FILES] * 5
    await library.close()


async def test_a_library_that_is_closed_while_a_reindex_ends_says_so(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    loop, closing = asyncio.get_running_loop(), list[asyncio.Task[None]]()

    async def close() -> None:
        closing.append(asyncio.create_task(library.close()))
        await asyncio.sleep(0)

    def closed_at_the_end(*arguments: Any) -> Generator[Any, None, None]:
        yield from survey(*arguments)
        asyncio.run_coroutine_threadsafe(close(), loop).result()

    monkeypatch.setattr(indexer, "survey", closed_at_the_end)
    with pytest.raises(ReindexStopped):
        await library.reindex()
    await closing[0]
    again = await Library.open(settings_for(tmp_path / "data", corpus))
    assert len((await again.catalogue()).articles) == FILES
    await again.close()


def test_what_was_made_of_other_things_is_forgotten_before_them() -> None:
    class Thing:
        """Says when it is freed."""

        def __del__(self) -> None:
            freed.append(self)

    freed: list[object] = []
    holdings = Holdings.build([make_article(1, ISLANDS)], 1, analyzer())
    holdings.remember("things", lambda: [Thing(), Thing()])
    holdings.remember("made of them", lambda: {"all": holdings.remember("things", list)})
    seen: list[int] = []
    holdings.articles.let_go = lambda: seen.append(len(freed))  # type: ignore[method-assign]
    holdings.let_go()
    assert seen == [2]


async def test_a_generation_that_was_replaced_forgets_what_it_had_at_hand_and_still_answers(
    corpus: Path, tmp_path: Path
) -> None:
    for path in corpus.iterdir():
        path.unlink()
    write(corpus, "a.md", ["The ferries sail to the harbour every morning."])
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    asked = await library.quote(Query("ferries"))
    before = library._indexer.holdings
    assert isinstance(before.articles, Shelf)
    assert before.articles._at_hand
    assert before._recent._values
    listed = before.articles.listed
    before.voices(None)
    write(corpus, "b.md", unlike(2))
    await library.reindex()
    assert not before.articles._at_hand
    assert not before._recent._values
    assert not before._memory
    assert len(listed) == 1  # an answer may be going through it
    answer = await asyncio.to_thread(answer_quote, before, Query("ferries"))
    assert [quote.text for quote in answer.quotes] == [quote.text for quote in asked.quotes]
    await library.close()
