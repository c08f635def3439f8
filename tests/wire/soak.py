"""The long form: many kills, many hostile texts, then mixed load with every trouble, over and over.

``python -m tests.wire.soak`` (``make soak``) prints a table of what was tried and survived, and
ends with an error at the first thing that was not. The table is kept in docs/reliability.md.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from bot.corpus import REVISION
from tests.wire.articles import marker, write_article
from tests.wire.killing import Killer
from tests.wire.people import Member, done
from tests.wire.process import BotProcess
from tests.wire.stage import Stage, staged
from tests.wire.standin.payloads import EVERYTHING
from tests.wire.troubles import TROUBLES

ROOT = Path(__file__).parents[2]
MEMBERS = 4
PAUSE = 0.1  # seconds between two questions of a member
WARM_UP = 0.2  # of the time, after which memory has to be flat
FLAT = 1.05
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("quote", {"topic": "housing subsidy"}),
    ("quote", {"topic": "sanctions"}),
    ("compare", {"topic": "flood defences"}),
    ("argues", {"who": "Una Writer", "topic": "pension rules"}),
    ("verify", {"text": "We will continue to help the council abolish the ferry contract"}),
    ("library list", {}),
    ("help", {}),
)


class Turns:
    """Questions go on side by side; a trouble has the bot to itself, as its fault is its own."""

    def __init__(self) -> None:
        self._free = asyncio.Event()
        self._free.set()
        self._open = 0

    @asynccontextmanager
    async def question(self) -> AsyncIterator[None]:
        await self._free.wait()
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1

    @asynccontextmanager
    async def trouble(self) -> AsyncIterator[None]:
        self._free.clear()
        while self._open:
            await asyncio.sleep(0.01)
        try:
            yield
        finally:
            self._free.set()


@dataclass
class Load:
    """What was measured under load. Memory is the bot's resident set, in bytes, with its time."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    memory: list[tuple[float, int]] = field(default_factory=list)
    survived: Counter[str] = field(default_factory=Counter)

    def growth(self) -> float:
        """How much more memory the last third took than the first after the warm-up."""
        warm = [size for _, size in self.memory[int(len(self.memory) * WARM_UP) :]]
        third = max(1, len(warm) // 3)
        return statistics.median(warm[-third:]) / statistics.median(warm[:third])


async def kills(folder: Path, count: int, seed: int) -> Counter[str]:
    async with staged(folder, papers=40, SEARCH_ENGINE="tantivy", WIRE_GUILDS="0.05") as stage:
        killer = Killer(stage, 40, seed)
        await killer.prepare()
        await killer.rounds(count)
        return Counter({f"SIGKILL during: {name}": n for name, n in killer.tally.items()})


def abuse(inputs: int) -> Counter[str]:
    """Hostile texts in every option, form and message: the long form of tests/abuse."""
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "--quiet", "tests/abuse"],
        cwd=ROOT,
        env={**os.environ, "ABUSE_INPUTS": str(inputs)},
        check=False,
    )
    if ended.returncode:
        raise click.ClickException("A hostile text was not answered as it has to be; see above.")
    return Counter({"a hostile text in an option, a form or a message": inputs})


async def load(
    folder: Path, minutes: float, papers: int, stock: Path | None, *, calm: bool
) -> Load:
    """Members ask, an admin reindexes, and one trouble follows another; all for so long.

    ``calm``: members only ask. ``stock``: where the articles and their indexes are kept for the
    next run, or are from the last.
    """
    if stock is not None and stock.exists():
        shutil.copytree(stock, folder, dirs_exist_ok=True)
    else:
        _say(f"writing and indexing {papers} articles; 17,000 take two cores some minutes")
    async with staged(folder, papers, SEARCH_ENGINE="tantivy", WIRE_HEARTBEAT="7") as stage:
        stage.standin.gateway.beat = 1_000
        await stage.bot.reindex_alone()
        if stock is not None and not stock.exists():
            _keep(stage.bot, stock)
        await stage.bot.start()
        await stage.bot.caught_up()
        _say(f"members ask, for {minutes:g} minutes")
        measured, until = Load(), time.monotonic() + minutes * 60
        turns = Turns()
        async with asyncio.TaskGroup() as tasks:
            for number in range(MEMBERS):
                tasks.create_task(_ask(stage, measured, number, until, turns))
            if not calm:
                tasks.create_task(_trouble(stage, measured, until, papers, turns))
            tasks.create_task(_weigh(stage, measured, until))
        assert await stage.bot.terminate() < 5
        return measured


def _keep(bot: BotProcess, stock: Path) -> None:
    """Copy what was indexed, before a bot runs on it: it would note what this server was told."""
    stock.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=stock.parent) as draft:
        for folder in (bot.corpus, bot.data):
            shutil.copytree(folder, Path(draft) / stock.name / folder.name)
        (Path(draft) / stock.name).rename(stock)  # as a whole, or not at all


def _say(what: str) -> None:
    """Tell what takes long; the table alone goes to standard output."""
    click.echo(f"{time.strftime('%H:%M:%S')} {what}", err=True)


async def _ask(stage: Stage, measured: Load, number: int, until: float, turns: Turns) -> None:
    member = Member(stage.standin, stage.guild)
    while time.monotonic() < until:
        command, options = QUESTIONS[number % len(QUESTIONS)]
        async with turns.question():
            asked = await done(await member.send(command, **options))
        number += 1
        measured.first.append(asked.first_response)
        measured.whole.append((asked.done_at or 0.0) - asked.asked_at)
        stage.standin.world.asked.pop(asked.token)
        await asyncio.sleep(PAUSE)


async def _trouble(stage: Stage, measured: Load, until: float, papers: int, turns: Turns) -> None:
    """Each in turn, with a reindex between two."""
    version = 0
    while True:
        for name, make in TROUBLES.items():
            if time.monotonic() >= until:
                return
            version += 1
            changed = version % papers
            write_article(stage.bot.corpus, changed, version)
            await stage.manager.slash("reindex")
            async with turns.trouble():
                stage.guild.permissions = EVERYTHING
                await make(stage)
                stage.standin.faults.clear()
                found = await stage.member.slash("quote", topic=marker(changed))
                assert f"budget grew {version + 2} times in" in found.text
                stage.check()
            measured.survived[name] += 1


async def _weigh(stage: Stage, measured: Load, until: float) -> None:
    while time.monotonic() < until:
        pages = int(Path(f"/proc/{stage.bot.process.pid}/statm").read_text("ascii").split()[1])
        measured.memory.append((time.monotonic(), pages * 4096))
        await asyncio.sleep(1)


def table(tally: Counter[str], measured: Load, minutes: float) -> Iterator[str]:
    """What was tried and survived, as Markdown."""
    yield "| what was tried | times | survived |"
    yield "|---|---|---|"
    for name, times in [*tally.items(), *measured.survived.items()]:
        yield f"| {name} | {times:,} | {times:,} |"
    yield ""
    first = sorted(1000 * seconds for seconds in measured.first)
    whole = sorted(1000 * seconds for seconds in measured.whole)
    sizes = [size / 1e6 for _, size in measured.memory]
    yield f"{minutes:g} minutes of mixed load, {len(first)} questions by {MEMBERS} members at once:"
    for what, took in (("first response", first), ("whole answer", whole)):
        yield (
            f"{what}: median {statistics.median(took):.0f} ms, "
            f"p99 {took[int(len(took) * 0.99)]:.0f} ms, worst {took[-1]:.0f} ms."
        )
    yield (
        f"memory: {sizes[0]:.0f} MB at first, {sizes[-1]:.0f} MB at the end; "
        f"{measured.growth() - 1:+.1%} after the warm-up."
    )


@click.command()
@click.option("--kills", "count", default=500, show_default=True)
@click.option("--inputs", default=10_000, show_default=True, help="Hostile texts.")
@click.option("--minutes", default=30.0, show_default=True)
@click.option(
    "--papers", default=300, show_default=True, help="Articles under load; 6 passages each."
)
@click.option(
    "--calm", is_flag=True, help="No troubles and no reindex under load: to time answers."
)
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the articles under load and their indexes here, and begin with them the next time.",
)
def main(
    count: int,
    inputs: int,
    minutes: float,
    papers: int,
    calm: bool,
    seed: int,
    keep: Path | None,
) -> None:
    """Kill, abuse, load, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("kills", "load"):
            (Path(folder) / name).mkdir()
        tally: Counter[str] = Counter()
        if count:
            _say(f"{count} kills")
            tally = asyncio.run(kills(Path(folder) / "kills", count, seed))
        if inputs:
            _say(f"{inputs} hostile texts")
            tally += abuse(inputs)
        stock = keep.absolute() / f"{papers}-papers-{REVISION}" if keep else None
        measured = asyncio.run(load(Path(folder) / "load", minutes, papers, stock, calm=calm))
    for line in table(tally, measured, minutes):
        click.echo(line)
    if measured.growth() > FLAT:
        raise click.ClickException("Memory grew by more than 5 % after the warm-up.")


if __name__ == "__main__":
    main()
