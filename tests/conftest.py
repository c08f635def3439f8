"""What all tests share: the five seed articles, indexed once, and a library opened on a copy."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.library import Library
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
FILES = {name[:3]: name for name in sorted(path.name for path in SEEDS.glob("*.txt"))}


def settings_for(data_dir: Path, corpus_dir: Path = SEEDS) -> Settings:
    """Settings that no environment and no .env of the developer's reaches into."""
    return Settings(_env_file=None, corpus_dir=corpus_dir, data_dir=data_dir, discord_token=None)


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the seeds in it; copy it before use."""
    data_dir = tmp_path_factory.mktemp("indexed")

    async def index() -> None:
        library = await Library.open(settings_for(data_dir))
        await library.reindex()
        await library.close()

    asyncio.run(index())
    return data_dir


@pytest.fixture
async def library(indexed: Path, tmp_path: Path) -> AsyncIterator[Library]:
    """The library of the seeds, with its random choices held still."""
    data_dir = tmp_path / "data"
    shutil.copytree(indexed, data_dir)
    library = await Library.open(settings_for(data_dir), random=random.Random(1))
    yield library
    await library.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of two tests at a time, one at most has the bot in a process of its own; these come first, as
    they take longest. Each file's tests stay together, and so do what they share."""

    def starts_a_bot(item: pytest.Item) -> bool:
        return "wire" in item.path.parts

    items.sort(key=starts_a_bot, reverse=True)
    for item in items:
        group = "wire" if starts_a_bot(item) else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
