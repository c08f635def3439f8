"""The brake on doing much, and how many interactions are worked on at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import brake as brakes
from bot.admission import BUSY, Admission
from bot.brake import Brake

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_brake_lets_a_few_pass_and_then_makes_one_member_wait() -> None:
    brake = Brake(2, timedelta(minutes=10))
    for minute in (0, 4):
        now = NOON + timedelta(minutes=minute)
        assert brake.wait((1, 5), now) is None
        brake.count((1, 5), now)
    at = NOON + timedelta(minutes=6)
    assert brake.wait((1, 5), at) == timedelta(minutes=4)
    assert brake.wait((2, 5), at) is None, "another server"
    assert brake.wait((1, 6), at) is None, "another member"
    assert brake.wait((1, 5), NOON + timedelta(minutes=10)) is None
    assert brake.wait((1, 5), NOON - timedelta(days=1)) is None, "a clock that was set back"


def test_a_brake_forgets_whom_it_need_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brakes, "MEMBERS", 3)
    brake = Brake(1, timedelta(minutes=10))
    for member in range(3):
        brake.count((1, member), NOON)
    brake.count((1, 9), NOON + timedelta(minutes=11))
    assert list(brake._done) == [(1, 9)]


def test_a_brake_makes_room_when_members_only_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brakes, "MEMBERS", 1)
    brake = Brake(1, timedelta(minutes=10))
    brake.count((1, 2), NOON)
    assert brake.wait((1, 2), NOON + timedelta(hours=1)) is None
    brake.count((1, 3), NOON + timedelta(hours=1))
    assert brake.wait((1, 3), NOON + timedelta(hours=1)) == timedelta(minutes=10)


def test_one_member_has_few_things_at_work_and_others_are_let_in() -> None:
    admission = Admission(each=2)
    assert [admission.enter(1, NOON) for _ in range(2)] == ["", ""]
    assert admission.enter(1, NOON).startswith("I am at work on 2 things for you already.")
    assert admission.enter(2, NOON) == ""
    admission.leave(1)
    assert admission.enter(1, NOON) == ""
    assert admission.at_work == 3


def test_one_member_is_let_in_so_often_and_then_waits() -> None:
    admission = Admission(often=2, span=timedelta(minutes=1))
    for second in (0, 20):
        assert admission.enter(1, NOON + timedelta(seconds=second)) == ""
        admission.leave(1)
    told = admission.enter(1, NOON + timedelta(seconds=50.5))
    assert told == (
        "That was more than 2 questions and buttons within 60 s. Please try again in 10 s."
    )
    assert admission.enter(2, NOON + timedelta(seconds=50.5)) == ""
    assert admission.enter(1, NOON + timedelta(seconds=60)) == "", "refusals do not count"


def test_beyond_a_bound_everybody_is_told_that_the_bot_is_busy() -> None:
    admission = Admission(total=3)
    assert [admission.enter(member, NOON) for member in range(4)] == ["", "", "", BUSY]
    admission.leave(1)
    assert admission.enter(4, NOON) == ""


def test_nothing_is_known_of_a_member_whose_answers_are_out() -> None:
    admission = Admission()
    admission.enter(1, NOON)
    admission.leave(1)
    assert admission.at_work == 0
    assert not admission._at_work
