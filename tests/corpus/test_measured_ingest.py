"""The measurement of each stage of annotation."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from bench.ingest import main


def test_each_stage_is_timed_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Una Writer came. “It is finished,” she said.\n" * 9, "utf-8")
    result = CliRunner().invoke(main, [str(tmp_path), "--rounds", "1"])
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]
    assert [row["stage"] for row in rows] == [
        "paragraphs", "furniture", "headings and facts", "sentences", "speech", "of which people",
        "all of an article", "republication",
    ]  # fmt: skip
    assert {(row["articles"], row["words"]) for row in rows} == {(1, 72)}


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert "holds no .txt file with words in it" in result.output
