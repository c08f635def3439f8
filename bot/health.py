"""``/healthz`` and ``/metrics`` for the operator's machines, over HTTP on a port of their own."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.library import Library, StoreError

# Discord asks for a heartbeat about every 41 s, and discord.py gives a silent connection up after
# 60 s more.
OLDEST_ACK = 105.0  # seconds
PATIENCE = 5.0  # seconds for a write to the store


class PortTaken(Exception):
    """The port can't be opened. The message is for the operator."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One connection to the gateway. Seconds; None where there was no heartbeat yet."""

    open: bool
    latency: float | None
    ack_age: float | None


@dataclass(frozen=True, slots=True)
class Gateway:
    """The bot's connections. ``ready``: its session is up and its servers are known."""

    ready: bool
    servers: int
    shards: Sequence[Shard]

    @property
    def problems(self) -> list[str]:
        """What keeps members from being answered; empty when all is well."""
        found = []
        if not self.ready:
            found.append("the gateway's session is not ready")
        for number, shard in enumerate(self.shards):
            if not shard.open:
                found.append(f"shard {number} is not connected")
            elif shard.ack_age is not None and shard.ack_age > OLDEST_ACK:
                found.append(f"shard {number}: no heartbeat answered for {shard.ack_age:.0f} s")
        return found

    @property
    def latency(self) -> float | None:
        """The slowest shard's."""
        return max((s.latency for s in self.shards if s.latency is not None), default=None)

    @property
    def ack_age(self) -> float | None:
        """The oldest."""
        return max((s.ack_age for s in self.shards if s.ack_age is not None), default=None)


class HealthServer:
    """Answers as things are at that moment; nothing runs between two questions."""

    def __init__(self, library: Library, gateway: Callable[[], Gateway]) -> None:
        self._library = library
        self._gateway = gateway

    @asynccontextmanager
    async def serving(self, host: str, port: int) -> AsyncIterator[int]:
        """Serve within the block; gives the port, which the system chooses for 0.

        Raises:
            PortTaken: it can't be opened.
        """
        app = web.Application()
        app.router.add_get("/healthz", self.healthz)
        app.router.add_get("/metrics", self.metrics)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            try:
                await site.start()
            except OSError as error:
                raise PortTaken(
                    f"Port {port} on {host} can't be opened ({error.strerror or error}): set "
                    "METRICS_PORT to a free one, METRICS_HOST to an address of this machine, or "
                    "leave METRICS_PORT empty."
                ) from error
            yield int(runner.addresses[0][1])
        finally:
            await runner.cleanup()

    async def healthz(self, _request: web.Request) -> web.Response:
        """200 when the bot can answer members and keep what they change, else 503."""
        gateway = self._gateway()
        problems = [*gateway.problems, *await self._store_problems()]
        answer: dict[str, Any] = {"ok": not problems, "problems": problems, **asdict(gateway)}
        return web.json_response(answer, status=503 if problems else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        """Everything in Prometheus's text format."""
        library, gateway = self._library, self._gateway()
        metrics = library.metrics
        metrics.articles.set(library.articles)
        metrics.passages.set(library.passages)
        metrics.servers.set(gateway.servers)
        metrics.ready.set(not gateway.problems)
        metrics.latency.set(math.nan if gateway.latency is None else gateway.latency)
        metrics.ack_age.set(math.nan if gateway.ack_age is None else gateway.ack_age)
        try:
            metrics.edits.set(len(await library.messages.to_edit()))
        except StoreError:
            metrics.edits.set(math.nan)
        return web.Response(
            body=metrics.exposition(),
            headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
        )

    async def _store_problems(self) -> list[str]:
        """Only a write tells whether there can be one."""
        try:
            async with asyncio.timeout(PATIENCE):
                now = datetime.now(UTC).isoformat(timespec="seconds")
                await self._library.keepsakes.set_note("health checked", now)
        except StoreError:
            return ["the store can't be written; the log says why"]
        except TimeoutError:
            return [f"the store did not take a write within {PATIENCE:.0f} s"]
        return []
