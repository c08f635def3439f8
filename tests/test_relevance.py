"""The benchmark of the ranking, on a collection of three documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.relevance import Collection, main

DOCUMENTS = [
    {"_id": "a", "title": "Grain", "text": "The harbour ships grain."},
    {"_id": "b", "title": "", "text": "The railway carries ore. It once carried grain."},
    {"_id": "c", "text": "Nobody counts the passengers."},
]
QUERIES = [{"_id": "1", "text": "grain harbour"}, {"_id": "2", "text": "nothing is relevant"}]
QRELS = "query-id\tcorpus-id\tscore\n1\ta\t2\n1\tb\t1\n2\tc\t0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rows in (("corpus", DOCUMENTS), ("queries", QUERIES)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text(QRELS, "utf-8")
    return tmp_path


def test_a_collection_is_read_without_what_can_not_be_scored(folder: Path) -> None:
    collection = Collection.load(folder)
    assert collection.ids == ["a", "b", "c"]
    assert collection.titles == ["Grain", "", ""]
    assert collection.queries == {"1": "grain harbour"}
    assert collection.qrels["1"] == {"a": 2, "b": 1}


def test_every_engine_is_measured_on_it(folder: Path) -> None:
    result = CliRunner().invoke(main, [str(folder)], catch_exceptions=False)
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert [row["engine"] for row in rows] == ["commonplace", "bm25s", "rank-bm25"]
    assert {row["dataset"] for row in rows} == {folder.name}
    assert rows[0]["ndcg@10"] == rows[0]["recall@100"] == 1
