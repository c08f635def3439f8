"""What a library costs as it grows: answers, a change, a start, memory.

``python -m bench.growth`` fills libraries of invented articles, of ten passages of 60 words each,
and opens each in a process of its own. A JSON line for each size, a table, and with ``--plot FILE``
a picture of the curves. ``search`` is what the library does to rank passages for a question of 2 to
5 words; ``raw`` is tantivy asked the same of the same index; ``quote`` is a whole answer. A
question is timed several times and its quickest time counts, as the machine may have other work;
``first`` is how long it took the first time.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import click

from bench.curves import draw
from bench.grown import ask, put, settings
from bench.invented import PASSAGES, Writers
from bench.invented import questions as invented_questions
from bot.library import Library

BATCH = 2_000  # articles
NEW = [f"news{turn}" for turn in range(5)]  # words of the articles that are changed
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def fill(folder: Path, passages: int) -> dict[str, Any]:
    """Make a library of so many passages."""
    return asyncio.run(_fill(folder, passages))


async def _fill(folder: Path, passages: int) -> dict[str, Any]:
    writers, started = Writers(), time.perf_counter()
    library = await Library.open(settings(folder))
    articles = passages // PASSAGES
    for first in range(0, articles, BATCH):
        await put(library, [writers.article(n) for n in range(first, min(first + BATCH, articles))])
    await library.close()
    size = sum(path.stat().st_size for path in (folder / "data").rglob("*") if path.is_file())
    seconds = time.perf_counter() - started
    return {"build_s": round(seconds, 1), "disk_mb": round(size / 1e6)}


def _apart(work: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    """Run something in a process of its own, so that its memory is not another's."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        return processes.submit(work, *given).result()


COLUMNS = ("build_s", "disk_mb", "start_ms", "search_p50_ms", "search_p99_ms",
           "search_first_p50_ms", "search_first_p99_ms", "raw_p50_ms", "raw_p99_ms",
           "raw_as_many_p50_ms", "raw_as_many_p99_ms",
           "quote_p50_ms", "quote_p99_ms", "change_ms", "resident_mb")  # fmt: skip

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
    asked = invented_questions(questions)
    changed = [(word, Writers(turn + 50).article(3, word)) for turn, word in enumerate(NEW)]
    for passages in map(int, sizes.split(",")):
        folder = keep / str(passages) if keep else Path(tempfile.mkdtemp(prefix="growth-"))
        row: dict[str, Any] = {"passages": passages}
        if not (folder / "data").exists():
            folder.mkdir(parents=True, exist_ok=True)
            row |= _apart(fill, folder, passages)
        row |= _apart(ask, folder, asked, changed)
        if not keep:
            shutil.rmtree(folder)
        rows.append(row)
        print(json.dumps(row), flush=True)
    print(f"\n{'passages':>10}" + "".join(f"{name.removesuffix('_ms'):>18}" for name in COLUMNS))
    for row in rows:
        print(f"{row['passages']:>10}" + "".join(f"{row.get(name, '–'):>18}" for name in COLUMNS))

    if plot and len(rows) > 1:
        curves = {
            label: [(row["passages"], row[name]) for row in rows if name in row]
            for name, label in CURVES.items()
        }
        draw("What a library costs, by its passages", curves, plot)


if __name__ == "__main__":
    main()
