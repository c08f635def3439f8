"""The commands that look after the data: what they tell while they work, and when stopped."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.cli import upkeep
from bot.library import Progress
from tests.conftest import FILES, ROOT, SEEDS


def test_where_no_bar_can_be_drawn_progress_is_told_in_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 29.0, 30.0, 30.0, 31.0])
    monkeypatch.setattr("bot.cli.upkeep.monotonic", lambda: next(clock))
    with upkeep._progress() as show:
        for done in (1, 2, 3):
            show(Progress(done, 90, "a.txt"))
    assert capsys.readouterr().err == "2 of 90 files\n"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent otherwise on Windows")
def test_a_reindex_that_is_interrupted_says_what_is_kept_and_goes_on(tmp_path: Path) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    text = (SEEDS / FILES["001"]).read_text("utf-8")
    for number in range(800):
        (corpus / f"{number}.txt").write_text(f"Number {number}.\n\n{text}", "utf-8")
    environment = {**os.environ, "CORPUS_DIR": str(corpus), "DATA_DIR": str(data)}
    command = [sys.executable, "-m", "bot", "reindex", "--json"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A shell has what it starts in the background ignore it.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    deadline = time.monotonic() + 50
    while not kept(data) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert err.decode().splitlines() == [upkeep.STOPPED]
    assert 0 < kept(data) < 800


def kept(data: Path) -> int:
    """How many files' readings are kept."""
    store = data / "commonplace.db"
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as connection:
        if not connection.execute("select 1 from sqlite_master where name = 'readings'").fetchone():
            return 0
        (count,) = connection.execute("select count(*) from readings").fetchone()
        return int(count)
