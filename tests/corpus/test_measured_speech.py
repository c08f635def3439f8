"""The measurement of speech and speakers: what it counts, and what it says of bad labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench.speech import LABELS, main
from tests.conftest import ROOT

TEXT = (
    "Una Writer, the mayor, met Otto Ruler. “It is finished,” Writer said.\n"
    "The so-called “long pier” is new. “It is not,” said Ruler."
)
ROWS: list[dict[str, object]] = [
    {"text": "“It is finished,”", "kind": "speech", "speaker": "Ms. WRITER"},
    {"text": "“long pier”", "kind": "term", "speaker": None},
    {"text": "“It is not,”", "kind": "speech", "speaker": "Otto Ruler Jr."},
]


def measured(folder: Path, rows: list[dict[str, object]]) -> dict[str, object]:
    result = run(folder, rows)
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]
    return {line["measure"]: line["value"] for line in lines}


def run(folder: Path, rows: list[dict[str, object]], *options: str) -> Result:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    placed = []
    for row in rows:
        start = TEXT.find(str(row["text"]))
        placed.append({"file": "a.txt", "start": start, "end": start + len(str(row["text"]))} | row)
    labels = "\n".join(json.dumps(row) for row in placed)
    (folder / LABELS).write_text(labels, "utf-8")
    return CliRunner().invoke(main, [str(folder), *options])


def test_titles_case_and_suffixes_do_not_count(tmp_path: Path) -> None:
    assert measured(tmp_path, ROWS) == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "speaker_accuracy": 1.0, "unattributed": 0.0,
    }  # fmt: skip


def test_a_term_taken_for_speech_and_a_wrong_speaker_count(tmp_path: Path) -> None:
    rows = [ROWS[0] | {"kind": "term", "speaker": None}, ROWS[1], ROWS[2] | {"speaker": "Voice"}]
    assert measured(tmp_path, rows) == {
        "precision": 0.5, "recall": 1.0, "f1": 0.6667, "speaker_accuracy": 0.0, "unattributed": 0.0,
    }  # fmt: skip


def test_speech_that_was_missed_counts_as_unattributed(tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[1] | {"kind": "speech", "speaker": "Una Writer"}]
    assert measured(tmp_path, rows) == {
        "precision": 1.0, "recall": 0.5, "f1": 0.6667, "speaker_accuracy": 0.5, "unattributed": 0.5,
    }  # fmt: skip


def test_a_speaker_who_is_not_named_is_not_scored(tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[2] | {"speaker": "Voice", "named": False}]
    assert measured(tmp_path, rows)["speaker_accuracy"] == 1.0


def test_the_errors_are_shown_with_their_context(tmp_path: Path) -> None:
    result = run(tmp_path, [ROWS[0], ROWS[2] | {"speaker": "Voice"}], "--errors", "5")
    assert "speech, Voice <- speech, Otto Ruler" in result.output
    assert "[[“It is not,”]]" in result.output


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"file": "none.txt"}, "none.txt cannot be scored"),
        ({"file": 3}, "line 1 names no file"),
        ({"start": 1, "end": 18}, "is it another version of the file?"),
        ({"start": 9, "end": 4}, "“start” and “end” must be whole numbers"),
        ({"start": True}, "“start” and “end” must be whole numbers"),
        ({"kind": "shout"}, "“kind” must be speech or term, not 'shout'"),
        ({"speaker": 1}, "“speaker” must be a name or null"),
        ({"named": "no"}, "“named” true or false"),
    ],
)
def test_a_bad_row_is_refused_in_a_sentence(
    tmp_path: Path, row: dict[str, object], complaint: str
) -> None:
    result = run(tmp_path, [ROWS[0] | row])
    assert result.exit_code == 1
    assert complaint in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("labels", "complaint"),
    [("", "holds no rows"), ("{", "line 1 is not JSON"), ("[]", "line 1 is not a JSON object")],
)
def test_labels_that_are_none_are_refused(tmp_path: Path, labels: str, complaint: str) -> None:
    (tmp_path / LABELS).write_text(labels, "utf-8")
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert complaint in result.output


def test_labels_that_are_missing_are_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert LABELS in result.output


gold = ROOT.parent / "shared" / "gold" / "seeds_quotations.jsonl"


@pytest.mark.skipif(not gold.is_file(), reason="the hand-made labels are not beside the tree")
def test_every_span_of_the_seeds_is_right() -> None:
    result = CliRunner().invoke(main, [str(ROOT / "seeds"), "--labels", str(gold)])
    values = [json.loads(line)["value"] for line in result.output.splitlines() if line[:1] == "{"]
    assert values == [1.0, 1.0, 1.0, 1.0, 0.0]
