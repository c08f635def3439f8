"""What the operator's machines are told: the gateway's real state, the store's, and the counts."""

from __future__ import annotations

import asyncio
import math
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
import simcord
from aiohttp import web
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot.client import Commonplace, run_bot
from bot.gateway import gateway_of
from bot.health import OLDEST_ACK, Gateway, HealthServer, PortTaken, Shard
from bot.library import CorpusError, Library, StoreError
from bot.request import begin
from tests.conftest import settings_for

UP = Shard(open=True, latency=0.04, ack_age=20.0)


class Watched:
    """A server whose gateway is as the test says."""

    def __init__(self, library: Library) -> None:
        self.gateway = Gateway(True, 2, [UP])
        self.server = HealthServer(library, lambda: self.gateway)
        self.port = 0

    async def get(self, path: str) -> tuple[int, Any]:
        url = f"http://127.0.0.1:{self.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            json = response.content_type == "application/json"
            return response.status, await (response.json() if json else response.text())

    async def samples(self) -> dict[str, float]:
        status, text = await self.get("/metrics")
        assert status == 200
        return {
            ",".join([sample.name, *sorted(sample.labels.values())]): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@pytest.fixture
async def watched(library: Library) -> AsyncIterator[Watched]:
    watched = Watched(library)
    async with watched.server.serving("127.0.0.1", 0) as watched.port:
        yield watched


@pytest.mark.parametrize(
    ("gateway", "problems"),
    [
        (Gateway(True, 2, [UP]), []),
        (Gateway(True, 2, [Shard(True, None, None)]), []),
        (Gateway(False, 0, []), ["the gateway's session is not ready"]),
        (Gateway(True, 2, [UP, Shard(False, 0.1, 5.0)]), ["shard 1 is not connected"]),
        (
            Gateway(True, 2, [Shard(True, 0.1, OLDEST_ACK + 15)]),
            ["shard 0: no heartbeat answered for 120 s"],
        ),
    ],
)
async def test_health_is_the_gateways_state_and_not_the_processs(
    watched: Watched, gateway: Gateway, problems: list[str]
) -> None:
    watched.gateway = gateway
    status, answer = await watched.get("/healthz")
    assert status == (503 if problems else 200)
    assert (answer["ok"], answer["problems"]) == (not problems, problems)
    assert answer["ready"] is gateway.ready
    assert len(answer["shards"]) == len(gateway.shards)
    assert (await watched.samples())["commonplace_gateway_ready"] == (0 if problems else 1)


async def test_a_store_that_takes_no_write_is_no_health(
    watched: Watched, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library._store.write(lambda db: db.execute("pragma query_only = on"))
    status, answer = await watched.get("/healthz")
    assert status == 503
    assert answer["problems"] == ["the store can't be written; the log says why"]

    async def fail() -> None:
        raise StoreError("It is gone.")

    monkeypatch.setattr(library.messages, "to_edit", fail)
    assert math.isnan((await watched.samples())["commonplace_edits_outstanding"])


async def test_the_counts_of_the_library(watched: Watched, library: Library) -> None:
    await library.reindex()
    library._indexer._corpus_dir = Path("nowhere")
    with pytest.raises(CorpusError):
        await library.reindex()
    found = await watched.samples()
    assert found["commonplace_articles"] == 5
    assert found["commonplace_passages"] > 50
    assert found["commonplace_servers"] == 2
    assert found["commonplace_edits_outstanding"] == 0
    assert found["commonplace_reindexes_total,done"] == 1
    assert found["commonplace_reindexes_total,failed"] == 1
    assert found["commonplace_reindex_seconds_count"] == 1
    assert found["commonplace_gateway_latency_seconds"] == pytest.approx(0.04)
    assert found["commonplace_gateway_heartbeat_ack_age_seconds"] == pytest.approx(20.0)


async def test_a_port_that_is_taken_is_told(library: Library) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match="METRICS_PORT"):
            async with HealthServer(library, lambda: Gateway(True, 0, [])).serving(
                "127.0.0.1", port
            ):
                pytest.fail("it was opened")


@pytest.mark.parametrize("chosen", [True, False])
async def test_the_port_is_open_while_the_bot_runs_and_only_if_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, chosen: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    seen: list[int] = []

    async def look() -> None:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/healthz") as response,
        ):
            seen.append(response.status)

    async def start(_client: Commonplace, token: str) -> None:
        assert token == "a.b.c"
        if chosen:
            await look()
        else:
            with pytest.raises(aiohttp.ClientConnectorError):
                await look()

    monkeypatch.setattr(Commonplace, "start", start)
    given = {"discord_token": SecretStr("a.b.c\n"), "metrics_port": port if chosen else None}
    await run_bot(settings_for(tmp_path).model_copy(update=given))
    assert seen == ([503] if chosen else []), "the process lives, but there is no gateway yet"
    with pytest.raises(aiohttp.ClientConnectorError):
        await look()


async def test_the_first_response_is_measured_when_discord_has_taken_it(library: Library) -> None:
    """A real request to a stand-in, as a simulated Discord has no network."""

    async def taken(_: web.Request) -> web.Response:
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/api/v10/interactions/1/token/callback", taken)
    app.router.add_patch("/api/v10/webhooks/1/token/messages/@original", taken)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
    trace = Commonplace(library).http.http_trace
    assert trace is not None
    async with aiohttp.ClientSession(trace_configs=[trace]) as session:
        await session.post(f"{base}/interactions/1/token/callback")  # of no request
        begin(1, "quote")
        await session.patch(f"{base}/webhooks/1/token/messages/@original")
        await session.post(f"{base}/interactions/1/token/callback")
        await session.post(f"{base}/interactions/1/token/callback")
    await runner.cleanup()
    (family,) = library.metrics.first_response.collect()
    assert {s.value for s in family.samples if s.name.endswith("_count")} == {1.0}


async def test_the_gateway_of_a_client_that_is_not_online(library: Library) -> None:
    assert gateway_of(Commonplace(library)) == Gateway(False, 0, ())


async def test_the_gateway_of_a_client(library: Library) -> None:
    async with simcord.run(Commonplace(library)) as env:
        env.create_guild("Policy")
        beat = SimpleNamespace(latency=math.inf, _last_ack=time.perf_counter() - 30)
        simulated: Any = env.bot
        simulated.ws = SimpleNamespace(open=True, _keep_alive=beat)
        found = gateway_of(env.bot)
        simulated.ws = None
    assert (found.ready, found.servers) == (True, 1)
    (shard,) = found.shards
    assert (shard.open, shard.latency) == (True, None)
    assert shard.ack_age == pytest.approx(30, abs=5)


async def test_the_private_names_that_are_read_are_those_of_discord_py(library: Library) -> None:
    connection: Any = SimpleNamespace(closed=False)
    real = DiscordWebSocket(connection, loop=asyncio.get_running_loop())
    client: Any = Commonplace(library)
    client.ws = real
    (before,) = gateway_of(client).shards
    assert before == Shard(open=True, latency=None, ack_age=None)
    real._max_heartbeat_timeout, real.shard_id = 60.0, 0
    real._keep_alive = KeepAliveHandler(ws=real)  # not started, so it sends nothing
    (after,) = gateway_of(client).shards
    assert after.ack_age == pytest.approx(0, abs=5)
    sharded: Any = SimpleNamespace(dispatch=client.dispatch, _reconnect=True)
    parent = discord.shard.Shard(real, sharded, lambda _: None)
    assert discord.ShardInfo(parent, 1)._parent.ws is real
