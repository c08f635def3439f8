"""The client's connections to Discord: one, or several shards, and how each is doing."""

from __future__ import annotations

import math
import time
from typing import Any

import discord

from bot.health import Gateway, Shard


def gateway_of(client: discord.Client) -> Gateway:
    """How the client's connections stand now."""
    if isinstance(client, discord.AutoShardedClient):
        sockets = [info._parent.ws for info in client.shards.values()]  # noqa: SLF001 - see below
    else:
        sockets = [client.ws] if client.ws is not None else []
    return Gateway(
        ready=client.is_ready() and not client.is_closed() and bool(sockets),
        servers=len(client.guilds),
        shards=tuple(map(_shard, sockets)),
    )


def _shard(socket: Any) -> Shard:
    # discord.py tells nobody when a heartbeat was last answered; without it, a connection that
    # died silently looks as good as any until it is given up.
    beat = socket._keep_alive  # noqa: SLF001
    latency = beat.latency if beat is not None else math.inf
    return Shard(
        open=socket.open,
        latency=latency if math.isfinite(latency) else None,
        ack_age=time.perf_counter() - beat._last_ack if beat is not None else None,  # noqa: SLF001
    )
