"""What forms are sent in with, and the brake on sending many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commands.ui import brake as brakes
from commands.ui.brake import Brake
from commands.ui.forms import Line, Pick, values_in

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
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


def test_a_brake_lets_a_few_pass_and_then_makes_one_member_wait() -> None:
    brake = Brake(2, timedelta(minutes=10))
    for minute in (0, 4):
        now = NOON + timedelta(minutes=minute)
        assert brake.wait(1, 5, now) is None
        brake.count(1, 5, now)
    at = NOON + timedelta(minutes=6)
    assert brake.wait(1, 5, at) == timedelta(minutes=4)
    assert brake.wait(2, 5, at) is None, "another server"
    assert brake.wait(1, 6, at) is None, "another member"
    assert brake.wait(1, 5, NOON + timedelta(minutes=10)) is None
    assert brake.wait(1, 5, NOON - timedelta(days=1)) is None, "a clock that was set back"


def test_a_brake_forgets_whom_it_need_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brakes, "MEMBERS", 3)
    brake = Brake(1, timedelta(minutes=10))
    for member in range(3):
        brake.count(1, member, NOON)
    brake.count(1, 9, NOON + timedelta(minutes=11))
    assert list(brake._done) == [(1, 9)]


def test_a_brake_makes_room_when_members_only_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brakes, "MEMBERS", 1)
    brake = Brake(1, timedelta(minutes=10))
    brake.count(1, 2, NOON)
    assert brake.wait(1, 2, NOON + timedelta(hours=1)) is None
    brake.count(1, 3, NOON + timedelta(hours=1))
    assert brake.wait(1, 3, NOON + timedelta(hours=1)) == timedelta(minutes=10)
