"""The measurement of republications, on small texts."""

from __future__ import annotations

import json
import random
from pathlib import Path

from click.testing import CliRunner

from bench.republication import main

WORDS = [f"{a}{b}{c}" for a in "bdfgklm" for b in "aeiou" for c in "nrst"]


def text(chance: random.Random) -> str:
    def sentence() -> str:
        return " ".join(chance.choices(WORDS, k=22)).capitalize() + "."

    return "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(9)) + "\n"


def test_each_kind_and_band_is_a_row_and_the_same_seed_gives_the_same(tmp_path: Path) -> None:
    chance = random.Random(1)
    texts = [text(chance) for _ in range(12)]
    for number, content in enumerate(texts):
        (tmp_path / f"{number:02}.txt").write_text(content, "utf-8")
    (tmp_path / "copy.txt").write_text(texts[3], "utf-8")
    runs = [CliRunner().invoke(main, [str(tmp_path), "--sample", "3"]) for _ in range(2)]
    assert runs[0].exit_code == 0, runs[0].output
    first, second = (
        [json.loads(line) for line in run.output.splitlines() if line.startswith("{")]
        for run in runs
    )
    assert [row | {"seconds": 0} for row in first] == [row | {"seconds": 0} for row in second]
    assert [row["kind"] for row in first] == [
        *(kind for kind in ("paragraphs", "sentences", "words", "cut") for _ in range(7)),
        "spelling", "excerpt", "all versions", "quotes", "quotes", "boilerplate",
    ]  # fmt: skip
    assert "voices\n  03.txt + copy.txt" in runs[0].output
    assert all(row["false"] == 0 for row in first)
    found = {(row["kind"], row["band"]): row["recall"] for row in first}
    assert found["words", "90%-100%"] == found["spelling", ""] == found["excerpt", ""] == 1


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert "holds fewer than two articles" in result.output
