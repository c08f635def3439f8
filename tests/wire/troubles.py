"""Each failure of Discord's that the bot has to survive: how it comes about, and what must hold.

A trouble takes a stage with a connected bot and leaves it connected. Those who use one then ask the
bot something and see that it answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

from tests.wire.people import PATIENCE, done
from tests.wire.stage import Stage
from tests.wire.standin.faults import Answer, Fault, broken, error, rate_limited
from tests.wire.standin.payloads import EVERYTHING, Json

Trouble: TypeAlias = Callable[[Stage], Awaitable[None]]
TROUBLES: dict[str, Trouble] = {}

SEND_MESSAGES = 1 << 11
CALLBACK, EDIT, POST = "/callback$", "/messages/@original$", "/channels/[0-9]+/messages$"


def trouble(name: str) -> Callable[[Trouble], Trouble]:
    def register(make: Trouble) -> Trouble:
        TROUBLES[name] = make
        return make

    return register


def _answered(name: str, method: str, path: str, answer: Answer, *, reaches: bool) -> None:
    """One request of an answer fails; ``reaches``: the member sees the answer all the same."""

    @trouble(name)
    async def make(stage: Stage) -> None:
        fault = stage.standin.faults.plan(method, path, answer)
        asked = await stage.member.send("quote", topic="sanctions")
        await asyncio.wait_for(fault.hit.wait(), PATIENCE)
        if reaches:
            assert (await done(asked)).shown["embeds"]


_answered("429 to the first response", "POST", CALLBACK, rate_limited(0.3), reaches=True)
_answered("429 to an edit", "PATCH", EDIT, rate_limited(0.3), reaches=True)
_answered("500 to the first response", "POST", CALLBACK, broken(500), reaches=True)
_answered("500 to an edit", "PATCH", EDIT, broken(500), reaches=True)
_answered("502 to an edit", "PATCH", EDIT, broken(502), reaches=True)
_answered("502 to an edit that was made", "PATCH", EDIT, broken(502, stored=True), reaches=True)
_answered("10062 to the first response", "POST", CALLBACK, error(404, 10062), reaches=False)
_answered("40060 to the first response", "POST", CALLBACK, error(400, 40060), reaches=False)
_answered("10008, the answer was deleted", "PATCH", EDIT, error(404, 10008), reaches=False)
_answered("10015, the interaction is over", "PATCH", EDIT, error(404, 10015), reaches=False)


@trouble("10008, the message of a button was deleted")
async def _deleted_message(stage: Stage) -> None:
    quote = await stage.member.slash("quote", topic="sanctions")
    stage.standin.world.messages.clear()
    fault = stage.standin.faults.plan("PATCH", EDIT, error(404, 10008))
    pressed = asyncio.ensure_future(stage.member.press(quote.shown, quote.button("Next")))
    await asyncio.wait_for(fault.hit.wait(), PATIENCE)
    pressed.cancel()
    discussed = await stage.member.press(quote.shown, quote.button("Discuss"))
    assert discussed.text


@trouble("10003, the channel of a thread was deleted")
async def _deleted_channel(stage: Stage) -> None:
    quote = await stage.member.slash("quote", topic="sanctions")
    stage.standin.faults.plan("POST", "/threads$", error(404, 10003))
    assert (await stage.member.press(quote.shown, quote.button("Discuss"))).text


@trouble("50013, no threads may be opened")
async def _no_threads(stage: Stage) -> None:
    quote = await stage.member.slash("quote", topic="sanctions")
    stage.standin.faults.plan("POST", "/threads$", error(403, 50013))
    assert (await stage.member.press(quote.shown, quote.button("Discuss"))).text


@trouble("a thread was deleted after it was opened")
async def _deleted_thread(stage: Stage) -> None:
    quote = await stage.member.slash("quote", topic="sanctions")
    await stage.member.press(quote.shown, quote.button("Discuss"))
    stage.standin.world.remove_channel(quote.shown["id"])
    assert (await stage.member.press(quote.shown, quote.button("Discuss"))).text


# The quote of the day


async def due(stage: Stage) -> None:
    """Set it up for ten minutes from now, in the second channel, and let them pass."""
    at = stage.standin.clock.now() + timedelta(minutes=10)
    place = stage.guild.channels[1]["id"]
    await stage.manager.slash("qotd setup", time=f"{at:%H:%M}", zone="UTC", channel=place)
    stage.standin.clock.move_to(at.replace(second=1))


def posts(stage: Stage) -> list[Json]:
    """Its messages in the second channel."""
    return [m for m in stage.standin.world.history(stage.guild.channels[1]["id"]) if "nonce" in m]


async def posted(stage: Stage, before: int) -> None:
    """Wait until there is one post more than before, which the bot knows, and no second one."""
    async with asyncio.timeout(PATIENCE):
        while len(posts(stage)) <= before:
            await asyncio.sleep(0.02)
        newest = posts(stage)[-1]["id"]
        while newest not in (await stage.manager.slash("qotd status")).text:
            await asyncio.sleep(0.05)
    assert len(posts(stage)) == before + 1


def _post_answered(name: str, answer: Answer) -> None:
    @trouble(name)
    async def make(stage: Stage) -> None:
        stage.tomorrow()
        before, fault = len(posts(stage)), stage.standin.faults.plan("POST", POST, answer)
        await due(stage)
        await asyncio.wait_for(fault.hit.wait(), PATIENCE)
        await posted(stage, before)


_post_answered("429 to the quote of the day", rate_limited(0.3))
_post_answered("500 to the quote of the day", broken(500))
_post_answered("502 to the quote of the day that was posted", broken(502, stored=True))


@trouble("502 to the quote of the day that was posted, then 50013")
async def _refused_after_it_was_posted(stage: Stage) -> None:
    stage.tomorrow()
    before = len(posts(stage))
    stage.standin.faults.plan("POST", POST, broken(502, stored=True))
    refused = stage.standin.faults.plan("POST", POST, error(403, 50013))
    await due(stage)
    await asyncio.wait_for(refused.hit.wait(), PATIENCE)
    await posted(stage, before)


@trouble("50013 to the quote of the day")
async def _may_not_post(stage: Stage) -> None:
    stage.tomorrow()
    before = len(posts(stage))
    fault = stage.standin.faults.plan("POST", POST, error(403, 50013))
    left_out = stage.bot.log().count("is left out: the bot may not post")
    await due(stage)
    await asyncio.wait_for(fault.hit.wait(), PATIENCE)
    await stage.bot.says("is left out: the bot may not post", left_out + 1)
    assert len(posts(stage)) == before


@trouble("50013 to the quote of the day and to the look whether it is there")
async def _may_not_look(stage: Stage) -> None:
    stage.tomorrow()
    before = len(posts(stage))
    stage.standin.faults.plan("GET", POST, error(403, 50013), times=99)
    stage.standin.faults.plan("POST", POST, error(403, 50013))
    unknown = "Whether an attempt before that arrived is not known"
    told = stage.bot.log().count(unknown)
    await due(stage)
    await stage.bot.says(unknown, told + 1)
    assert len(posts(stage)) == before


@trouble("10003, the channel of the quote of the day was deleted")
async def _no_channel(stage: Stage) -> None:
    stage.tomorrow()
    fault = stage.standin.faults.plan("POST", POST, error(404, 10003))
    gone = stage.bot.log().count("is gone")
    await due(stage)
    await asyncio.wait_for(fault.hit.wait(), PATIENCE)
    await stage.bot.says("is gone", gone + 1)


@trouble("a server is unavailable while its quote of the day is due")
async def _unavailable(stage: Stage) -> None:
    stage.tomorrow()
    before, failed = len(posts(stage)), stage.bot.log().count("The quote of the day failed")
    gateway, guild = stage.standin.gateway, stage.guild
    away: Fault = stage.standin.faults.plan("POST", POST, broken(503))
    await gateway.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
    await due(stage)
    await asyncio.wait_for(away.hit.wait(), PATIENCE)
    await gateway.dispatch("GUILD_CREATE", guild.payload())
    await stage.bot.says("The quote of the day failed", failed + 1)
    stage.standin.clock.shift(timedelta(minutes=2))
    await posted(stage, before)


@trouble("the bot loses the right to send, and gets it back")
async def _lost_permission(stage: Stage) -> None:
    gateway, guild = stage.standin.gateway, stage.guild
    for permissions, lacking in ((EVERYTHING & ~SEND_MESSAGES & ~8, True), (EVERYTHING, False)):
        guild.permissions = permissions
        role = guild.payload()["roles"][0]
        await gateway.dispatch("GUILD_ROLE_UPDATE", {"guild_id": str(guild.id), "role": role})
        place = guild.channels[1]["id"]
        state = await stage.manager.slash("qotd setup", time="8:30", zone="UTC", channel=place)
        assert ("Send Messages" in state.text) == lacking


# The gateway


async def _resumed(stage: Stage, end: Awaitable[None]) -> None:
    gateway = stage.standin.gateway
    resumed, identified = gateway.resumed, len(gateway.identified)
    await end
    asked = await stage.member.send("quote", topic="sanctions")  # kept for the RESUME
    await stage.bot.connected()
    assert (gateway.resumed, len(gateway.identified)) == (resumed + 1, identified)
    assert (await done(asked)).shown["embeds"]


@trouble("the gateway closes and resumes")
async def _close(stage: Stage) -> None:
    for code in (4000, 1001, 4008):
        await _resumed(stage, stage.standin.gateway.close(code))


@trouble("the gateway asks to reconnect")
async def _reconnect(stage: Stage) -> None:
    await _resumed(stage, stage.standin.gateway.ask_to_reconnect())


@trouble("the session is invalid but can be resumed")
async def _invalid_resumable(stage: Stage) -> None:
    await _resumed(stage, stage.standin.gateway.invalidate(resumable=True))


@trouble("the session is invalid")
async def _invalid(stage: Stage) -> None:
    gateway = stage.standin.gateway
    identified = len(gateway.identified)
    await gateway.invalidate(resumable=False)
    await stage.bot.connected()
    assert len(gateway.identified) == identified + 1


@trouble("the session is refused when it is resumed")
async def _refused(stage: Stage) -> None:
    gateway = stage.standin.gateway
    identified = len(gateway.identified)
    gateway.forget()
    await gateway.close(4000)
    await stage.bot.connected()
    assert len(gateway.identified) == identified + 1


@trouble("a zombie connection")
async def _zombie(stage: Stage) -> None:
    stage.standin.gateway.go_silent()
    await stage.bot.connected()
