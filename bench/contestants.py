"""The search engines that ``bench.engines`` compares, each behind the same few calls."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Occur, Query

from bot.search.index import Document, Engine, Filter, update
from bot.search.rank_bm25_engine import RankBM25Engine
from bot.search.tantivy_engine import TantivyEngine

TOP = 10
AN_ARTICLE = 30  # passages


class Contestant:
    """An engine. ``largest`` is the most passages that it is asked to hold, for want of memory or
    of patience; ``on_disk``, whether what it built can be opened by another process; ``adds``,
    whether a changed article goes in without building all of it again."""

    largest = 10_000_000
    on_disk = False
    adds = False

    def __init__(self, folder: Path) -> None:
        """Open what the folder holds, if it holds anything."""
        self.folder = folder

    def build(self, passages: Iterable[Sequence[str]]) -> None:
        raise NotImplementedError

    def search(self, words: Sequence[str]) -> Sequence[int]:
        """The best ten that hold any of the words."""
        raise NotImplementedError

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        """Put in an article as it changed."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the folder."""


class Ours(Contestant):
    """Commonplace's engines, asked as the library asks them: for what a server may see."""

    engine: Engine
    adds = True
    seen = Filter(servers=frozenset({None, 1}))

    def build(self, passages: Iterable[Sequence[str]]) -> None:
        documents = (
            Document(number, number // AN_ARTICLE, tuple(terms))
            for number, terms in enumerate(passages)
        )
        update(self.engine, (), documents, 1)

    def search(self, words: Sequence[str]) -> Sequence[int]:
        return [hit.passage for hit in self.engine.index.search(words, self.seen, TOP)]

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        added = [Document(number, 0, tuple(terms)) for number, terms in enumerate(passages)]
        update(self.engine, [0], added, self.engine.index.generation + 1)

    def close(self) -> None:
        self.engine.close()


class OurTantivy(Ours):
    on_disk = adds = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.engine = TantivyEngine(folder)


class OurRankBM25(Ours):
    largest = 20_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.engine = RankBM25Engine()


class RawTantivy(Contestant):
    """tantivy with nothing around it: numbers of documents and no more."""

    on_disk = adds = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="whitespace")
        builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        folder.mkdir(exist_ok=True)
        self._index = tantivy.Index(self._schema, str(folder))
        self._writer = self._index.writer(60_000_000, num_threads=1)
        self._searcher = self._index.searcher()

    def build(self, passages: Iterable[Sequence[str]]) -> None:
        self._put(passages)

    def _put(self, passages: Iterable[Sequence[str]], article: str | None = None) -> None:
        for number, terms in enumerate(passages):
            document = tantivy.Document()
            document.add_text("body", " ".join(terms))
            document.add_text("article", article or str(number // AN_ARTICLE))
            self._writer.add_document(document)
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, words: Sequence[str]) -> Sequence[int]:
        asked = [(Occur.Should, Query.term_query(self._schema, "body", word)) for word in words]
        hits = self._searcher.search(Query.boolean_query(asked), TOP, count=False).hits
        return [address.doc for _, address in hits]

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        self._writer.delete_documents_by_term("article", "0")
        self._put(passages, "0")

    def close(self) -> None:
        self._writer.wait_merging_threads()


class FTS5(Contestant):
    """SQLite's full-text search, without the texts."""

    largest = 1_000_000
    on_disk = adds = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        folder.mkdir(exist_ok=True)
        self._db = sqlite3.connect(folder / "fts5.db")
        self._db.execute(
            "create virtual table if not exists passages using fts5(body, content='',"
            " tokenize='ascii')"
        )

    def build(self, passages: Iterable[Sequence[str]]) -> None:
        with self._db:
            self._db.executemany(
                "insert into passages(body) values (?)", ((" ".join(terms),) for terms in passages)
            )

    def search(self, words: Sequence[str]) -> Sequence[int]:
        asked = " OR ".join(f'"{word}"' for word in words)
        rows = self._db.execute(
            "select rowid from passages where passages match ? order by rank limit ?", (asked, TOP)
        )
        return [number for (number,) in rows]

    def add(self, passages: Sequence[Sequence[str]]) -> None:
        self.build(passages)  # what an article had before can't be taken out without its text

    def close(self) -> None:
        self._db.close()


class BM25S(Contestant):
    """bm25s as it comes, with scipy's arrays and no numba."""

    largest = 200_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        import bm25s  # noqa: PLC0415 - its import is not the others' memory

        self._index = bm25s.BM25(method="lucene")

    def build(self, passages: Iterable[Sequence[str]]) -> None:
        self._index.index(list(passages), show_progress=False)

    def search(self, words: Sequence[str]) -> Sequence[int]:
        found, _ = self._index.retrieve([list(words)], k=TOP, show_progress=False)
        return [int(number) for number in found[0]]


class RankBM25(Contestant):
    """rank-bm25 as it comes."""

    largest = 100_000

    def build(self, passages: Iterable[Sequence[str]]) -> None:
        from rank_bm25 import BM25Okapi  # noqa: PLC0415 - its import is not the others' memory

        self._index = BM25Okapi(list(passages))

    def search(self, words: Sequence[str]) -> Sequence[int]:
        scores = self._index.get_scores(list(words))
        best = np.argpartition(scores, -TOP)[-TOP:]
        return [int(number) for number in best]


CONTESTANTS: dict[str, type[Contestant]] = {
    "tantivy": RawTantivy,
    "commonplace tantivy": OurTantivy,
    "commonplace rank-bm25": OurRankBM25,
    "bm25s": BM25S,
    "SQLite FTS5": FTS5,
    "rank-bm25": RankBM25,
}
