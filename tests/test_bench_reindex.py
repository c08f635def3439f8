"""The measurement of a whole reindex."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import reindex
from tests.conftest import SEEDS


def test_each_stage_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reindex, "QUIET", 0.05)
    result = CliRunner().invoke(reindex.main, [str(SEEDS), "--articles", "4"])
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]
    assert {row["stage"] for row in rows[:-1]} == {
        "nothing", "all", "reading", "voices", "store", "index", "unchanged",
    }  # fmt: skip
    assert all(row["stall_ms"] >= 0 for row in rows[:-1])
    assert 1 <= rows[-1]["voices"] <= 4


def test_a_folder_without_sentences_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(reindex.main, [str(tmp_path)])
    assert result.exit_code == 1
    assert "holds no file with sentences in it" in result.output
