"""A library of some size, opened in a process of its own and asked: the inner part of
``bench.growth``. What makes its articles and questions is not loaded here, as memory is measured.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import tantivy

from bench.figures import ms, percentile, resident
from bot import corpus
from bot.answers.topic import Topic
from bot.corpus import REVISION
from bot.library import Library
from bot.library.reindex import Found
from bot.model import Article, Query, ReindexReport
from bot.search import Filter, Weighted
from bot.search.tantivy_index import TantivyIndex
from bot.settings import Settings

ROUNDS = 3
WIDTH = 120  # passages, as /quote asks for
SEEN = Filter(servers=frozenset({None, 1}))


def settings(folder: Path) -> Settings:
    """A library in a folder, and without Discord."""
    return Settings(_env_file=None, corpus_dir=folder, data_dir=folder / "data", discord_token=None)


async def put(library: Library, articles: Sequence[Article]) -> None:
    """Take articles in, as a reindex does that has read them."""
    read = {article.file: article for article in articles}
    sketches = {file: corpus.sketch_of(article) for file, article in read.items()}
    await library._indexer.change(Found(read, sketches, (), (), ReindexReport(), {}, REVISION))


def ask(
    folder: Path, questions: Sequence[str], changed: Sequence[tuple[str, Article]]
) -> dict[str, Any]:
    """Open the library, ask the questions, and change articles, each of which has a word that no
    other has."""
    return asyncio.run(_ask(folder, questions, changed))


async def _ask(
    folder: Path, questions: Sequence[str], changed: Sequence[tuple[str, Article]]
) -> dict[str, Any]:
    started = time.perf_counter()
    library = await Library.open(settings(folder))
    await library.quote(Query(questions[0]))
    row: dict[str, Any] = {"start_ms": ms(time.perf_counter() - started)}
    holdings = library._indexer.holdings
    asked = [Topic.of(question, holdings, 1).covering for question in questions]
    row |= _timed("search", [partial(holdings.rank, query, SEEN, WIDTH) for query in asked])
    row |= _timed("raw", list(_raw(library, asked, 10)))
    row |= _timed("raw_as_many", list(_raw(library, asked, WIDTH)))
    row["resident_mb"] = round(resident())
    row["of_files_mb"] = round(resident("RssFile"))
    row |= await _answers(library, questions[: len(questions) // 4])
    row["resident_after_quotes_mb"] = round(resident())
    times = [await _change(library, word, article) for word, article in changed]
    row["change_ms"] = ms(median(times))
    await library.close()
    return row


def _raw(library: Library, asked: Sequence[Weighted], limit: int) -> Iterator[Callable[[], Any]]:
    """The same words, asked of tantivy itself: the passages' numbers, best first."""
    index = library._indexer.holdings.index
    if not isinstance(index, TantivyIndex):
        return
    searcher, schema = index._searcher, index._schema

    def search(terms: Sequence[str]) -> Any:
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", term, "freq"))
            for term in terms
        ]
        hits = searcher.search(tantivy.Query.boolean_query(parts), limit, count=False).hits
        return searcher.fast_field_values("passage", [address for _, address in hits])

    yield from (partial(search, tuple(query.terms)) for query in asked)


def _timed(name: str, calls: Sequence[Callable[[], Any]]) -> dict[str, float]:
    """The median and the slowest of the first times, and of each call's quickest time."""
    if not calls:
        return {}
    gc.collect()
    times = [[_seconds(call) for call in calls] for _ in range(ROUNDS)]
    best = list(map(min, zip(*times, strict=True)))
    figures = {f"{name}_p{p}_ms": ms(percentile(best, p)) for p in (50, 99)}
    return figures | {f"{name}_first_p{p}_ms": ms(percentile(times[0], p)) for p in (50, 99)}


def _seconds(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


async def _answers(library: Library, questions: Sequence[str]) -> dict[str, float]:
    times = []
    for question in questions:
        started = time.perf_counter()
        await library.quote(Query(question, server=1))
        times.append(time.perf_counter() - started)
    return {f"quote_p{p}_ms": ms(percentile(times, p)) for p in (50, 99)}


async def _change(library: Library, word: str, article: Article) -> float:
    """Seconds until a changed article is found by its word."""
    started = time.perf_counter()
    await put(library, [article])
    now = library._indexer.holdings
    found = now.rank(Topic.of(word, now).query, SEEN, 5)
    seconds = time.perf_counter() - started
    assert found.passages, "a changed article is not found"
    return seconds
