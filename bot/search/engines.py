"""Which engine answers: as the operator chose, or by the size of the corpus."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.search.index import Document, SearchError, SearchIndex
from bot.search.rank_bm25_engine import RankBM25Index
from bot.search.tantivy_engine import TantivyEngine
from bot.search.vectors import TermVector
from bot.settings import SearchEngine

log = logging.getLogger(__name__)

# Passages. At twice as many, rank-bm25's slowest 1 % of searches take over 5 ms on two slow cores
# (`python -m bench.engines --passages 2000`); here they take 1 to 2 ms.
AUTO_CHANGES_AT = 1_000
# Folders, and whether an index needs positions: of an article, only what it is about is asked.
NAMES = (("passages", True), ("articles", False))


@dataclass(frozen=True, slots=True)
class Indexed:
    """An article as it is indexed: its passages, as a whole, and what is kept of its terms."""

    passages: list[Document]
    whole: Document
    vector: TermVector


# Of some articles by id, or of all: those that are there.
Documents: TypeAlias = Callable[[Collection[int] | None], Iterator[Indexed]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is to be indexed: one generation, of so many passages.

    ``touched`` are the articles in which it differs from the generation ``before``, or from
    ``after`` if that was given up.
    """

    generation: int
    size: int
    documents: Documents
    touched: Collection[int] = ()
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Indexes:
    """One generation's passages, and its articles as wholes under their own ids."""

    passages: SearchIndex
    wholes: SearchIndex


class Engines:
    """Gives the indexes of a corpus, from the engine that suits it.

    Indexes that were given stay as they are and can be searched while the next ones are made, in
    the same engine or in another.
    """

    def __init__(
        self,
        choice: SearchEngine = SearchEngine.RANK_BM25,
        folder: Path | None = None,
        *,
        writable: bool = True,
    ) -> None:
        """
        Args:
            folder: where tantivy keeps its indexes; without one, rank-bm25 answers.
            writable: whether this process may change them; only one may.
        """
        self._choice = choice
        self._folder = folder
        self._writable = writable
        self._open: list[TantivyEngine] = []

    def indexes(self, corpus: Corpus) -> Indexes:
        """The indexes of this corpus and no other.

        On disk, one that has the generation is taken as it is; of another, what was touched is
        done again where that is known, and else everything.

        Raises:
            SearchError: they can't be written.
        """
        if self._folder is None or not self._is_large(corpus.size):
            return _in_memory(corpus)
        if not self._writable:
            return self._as_they_are(self._folder, corpus)
        if not self._open:
            self._open = [
                TantivyEngine(self._folder / name, positions=positions) for name, positions in NAMES
            ]
        try:
            self._bring_up_to_date(corpus)
        except BaseException:
            for engine in self._open:
                engine.give_up()
            raise
        passages, wholes = (engine.index for engine in self._open)
        return Indexes(passages, wholes)

    def forget(self) -> None:
        """Remove what the folder holds, if this process may."""
        if self._writable and self._folder is not None and not self._open:
            shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the files."""
        for engine in self._open:
            engine.close()
        self._open.clear()

    def _is_large(self, size: int) -> bool:
        if self._choice is SearchEngine.AUTO:
            return size >= AUTO_CHANGES_AT
        return self._choice is SearchEngine.TANTIVY

    def _bring_up_to_date(self, corpus: Corpus) -> None:
        found = {engine.index.generation for engine in self._open}
        if found == {corpus.generation}:
            return
        nearby = {corpus.generation, corpus.before, corpus.after}
        wanted: Collection[int] | None = corpus.touched
        if corpus.before is None or not found <= nearby:
            log.info("The search index is built anew.")
            wanted = None
        passages, wholes = self._open
        for engine in self._open:
            engine.stage(wanted, ())
        for each in corpus.documents(wanted):
            passages.stage((), each.passages)
            wholes.stage((), [each.whole])
        for engine in self._open:
            engine.commit(corpus.generation)

    def _as_they_are(self, folder: Path, corpus: Corpus) -> Indexes:
        """Another process writes the folder: its indexes where they have the generation."""
        try:
            passages, wholes = (
                TantivyEngine(folder / name, writable=False, positions=positions).index
                for name, positions in NAMES
            )
        except SearchError as error:
            log.info("%s", error)
            return _in_memory(corpus)
        if {passages.generation, wholes.generation} != {corpus.generation}:
            return _in_memory(corpus)
        return Indexes(passages, wholes)


def _in_memory(corpus: Corpus) -> Indexes:
    indexed = list(corpus.documents(None))
    return Indexes(
        RankBM25Index([d for each in indexed for d in each.passages], corpus.generation),
        RankBM25Index([each.whole for each in indexed], corpus.generation),
    )
