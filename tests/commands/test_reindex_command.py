"""`/reindex`, as admins use it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.library import Library, Progress
from bot.model import Refusal, ReindexReport
from commands.reindex import progress_card, report_card
from tests.commands.conftest import Place
from tests.commands.test_qotd_command import let_everybody
from tests.conftest import FILES, SEEDS, settings_for


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "corpus"))


@pytest.fixture
async def library(corpus: Path, tmp_path: Path) -> AsyncIterator[Library]:
    """A library on a folder that the test may change."""
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    yield library
    await library.close()


async def test_nothing_changed_is_said(place: Place) -> None:
    answer = await place.ask("reindex", by=place.admin)
    assert answer.private
    assert "Nothing has changed: 5 articles" in answer.text


async def test_what_was_added_changed_removed_and_refused_is_named(
    place: Place, corpus: Path
) -> None:
    place.blocking.deactivate()  # the test's own files
    (corpus / "new.txt").write_text("Tariffs raise prices for everybody who buys.", "utf-8")
    (corpus / FILES["000"]).write_text("War is costly. Peace is hard to come by.", "utf-8")
    (corpus / FILES["002"]).unlink()
    (corpus / "broken.txt").write_bytes(b"PK\x03\x04\x00\x00")
    place.blocking.activate()
    answer = await place.ask("reindex", by=place.admin)
    text = answer.text.replace("\\", "")
    assert "**1** added · **1** changed · **1** removed · **2** refused · 3 unchanged" in text
    assert "new.txt" in text
    assert FILES["002"] in text
    assert "broken.txt: " in text
    found = await place.ask("quote", topic="tariffs")
    assert "Tariffs raise prices" in found.text


async def test_another_servers_files_are_not_named(place: Place, corpus: Path) -> None:
    place.blocking.deactivate()
    for server in ("1", str(place.guild.id)):
        (corpus / "servers" / server).mkdir(parents=True)
        (corpus / "servers" / server / "own.txt").write_text("Minutes of our club, in full.")
    place.blocking.activate()
    answer = await place.ask("reindex", by=place.admin)
    assert "**1** added" in answer.text
    assert f"servers/{place.guild.id}/own.txt" in answer.text
    assert "servers/1/" not in answer.text


async def test_a_missing_corpus_folder_is_told_and_nothing_lost(place: Place, corpus: Path) -> None:
    place.blocking.deactivate()
    shutil.rmtree(corpus)
    place.blocking.activate()
    answer = await place.ask("reindex", by=place.admin)
    assert "operator finds the reason in its log" in answer.text + answer.told
    assert str(corpus) not in answer.text + answer.told
    assert "sanctions" in (await place.ask("quote", topic="sanctions")).text


async def test_a_member_without_the_permission_is_told_so(place: Place) -> None:
    await let_everybody(place, "reindex")
    answer = await place.ask("reindex")
    assert answer.private
    assert "Manage Server" in answer.text + answer.told


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (Progress(1, 4, "a.txt"), "` 25%"),
        (Progress(100, 400, "a.txt", 2), "` 25%\n2.0 a second · 2 min left"),
        (Progress(400, 400, "", 104), "` 100%\n104 a second · all read, indexing"),
    ],
)
def test_progress_is_a_bar_with_a_rate_and_the_time_left(step: Progress, shown: str) -> None:
    assert (progress_card(step).description or "").endswith(shown)


def test_a_long_report_is_cut_visibly() -> None:
    files = tuple(f"a-rather-long-name-of-a-file-{n}.txt" for n in range(500))
    report = ReindexReport(added=files, refused=(Refusal("x.txt", "It is empty."),))
    text = report_card(report).description or ""
    assert len(text) <= 4096
    assert "more lines; `commonplace reindex` prints them all" in text
