"""A stand-in with one server, and a bot that must have behaved by the end of each test."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.wire.articles import make_corpus
from tests.wire.people import Member
from tests.wire.process import TOKEN, BotProcess
from tests.wire.standin import StandIn
from tests.wire.standin.checking import check_bodies
from tests.wire.standin.clock import SharedClock


class Stage:
    """A stand-in, a bot that was not started yet, a server and two of its members."""

    def __init__(self, standin: StandIn, bot: BotProcess) -> None:
        self.standin, self.bot = standin, bot
        self.guild = standin.world.add_guild("Policy", "reading", "daily")
        self.member = Member(standin, self.guild)
        self.manager = Member(standin, self.guild, manager=True)
        self.tracebacks: list[str] = []  # patterns of those that a test planned

    def check(self) -> None:
        """Nothing that Discord would refuse was sent, and the log is as it should be."""
        check_bodies(self.standin)
        log = self.bot.log()
        assert TOKEN not in log
        for part in log.split("Traceback (most recent call last)")[1:]:
            planned = any(re.search(pattern, part[:20_000]) for pattern in self.tracebacks)
            assert planned, f"a traceback in the log:\n{part[:3000]}"


@asynccontextmanager
async def staged(folder: Path, papers: int = 0, **settings: str) -> AsyncIterator[Stage]:
    corpus = make_corpus(folder / "corpus", papers)
    standin = StandIn(SharedClock(folder / "clock"))
    async with standin.running():
        stage = Stage(standin, BotProcess(standin, folder, corpus, **settings))
        try:
            yield stage
        finally:
            if stage.bot.lives:
                stage.bot.kill()
                await stage.bot.ended()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path) as stage:
        yield stage
        stage.check()
