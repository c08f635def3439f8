"""Many files are read in processes, and none of them harms the others or the bot."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.corpus import load_sources
from bot.corpus.readings import read, unpack
from bot.corpus.workers import DIED, ENDLESS, NoWorkers, Task, read_all
from bot.model import Refusal
from tests.conftest import SEEDS
from tests.corpus.odd_workers import Unready, odd

MOST = 10**7


@pytest.fixture(autouse=True)
def _no_worker_outlives_the_reading() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def laid(root: Path, files: dict[str, str]) -> list[Path]:
    for name, words in files.items():
        (root / name).write_text(words, "utf-8")
    return [root / name for name in files]


def test_workers_read_what_this_process_reads(tmp_path: Path) -> None:
    sources = load_sources(SEEDS)
    task = Task(SEEDS, sources, MOST)
    paths = [*sorted(SEEDS.glob("*.txt")), SEEDS / "gone.txt"]
    found = {path: unpack(packed) for path, packed in read_all(task, paths)}
    assert found == {path: read(path, SEEDS, sources, MOST) for path in paths}
    assert found[SEEDS / "gone.txt"].refusal is not None


def test_a_file_that_ends_or_holds_its_worker_is_refused_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    well = {f"{number}.txt": f"words {number}" for number in range(8)}
    odd_ones = {
        "0-die.txt": "die",
        "3-hang.txt": "hang",
        "4-once.txt": "die once",
        "5-stop.txt": "asked to stop",
    }
    paths = sorted(laid(tmp_path, {**well, **odd_ones}))
    task = Task(tmp_path, load_sources(tmp_path), MOST)

    def longest(path: Path) -> float:
        return 0.5 if path.name == "3-hang.txt" else 60

    found = {p.name: answer for p, answer in read_all(task, paths, work=odd, longest=longest)}
    assert unpack(found.pop("0-die.txt")).refusal == Refusal("0-die.txt", DIED)
    assert unpack(found.pop("3-hang.txt")).refusal == Refusal("3-hang.txt", ENDLESS)
    wanted = {**well, "4-once.txt": "well again", "5-stop.txt": "asked to stop"}
    assert found == {name: words.encode() for name, words in wanted.items()}


def test_what_is_raised_meanwhile_ends_the_workers(tmp_path: Path) -> None:
    paths = laid(tmp_path, {"0.txt": "hang", "1.txt": "hang"})
    task = Task(tmp_path, load_sources(tmp_path), MOST)

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        list(read_all(task, paths, stop, work=odd))


def test_workers_that_cannot_begin_are_no_fault_of_the_files(tmp_path: Path) -> None:
    paths = laid(tmp_path, {"0.txt": "words"})
    task = Task(tmp_path, load_sources(tmp_path), MOST)
    with pytest.raises(NoWorkers):
        list(read_all(task, paths, work=Unready()))
