"""The comparison of search engines runs, and says what it left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.engines import main
from tests.conftest import SEEDS

OURS = ["--engine", "commonplace rank-bm25", "--engine", "commonplace tantivy"]


@pytest.mark.slow
@pytest.mark.parametrize("source", [None, SEEDS])
def test_it_measures_each_engine(source: Path | None) -> None:
    given = [str(source)] if source else []
    run = CliRunner().invoke(main, [*given, "--passages", "300", "--questions", "5", *OURS])
    assert run.exit_code == 0, run.output
    first, second = (json.loads(line) for line in run.output.splitlines()[:2])
    assert {"build_s", "resident_mb", "p50_ms", "p99_ms", "add_ms"} <= first.keys() & second.keys()
    assert "disk_mb" in second


def test_what_does_not_scale_is_left_out() -> None:
    run = CliRunner().invoke(main, ["--passages", "25000", *OURS[:2]])
    assert run.exit_code == 0, run.output
    assert "not asked to hold over 20,000 passages" in run.output
