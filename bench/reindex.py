"""How many articles a second a reindex takes through everything, and whether the bot stalls.

``python -m bench.reindex [DIR] --articles N`` makes N articles of 1,000 words from the sentences of
DIR's files (by default the seeds), with words exchanged so that no two articles share a passage,
and indexes them: a JSON line for each stage, then a table. ``stall_ms`` is the longest that the
event loop was kept from running within a stage (``nothing``: while nothing is indexed;
``unchanged``: a second time, when no file has changed), and ``question_ms`` the slowest answer from
a library that is in use. ``held_ms`` is the same in the processor time of this process: a stall
without it is another program's doing.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click

from bot.client import TURN
from bot.corpus import Refused, Sources, corpus_files, read_article
from bot.library import Library
from bot.library.changes import Changes
from bot.library.indexer import Indexer
from bot.library.reading import HANDFUL, read_files
from bot.model import Query
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
WORDS = 1_000
CHANGED = 0.5  # of the longer words
QUIET = 3.0  # seconds that the machine is looked at before
TICK = 0.001  # seconds between two looks at the event loop


@dataclass
class Stage:
    """What a stage took, in seconds; ``stall`` and ``held`` are the loop's longest."""

    seconds: float = 0.0
    stall: float = 0.0
    held: float = 0.0


@dataclass
class Watch:
    """Which stage a reindex is in, and how the event loop fares meanwhile."""

    stages: dict[str, Stage] = field(default_factory=dict)
    question: float = 0.0
    _within: list[str] = field(default_factory=lambda: [""])

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        self._within.append(name)
        self._of(name)
        try:
            yield
        finally:
            self._within.remove(name)
            self._of(name).seconds += time.perf_counter() - started

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **named)

        return run

    async def look(self) -> None:
        """Note the loop's stalls, until cancelled."""
        while True:
            before, used, stage = time.perf_counter(), time.process_time(), self._within[-1]
            await asyncio.sleep(TICK)
            late = time.perf_counter() - before - TICK
            held = min(late, time.process_time() - used)
            for name in {stage, self._within[-1]}:
                self._of(name).stall = max(self._of(name).stall, late)
                self._of(name).held = max(self._of(name).held, held)

    async def ask(self, library: Library) -> None:
        """Ask a library, over and over, until cancelled."""
        while True:
            started = time.perf_counter()
            await library.quote(Query("sanctions"))
            self.question = max(self.question, time.perf_counter() - started)
            await asyncio.sleep(0.05)

    def _of(self, name: str) -> Stage:
        return self.stages.setdefault(name, Stage())


def make_articles(source: Path, target: Path, number: int) -> None:
    """Write articles of WORDS words made of the sentences of the source's files."""
    sentences = []
    for path in corpus_files(source):
        with contextlib.suppress(Refused):
            article = read_article(path, source, Sources(), 10**7)
            spans = (s.span for s in article.sentences if not s.heading)
            sentences += [" ".join(span.of(article.text).split()) for span in spans]
    if not sentences:
        raise click.ClickException(f"{source} holds no file with sentences in it.")
    chance = random.Random(1)  # noqa: S311 - the same articles every time
    plain = [word for sentence in sentences for word in sentence.split() if _is_plain(word)]
    for name in range(number):
        paragraphs: list[str] = []
        words = 0
        while words < WORDS:
            drawn = " ".join(chance.choices(sentences, k=chance.randint(2, 6))).split()
            words += len(drawn)
            paragraphs.append(
                " ".join(
                    chance.choice(plain) if _is_plain(word) and chance.random() < CHANGED else word
                    for word in drawn
                )
            )
        text = "\n\n".join([f"Note {name} on the matter", *paragraphs])
        (target / f"{name:06}.txt").write_text(f"{text}\n", "utf-8")


def _is_plain(word: str) -> bool:
    """Whether a word can be exchanged without a change of who speaks or of how a sentence ends."""
    return word.isalpha() and word.islower() and len(word) > 4


async def index(settings: Settings) -> tuple[Watch, int]:
    """Index the folder from nothing, and say how many voices it has."""
    watch = Watch()
    sys.setswitchinterval(TURN)  # as the bot does

    def reading(*arguments: Any) -> Iterator[Any]:
        with watch.stage("reading"):
            yield from read_files(*arguments)

    with (
        patch("bot.library.reindex.read_files", reading),
        patch.object(Indexer, "_work_out", watch.timed("voices", Indexer._work_out)),
        patch.object(Indexer, "_index", watch.timed("index", Indexer._index)),
        patch.object(Changes, "save", watch.timed("store", Changes.save)),
    ):
        async with opened(settings) as ours, opened(await seeds(settings)) as other:
            beside = [asyncio.create_task(watch.look()), asyncio.create_task(watch.ask(other))]
            with watch.stage("nothing"):  # how the machine does without
                await asyncio.sleep(QUIET)
            with watch.stage("all"):
                await ours.reindex()
            with watch.stage("unchanged"):
                await ours.reindex()
            for task in beside:
                task.cancel()
            return watch, len((await ours.catalogue()).voices)


async def seeds(settings: Settings) -> Settings:
    """Another library, in use while the first is indexed."""
    other = settings.model_copy(
        update={"corpus_dir": ROOT / "seeds", "data_dir": settings.data_dir / "other"}
    )
    async with opened(other) as ours:
        await ours.reindex()
    return other


@contextlib.asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Library]:
    ours = await Library.open(settings)
    try:
        yield ours
    finally:
        await ours.close()


@click.command()
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "seeds",
)
@click.option("--articles", default=1_000, show_default=True, type=click.IntRange(min=1))
def main(folder: Path, articles: int) -> None:
    """Index articles made of FOLDER's sentences, and print JSON lines and a table."""
    with tempfile.TemporaryDirectory() as temporary:
        made, data = Path(temporary, "corpus"), Path(temporary, "data")
        made.mkdir()
        make_articles(folder, made, articles)
        settings = Settings(_env_file=None, corpus_dir=made, data_dir=data, discord_token=None)
        watch, voices = asyncio.run(index(settings))
    rows = [
        {
            "stage": name,
            "articles": articles,
            "seconds": round(stage.seconds, 2),
            "per_second": round(articles / stage.seconds, 1) if stage.seconds else None,
            "stall_ms": round(stage.stall * 1000, 1),
            "held_ms": round(stage.held * 1000, 1),
        }
        for name, stage in watch.stages.items()
    ]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    whole = {
        "voices": voices,
        "question_ms": round(watch.question * 1000, 1),
        "memory_mb": memory,
        "handful_bytes": HANDFUL,
    }
    for row in (*rows, whole):
        click.echo(json.dumps(row))
    click.echo(f"\n{'stage':<12}{'seconds':>10}{'articles/s':>12}{'stall, ms':>12}{'held, ms':>12}")
    for row in rows:
        click.echo(
            f"{row['stage']:<12}{row['seconds']:>10}{row['per_second']!s:>12}{row['stall_ms']:>12}"
            f"{row['held_ms']:>12}"
        )


if __name__ == "__main__":
    main()
