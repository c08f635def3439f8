"""Starts the real ``commonplace`` command with discord.py pointed at the stand-in.

The product has no setting for any of this, so that no operator can misuse one. ``WIRE_URL`` and
``WIRE_GATEWAY`` are the stand-in's, ``WIRE_CLOCK`` is the file of its clock, ``WIRE_HEARTBEAT`` the
seconds without a word from the gateway after which discord.py takes it for dead, and
``WIRE_GUILDS`` those for which it waits for servers at a start.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main
from bot.clock import Alarm, WallClock

LOOK = 0.05  # seconds after which a sleeping scheduler sees that the clock was moved


def point_at(url: str, gateway: str) -> None:
    Route.BASE = f"{url}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    discord.Asset.BASE = url


def follow(clock: Path) -> None:
    """Let the product's clock be the stand-in's."""

    def now(self: WallClock) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(clock.read_text("ascii")))

    async def sleep_until(self: WallClock, when: datetime, woken: Alarm) -> None:
        while not woken.is_set() and self.now() < when:
            await asyncio.sleep(LOOK)

    WallClock.now = now  # type: ignore[method-assign]
    WallClock.sleep_until = sleep_until  # type: ignore[method-assign]


def hurry(heartbeat: float, guilds: float) -> None:
    """discord.py's own waits, shorter, as tests run in real time."""
    make = discord.Client.__init__

    def hurried(self: discord.Client, **options: Any) -> None:
        make(self, heartbeat_timeout=heartbeat, guild_ready_timeout=guilds, **options)

    discord.Client.__init__ = hurried  # type: ignore[method-assign]


if __name__ == "__main__":
    point_at(os.environ["WIRE_URL"], os.environ["WIRE_GATEWAY"])
    follow(Path(os.environ["WIRE_CLOCK"]))
    hurry(float(os.environ["WIRE_HEARTBEAT"]), float(os.environ["WIRE_GUILDS"]))
    main()
