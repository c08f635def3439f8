"""The import contracts of ``pyproject.toml``, and what must not be in the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_imports_run_downward_only() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("loading", "unwanted"),
    [
        ("bot.__main__", "discord"),
        ("bot.__main__", "bot.library"),
        ("bot.client", "trafilatura"),
        ("bot.client", "PIL"),
        ("bot.client", "simcord"),
        ("bot.client", "markdown_it"),
        ("bot.library", "discord"),
    ],
)
def test_a_start_loads_lazily_what_it_does_not_need(loading: str, unwanted: str) -> None:
    code = f"import sys, {loading}; sys.exit({unwanted!r} in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert run.returncode == 0


def test_the_lock_pins_with_hashes_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "index-url" not in lock
    pinned = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pinned) > 50
    assert all("==" in line for line in pinned)
    assert lock.count("--hash=sha256:") >= len(pinned)
