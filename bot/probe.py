"""What Discord says of the bot, asked over REST alone: nothing goes online, nothing changes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import discord

from bot.model import DailySettings, Server
from bot.permissions import lacking

PATIENCE = 30.0  # seconds for everything
MOST_SERVERS = 25  # of a large bot; each takes three requests


@dataclass(slots=True)
class Probe:
    """What was found out.

    ``unreachable`` says why Discord could not be asked, ``refused`` that it does not know the
    token. ``drift`` is how far this machine's clock is ahead of Discord's, in seconds, or None.
    ``channels`` has a sentence for each quote of the day that can't be posted, ``looked`` how
    many were looked at.
    """

    unreachable: str = ""
    refused: bool = False
    name: str = ""
    drift: float | None = None
    privileged: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    looked: int = 0


async def probe(token: str, servers: Sequence[Server]) -> Probe:
    """Ask Discord whom the token is of, what time it is, and where the bot may post."""
    found = Probe()
    client = discord.Client(intents=discord.Intents(guilds=True), http_trace=_clock(found))
    try:
        async with asyncio.timeout(PATIENCE), client:
            await client.login(token)
            found.name = str(client.user)
            found.privileged = _privileged(client.application_flags)
            for server in servers[:MOST_SERVERS]:
                if server.daily is not None:
                    found.looked += 1
                    found.channels += await _look(client, server.id, server.daily)
    except discord.LoginFailure:
        found.refused = True
    except TimeoutError:
        found.unreachable = f"it did not answer within {PATIENCE:.0f} s"
    except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
        found.unreachable = str(error)
    return found


async def _look(client: discord.Client, server: int, settings: DailySettings) -> list[str]:
    """What keeps one server's quote of the day from being posted."""
    where = f"Server {server}"
    if client.user is None:
        raise RuntimeError("Nobody is logged in.")
    try:
        guild = await client.fetch_guild(server, with_counts=False)
        me = await guild.fetch_member(client.user.id)
    except (discord.NotFound, discord.Forbidden):
        return [f"{where}: the bot is not there any more."]
    try:
        channel = await guild.fetch_channel(settings.channel)
    except (discord.NotFound, discord.Forbidden, discord.InvalidData):
        return [f"{where}: its channel is gone or hidden from the bot; /qotd setup chooses another"]
    if not isinstance(channel, discord.TextChannel):
        return [f"{where}: its channel is no text channel; /qotd setup chooses another"]
    lacks = lacking(channel.permissions_for(me), settings)
    return [f"{where}: the bot lacks {', '.join(lacks)} in #{channel.name}"] if lacks else []


def _privileged(flags: discord.ApplicationFlags) -> list[str]:
    """The privileged intents that are switched on for the application."""
    names = {
        "Presence": flags.gateway_presence or flags.gateway_presence_limited,
        "Server Members": flags.gateway_guild_members or flags.gateway_guild_members_limited,
        "Message Content": flags.gateway_message_content or flags.gateway_message_content_limited,
    }
    return [name for name, on in names.items() if on]


def _clock(found: Probe) -> aiohttp.TraceConfig:
    """Reads the time off the first answer."""

    async def ended(
        _session: aiohttp.ClientSession, _context: object, sent: aiohttp.TraceRequestEndParams
    ) -> None:
        stated = sent.response.headers.get("Date")
        if stated is not None and found.drift is None:
            drift = datetime.now(UTC) - parsedate_to_datetime(stated)
            found.drift = drift.total_seconds()

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(ended)
    return trace
