from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.order import PIECE, sorted_piecewise


@given(st.lists(st.text(max_size=3), max_size=50), st.integers(0, 3))
def test_sorted_a_piece_at_a_time_is_sorted(names: list[str], pieces: int) -> None:
    many = [*names, *(str(n) for n in range(pieces * PIECE))]
    assert sorted_piecewise(many) == sorted(many)
