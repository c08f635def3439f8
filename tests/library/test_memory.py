"""What a reindex has freed is given back."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

from bot.library import Library
from bot.library.memory import give_back
from tests.conftest import settings_for

BYTES = 2_000  # more than Python manages by itself
PIECES = 50_000


def resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="this C library gives back by itself, or has no way to be told",
)
def test_what_was_freed_between_what_stays_is_given_back() -> None:
    pieces = [bytes(BYTES) for _ in range(PIECES)]
    pieces = pieces[::1000]
    before = resident()
    give_back()
    assert before - resident() > PIECES * BYTES / 2
    assert len(pieces) == PIECES / 1000


async def test_a_reindex_gives_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bool] = []
    monkeypatch.setattr("bot.library.indexer.give_back", lambda: given.append(True))
    library = await Library.open(settings_for(tmp_path / "data"))
    await library.reindex()
    assert given
    await library.close()
