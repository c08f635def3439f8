"""After each failure of Discord's the bot lives and answers, and its log is in order."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.wire.stage import Stage, staged
from tests.wire.troubles import TROUBLES

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One process for all of them: what one leaves behind meets the next."""
    folder = tmp_path_factory.mktemp("troubles")
    async with staged(folder, papers=20, WIRE_HEARTBEAT="7") as stage:
        stage.standin.gateway.beat = 1_000
        await stage.bot.start()
        await stage.bot.says("Reindexed")
        yield stage
        assert stage.standin.count("PUT", "/commands") == 1, "a reconnect registered the commands"
        assert await stage.bot.terminate() < 5


@pytest.mark.parametrize("name", TROUBLES)
async def test_it_survives(running: Stage, name: str) -> None:
    running.guild.permissions = (1 << 53) - 1
    await TROUBLES[name](running)
    running.standin.faults.clear()
    assert (await running.member.slash("quote", topic="sanctions")).shown["embeds"]
    assert running.bot.lives
    running.check()
