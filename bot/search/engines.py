"""Which engine answers: as the operator chose, or by the size of the corpus."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from bot.search.index import Document, Engine, SearchError, SearchIndex, bring_up_to_date
from bot.search.rank_bm25_engine import RankBM25Index
from bot.search.tantivy_engine import TantivyEngine
from bot.settings import SearchEngine

log = logging.getLogger(__name__)

# Passages. At twice as many, rank-bm25's slowest 1 % of searches take over 5 ms on two slow cores
# (`python -m bench.engines --passages 2000`); here they take 1 to 2 ms.
AUTO_CHANGES_AT = 1_000


class Engines:
    """Gives the index of a corpus, from the engine that suits it.

    An index that was given stays as it is and can be searched while the next one is made, in the
    same engine or in another.
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
        self._open: dict[str, TantivyEngine] = {}

    def index_of(self, name: str, documents: Sequence[Document], generation: int) -> SearchIndex:
        """The index called ``name``, holding these documents and no others.

        Args:
            documents: all of an article's documents follow one another.

        Raises:
            SearchError: it can't be written.
        """
        if self._folder is None or not self._is_large(len(documents)):
            return RankBM25Index(documents, generation)
        if not self._writable:
            return self._as_it_is(self._folder / name, documents, generation)
        if name not in self._open:
            self._open[name] = TantivyEngine(self._folder / name)
        engine: Engine = self._open[name]
        return bring_up_to_date(engine, documents, generation)

    def close(self) -> None:
        """Let go of the files."""
        for engine in self._open.values():
            engine.close()
        self._open.clear()

    def _is_large(self, size: int) -> bool:
        if self._choice is SearchEngine.AUTO:
            return size >= AUTO_CHANGES_AT
        return self._choice is SearchEngine.TANTIVY

    def _as_it_is(
        self, folder: Path, documents: Sequence[Document], generation: int
    ) -> SearchIndex:
        """Another process writes the folder: its index where it is that of the generation."""
        try:
            found = TantivyEngine(folder, writable=False).index
        except SearchError as error:
            log.info("%s", error)
        else:
            if (found.generation, found.size) == (generation, len(documents)):
                return found
        return RankBM25Index(documents, generation)
