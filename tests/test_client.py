"""What the bot is to Discord: its intents, its invite, and when it registers commands."""

from __future__ import annotations

import asyncio
import sys
from datetime import time, timedelta
from pathlib import Path

import discord
import pytest
import simcord
from discord import app_commands
from sqlite_utils import Database

from bot.client import TURN, Commonplace, run_bot
from bot.library import Library
from bot.library.keepsakes import QUESTIONS_KEPT
from bot.library.messages import KEPT
from bot.model import DailySettings, Query
from bot.permissions import PERMISSIONS
from tests.commands.test_qotd_command import START, HeldClock
from tests.conftest import settings_for


async def test_no_privileged_intent_and_no_mention(library: Library) -> None:
    client = Commonplace(library)
    assert client.intents == discord.Intents(guilds=True)
    assert client.allowed_mentions is not None
    assert dict(client.allowed_mentions.to_dict()) == {"parse": []}


async def test_a_stop_while_discord_still_tells_of_the_servers_is_a_clean_one(
    library: Library,
) -> None:
    client = Commonplace(library)
    telling = asyncio.create_task(asyncio.Event().wait())
    client._connection._ready_task = telling
    await client.close()
    await asyncio.wait([telling], timeout=5)
    assert telling.cancelled()


async def test_a_thread_that_answers_soon_gives_way_to_the_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[float] = []

    async def start(_client: Commonplace, _token: str) -> None:
        turns.append(sys.getswitchinterval())

    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)  # Python's own
    monkeypatch.setattr(Commonplace, "start", start)
    try:
        await run_bot(settings_for(tmp_path))
    finally:
        sys.setswitchinterval(before)
    assert turns == [pytest.approx(TURN)]
    assert TURN < 0.005


async def test_commands_are_registered_when_they_changed_and_never_else(library: Library) -> None:
    def syncs(env: simcord.Env) -> int:
        return sum(r.method == "PUT" and r.path.endswith("/commands") for r in env.http_requests)

    async with simcord.run(Commonplace(library)) as env:
        assert syncs(env) == 1
        await env.restart_bot(Commonplace(library))
        assert syncs(env) == 1
        changed = Commonplace(library)

        @changed.tree.command(name="new", description="A new command")
        async def new(_interaction: discord.Interaction[Commonplace]) -> None: ...

        await env.restart_bot(changed)
        assert syncs(env) == 2


async def test_a_server_that_the_bot_left_leaves_nothing_behind_after_a_week(
    library: Library,
) -> None:
    clock = HeldClock()
    async with simcord.run(Commonplace(library, clock)) as env:
        guild = env.create_guild("Policy")
        stays = env.create_guild("Stays")
        settings = DailySettings(1, time(8, 30), "UTC", since=START)
        for each in (guild, stays):
            await library.daily.set_up(each.id, settings)
            await library.keepsakes.record_gap(each.id, "cheese")
        joined = env.bot.get_guild(guild.id)
        assert joined is not None
        await joined.leave()
        await env.settle()
        assert [server.id for server in await library.daily.servers()] == [stays.id]
        clock.set(START + timedelta(days=6))
        await env.settle()
        assert await library.keepsakes.gaps(guild.id) == [("cheese", 1)]
        clock.set(START + timedelta(days=7, hours=1))
        await env.settle()
        assert await library.daily.settings(guild.id) is None
        assert await library.keepsakes.gaps(guild.id) == []
        assert await library.keepsakes.departed(clock.now() + timedelta(days=99)) == []
        assert await library.keepsakes.gaps(stays.id) == [("cheese", 1)]


async def test_what_is_too_old_is_forgotten_once_a_day_though_nobody_asks_anything(
    library: Library,
) -> None:
    def kept(db: Database) -> int:
        return int(db["questions"].count) + int(db["shown_quotes"].count)

    clock = HeldClock()
    quotes = (await library.quote(Query("sanctions", server=7))).quotes
    async with simcord.run(Commonplace(library, clock)) as env:
        (key,) = await library.keepsakes.keep_questions([{"ask": "quotes"}], START)
        await library.messages.show(7, 1, 2, [(0, "card", quotes[0])], START)
        clock.set(START + min(KEPT, QUESTIONS_KEPT) - timedelta(hours=1))
        await env.settle()
        assert await library._store.read(kept) == 2
        clock.set(START + max(KEPT, QUESTIONS_KEPT) + timedelta(days=1))
        await env.settle()
        assert await library._store.read(kept) == 0
        assert await library.keepsakes.question(key, clock.now()) is None


@pytest.mark.parametrize("noticed", ["at a start", "as it happens"])
async def test_a_server_that_takes_the_bot_back_in_time_finds_all_as_it_was(
    library: Library, noticed: str
) -> None:
    await library.keepsakes.record_gap(7, "cheese")
    await library.daily.set_up(7, DailySettings(1, time(8, 30), "UTC", since=START))
    await library.keepsakes.left([7], START)
    assert await library.daily.servers() == []
    if noticed == "at a start":
        await library.keepsakes.on_servers([7], START + timedelta(days=5))
    else:
        await library.keepsakes.back([7])
    assert [server.id for server in await library.daily.servers()] == [7]
    assert await library.keepsakes.departed(START + timedelta(days=99)) == []


async def test_a_server_that_removed_the_bot_while_it_was_not_running_is_noticed(
    library: Library,
) -> None:
    await library.keepsakes.record_gap(7, "cheese")
    clock = HeldClock()
    async with simcord.run(Commonplace(library, clock)) as env:
        env.create_guild("Policy")
        await env.settle()
        assert await library.keepsakes.departed(START + timedelta(days=8)) == [7]
        # The first notice counts, whatever comes later.
        await library.keepsakes.on_servers([], START + timedelta(days=3))
        assert 7 in await library.keepsakes.departed(START + timedelta(days=8))


async def test_the_invite_asks_for_what_is_needed_and_no_more(library: Library) -> None:
    async with simcord.run(Commonplace(library)) as env:
        client = env.bot
        assert isinstance(client, Commonplace)
        assert f"permissions={PERMISSIONS.value}" in client.invite
        assert "scope=bot+applications.commands" in client.invite
    assert {name for name, granted in PERMISSIONS if granted} == {
        "read_messages", "send_messages", "embed_links", "read_message_history",
        "create_public_threads", "send_messages_in_threads", "send_polls",
    }  # fmt: skip


async def test_every_command_is_for_servers_only_and_described(library: Library) -> None:
    async with simcord.run(Commonplace(library)) as env:
        client = env.bot
        assert isinstance(client, Commonplace)
        for command in client.tree.walk_commands():
            assert command.description not in {"", "…"}, command.qualified_name
            if isinstance(command, app_commands.Command):
                for parameter in command.parameters:
                    assert str(parameter.description) != "…", command.qualified_name
        contexts = client.tree.allowed_contexts
        assert (contexts.guild, contexts.dm_channel, contexts.private_channel) == (
            True,
            False,
            False,
        )
