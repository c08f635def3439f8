"""A Discord that fails while the bot starts."""

from __future__ import annotations

import pytest

from tests.wire.stage import Stage
from tests.wire.standin.faults import broken, error

pytestmark = pytest.mark.slow

EXIT_TOKEN = 77


async def test_a_login_that_fails_for_a_moment(stage: Stage) -> None:
    stage.standin.faults.plan("GET", "/users/@me", broken(502))
    await stage.bot.start()
    assert (await stage.member.slash("quote", topic="sanctions")).shown["embeds"]


async def test_a_token_that_is_refused(stage: Stage) -> None:
    stage.standin.faults.plan("GET", "/users/@me", error(401, 0, "401: Unauthorized"))
    await stage.bot.start(wait=False)
    assert await stage.bot.ended() == EXIT_TOKEN
    assert "Discord refused the token" in stage.bot.log()


async def test_commands_are_registered_once_over_all_starts_and_again_if_refused(
    stage: Stage,
) -> None:
    stage.standin.faults.plan("PUT", "/commands$", error(400, 30034, "Too many creations today"))
    for registrations in (1, 2, 2):
        await stage.bot.start()
        await stage.bot.caught_up()
        assert stage.standin.count("PUT", "/commands") == registrations
        if registrations > 1:
            assert (await stage.member.slash("help")).shown["embeds"]
        assert await stage.bot.terminate() < 5
    assert "Discord did not take the commands" in stage.bot.log()
