"""The command line as a script would use it: exit codes, JSON, and sentences for the operator."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.settings import Settings
from tests.conftest import FILES, ROOT, SEEDS


@pytest.fixture
def run(indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command in an empty folder, on a copy of the indexed seeds."""
    import shutil

    shutil.copytree(indexed, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORPUS_DIR", str(SEEDS))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    return run


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_quote_in_json_is_the_files_text_at_its_offsets(run: Any) -> None:
    quotes = answer(run("quote", "sanctions", "-n", "20", "--json"))["quotes"]
    assert len(quotes) > 5
    for quote in quotes:
        content = (SEEDS / quote["file"]).read_text("utf-8")
        assert quote["text"] == content[quote["start"] : quote["end"]]
        assert set(quote) == {
            "text", "file", "start", "end", "speaker", "voice", "claimant", "score", "article",
        }  # fmt: skip
        assert quote["voice"] in {"author", "reported", "quoted"}
        assert set(quote["article"]) == {
            "title", "outlet", "authors", "published", "url", "basis",
        }  # fmt: skip


def test_nothing_found_is_an_empty_list_and_a_message(run: Any) -> None:
    found = answer(run("quote", "quantum chromodynamics", "--json"))
    assert found["quotes"] == []
    assert found["message"] == "Nothing on “quantum chromodynamics” in the library."
    assert answer(run("argues", "Stefan Wolff", "cheese", "--json"))["quotes"] == []
    assert answer(run("compare", "cheese", "--json"))["voices"] == []
    assert "Nothing on “cheese”" in run("quote", "cheese").stdout


def test_argues_in_json(run: Any) -> None:
    found = answer(run("argues", "wolff", "reset with Russia", "--json"))
    assert found["who"] == "Stefan Wolff"
    assert {quote["voice"] for quote in found["quotes"]} == {"author"}


def test_compare_in_json_has_one_voice_with_two_publications(run: Any) -> None:
    voices = answer(run("compare", "sanctions", "--json"))["voices"]
    files = [{publication["file"] for publication in voice["publications"]} for voice in voices]
    assert {FILES["003"], FILES["004"]} in files
    assert len(voices) == 4


def test_the_terminal_says_which_author_is_inferred(run: Any) -> None:
    compared = run("compare", "sanctions").stdout
    assert "Stefan Wolff (inferred) — one voice, 2 publications: Navigating the Vortex" in compared
    assert "— Stefan Wolff (inferred)\n" in compared
    quoted = run("argues", "Putin", "peace agreement").stdout
    assert "Vladimir Putin, quoted by Stefan Wolff (inferred)" in quoted


def test_verify_in_json(run: Any) -> None:
    text = "Russia is clearly ready for any concessions yet and keeps insisting"
    found = answer(run("verify", text, "--by", "Vladimir Putin", "--json"))
    assert found["verdict"] == "altered"
    assert found["by"] == "Vladimir Putin"
    assert found["warnings"] == [
        "A negation was changed.",
        "The words are not Vladimir Putin’s: here it is Stefan Wolff.",
    ]
    (change,) = found["changes"]
    (match,) = found["matches"]
    content = (SEEDS / match["file"]).read_text("utf-8")
    assert content[change["start"] : change["end"]] == change["source"] == "not"
    assert content[match["start"] : match["end"]] == match["text"]
    assert (change["kind"], change["pasted"], change["warns"]) == ("deleted", "", ["negation"])
    assert (match["speaker"], match["voice"]) == ("Stefan Wolff", "author")
    assert match["article"]["outlet"] == "Navigating the Vortex"
    nothing = answer(run("verify", "?!", "--json"))
    assert (nothing["verdict"], nothing["matches"]) == ("not found", [])


def test_annotate_in_json(run: Any) -> None:
    found = answer(run("annotate", str(SEEDS / FILES["000"]), "--json"))
    assert found["title"] == {"value": "Trump’s Russia–Ukraine Reset", "basis": "text"}
    assert found["authors"] == {"value": ["Andrew Day"], "basis": "declared"}
    assert found["date"] == {"value": "2025-05", "basis": "declared"}
    assert len(found["quotations"]) == 6
    assert {"start", "end", "kind", "speaker"} <= set(found["quotations"][0])
    assert "appeared first on" in found["furniture"][-1]["text"]


def test_reindex_and_library_in_json(run: Any) -> None:
    assert answer(run("reindex", "--json"))["unchanged"] == 5
    assert len(answer(run("library", "--json"))["voices"]) == 4


def test_backup_and_restore_in_json(run: Any, tmp_path: Path) -> None:
    made = answer(run("backup", "copy.db", "--json"))
    assert made == {
        "file": "copy.db",
        "bytes": (tmp_path / "copy.db").stat().st_size,
        "articles": 5,
        "generation": 1,
        "kept": None,
    }
    back = answer(run("restore", "copy.db", "--json"))
    assert (back["articles"], back["file"]) == (5, str(tmp_path / "data" / "commonplace.db"))
    assert Path(back["kept"]).exists()
    assert len(answer(run("library", "--json"))["voices"]) == 4


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("backup", "here.txt"), 73, "--force"),
        (("backup", "nowhere/copy.db"), 73, "nowhere"),
        (("restore", "missing.db"), 66, "missing.db"),
        (("restore", "here.txt"), 66, "can't be read as a store"),
    ],
)
def test_a_backup_that_cannot_be_made_or_used(
    run: Any, tmp_path: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "here.txt").write_text("Not a store, and longer than a header of one. " * 9)
    result = run(*words)
    assert (result.exit_code, "Traceback" in result.output) == (code, False)
    assert says in result.output


@pytest.mark.parametrize(
    "words",
    [
        ("quote", "sanctions"),
        ("compare", "sanctions"),
        ("argues", "Putin", "peace agreement"),
        ("annotate", str(SEEDS / FILES["004"])),
        ("verify", "Trump is notoriously predictable, but these developments suggest"),
        ("verify", "nothing of the kind was ever said by anybody on this coast"),
        ("reindex",),
        ("library",),
        ("backup", "copy.db"),
        ("doctor",),
    ],
)
def test_every_answer_has_a_text_for_the_terminal(run: Any, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert len(result.stdout) > 40


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("quote", "war", "--since", "May"), 2, "is not a date"),
        (("quote", "war", "-n", "0"), 2, "is not in the range"),
        (("annotate", "missing.txt"), 66, "missing.txt"),
        (("compare",), 2, "Missing argument"),
        (("quote", "war", "--since", "2026", "--until", "2020"), 2, "swap the two"),
        (("annotate", "a" * 300 + ".txt"), 66, "a" * 300),
    ],
)
def test_bad_input_is_answered_with_a_sentence(
    run: Any, words: tuple[str, ...], code: int, says: str
) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert says in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("quote", "war", "--since", "May"), 2, "is not a date"),
        (("quote", "war", "-n", "0"), 2, "is not in the range"),
        (("compare",), 2, "Missing argument"),
        (("compare", " "), 2, "Please say on which topic"),
        (("argues", "wolff"), 2, "Missing argument 'TOPIC'"),
        (("argues", "", "peace"), 2, "Please say who"),
        (("argues", "wolff", ""), 2, "Please say on which topic"),
        (("nonsense",), 2, "No such command"),
        (("annotate", "missing.txt"), 66, "missing.txt"),
        (("backup", "nowhere/copy.db"), 73, "nowhere"),
        (("restore", "missing.db"), 66, "missing.db"),
    ],
)
def test_an_error_is_json_where_json_was_asked_for(
    run: Any, words: tuple[str, ...], code: int, says: str
) -> None:
    result = run(*words, "--json")
    assert result.exit_code == code
    assert list(json.loads(result.stdout)) == ["error"]
    assert says in json.loads(result.stdout)["error"]
    assert result.stderr == ""
    plain = run(*words)
    assert (plain.exit_code, plain.stdout) == (code, "")
    assert says in plain.stderr


def test_after_two_dashes_json_is_a_word_like_any_other(run: Any) -> None:
    assert run("argues", "Wolff", "--", "--json").exit_code == 0
    result = run("argues", "--", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Missing argument 'TOPIC'" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("quote", "unicorns"),
        ("quote", "war", "--author", "Xanthippe Quisling"),
        ("compare", "unicorns"),
        ("argues", "wolff", "unicorns"),
        ("argues", "Xanthippe Quisling", "peace"),
        ("verify", "nothing of the kind was ever said on this coast"),
    ],
)
def test_nothing_found_is_an_answer(run: Any, words: tuple[str, ...]) -> None:
    assert answer(run(*words, "--json"))["message"]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("PREVIEW_PORT", "many", 78),
        ("MAX_FILE_MB", "-1", 78),
        ("SEARCH_ENGINE", "grep", 78),
        ("CORPUS_DIR", "nowhere", 66),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    run: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: int
) -> None:
    monkeypatch.setenv(name, value)
    result = run("quote", "war")
    assert result.exit_code == code
    assert name in result.output
    assert "Traceback" not in result.output


def commonplace(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CORPUS_DIR": str(SEEDS), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.slow
def test_run_without_a_token_names_what_to_do(tmp_path: Path) -> None:
    result = commonplace("run", cwd=tmp_path, DISCORD_TOKEN="")
    assert result.returncode == 78
    for word in ("DISCORD_TOKEN", ".env.example", "commonplace preview"):
        assert word in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_run_without_a_token_may_open_the_preview(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import bot.preview

    async def shown(settings: Settings, announce: Callable[[str], None]) -> None:
        announce(f"the preview at {settings.preview_port}")

    monkeypatch.setattr(bot.preview, "run_preview", shown)
    monkeypatch.setenv("DISCORD_TOKEN", " ")
    result = run("run", "--or-preview")
    assert result.exit_code == 0
    first, *_, last = result.stdout.splitlines()
    assert first.startswith("Opening the preview: the same bot in your browser")
    assert "DISCORD_TOKEN=" in result.stdout
    assert last == "the preview at 8765"
    assert result.stderr == ""


def test_a_preview_that_is_not_installed_says_so(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "simcord", None)
    monkeypatch.delitem(sys.modules, "bot.preview", raising=False)
    result = run("preview")
    assert result.exit_code == 78
    assert "make setup" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.slow
def test_run_without_a_network_says_so(tmp_path: Path) -> None:
    # A proxy that nobody serves stands for a network that is not there.
    result = commonplace(
        "run", cwd=tmp_path, DATA_DIR=str(tmp_path / "data"), DISCORD_TOKEN="a.b.c",
        HTTPS_PROXY="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9",
    )  # fmt: skip
    assert "Traceback" not in result.stderr
    assert result.returncode in {69, 77}


@pytest.mark.slow
def test_a_second_process_on_the_same_data_folder_is_refused(
    tmp_path: Path,
) -> None:
    from bot.store.lock import lock

    held = lock(tmp_path / "data")
    try:
        result = commonplace("reindex", cwd=tmp_path, DATA_DIR=str(tmp_path / "data"))
    finally:
        held.release()
    assert result.returncode == 75
    assert "Another Commonplace is running" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="rights are given otherwise on Windows")
def test_a_data_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    result = commonplace("reindex", cwd=tmp_path, DATA_DIR=str(tmp_path / "data"))
    assert result.returncode == 73
    assert "DATA_DIR" in result.stderr
    assert "Traceback" not in result.stderr
