"""How search engines compare: building, size, memory, queries, and adding an article.

``python -m bench.engines --passages N`` makes N passages of 60 words, whose frequencies follow
Zipf's law, and asks each engine the same questions of 2 to 5 words. None of these are stop words,
as no engine is ever asked for them. With a DIR, the passages are those of its text files instead,
repeated until there are N. It prints a JSON line for each engine, then a table. Every engine has a
process of its own; what is on disk is opened again by another one for the questions. A question is
timed several times, and its quickest time counts, as the machine may have other work. ``ratio`` is
to raw tantivy's median.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np

from bench.contestants import AN_ARTICLE, CONTESTANTS, Contestant
from bench.figures import ms, percentile, resident
from bench.invented import STOP_WORDS, WORDS

LENGTH = 60
ROUNDS = 3
PATIENCE = 60.0  # seconds of an engine's questions, in all
NEW = "unheardof"  # the word that the added article has


class Corpus:
    """Passages in files: the numbers of their words, end to end, and where each passage ends."""

    def __init__(self, folder: Path) -> None:
        self._words = (folder / "words.txt").read_text("utf-8").split("\n")
        self._numbers = np.load(folder / "numbers.npy", mmap_mode="r")
        self._ends = np.load(folder / "ends.npy", mmap_mode="r")

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[list[str]]:
        start = 0
        for end in self._ends:
            yield [self._words[number] for number in self._numbers[start:end]]
            start = end

    def questions(self, count: int) -> list[list[str]]:
        """Words as often as the passages have them, but for stop words."""
        chance = random.Random(7)  # noqa: S311 - the same questions at every run
        stop = set(STOP_WORDS)

        def drawn() -> Iterator[str]:
            while True:
                word = self._words[self._numbers[chance.randrange(len(self._numbers))]]
                if word not in stop:
                    yield word

        return [list(dict.fromkeys(islice(drawn(), chance.randint(2, 5)))) for _ in range(count)]


def invent(folder: Path, passages: int) -> None:
    """Passages whose words follow Zipf's law; as in English, the most frequent are stop words."""
    rng = np.random.default_rng(7)
    share = np.cumsum(1 / np.arange(1, WORDS + 1))
    numbers = np.lib.format.open_memmap(
        folder / "numbers.npy", mode="w+", dtype=np.uint32, shape=(passages * LENGTH,)
    )
    for start in range(0, len(numbers), 1_000_000):
        part = numbers[start : start + 1_000_000]
        part[:] = np.searchsorted(share, rng.random(len(part)) * share[-1])
    np.save(folder / "ends.npy", np.arange(1, passages + 1) * LENGTH)
    words = [*STOP_WORDS, *(f"w{n}" for n in range(len(STOP_WORDS), WORDS))]
    (folder / "words.txt").write_text("\n".join(words), "utf-8")


def read(folder: Path, source: Path, passages: int) -> None:
    """The passages of a folder's text files, repeated until there are enough."""
    from bot.corpus import annotate_text  # noqa: PLC0415 - only where files are read
    from bot.search import Analyzer  # noqa: PLC0415
    from bot.search.passages import cut_passages  # noqa: PLC0415

    analyzer = Analyzer()
    words: dict[str, int] = {}
    found: list[list[int]] = []
    for path in sorted(source.rglob("*.txt")):
        article = annotate_text(path.name, path.read_text("utf-8", "replace"))
        for span in cut_passages(article):
            terms = analyzer.terms(span.of(article.text))
            found.append([words.setdefault(term, len(words)) for term in terms])
        if len(found) >= passages:
            break
    if not found:
        raise click.UsageError(f"{source} holds no .txt file with a sentence in it.")
    found = [found[number % len(found)] for number in range(passages)]
    np.save(folder / "numbers.npy", np.concatenate(found).astype(np.uint32))
    np.save(folder / "ends.npy", np.cumsum([len(each) for each in found]))
    (folder / "words.txt").write_text("\n".join(words), "utf-8")


@dataclass(frozen=True)
class Task:
    """What an engine is asked, so that its process need not look into the corpus."""

    engine: str
    folder: Path
    corpus: Path
    questions: list[list[str]]
    article: list[list[str]]


def build(task: Task) -> dict[str, Any]:
    """Index the corpus, leaving it on disk."""
    engine = CONTESTANTS[task.engine](task.folder)
    result = _build(engine, task.corpus)
    engine.close()
    return result


def _build(engine: Contestant, corpus: Path) -> dict[str, Any]:
    started = time.perf_counter()
    engine.build(Corpus(corpus))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"build_s": round(seconds, 2), "build_peak_mb": round(peak)}


def ask(task: Task) -> dict[str, Any]:
    """Open or build, ask, and add an article."""
    started = time.perf_counter()
    engine = CONTESTANTS[task.engine](task.folder)
    result: dict[str, Any] = {}
    if not engine.on_disk:
        result = _build(engine, task.corpus)
        started = time.perf_counter()
    engine.search(task.questions[0])
    result["first_answer_ms"] = ms(time.perf_counter() - started)
    times = _time(engine, task.questions)
    for percent in (50, 95, 99):
        result[f"p{percent}_ms"] = ms(percentile(times, percent))
    result["questions"] = len(times)
    result["resident_mb"] = round(resident())
    result["of_files_mb"] = round(resident("RssFile"))
    result["add_ms"] = _add(engine, task.article) if engine.adds else None
    engine.close()
    return result


def _time(engine: Contestant, questions: Sequence[Sequence[str]]) -> list[float]:
    """The quickest of some times of each question that there was time for, in seconds."""
    best: list[float] = []
    deadline = time.perf_counter() + PATIENCE
    for round_ in range(ROUNDS):
        for number, words in enumerate(questions[: len(best) if round_ else None]):
            started = time.perf_counter()
            engine.search(words)
            taken = time.perf_counter() - started
            if round_:
                best[number] = min(best[number], taken)
            else:
                best.append(taken)
            if time.perf_counter() > deadline:
                return best
    return best


def _add(engine: Contestant, passages: Sequence[Sequence[str]]) -> float:
    """Milliseconds, on the median, until a changed article is found."""
    times = []
    for turn in range(5):
        word = f"{NEW}{turn}"
        article = [[*terms[1:], word] for terms in passages]
        started = time.perf_counter()
        engine.add(article)
        found = engine.search([word])
        times.append(time.perf_counter() - started)
        assert found, "an added article is not found"
    return ms(median(times))


def measure(name: str, corpus: Path, count: int) -> dict[str, Any]:
    """All about one engine, each part in a process of its own."""
    folder = Path(tempfile.mkdtemp(prefix="engine-"))
    passages = Corpus(corpus)
    article = list(islice(passages, AN_ARTICLE))
    task = Task(name, folder, corpus, passages.questions(count), article)
    try:
        with ProcessPoolExecutor(
            1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1
        ) as processes:
            result: dict[str, Any] = {}
            if CONTESTANTS[name].on_disk:
                result = processes.submit(build, task).result()
                size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
                result["disk_mb"] = round(size / 1e6, 1)
            return result | processes.submit(ask, task).result()
    except BrokenProcessPool:
        return {"left_out": "its process was ended, for want of memory most likely"}
    finally:
        shutil.rmtree(folder)


COLUMNS = ("build_s", "disk_mb", "resident_mb", "first_answer_ms", "p50_ms", "p95_ms", "p99_ms",
           "add_ms", "ratio")  # fmt: skip


@click.command()
@click.argument("source", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--passages", default=10_000, show_default=True)
@click.option("--questions", default=500, show_default=True)
@click.option("--engine", "engines", multiple=True, type=click.Choice(list(CONTESTANTS)))
def main(source: Path | None, passages: int, questions: int, engines: tuple[str, ...]) -> None:
    """Compare search engines on invented passages, or on those of SOURCE."""
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="corpus-") as name:
        corpus = Path(name)
        if source:
            read(corpus, source, passages)
        else:
            invent(corpus, passages)
        for engine in engines or CONTESTANTS:
            row: dict[str, Any] = {"engine": engine, "passages": passages}
            if passages > CONTESTANTS[engine].largest:
                row["left_out"] = f"not asked to hold over {CONTESTANTS[engine].largest:,} passages"
            else:
                row |= measure(engine, corpus, questions)
            if "p50_ms" in row and rows and "p50_ms" in rows[0]:
                row["ratio"] = round(row["p50_ms"] / rows[0]["p50_ms"], 2)
            rows.append(row)
            print(json.dumps(row), flush=True)
    print(f"\n{passages:,} passages{'':8}" + "".join(f"{name:>16}" for name in COLUMNS))
    for row in rows:
        cells = [f"{row.get(name) if row.get(name) is not None else '–':>16}" for name in COLUMNS]
        print(f"{row['engine']:24}" + (row.get("left_out") or "".join(cells)))


if __name__ == "__main__":
    main()
