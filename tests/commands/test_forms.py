"""What forms are sent in with."""

from __future__ import annotations

from typing import Any

import pytest

from commands.ui.forms import Line, Pick, values_in

TEXT = {"type": 4, "custom_id": "text", "value": "words"}
PICK = {"type": 3, "custom_id": "what", "values": ["one", "two"]}


@pytest.mark.parametrize(
    ("components", "values"),
    [
        ([], {}),
        ([{"type": 18, "id": 1, "component": TEXT}], {"text": "words"}),
        ([{"type": 1, "components": [TEXT, PICK]}], {"text": "words", "what": "one"}),
        ([{"type": 10, "id": 3}, {"type": 18, "component": PICK}], {"what": "one"}),
        ([{"type": 3, "custom_id": "what", "values": []}], {"what": ""}),
        ([{"type": 4, "custom_id": "text", "value": None}], {"text": ""}),
        ([{"type": 4, "custom_id": "text"}], {"text": ""}),
    ],
)
def test_values_are_found_wherever_discord_puts_them(
    components: list[dict[str, Any]], values: dict[str, str]
) -> None:
    assert dict(values_in(components)) == values


def test_fields_keep_to_discords_limits() -> None:
    line = Line("text", "T", value="*" * 500, longest=100, required=True).item()
    assert len(line.default or "") == 100
    assert Line("text", "T").item().default is None
    assert [o.value for o in Pick("what", "W", [("a", "A"), ("b", "B")]).item().options] == [
        "a",
        "b",
    ]
