"""The bot as a process: start it, wait for it, end it or kill it, read its log."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT
from tests.wire.standin import StandIn

TOKEN = "MTAwMQ.wire01.a-secret-that-no-log-may-hold-4711"
PATIENCE = 20.0  # seconds; reaching it is a failure, not a measurement


class BotProcess:
    """``commonplace run`` against a stand-in, started as often as wanted on one data folder."""

    def __init__(self, standin: StandIn, folder: Path, corpus: Path, **settings: str) -> None:
        self.standin = standin
        self.data = folder / "data"
        self.corpus = corpus
        self.settings = settings
        self._folder = folder
        self._log = folder / "bot.log"
        self._started_at = 0  # where its part of the log begins
        self._process: asyncio.subprocess.Process | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": TOKEN,
            "CORPUS_DIR": str(self.corpus),
            "DATA_DIR": str(self.data),
            "WIRE_URL": self.standin.url,
            "WIRE_GATEWAY": self.standin.gateway.url,
            "WIRE_CLOCK": str(self.standin.clock.path),
            "WIRE_HEARTBEAT": "60",
            "WIRE_GUILDS": "0.2",
            **self.settings,
        }

    async def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until it is connected."""
        if self._process is not None:  # its last connection may not be known to be over
            self.standin.gateway.connected.clear()
        self._started_at = len(self.log())
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.wire.launcher", "run",
                cwd=self._folder, env=dict(self.environment), stdout=log, stderr=log,
            )  # fmt: skip
        if wait:
            await self.connected()

    async def reindex_alone(self) -> None:
        """``commonplace reindex`` on the same folders, before the bot is started."""
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "reindex",
                cwd=self._folder, env=dict(self.environment), stdout=log, stderr=log,
            )  # fmt: skip
        assert await process.wait() == 0, self.log()[-3000:]

    async def connected(self) -> None:
        ready = asyncio.ensure_future(self.standin.gateway.connected.wait())
        ended = asyncio.ensure_future(self.process.wait())
        done, left = await asyncio.wait(
            [ready, ended], timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED
        )
        for task in left:
            task.cancel()
        assert ready in done, f"the bot did not connect:\n{self.log()[-3000:]}"

    async def caught_up(self) -> None:
        """Wait until what changed in the corpus folder before this start is taken in."""
        await self.says("Reindexed", self.log()[: self._started_at].count("Reindexed") + 1)

    async def says(self, words: str, times: int = 1) -> None:
        """Wait for words in the log."""
        until = time.monotonic() + PATIENCE
        while self.log().count(words) < times:
            assert time.monotonic() < until, f"no {words!r} in the log:\n{self.log()[-3000:]}"
            await asyncio.sleep(0.02)

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "the bot was not started"
        return self._process

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def kill(self) -> None:
        """SIGKILL, now; ``ended`` waits for it."""
        if self.lives:
            self.process.send_signal(signal.SIGKILL)

    async def ended(self) -> int:
        """Its exit code."""
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    async def terminate(self) -> float:
        """SIGTERM; returns the seconds until it was gone."""
        started = time.monotonic()
        self.process.terminate()
        await self.ended()
        return time.monotonic() - started

    def log(self) -> str:
        return self._log.read_text("utf-8") if self._log.exists() else ""
