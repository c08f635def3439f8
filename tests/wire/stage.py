"""A stand-in, a bot on it, and a server with two of its members."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

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
        self._read = 0  # characters of the log that were checked
        self.tracebacks: list[str] = []  # patterns of those that a test planned

    def tomorrow(self) -> None:
        """Move the clock to noon of the next day."""
        now = self.standin.clock.now()
        self.standin.clock.move_to((now + timedelta(days=1)).replace(hour=12, minute=0, second=0))

    async def bot_is_idle(self) -> None:
        """A full round of the bot's event loop and store: what was sent before is taken in."""
        await self.manager.slash("qotd status")

    def check(self) -> None:
        """Nothing that Discord would refuse was sent, and the log is in order since last time."""
        check_bodies(self.standin)
        log = self.bot.log()[self._read :]
        self._read += len(log)
        assert TOKEN not in log
        for part in log.split("Traceback (most recent call last)")[1:]:
            planned = any(re.search(pattern, part[:20_000]) for pattern in self.tracebacks)
            assert planned, f"a traceback in the log:\n{part[:3000]}"


@asynccontextmanager
async def staged(folder: Path, papers: int = 0, **settings: str) -> AsyncIterator[Stage]:
    """A corpus of so many papers is made in the folder, if there is none."""
    corpus = folder / "corpus"
    if not corpus.exists():
        make_corpus(corpus, papers)
    standin = StandIn(SharedClock(folder / "clock"))
    async with standin.running():
        stage = Stage(standin, BotProcess(standin, folder, corpus, **settings))
        try:
            yield stage
        finally:
            if stage.bot.lives:
                stage.bot.kill()
                await stage.bot.ended()
