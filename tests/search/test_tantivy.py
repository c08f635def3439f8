"""What is on disk: it lasts, a crash is mended, and what is damaged is built anew."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import tantivy

from bot.search.engines import Corpus, Engines, Indexed
from bot.search.index import Document, Filter, SearchError, update
from bot.search.rank_bm25_engine import RankBM25Index
from bot.search.tantivy_engine import TantivyEngine
from bot.search.tantivy_index import TantivyIndex
from bot.search.vectors import TermVector
from bot.settings import SearchEngine
from tests.conftest import ROOT
from tests.search.engines import documents

EVERYTHING = Filter()


def found(index: TantivyIndex, *terms: str) -> list[int]:
    return [hit.passage for hit in index.search(terms, EVERYTHING, 100)]


def filled(folder: Path, *texts: str, generation: int = 1) -> None:
    engine = TantivyEngine(folder)
    update(engine, None, documents(*texts), generation)
    engine.close()


def test_it_is_there_when_opened_again(tmp_path: Path) -> None:
    filled(tmp_path, "war", "peace", generation=7)
    engine = TantivyEngine(tmp_path)
    assert (engine.index.generation, engine.index.size, found(engine.index, "war")) == (7, 2, [0])
    engine.close()


KILLED = """
import os
from pathlib import Path
from bot.search.index import update
from bot.search.tantivy_engine import TantivyEngine
from tests.search.engines import documents

engine = TantivyEngine(Path({folder!r}))
{commit}
def added():
    yield from documents("talks", "talks", "deal")
    os._exit(9)
update(engine, [0], added(), {generation})
"""


@pytest.mark.parametrize(
    ("commit", "generation", "left"),
    [
        ("", 2, 1),  # killed before the index is committed: it is behind the store
        ("update(engine, [0], documents('deal'), 2)", 3, 2),  # after: it may be ahead
    ],
)
def test_a_kill_in_the_middle_of_a_change_leaves_one_generation_whole(
    tmp_path: Path, commit: str, generation: int, left: int
) -> None:
    filled(tmp_path, "war", "peace")
    code = KILLED.format(folder=str(tmp_path), commit=commit, generation=generation)
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ, check=False)
    assert run.returncode == 9
    engine = TantivyEngine(tmp_path)
    assert engine.index.generation == left
    assert found(engine.index, "war", "deal", "talks") == [0]
    engine.close()


def corpus(
    texts: Sequence[str], generation: int, log: list[Collection[int] | None], **touched: Any
) -> Corpus:
    """Two passages an article; notes which articles are asked for."""

    def articles(wanted: Collection[int] | None) -> Iterator[Indexed]:
        log.append(wanted)
        for number, group in groupby(documents(*texts), key=lambda document: document.article):
            if wanted is None or number in wanted:
                passages = list(group)
                terms = tuple(term for document in passages for term in document.terms)
                yield Indexed(passages, Document(number, number, terms), TermVector.of(terms, ()))

    return Corpus(generation, len(texts), articles, **touched)


OLD, NEW = ["war", "peace", "deal"], ["war", "talks", "deal"]


@pytest.mark.parametrize(
    ("left", "wanted"),
    [
        ((2, 2), []),  # as the store: nothing to do
        ((1, 1), [{0}]),  # behind, and it is known what changed
        ((3, 3), [{0}]),  # ahead, as the store was never saved
        ((2, 1), [{0}]),  # killed between the two
        ((7, 7), [None]),  # of some other store
        ((0, 0), [None]),  # not there
    ],
)
def test_an_index_of_another_generation_catches_up(
    tmp_path: Path, left: tuple[int, int], wanted: list[Collection[int] | None]
) -> None:
    for name, generation in zip(("passages", "articles"), left, strict=True):
        if generation:
            engine = TantivyEngine(tmp_path / name, positions=name == "passages")
            texts = NEW if generation == 2 else OLD
            (held,) = (list(corpus(texts, 0, []).documents(None)),)
            of = [d for each in held for d in each.passages] if name == "passages" else [
                each.whole for each in held
            ]  # fmt: skip
            update(engine, None, of, generation)
            engine.close()
    engines = Engines(SearchEngine.TANTIVY, tmp_path)
    log: list[Collection[int] | None] = []
    indexes = engines.indexes(corpus(NEW, 2, log, touched={0}, before=1, after=3))
    assert log == wanted
    assert (indexes.passages.generation, indexes.wholes.generation) == (2, 2)
    assert [hit.passage for hit in indexes.passages.search(["talks"], EVERYTHING, 9)] == [1]
    assert [hit.passage for hit in indexes.wholes.search(["talks", "peace"], EVERYTHING, 9)] == [0]
    engines.close()


def _change(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3] ^= 0xFF
    path.write_bytes(raw)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5])


def _in(folder: Path, suffix: str) -> Path:
    return max(folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_size)


FILES = [".idx", ".pos", ".term", ".fast", ".fieldnorm", ".store", "meta.json", ".managed.json"]


@pytest.mark.parametrize("damage", [_change, _cut, Path.unlink])
@pytest.mark.parametrize("suffix", FILES)
def test_what_is_damaged_or_missing_is_built_anew(
    tmp_path: Path, suffix: str, damage: Callable[[Path], None]
) -> None:
    filled(tmp_path, "war peace", "peace war", "talks")
    damage(_in(tmp_path, suffix))
    _is_mended(tmp_path)


def test_what_another_program_or_an_older_format_left_is_built_anew(tmp_path: Path) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title", stored=True)
    tantivy.Index(builder.build(), str(tmp_path)).writer().commit()
    (tmp_path / "notes").mkdir()
    _is_mended(tmp_path)


def _is_mended(folder: Path) -> None:
    engine = TantivyEngine(folder)
    update(engine, None, documents("war peace", "peace war", "talks"), 1)
    assert found(engine.index, "war", "talks") == [2, 0, 1]
    engine.close()


def test_a_damaged_file_is_named_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filled(tmp_path, "war")
    path = _in(tmp_path, ".idx")
    _change(path)
    with caplog.at_level(logging.WARNING):
        TantivyEngine(tmp_path).close()
    assert f"is built anew: {path.name} is damaged" in caplog.text


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(SearchError, match="SEARCH_ENGINE"):
        TantivyEngine(tmp_path / "index")


def test_one_writer_at_a_time_and_readers_see_what_is_committed(tmp_path: Path) -> None:
    filled(tmp_path, "war")
    writer = TantivyEngine(tmp_path)
    with pytest.raises(SearchError):
        TantivyEngine(tmp_path)
    reader = TantivyEngine(tmp_path, writable=False)
    assert found(reader.index, "war") == [0]
    with pytest.raises(SearchError, match="for reading"):
        update(reader, (), (), 2)
    writer.close()


@pytest.mark.parametrize(
    ("choice", "size", "engine"),
    [
        (SearchEngine.RANK_BM25, 30, RankBM25Index),
        (SearchEngine.TANTIVY, 1, TantivyIndex),
        (SearchEngine.AUTO, 9, RankBM25Index),
        (SearchEngine.AUTO, 10, TantivyIndex),
    ],
)
def test_the_engine_is_the_operators_choice_or_goes_by_size(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    choice: SearchEngine,
    size: int,
    engine: type[object],
) -> None:
    monkeypatch.setattr("bot.search.engines.AUTO_CHANGES_AT", 10)
    engines = Engines(choice, tmp_path)
    assert type(engines.indexes(corpus(["war"] * size, 1, [])).passages) is engine
    engines.close()


def test_a_corpus_that_grows_and_shrinks_changes_engines_without_a_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.search.engines.AUTO_CHANGES_AT", 3)
    engines = Engines(SearchEngine.AUTO, tmp_path)
    given = [
        engines.indexes(corpus(["war"] * size, generation, [])).passages
        for generation, size in enumerate((2, 4, 2, 6, 0), 1)
    ]
    # All of them go on answering, whatever came after.
    assert [len(index.search(["war"], EVERYTHING, 9)) for index in given] == [2, 4, 2, 6, 0]
    assert [index.generation for index in given] == [1, 2, 3, 4, 5]
    engines.close()


def test_who_may_not_write_reads_the_index_or_does_without(tmp_path: Path) -> None:
    owner = Engines(SearchEngine.TANTIVY, tmp_path)
    guest = Engines(SearchEngine.TANTIVY, tmp_path, writable=False)
    held = ["war", "peace"]
    assert isinstance(guest.indexes(corpus(held, 1, [])).passages, RankBM25Index)
    owner.indexes(corpus(held, 1, []))
    assert isinstance(guest.indexes(corpus(held, 1, [])).passages, TantivyIndex)
    assert isinstance(guest.indexes(corpus(held, 2, [])).passages, RankBM25Index)
    owner.close()
    guest.close()
