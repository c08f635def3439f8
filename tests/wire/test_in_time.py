"""Discord gives three seconds to the first response, whatever else the bot is doing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.wire.people import done
from tests.wire.stage import Stage, staged
from tests.wire.standin.rest import DEADLINE
from tests.wire.standin.world import Asked

pytestmark = pytest.mark.slow


def told(what: str, asked: list[Asked]) -> None:
    times = sorted(each.first_response * 1000 for each in asked)
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    line = f"{what}: {len(times)} answers, median {middle:.0f} ms, p99 {late:.0f} ms"
    print(f"{line}, worst {times[-1]:.0f} ms")  # noqa: T201 - to be read with -s; no speed is asserted
    assert times[-1] < DEADLINE * 1000


async def test_cold_while_a_reindex_runs_and_with_fifty_at_once(tmp_path: Path) -> None:
    async with staged(tmp_path, papers=300, SEARCH_ENGINE="tantivy") as stage:
        await stage.bot.start()
        cold = await stage.member.send("quote", topic="sanctions")
        await cold.responded.wait()
        told("just started, nothing indexed", [cold])
        assert "Reindexed" not in stage.bot.log(), "the first reindex was over too soon to matter"
        during = await _one_after_another(stage, "Reindexed")
        told("while the first reindex runs", during)
        at_once = [await _mixed(stage, number) for number in range(50)]
        for each in at_once:
            await done(each)
        told("fifty at once", at_once)
        warm = [await done(await _mixed(stage, number)) for number in range(100)]
        told("warm, one after another", warm)
        stage.check()


async def _one_after_another(stage: Stage, until: str) -> list[Asked]:
    asked: list[Asked] = []
    while until not in stage.bot.log():
        asked.append(await done(await _mixed(stage, len(asked))))
        await asyncio.sleep(0.02)
    return asked


async def _mixed(stage: Stage, number: int) -> Asked:
    match number % 4:
        case 0:
            return await stage.member.send("quote", topic="housing subsidy")
        case 1:
            return await stage.member.send("argues", who="Una Writer", topic="pension rules")
        case 2:
            return await stage.member.send("verify", text="We will continue to help")
        case _:
            return await stage.member.send("compare", topic="sanctions")
