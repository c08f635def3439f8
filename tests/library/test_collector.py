"""What is kept from the garbage collector is freed all the same."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from bot.library import Library
from bot.library.collector import no_full_collections
from bot.model import Query
from tests.conftest import settings_for


async def test_the_old_holdings_are_freed_when_new_ones_take_their_place(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    root.mkdir()
    (root / "a.txt").write_text("Tariffs raise prices, as Una Writer says, for all of us.", "utf-8")
    library = await Library.open(settings_for(tmp_path / "data", root))
    await library.reindex()
    assert (await library.quote(Query("tariffs"))).quotes
    await library.compare("tariffs")
    old = weakref.ref(library._indexer.holdings)
    gc.disable()
    try:
        (root / "b.txt").write_text("Ports were rebuilt at no cost to anybody at all.", "utf-8")
        await library.reindex()
        assert old() is None
    finally:
        gc.enable()
    await library.close()


def test_the_thresholds_are_put_back() -> None:
    before = gc.get_threshold()
    with no_full_collections():
        assert gc.get_threshold()[:2] == before[:2]
        assert gc.get_threshold()[2] > 10**9
    assert gc.get_threshold() == before
