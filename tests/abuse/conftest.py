"""The simulated server of the commands' tests, with a clock that stands still, and a library whose
corpus folder a test may change."""

from __future__ import annotations

import logging
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.admission import Admission
from bot.client import Commonplace
from bot.library import Library
from tests.commands.conftest import Place, place  # noqa: F401 - a fixture
from tests.commands.test_qotd_command import HeldClock
from tests.conftest import SEEDS, settings_for


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEEDS, tmp_path / "corpus"))


@pytest.fixture
async def library(indexed: Path, tmp_path: Path, corpus: Path) -> AsyncIterator[Library]:
    data = Path(shutil.copytree(indexed, tmp_path / "data"))
    library = await Library.open(settings_for(data, corpus), random=random.Random(1))
    yield library
    await library.close()


@pytest.fixture
def open_place(place: Place, caplog: pytest.LogCaptureFixture) -> Place:  # noqa: F811
    """A server on which one may ask as often as one likes, and whose log is read."""
    place.env.bot.admission = Admission(often=10**9)
    caplog.set_level(logging.INFO)
    return place


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def simcord_bot(library: Library, clock: HeldClock) -> Commonplace:
    return Commonplace(library, clock)
