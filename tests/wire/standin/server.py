"""The stand-in as a server: requests are counted, failed as planned, answered, and kept."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.wire.standin.clock import SharedClock
from tests.wire.standin.faults import Answer, Fault, Faults
from tests.wire.standin.gateway import Gateway
from tests.wire.standin.payloads import Json
from tests.wire.standin.rest import Call, Failure, find
from tests.wire.standin.world import World

PREFIX = "/api/v10"


class StandIn:
    """Discord on 127.0.0.1. ``bodies`` are the different request bodies since they were checked."""

    def __init__(self, clock: SharedClock) -> None:
        self.clock = clock
        self.world = World(clock)
        self.gateway = Gateway(self.world)
        self.faults = Faults()
        self.requests: Counter[tuple[str, str]] = Counter()
        self.unknown: list[str] = []
        self.bodies: dict[tuple[str, str, str], Any] = {}
        self.url = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[StandIn]:
        app = web.Application(client_max_size=32 << 20)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_route("*", PREFIX + "/{path:.*}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.gateway.url = f"ws://{host}:{port}/gateway"
        try:
            yield self
        finally:
            await runner.cleanup()

    def count(self, method: str, end: str) -> int:
        """How many requests of a method had a path that ends so."""
        return sum(
            n for (m, path), n in self.requests.items() if m == method and path.endswith(end)
        )

    async def _answer(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix(PREFIX)
        body, files = await _read(request)
        self.requests[request.method, _counted(path)] += 1
        fault = self.faults.take(request.method, path)
        if fault is not None:
            if fault.before is not None:
                fault.before()
            await asyncio.sleep(fault.delay)
        if fault is not None and fault.answer is not None and not fault.answer.stored:
            return _as_planned(fault.answer)
        answered = self._do(request, path, body, files)
        if body is not None:
            kept = json.dumps(body, sort_keys=True)
            self.bodies[request.method, path, kept] = body
        return _after(fault, answered)

    def _do(self, request: web.Request, path: str, body: Any, files: list[str]) -> web.Response:
        try:
            answer, parts = find(request.method, path)
            given = {"commands": body} if isinstance(body, list) else body or {}
            result = answer(Call(self.world, parts, request.query, given, files))
        except Failure as failure:
            if failure.body["code"] == 0:
                self.unknown.append(str(failure))
            return web.json_response(failure.body, status=failure.status)
        if result is None:
            return web.Response(status=204)
        return _json(result)


def _after(fault: Fault | None, answered: web.Response) -> web.Response:
    if fault is not None and fault.after is not None:
        fault.after()
    if fault is not None and fault.answer is not None:
        return _as_planned(fault.answer)
    return answered


def _as_planned(answer: Answer) -> web.Response:
    if isinstance(answer.body, str):
        return web.Response(
            status=answer.status, text=answer.body, content_type="text/html", headers=answer.headers
        )
    return web.Response(
        status=answer.status,
        body=json.dumps(answer.body).encode(),
        headers={"Content-Type": "application/json", **answer.headers},
    )


def _json(result: Json | list[Json]) -> web.Response:
    # discord.py takes it for JSON only under exactly this type.
    return web.Response(
        body=json.dumps(result).encode(), headers={"Content-Type": "application/json"}
    )


def _counted(path: str) -> str:
    """The path without what differs between interactions, which would fill the memory."""
    parts = path.split("/")
    return "/".join(part if len(part) < 17 or not part.isalnum() else "…" for part in parts)


async def _read(request: web.Request) -> tuple[Any, list[str]]:
    """The JSON of a body, and the names of the files that came with it."""
    if not request.can_read_body:
        return None, []
    if request.content_type != "multipart/form-data":
        return await request.json(), []
    body, files = None, []
    reader = await request.multipart()
    async for part in reader:
        if getattr(part, "name", None) == "payload_json":
            body = json.loads(await part.text())  # type: ignore[union-attr]
        else:
            files.append(getattr(part, "filename", None) or "file")
            await part.read()  # type: ignore[union-attr]
    return body, files
