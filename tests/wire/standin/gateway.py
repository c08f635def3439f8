"""Discord's gateway: HELLO, IDENTIFY and READY, heartbeats, RESUME, and how a connection ends."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire.standin import payloads
from tests.wire.standin.payloads import Json
from tests.wire.standin.world import World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 0, 1, 2, 6, 7
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
BEAT = 5_000  # milliseconds between heartbeats


@dataclass(eq=False)
class Session:
    """What a RESUME goes on with: the events that were sent, by their sequence number."""

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    sent: list[Json] = field(default_factory=list)


class Gateway:
    """One bot's connection, and what became of its sessions.

    ``identified`` holds the payload of each IDENTIFY, ``resumed`` counts the RESUMEs that held.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.url = ""
        self.beat = BEAT
        self.silent = False
        self.closed = False  # to new connections
        self.identified: list[Json] = []
        self.resumed = 0
        self.connected = asyncio.Event()  # READY or RESUMED was sent on the present connection
        self._sessions: dict[str, Session] = {}
        self._session: Session | None = None
        self._socket: web.WebSocketResponse | None = None

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO to its end."""
        if self.closed:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.silent = False
        self._socket = socket
        await self._send(socket, {"op": HELLO, "d": {"heartbeat_interval": self.beat}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(socket, message.json())
        finally:
            if self._socket is socket:
                self._socket = None
                self.connected.clear()
        return socket

    async def dispatch(self, event: str, data: Any) -> None:
        """Send an event; with no connection, or a silent one, a RESUME brings it."""
        if self._session is None:
            raise RuntimeError("the bot has not identified itself")
        number = len(self._session.sent) + 1
        payload = {"op": DISPATCH, "t": event, "s": number, "d": data}
        self._session.sent.append(payload)
        if self._socket is not None and self.connected.is_set() and not self.silent:
            await self._send(self._socket, payload)

    # The ways in which a connection ends

    async def close(self, code: int) -> None:
        """Close it, as Discord does; 4000 and the like can be resumed."""
        socket = self._drop()
        await socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        await self._send(self._drop(), {"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        if not resumable:
            self.forget()
        await self._send(self._drop(), {"op": INVALID_SESSION, "d": resumable})

    def go_silent(self) -> None:
        """A zombie: the connection stands, but nothing comes, not even an acknowledgement."""
        self.silent = True
        self.connected.clear()

    def forget(self) -> None:
        """The next RESUME is refused."""
        self._sessions.clear()

    def _drop(self) -> web.WebSocketResponse:
        assert self._socket is not None, "the bot is not connected"
        self.connected.clear()
        return self._socket

    # What the bot sends

    async def _receive(self, socket: web.WebSocketResponse, payload: Json) -> None:
        if self.silent and self._socket is socket:
            return
        match payload["op"]:
            case 1:
                await self._send(socket, {"op": HEARTBEAT_ACK})
            case 2:
                await self._identify(socket, payload["d"])
            case 6:
                await self._resume(socket, payload["d"])

    async def _identify(self, socket: web.WebSocketResponse, asked: Json) -> None:
        self.identified.append(asked)
        session = self._session = Session()
        self._sessions = {session.id: session}
        self.connected.set()
        guilds = list(self._world.guilds.values())
        ready = {
            "v": 10,
            "user": payloads.BOT_USER,
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": str(payloads.APPLICATION), "flags": 0},
        }
        await self.dispatch("READY", ready)
        for guild in guilds:
            await self.dispatch("GUILD_CREATE", guild.payload())

    async def _resume(self, socket: web.WebSocketResponse, asked: Json) -> None:
        session = self._sessions.get(asked["session_id"])
        if session is None:
            await self._send(socket, {"op": INVALID_SESSION, "d": False})
            return
        self._session = session
        self.resumed += 1
        for event in session.sent[asked["seq"] :]:
            await self._send(socket, event)
        self.connected.set()
        await self.dispatch("RESUMED", {})

    async def _send(self, socket: web.WebSocketResponse, payload: Json) -> None:
        with contextlib.suppress(ConnectionError):  # the bot was killed just now
            await socket.send_json(payload)
