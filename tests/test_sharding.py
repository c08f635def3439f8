"""Several connections to Discord, one bot: one scheduler, one sync, one post a day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import discord
import pytest
import simcord
from pydantic import ValidationError

from bot.client import Commonplace, ShardedCommonplace, client_for
from bot.gateway import gateway_of
from bot.library import Library
from bot.model import DailySettings
from bot.settings import Settings
from tests.commands.test_qotd_command import START, HeldClock
from tests.conftest import settings_for


@pytest.mark.parametrize(
    ("chosen", "kind", "count"),
    [
        ("none", Commonplace, None),
        ("auto", ShardedCommonplace, None),
        ("3", ShardedCommonplace, 3),
    ],
)
async def test_the_operator_chooses_how_many(
    library: Library, tmp_path: Path, chosen: str, kind: type[Commonplace], count: int | None
) -> None:
    client = client_for(library, settings_for(tmp_path).model_copy(update={"shard_count": chosen}))
    assert type(client) is kind
    assert client.shard_count == count
    assert client.intents == discord.Intents(guilds=True)


@pytest.mark.parametrize("chosen", ["0", "-1", "many", "2.5", "10000"])
def test_what_is_no_number_of_shards(chosen: str) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, shard_count=chosen)


@pytest.mark.parametrize("shards", [1, 3])
async def test_each_server_gets_its_post_once_whatever_the_shards(
    library: Library, shards: int
) -> None:
    clock = HeldClock()
    async with simcord.run(ShardedCommonplace(library, clock, shard_count=shards)) as env:
        assert (
            sum(r.method == "PUT" and r.path.endswith("/commands") for r in env.http_requests) == 1
        )
        channels = []
        guilds = []
        for shard in range(shards):
            guild = env.create_guild(f"Policy {shard}", shard_id=shard)
            guilds.append(guild)
            channels.append(guild.create_text_channel("europe"))
            settings = DailySettings(
                channels[-1].id, time(8, 30), "UTC", since=START - timedelta(days=1)
            )
            await library.daily.set_up(guild.id, settings)
        clock.set(datetime(2026, 3, 29, 8, 30, tzinfo=UTC))
        await env.settle()
        clock.set(datetime(2026, 3, 29, 9, 30, tzinfo=UTC))
        await env.settle()
        today = clock.now().date()
        days = [await library.daily.post_of(guild.id, today) for guild in guilds]
        assert all(day is not None and day.message for day in days)
        assert [len(channel.history()) for channel in channels] == [1] * shards
        assert isinstance(env.bot, discord.AutoShardedClient)
        for info in env.bot.shards.values():  # a simulated connection has no heartbeat
            info._parent.ws._keep_alive = None
        found = gateway_of(env.bot)
        assert (found.ready, found.servers, len(found.shards)) == (True, shards, shards)
        assert all(shard.open for shard in found.shards)
