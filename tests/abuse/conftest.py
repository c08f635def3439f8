"""The simulated server of the commands' tests, with a clock that stands still."""

from __future__ import annotations

import pytest

from bot.client import Commonplace
from bot.library import Library
from tests.commands.conftest import place  # noqa: F401 - a fixture
from tests.commands.test_qotd_command import HeldClock


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def simcord_bot(library: Library, clock: HeldClock) -> Commonplace:
    return Commonplace(library, clock)
