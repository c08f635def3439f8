"""Promise 7 on the wire: SIGKILL at any instant loses nothing and posts nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wire.killing import Killer
from tests.wire.stage import staged

pytestmark = pytest.mark.slow

KILLS = 20
PAPERS = 40


async def test_nothing_is_lost_and_nothing_comes_twice(tmp_path: Path) -> None:
    async with staged(
        tmp_path, papers=PAPERS, SEARCH_ENGINE="tantivy", WIRE_GUILDS="0.05"
    ) as stage:
        killer = Killer(stage, PAPERS, seed=1)
        await killer.prepare()
        await killer.rounds(KILLS)
        assert sum(killer.tally.values()) == KILLS
        assert await stage.bot.terminate() < 5
