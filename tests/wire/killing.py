"""Kill the bot at any instant, start it again: nothing is lost and nothing comes twice.

A round starts the bot, checks all that the rounds before must have left, begins something, and
kills the bot somewhere within it. The same seed makes the same rounds, as far as time allows.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import cycle

from tests.wire.articles import marker, write_article
from tests.wire.people import PATIENCE, Member
from tests.wire.shelf import sound_store, told_by_store
from tests.wire.stage import Stage
from tests.wire.standin.faults import broken
from tests.wire.standin.payloads import Json
from tests.wire.standin.world import NONCE_WINDOW, Asked, Guild

PLACES = (("06:59", "America/New_York"), ("11:59", "UTC"), ("20:59", "Asia/Tokyo"))
NOON = time(12, 0, tzinfo=UTC)  # when all of them are due
# When a post's process dies, and whether Discord still knows its nonce then. Past that window only
# the history protects; what is under way is not in the history yet, and needs the nonce.
WAYS = (
    ("stored", False),
    ("under way", True),
    ("any time", False),
    ("arrives", True),
    ("stored", True),
    ("any time", True),
)
CHANGED = 12  # papers that change before a reindex


@dataclass(frozen=True, slots=True)
class Kept:
    """An older message, and the button on it that turns to its second page."""

    member: Member
    message: Json
    button: str


class Killer:
    """``tally`` counts the kills by where they fell."""

    def __init__(self, stage: Stage, papers: int, seed: int) -> None:
        self._stage = stage
        self._standin = stage.standin
        self._chance = random.Random(seed)
        self._versions = dict.fromkeys(range(papers), 0)
        self._guilds = [stage.guild]
        self._guilds += [stage.standin.world.add_guild(name, "daily") for name in ("Two", "Three")]
        self._managers = {g.id: Member(stage.standin, g, manager=True) for g in self._guilds}
        self._polls: dict[int, set[int]] = {}  # by server, what its setting may be
        self._reports: Counter[int] = Counter()  # that were acknowledged
        self._kept: list[Kept] = []
        self._due: set[str] = set()  # the nonces of which each must have a message
        self.tally: Counter[str] = Counter()
        self.checks = 0
        self._ways = cycle(WAYS)

    @property
    def _scenes(self) -> dict[str, Callable[[], Awaitable[None]]]:
        return {
            "start": self._start,
            "reindex": self._reindex,
            "library change": self._change,
            "quote of the day": self._post,
        }

    async def prepare(self) -> None:
        """The first start: every server has a quote of the day, and messages with buttons."""
        clock = self._standin.clock
        clock.move_to(datetime.combine(clock.now().date() + timedelta(days=1), NOON))
        await self._stage.bot.start()
        await self._stage.bot.says("Reindexed")
        for guild, (at, zone) in zip(self._guilds, PLACES, strict=True):
            manager = self._managers[guild.id]
            await manager.slash("qotd setup", time=at, zone=zone)
            self._polls[guild.id] = {0}
            quote = await manager.slash("quote", topic="reset with Russia")
            self._kept.append(Kept(manager, dict(quote.shown), quote.button("Next")))

    async def rounds(self, kills: int) -> None:
        """Begin something and kill the bot within it, so many times; the last ends with a check."""
        names = list(self._scenes)
        for number in range(kills):
            name = names[number % len(names)]
            if not self._stage.bot.lives:
                await self._stage.bot.start()
                await self.check()
            await self._scenes[name]()
            self._stage.bot.kill()
            await self._stage.bot.ended()
            self._standin.faults.clear()
            self.tally[name] += 1
            sound_store(self._stage.bot.data)
        await self._stage.bot.start()
        await self.check()

    # What is begun, up to the instant of the kill

    async def _start(self) -> None:
        """The bot that was checked goes away, papers change, and the next start is killed."""
        self._stage.bot.kill()
        await self._stage.bot.ended()
        self._write()
        await self._stage.bot.start(wait=False)
        await self._some_time(1.2)

    async def _reindex(self) -> None:
        self._write()
        await self._managers[self._stage.guild.id].send("reindex")
        await self._some_time(0.4)

    async def _change(self) -> None:
        """A report by a member and a setting of an admin's, at once."""
        guild = self._chance.choice(self._guilds)
        manager, member = self._managers[guild.id], Member(self._standin, guild)
        kept = next(kept for kept in self._kept if kept.member.guild is guild)
        form = await member.press(kept.message, _custom_id(kept.message, "Report"))
        assert form.callback is not None
        about = form.callback["data"]["custom_id"]
        sending = asyncio.create_task(
            member.submit(
                about, kept.message, what="other", text=f"Look again {self._chance.random()}"
            )
        )
        poll = self._chance.choice((0, 1))
        self._polls[guild.id].add(poll)
        at, zone = PLACES[self._guilds.index(guild)]
        setting = await manager.send("qotd setup", time=at, zone=zone, poll=bool(poll))
        await self._some_time(0.06)
        self._stage.bot.kill()
        if setting.done.is_set() and setting.callback is not None:
            self._polls[guild.id] = {poll}
        if sending.done():
            self._reports[guild.id] += 1
        else:
            sending.cancel()

    async def _post(self) -> None:
        """Another day: each server's quote is due, and the bot dies while it posts them."""
        clock, bot = self._standin.clock, self._stage.bot
        day = clock.now().date() + timedelta(days=1)
        self._due |= {f"{guild.id:x}-{day:%Y%m%d}" for guild in self._guilds}
        way, within = next(self._ways)
        self._standin.world.nonce_window = NONCE_WINDOW if within else timedelta()
        plan = self._standin.faults.plan
        fault = None
        if way == "arrives":
            fault = plan("POST", "/messages$", broken(502), before=bot.kill)
        elif way == "stored":
            fault = plan("POST", "/messages$", after=bot.kill)
        elif way == "under way":  # it is kept while the next start looks for it
            fault = plan("POST", "/messages$", before=bot.kill, delay=self._chance.uniform(0, 1.5))
        clock.move_to(datetime.combine(day, NOON) + timedelta(seconds=1))
        if fault is None:
            await self._some_time(0.3)
        else:
            await asyncio.wait_for(fault.hit.wait(), PATIENCE)

    def _write(self) -> None:
        for number in self._chance.sample(sorted(self._versions), CHANGED):
            self._versions[number] += 1
            write_article(self._stage.bot.corpus, number, self._versions[number])

    async def _some_time(self, longest: float) -> None:
        await asyncio.sleep(self._chance.uniform(0, longest))

    # What must hold after the next start

    async def check(self) -> None:
        """Everything that was acknowledged is there, and every due post came exactly once."""
        bot, world = self._stage.bot, self._standin.world
        await bot.caught_up()
        number = self._chance.choice(sorted(self._versions))
        found = await self._ask(number)
        assert f"budget grew {self._versions[number] + 2} times in" in found.text, found.text
        kept = self._chance.choice(self._kept)
        turned = await kept.member.press(dict(kept.message), kept.button)
        assert "2 of" in turned.text, turned.text
        async with asyncio.timeout(PATIENCE):
            while not self._due <= self._nonces().keys():
                await asyncio.sleep(0.02)
        await self._stage.bot_is_idle()
        assert set(self._nonces().values()) <= {1}, self._nonces()
        told = told_by_store(bot.data)
        assert told.indexed == told.articles, "the index does not agree with the store"
        assert set(told.generations) == {told.generation}
        for guild in self._guilds:
            assert told.polls[guild.id] in self._polls[guild.id]
            self._polls[guild.id] = {told.polls[guild.id]}
            assert told.reports[guild.id] >= self._reports[guild.id]
        assert world.commands
        self._stage.check()
        self.checks += 1

    async def _ask(self, number: int) -> Asked:
        guild: Guild = self._chance.choice(self._guilds)
        return await self._managers[guild.id].slash("quote", topic=marker(number))

    def _nonces(self) -> Counter[str]:
        """How many messages of the whole history each server's date has."""
        world = self._standin.world
        return Counter(
            message["nonce"]
            for channel in list(world.messages)
            for message in world.history(channel)
            if "nonce" in message and not message["nonce"].startswith("p")
        )


def _custom_id(message: Json, label: str) -> str:
    items = (item for row in message["components"] for item in row["components"])
    return str(next(item["custom_id"] for item in items if item.get("label") == label))
