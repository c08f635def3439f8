from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.piecewise import EVERY, PAUSE, PIECE, Pauses, let_go, sorted_piecewise


@given(st.lists(st.text(max_size=3), max_size=50), st.integers(0, 3))
def test_sorted_a_piece_at_a_time_is_sorted(names: list[str], pieces: int) -> None:
    many = [*names, *(str(n) for n in range(pieces * PIECE))]
    assert sorted_piecewise(many) == sorted(many)


def test_let_go_leaves_nothing() -> None:
    names, counts = ["a", "b"], {"a": 1, "b": 2}
    let_go(names, counts, [])
    assert (names, counts) == ([], {})


def test_a_pause_is_made_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now, slept = [0.0], list[float]()
    monkeypatch.setattr("bot.piecewise.perf_counter", lambda: now[0])
    monkeypatch.setattr("bot.piecewise.sleep", slept.append)
    pause = Pauses()
    for now[0], pauses in ((EVERY / 2, 0), (EVERY, 1), (1.5 * EVERY, 1), (2.5 * EVERY, 2)):
        pause()
        assert slept == [PAUSE] * pauses
