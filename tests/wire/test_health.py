"""/healthz of a bot that runs tells how its connection to Discord really is."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest

from tests.wire.process import PATIENCE
from tests.wire.stage import staged

pytestmark = pytest.mark.slow


async def test_health_follows_the_gateway_while_the_process_lives(tmp_path: Path) -> None:
    port = _free_port()
    async with staged(tmp_path, METRICS_PORT=str(port)) as stage, aiohttp.ClientSession() as http:
        await stage.bot.start()
        address = f"http://127.0.0.1:{port}"
        await _answers(http, f"{address}/healthz", 200, "")
        gateway = stage.standin.gateway
        gateway.closed = True
        await gateway.close(4000)
        await _answers(http, f"{address}/healthz", 503, "not connected")
        async with http.get(f"{address}/metrics") as answer:
            assert "commonplace_gateway_ready 0.0" in await answer.text()
        assert stage.bot.lives
        gateway.closed = False
        await _answers(http, f"{address}/healthz", 200, "")
        stage.tracebacks.append("WSServerHandshakeError: 503")
        stage.check()


async def _answers(http: aiohttp.ClientSession, url: str, status: int, problem: str) -> None:
    """Wait until it does."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with http.get(url) as answer:
                problems = (await answer.json())["problems"]
                if answer.status == status:
                    break
            await asyncio.sleep(0.05)
    assert any(problem in each for each in problems) if problem else not problems


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
