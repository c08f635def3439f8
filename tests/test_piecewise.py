from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.piecewise import PIECE, let_go, sorted_piecewise


@given(st.lists(st.text(max_size=3), max_size=50), st.integers(0, 3))
def test_sorted_a_piece_at_a_time_is_sorted(names: list[str], pieces: int) -> None:
    many = [*names, *(str(n) for n in range(pieces * PIECE))]
    assert sorted_piecewise(many) == sorted(many)


def test_let_go_leaves_nothing() -> None:
    names, counts = ["a", "b"], {"a": 1, "b": 2}
    let_go(names, counts, [])
    assert (names, counts) == ([], {})
