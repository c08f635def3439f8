"""The benchmark of the answers asks more than one member may ask of the bot."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.latency import COMMANDS, answers
from tests.conftest import settings_for


@pytest.mark.slow
async def test_every_command_is_measured(tmp_path: Path) -> None:
    rows = await answers(settings_for(tmp_path / "data"), rounds=9)
    assert [row["what"] for row in rows] == [f"/{command}" for command in COMMANDS]
    assert {row["runs"] for row in rows} == {9}
