"""The minima of articles' shingles: who has one, in which order, and where they are too many."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.store import Store
from bot.store.windows import delete_windows, holders_beside, holders_of, save_windows

# Some are beyond what SQLite takes for a number, and they are more than a statement has rows.
LARGE = (1 << 64) - 1
MINIMA = {7: [*range(500), LARGE], 3: [LARGE, 5], 12: [1 << 63, 5]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "commonplace.db")
    store.write_later(partial(save_windows, minima=MINIMA)).result()
    yield store
    store.close()


def holders(store: Store, most: int = 3) -> dict[int, list[int] | None]:
    keys = {key for keys in MINIMA.values() for key in keys}
    return store.read_here(partial(holders_of, keys=keys, most=most))


def test_every_holder_of_a_minimum_is_found_in_order(store: Store) -> None:
    found = holders(store)
    assert found == {
        **{key: [7] for key in range(500)},
        5: [3, 7, 12],
        LARGE: [3, 7],
        1 << 63: [12],
    }
    beside = partial(holders_beside, keys=[5, LARGE], article=7, most=1)
    assert store.read_here(beside) == {5: [3, 12], LARGE: [3]}


def test_where_they_are_too_many_they_are_not_listed(store: Store) -> None:
    found = holders(store, most=2)
    assert found[5] is None
    assert found[LARGE] == [3, 7]


def test_saving_minima_again_changes_nothing(store: Store) -> None:
    before = holders(store)
    store.write_later(partial(save_windows, minima=MINIMA)).result()
    assert holders(store) == before


def test_what_is_deleted_has_no_holder(store: Store) -> None:
    store.write_later(partial(delete_windows, minima={7: MINIMA[7]})).result()
    assert holders(store) == {5: [3, 12], LARGE: [3], 1 << 63: [12]}
    store.write_later(partial(delete_windows, minima={})).result()
    store.write_later(partial(save_windows, minima={})).result()
    assert holders(store)[5] == [3, 12]
