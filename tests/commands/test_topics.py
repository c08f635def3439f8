"""What a member types, read with care."""

from __future__ import annotations

import pytest

from commands.ui.topics import read_list, read_name, rejoined

KNOWN = ["Ports, ships, and fog", "The Daily Tide", "Ports"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("The Daily Tide", ["The Daily Tide"]),
        ("the daily tide , Ports", ["the daily tide", "Ports"]),
        ("Ports, ships, and fog", ["Ports, ships, and fog"]),
        ("The Daily Tide, ports,  ships, and fog", ["The Daily Tide", "ports, ships, and fog"]),
        ("Ports, ships", ["Ports", "ships"]),
        (" , ,", []),
        ("", []),
    ],
)
def test_a_name_with_commas_is_one_name(typed: str, names: list[str]) -> None:
    assert rejoined(read_list(typed), KNOWN) == names


def test_a_name_that_draws_nothing_is_none() -> None:
    assert read_name("\0 \u202e\n") is None
    assert read_name(" Ada\0  Quill ") == "Ada Quill"
