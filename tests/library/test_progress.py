"""How far a reindex is, by a held clock."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.library.progress import Meter, Progress

SHOWN = [
    (Progress(0, 30_000, "a.txt"), "0 of 30,000 files"),
    (
        Progress(12_400, 30_000, "a.txt", 104.2),
        "12,400 of 30,000 files · 104 a second · 3 min left",
    ),
    (Progress(29_000, 30_000, "a.txt", 104.2), "29,000 of 30,000 files · 104 a second · 10 s left"),
    (Progress(0, 30_000, "a.txt", 2.04), "0 of 30,000 files · 2.0 a second · 4 h 5 min left"),
    (Progress(30_000, 30_000, "", 99), "30,000 of 30,000 files · 99 a second · all read, indexing"),
    (Progress(5, 5, ""), "5 of 5 files"),
]


@pytest.mark.parametrize(("step", "shown"), SHOWN)
def test_progress_is_shown_with_a_rate_and_the_time_left(step: Progress, shown: str) -> None:
    assert str(step) == shown


def test_a_meter_tells_ten_times_a_second_at_most_and_the_end_always() -> None:
    now = 0.0
    told: list[Progress] = []
    meter = Meter(told.append, 1_000, lambda: now)
    for number in range(500):  # half of them are as they were, and found so in a second
        now = number / 500
        meter.settled(f"{number}.txt")
    assert 9 <= len(told) <= 11
    assert {step.rate for step in told} == {0.0}
    now = 1.0
    for number in range(500):
        now = 1.0 + (number + 1) / 50
        meter.read(f"{number}.txt")
    assert 80 <= len(told) <= 111
    meter.tick()
    meter.finish()
    last = told[-1]
    assert (last.done, last.total) == (1_000, 1_000)
    assert last.rate == pytest.approx(50)
    assert all(before.done <= after.done for before, after in pairwise(told))


def test_what_a_meter_tells_may_stop_the_reindex() -> None:
    def stop(step: Progress) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Meter(stop, 3).tick()
