"""Members of a server, who ask the bot something through the stand-in."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any

from tests.wire.standin import StandIn, payloads
from tests.wire.standin.payloads import MANAGE_GUILD, MEMBER, Json
from tests.wire.standin.world import Asked, Guild

PATIENCE = 15.0  # seconds
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
CHANNEL_OPTION = 7


class Member:
    """Somebody in a channel, at each interaction another: the bot turns away one who asks too
    much, and that is tried elsewhere. ``manager``: may manage the server."""

    def __init__(
        self, standin: StandIn, guild: Guild, *, manager: bool = False, channel: int = 0
    ) -> None:
        self.standin = standin
        self.guild = guild
        self.channel: Json = guild.channels[channel]
        self._permissions = MEMBER | (MANAGE_GUILD if manager else 0)

    async def slash(self, command: str, **options: Any) -> Asked:
        """Send a slash command and wait for the end of its answer."""
        return await done(await self.send(command, **options))

    async def send(self, command: str, **options: Any) -> Asked:
        """Send a slash command; what comes of it is in ``Asked``."""
        return await self._ask(COMMAND, self._data(command, options))

    async def complete(self, command: str, focused: str, **options: Any) -> list[Json]:
        """The choices that autocompletion offers for one option."""
        data = self._data(command, options)
        inner = data
        while inner["options"] and inner["options"][0]["type"] in {1, 2}:
            inner = inner["options"][0]
        for option in inner["options"]:
            if option["name"] == focused:
                option["focused"] = True
        asked = await done(await self._ask(AUTOCOMPLETE, data))
        assert asked.callback is not None
        choices: list[Json] = asked.callback["data"]["choices"]
        return choices

    async def press(self, message: Json, custom_id: str) -> Asked:
        data = {"custom_id": custom_id, "component_type": 2}
        return await done(await self._ask(COMPONENT, data, message))

    async def submit(self, custom_id: str, message: Json, **values: str) -> Asked:
        """Send a form in; a value of the field ``what`` is a choice, all others are text."""
        fields = [
            {"type": 18, "id": number, "component": _field(name, value)}
            for number, (name, value) in enumerate(values.items(), 1)
        ]
        data = {"custom_id": custom_id, "components": fields}
        return await done(await self._ask(MODAL, data, message))

    def _data(self, name: str, options: dict[str, Any]) -> Json:
        first, *rest = name.split()
        known = next(c for c in self.standin.world.commands if c["name"] == first)
        data: Json = {"id": known["id"], "name": first, "type": 1, "options": []}
        inner = data
        for word in rest:
            known = next(o for o in known["options"] if o["name"] == word)
            inner["options"] = [{"name": word, "type": known["type"], "options": []}]
            inner = inner["options"][0]
        kinds = {option["name"]: option["type"] for option in known.get("options") or []}
        inner["options"] = [
            {"name": key, "type": kinds[key], "value": value} for key, value in options.items()
        ]
        chosen = [str(v) for key, v in options.items() if kinds[key] == CHANNEL_OPTION]
        if chosen:
            channels = {each: self.standin.world.channel(each) for each in chosen}
            data["resolved"] = {
                "channels": {k: {**v, "permissions": "0"} for k, v in channels.items() if v}
            }
        return data

    async def _ask(self, kind: int, data: Json, message: Json | None = None) -> Asked:
        world = self.standin.world
        identity, token = world.new_id(), secrets.token_hex(12)
        user = payloads.user(world.new_id(), "member")
        of = {**payloads.member(user, []), "permissions": str(self._permissions)}
        payload: Json = {
            "id": str(identity),
            "application_id": str(payloads.APPLICATION),
            "type": kind,
            "token": token,
            "version": 1,
            "data": data,
            "guild_id": str(self.guild.id),
            "guild": {"id": str(self.guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "channel_id": self.channel["id"],
            "channel": self.channel,
            "member": of,
            "app_permissions": str(self.guild.permissions),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(self.guild.id)},
            "context": 0,
            "attachment_size_limit": 10 << 20,
        }
        if message is not None:
            payload["message"] = message
        asked = Asked(identity, token, self.channel["id"], payload, time.perf_counter())
        world.asked[token] = asked
        await self.standin.gateway.dispatch("INTERACTION_CREATE", payload)
        return asked


async def done(asked: Asked) -> Asked:
    """Wait for the end of an answer; one that fails ends with the reason, for the asker alone."""
    async with asyncio.timeout(PATIENCE):
        await asked.done.wait()
        while asked.failed and not asked.followups:
            await asyncio.sleep(0.01)
    return asked


def _field(name: str, value: str) -> Json:
    if name == "what":
        return {"type": 3, "custom_id": name, "values": [value]}
    return {"type": 4, "custom_id": name, "value": value}
