"""How long an answer takes, and how long a start takes.

``python -m bench.latency`` prints a JSON line for each measurement, then a table. Answers are timed
on a simulated Discord, from the arrival of the interaction in the bot to the end of its last edit;
what the simulator does to take in the edit is within that time, a network is not. The start is
timed in fresh processes, with an index in place, from the process's beginning to the point where
the gateway connection is opened.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import click
import discord
import simcord

from bot.admission import Admission
from bot.client import Commonplace
from bot.library import Library
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
COMMANDS: dict[str, dict[str, str]] = {
    "quote": {"topic": "sanctions"},
    "compare": {"topic": "sanctions"},
    "argues": {"who": "Stefan Wolff", "topic": "reset with Russia"},
    "help": {},
}

# Stops where the gateway would be opened, so the machine's network is not measured.
START = """
import asyncio, os, time
import discord
from pathlib import Path
from bot.client import run_bot
from bot.settings import Settings

async def login(self, token):
    self._connection.application_id = 1
    await self._async_setup_hook()
    await self.setup_hook()

async def connect(self, *, reconnect=True):
    print(time.time(), flush=True)
    os._exit(0)

async def sync(self, *, guild=None):
    return []

discord.Client.login = login
discord.Client.connect = connect
discord.app_commands.CommandTree.sync = sync
settings = Settings(_env_file=None, corpus_dir=Path({corpus!r}), data_dir=Path({data!r}),
                    discord_token="t")
asyncio.run(run_bot(settings))
"""


async def answers(settings: Settings, rounds: int) -> list[dict[str, object]]:
    """Milliseconds of each command; the first is the coldest."""
    rows: list[dict[str, object]] = []
    library = await Library.open(settings)
    try:
        await library.reindex()
        client = Commonplace(library)
        client.admission = Admission(often=1_000_000)  # one member asks all of it
        times: list[float] = []
        answer = client.tree._call

        async def timed(interaction: discord.Interaction[Any]) -> None:
            started = time.perf_counter()
            await answer(interaction)
            times.append((time.perf_counter() - started) * 1000)

        client.tree._call = timed  # type: ignore[method-assign]
        async with simcord.run(client) as env:
            channel = env.create_guild().create_text_channel("reading")
            member = env.guild.add_member(env.create_user("member"))
            for command, options in COMMANDS.items():
                times.clear()
                for _ in range(rounds):
                    result = await member.slash(channel, command, **options)
                    assert result.response is not None, command
                rows.append(row(f"/{command}", times))
    finally:
        await library.close()
    return rows


def starts(settings: Settings, rounds: int) -> dict[str, object]:
    """Milliseconds from a process's beginning to its gateway connection."""
    code = START.format(corpus=str(settings.corpus_dir), data=str(settings.data_dir))
    times = []
    for _ in range(rounds):
        started = time.time()
        run = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        times.append((float(run.stdout) - started) * 1000)
    return row("start to gateway", times)


def row(what: str, times: list[float]) -> dict[str, object]:
    """One measurement, in milliseconds."""
    return {
        "what": what,
        "runs": len(times),
        "first_ms": round(times[0], 1),
        "median_ms": round(statistics.median(times), 1),
        "worst_ms": round(max(times), 1),
    }


@click.command()
@click.option("--rounds", default=30, show_default=True)
@click.option("--starts", "start_rounds", default=5, show_default=True)
def main(rounds: int, start_rounds: int) -> None:
    """Measure, and print JSON lines and a table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None, corpus_dir=ROOT / "seeds", data_dir=Path(folder), discord_token=None
        )
        rows = asyncio.run(answers(settings, rounds))
        rows.append(starts(settings, start_rounds))
    for each in rows:
        print(json.dumps(each))
    print(f"\n{'':20}{'first':>10}{'median':>10}{'worst':>10}   ms")
    for each in rows:
        cells = (each["first_ms"], each["median_ms"], each["worst_ms"])
        print(f"{each['what']:20}" + "".join(f"{cell:>10}" for cell in cells))


if __name__ == "__main__":
    main()
