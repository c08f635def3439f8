"""What a library costs as it grows: answers, a change, a start, memory.

``python -m bench.growth`` fills libraries of invented articles, of ten passages of 60 words each,
and opens each in a process of its own. A JSON line for each size, a table, and with ``--plot FILE``
a picture of the curves. ``search`` is what the library does to rank passages for a question of 2 to
5 words; ``raw`` is tantivy asked the same of the same index; ``quote`` is a whole answer. A
question is timed several times and its quickest time counts, as the machine may have other work.
"""

from __future__ import annotations

import asyncio
import gc
import json
import multiprocessing
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import numpy as np
import tantivy

from bench.curves import draw
from bench.engines import STOP_WORDS, WORDS, _resident
from bot.answers.topic import Topic
from bot.corpus import REVISION, sketch_of
from bot.library import Library
from bot.library.reindex import Found
from bot.model import (
    Article,
    Basis,
    Content,
    Fact,
    PartialDate,
    Query,
    ReindexReport,
    Sentence,
    Span,
)
from bot.search import Filter, Weighted
from bot.search.tantivy_index import TantivyIndex
from bot.settings import Settings

PASSAGES, SENTENCES, LENGTH = 10, 4, 15  # an article's passages, their sentences, and their words
BATCH = 2_000  # articles
ROUNDS = 3
WIDTH = 120  # passages, as /quote asks for
SIZES = (1_000, 10_000, 100_000, 1_000_000)


class Writers:
    """Invented articles whose words follow Zipf's law; the same at every run.

    As in English, the most frequent words are those that say nothing by themselves.
    """

    def __init__(self, seed: int = 7) -> None:
        self._random = np.random.default_rng(seed)
        share = np.cumsum(1 / np.arange(1, WORDS + 1))
        self._share = share / share[-1]
        self._names: dict[int, str] = dict(enumerate(STOP_WORDS))

    def words(self, count: int) -> list[str]:
        drawn = np.searchsorted(self._share, self._random.random(count))
        return [self._names.get(number, f"w{number}") for number in drawn.tolist()]

    def article(self, number: int) -> Article:
        words = self.words(PASSAGES * SENTENCES * LENGTH)
        text, sentences = "", []
        for place in range(PASSAGES * SENTENCES):
            start = len(text)
            text += " ".join(words[place * LENGTH : (place + 1) * LENGTH]) + "."
            sentences.append(Sentence(Span(start, len(text)), place // SENTENCES))
            text += "\n\n" if (place + 1) % SENTENCES == 0 else " "
        return Article(
            file=f"{number:07}.txt",
            content=Content(text, tuple(sentences)),
            digest=sha256(text.encode()).hexdigest(),
            title=Fact(" ".join(words[:6]), Basis.DECLARED),
            outlet=Fact(f"Outlet {number % 200}", Basis.DECLARED),
            authors=Fact((f"Writer W{number % 5000}",), Basis.DECLARED),
            published=Fact(PartialDate(2000 + number % 25, 1 + number % 12), Basis.DECLARED),
        )


def _settings(folder: Path) -> Settings:
    return Settings(_env_file=None, corpus_dir=folder, data_dir=folder / "data", discord_token=None)


async def _put(library: Library, articles: Sequence[Article]) -> None:
    """Take articles in, as a reindex does that has read them."""
    read = {article.file: article for article in articles}
    sketches = {file: sketch_of(article) for file, article in read.items()}
    await library._indexer.change(Found(read, sketches, (), (), ReindexReport(), {}, REVISION))


async def _fill(folder: Path, passages: int) -> dict[str, Any]:
    writers, started = Writers(), time.perf_counter()
    library = await Library.open(_settings(folder))
    articles = passages // PASSAGES
    for first in range(0, articles, BATCH):
        await _put(
            library, [writers.article(n) for n in range(first, min(first + BATCH, articles))]
        )
    await library.close()
    size = sum(path.stat().st_size for path in (folder / "data").rglob("*") if path.is_file())
    seconds = time.perf_counter() - started
    return {"build_s": round(seconds, 1), "disk_mb": round(size / 1e6)}


def _questions(count: int) -> list[str]:
    chance, writers = random.Random(3), Writers(11)  # noqa: S311 - the same at every run
    return [" ".join(dict.fromkeys(writers.words(chance.randint(2, 5)))) for _ in range(count)]


async def _ask(folder: Path, count: int) -> dict[str, Any]:
    questions = _questions(count)
    started = time.perf_counter()
    library = await Library.open(_settings(folder))
    await library.quote(Query(questions[0]))
    row: dict[str, Any] = {"start_ms": _ms(time.perf_counter() - started)}
    holdings = library._indexer.holdings
    seen = Filter(servers=frozenset({None, 1}))
    asked = [Topic.of(question, holdings, 1).covering for question in questions]
    row |= _timed("search", [lambda q=q: holdings.rank(q, seen, WIDTH) for q in asked])  # type: ignore[misc]
    row |= _timed("raw", list(_raw(library, asked)))
    row["resident_mb"] = round(_resident("VmRSS"))
    quoted = [Query(question, server=1) for question in questions[: count // 4]]
    row |= await _answers(library, quoted)
    row["resident_after_quotes_mb"] = round(_resident("VmRSS"))
    times = []
    for turn in range(5):
        article = Writers(turn + 50).article(3)
        content = article.read()
        first = f"news{turn}" + content.text[content.text.index(" ") :]
        begins = Sentence(
            Span(0, len(first) - len(content.text) + content.sentences[0].span.end), 0
        )
        moved = len(first) - len(content.text)
        rest = [
            replace(s, span=Span(s.span.start + moved, s.span.end + moved))
            for s in content.sentences[1:]
        ]
        changed = replace(article, content=Content(first, (begins, *rest)), digest=f"{turn}")
        begun = time.perf_counter()
        await _put(library, [changed])
        now = library._indexer.holdings
        found = now.rank(Topic.of(f"news{turn}", now).query, seen, 5)
        times.append(time.perf_counter() - begun)
        assert found.passages, "a changed article is not found"
    row["change_ms"] = _ms(float(np.median(times)))
    await library.close()
    return row


def _raw(library: Library, asked: Sequence[Weighted]) -> Iterator[Callable[[], Any]]:
    """The same words, asked of tantivy itself."""
    index = library._indexer.holdings.index
    if not isinstance(index, TantivyIndex):
        return
    searcher, schema = index._searcher, index._schema

    def search(terms: Sequence[str]) -> Any:
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", term, "freq"))
            for term in terms
        ]
        return searcher.search(tantivy.Query.boolean_query(parts), 10, count=False).hits

    yield from (partial(search, tuple(query.terms)) for query in asked)


def _timed(name: str, calls: Sequence[Callable[[], Any]]) -> dict[str, float]:
    if not calls:
        return {}
    best = [float("inf")] * len(calls)
    gc.collect()
    for _ in range(ROUNDS):
        for number, call in enumerate(calls):
            started = time.perf_counter()
            call()
            best[number] = min(best[number], time.perf_counter() - started)
    return {f"{name}_p{p}_ms": _ms(float(np.percentile(best, p))) for p in (50, 99)}


async def _answers(library: Library, asked: Sequence[Query]) -> dict[str, float]:
    times = []
    for query in asked:
        started = time.perf_counter()
        await library.quote(query)
        times.append(time.perf_counter() - started)
    return {f"quote_p{p}_ms": _ms(float(np.percentile(times, p))) for p in (50, 99)}


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def fill(folder: Path, passages: int) -> dict[str, Any]:
    return asyncio.run(_fill(folder, passages))


def ask(folder: Path, count: int) -> dict[str, Any]:
    return asyncio.run(_ask(folder, count))


def _apart(work: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    """Run something in a process of its own, so that its memory is not another's."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        return processes.submit(work, *given).result()


COLUMNS = ("build_s", "disk_mb", "start_ms", "search_p50_ms", "search_p99_ms", "raw_p50_ms",
           "raw_p99_ms", "quote_p50_ms", "quote_p99_ms", "change_ms", "resident_mb")  # fmt: skip

CURVES = {"start_ms": "start, ms", "change_ms": "a changed article, ms",
          "quote_p50_ms": "/quote, ms", "search_p50_ms": "search, ms",
          "raw_p50_ms": "tantivy alone, ms", "resident_mb": "memory, MB"}  # fmt: skip


@click.command()
@click.option("--sizes", default=",".join(map(str, SIZES)), show_default=True)
@click.option("--questions", default=200, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="keep the libraries here, and reuse")
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False))
def main(sizes: str, questions: int, keep: Path | None, plot: Path | None) -> None:
    """Fill libraries of several SIZES, in passages, and measure each."""
    rows: list[dict[str, Any]] = []
    for passages in map(int, sizes.split(",")):
        folder = keep / str(passages) if keep else Path(tempfile.mkdtemp(prefix="growth-"))
        row: dict[str, Any] = {"passages": passages}
        if not (folder / "data").exists():
            folder.mkdir(parents=True, exist_ok=True)
            row |= _apart(fill, folder, passages)
        row |= _apart(ask, folder, questions)
        if not keep:
            shutil.rmtree(folder)
        rows.append(row)
        print(json.dumps(row), flush=True)
    print(f"\n{'passages':>10}" + "".join(f"{name.removesuffix('_ms'):>14}" for name in COLUMNS))
    for row in rows:
        print(f"{row['passages']:>10}" + "".join(f"{row.get(name, '–'):>14}" for name in COLUMNS))

    if plot and len(rows) > 1:
        curves = {
            label: [(row["passages"], row[name]) for row in rows if name in row]
            for name, label in CURVES.items()
        }
        draw("What a library costs, by its passages", curves, plot)


if __name__ == "__main__":
    main()
