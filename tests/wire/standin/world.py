"""What the stand-in knows: servers, channels, messages, commands, and what was asked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.wire.standin import payloads
from tests.wire.standin.clock import SharedClock
from tests.wire.standin.payloads import EVERYTHING, Json

EPOCH = 1_420_070_400_000  # Discord's, in milliseconds
NONCE_WINDOW = timedelta(minutes=5)


@dataclass
class Guild:
    """A server. ``permissions`` are the bot's."""

    id: int
    name: str
    channels: list[Json] = field(default_factory=list)
    permissions: int = EVERYTHING

    def payload(self) -> Json:
        threads = [c for c in self.channels if c["type"] == payloads.PUBLIC_THREAD]
        plain = [c for c in self.channels if c not in threads]
        return {
            **payloads.guild(self.id, self.name, plain, self.permissions),
            "threads": threads,
        }


@dataclass(eq=False)
class Asked:
    """An interaction: what was asked, and what the bot answered. Times are of ``perf_counter``."""

    id: int
    token: str
    channel: str
    payload: Json
    asked_at: float
    first_at: float | None = None
    done_at: float | None = None
    callback: Json | None = None
    original: Json | None = None
    followups: list[Json] = field(default_factory=list)
    responded: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def acknowledge(self, body: Json) -> None:
        self.callback = body
        self.first_at = time.perf_counter()
        self.responded.set()

    def finish(self) -> None:
        self.done_at = self.done_at or time.perf_counter()
        self.done.set()

    @property
    def first_response(self) -> float:
        """Seconds until the bot acknowledged it."""
        assert self.first_at is not None, "it was not answered"
        return self.first_at - self.asked_at

    @property
    def failed(self) -> bool:
        """Whether the answer says that there is none; the reason follows."""
        embeds = self.original["embeds"] if self.original else []
        return any(e.get("description") == "This could not be answered." for e in embeds)

    @property
    def shown(self) -> Json:
        """The message that the member sees: a notice for them alone, or else the answer."""
        seen = self.followups[-1] if self.followups else self.original
        assert seen is not None, "nothing was shown"
        return seen

    @property
    def text(self) -> str:
        """All words of the embeds that are shown."""
        parts = []
        for embed in self.shown["embeds"]:
            parts += [embed.get("title", ""), embed.get("description", "")]
            parts += [f"{f['name']} {f['value']}" for f in embed.get("fields", [])]
            parts += [
                embed.get("author", {}).get("name", ""),
                embed.get("footer", {}).get("text", ""),
            ]
        return "\n".join(parts)

    def button(self, label: str) -> str:
        """The custom_id of a button of what is shown."""
        found = [item["custom_id"] for item in items_of(self.shown) if item.get("label") == label]
        assert found, f"no button {label} in {self.shown['components']}"
        return str(found[0])


def items_of(message: Json) -> Iterator[Json]:
    """The buttons and menus of a message."""
    for row in message.get("components", []):
        yield from row.get("components", [])


class World:
    """The stand-in's memory; it outlives the bot's processes."""

    def __init__(self, clock: SharedClock) -> None:
        self.clock = clock
        self.nonce_window = NONCE_WINDOW
        self.guilds: dict[int, Guild] = {}
        self.messages: dict[str, dict[int, Json]] = {}
        self.commands: list[Json] = []
        self.asked: dict[str, Asked] = {}
        self._nonces: dict[tuple[str, str], tuple[datetime, Json]] = {}
        self._count = 0

    def new_id(self) -> int:
        """A snowflake: the time, and a counter that keeps two of one millisecond apart."""
        self._count += 1
        milliseconds = int(self.clock.now().timestamp() * 1000) - EPOCH
        return (milliseconds << 22) | (self._count % (1 << 22))

    def add_guild(self, name: str, *channels: str) -> Guild:
        guild = Guild(self.new_id(), name)
        for each in channels:
            guild.channels.append(payloads.channel(self.new_id(), guild.id, each))
        self.guilds[guild.id] = guild
        return guild

    def channel(self, identity: str) -> Json | None:
        for guild in self.guilds.values():
            for channel in guild.channels:
                if channel["id"] == identity:
                    return channel
        return None

    def guild_of(self, channel: Json) -> Guild:
        return self.guilds[int(channel["guild_id"])]

    def remove_channel(self, identity: str) -> None:
        for guild in self.guilds.values():
            guild.channels = [c for c in guild.channels if c["id"] != identity]
        self.messages.pop(identity, None)

    def history(self, channel: str) -> list[Json]:
        """Oldest first."""
        return [message for _, message in sorted(self.messages.get(channel, {}).items())]

    def post(self, channel: str, body: Json, files: list[str]) -> Json:
        """Keep a message; if its nonce was used just now, the earlier one is the answer."""
        nonce = str(body.get("nonce") or "")
        now = self.clock.now()
        if nonce and body.get("enforce_nonce"):
            known = self._nonces.get((channel, nonce))
            if known is not None and now - known[0] < self.nonce_window:
                return known[1]
        message = payloads.message(self.new_id(), channel, now.isoformat(), body, files=files)
        self.keep(message)
        if nonce:
            self._nonces[channel, nonce] = now, message
        return message

    def keep(self, message: Json) -> None:
        self.messages.setdefault(message["channel_id"], {})[int(message["id"])] = message

    def find(self, channel: str, identity: str) -> Json | None:
        return self.messages.get(channel, {}).get(int(identity))

    def edit(self, message: Json, body: Json, files: list[str]) -> None:
        for key in ("content", "embeds", "components"):
            if key in body:
                message[key] = body[key] or ("" if key == "content" else [])
        if files or "attachments" in body:
            made = payloads.message(int(message["id"]), "", "", {}, files=files)
            message["attachments"] = made["attachments"]
        message["flags"] &= ~payloads.LOADING
        message["edited_timestamp"] = self.clock.now().isoformat()
