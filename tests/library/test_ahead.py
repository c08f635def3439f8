"""Work goes on in a thread of its own, as far ahead as it may, and ends when it is not wanted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing, suppress

import pytest

from bot.library import ahead as module
from bot.library.ahead import ahead

MOST = 3


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_EVERY", 0.001)


def nothing() -> None:
    """Nothing else is to be done meanwhile."""


def threads() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name == "reading-ahead"]


def test_work_goes_on_as_far_ahead_as_it_may_while_a_result_is_used() -> None:
    done: list[int] = []
    has_no_room = threading.Event()

    def work(put: Callable[[int], None], _: Callable[[], None]) -> None:
        for number in range(10):
            put(number)
            done.append(number)

    with closing(ahead(work, MOST, has_no_room.set)) as results:
        assert next(results) == 0
        for _ in range(2):  # the first may have been on its way
            has_no_room.clear()
            assert has_no_room.wait(10)
        assert done == [0, 1, 2, 3]
        assert list(results) == list(range(1, 10))
    assert threads() == []


def test_an_error_is_raised_behind_all_that_was_put() -> None:
    def work(put: Callable[[int], None], _: Callable[[], None]) -> None:
        put(1)
        put(2)
        raise ValueError("it can't go on")

    results = ahead(work, MOST, nothing)
    taken = [next(results), next(results)]
    with pytest.raises(ValueError, match="can't go on"):
        next(results)
    assert taken == [1, 2]


def test_what_is_raised_while_there_is_no_room_ends_the_work() -> None:
    stopped = threading.Event()

    def stop() -> None:
        stopped.set()
        raise TimeoutError("it was given up")

    def work(put: Callable[[int], None], _: Callable[[], None]) -> None:
        for number in range(10):
            put(number)

    results = ahead(work, MOST, stop)
    assert next(results) == 0
    assert stopped.wait(10)
    with pytest.raises(TimeoutError, match="given up"):
        list(results)
    assert threads() == []


@pytest.mark.parametrize("room", [1, 1_000_000])
def test_closing_it_ends_the_work_and_its_thread(room: int) -> None:
    ended: list[str] = []

    def work(put: Callable[[int], None], look: Callable[[], None]) -> None:
        try:
            while True:
                put(0)
                look()
        finally:
            ended.append("it")

    results = ahead(work, room, nothing)
    next(results)
    assert len(threads()) == 1
    results.close()
    assert ended == ["it"]
    assert threads() == []


def test_what_is_given_up_and_closed_has_ended_well(caplog: pytest.LogCaptureFixture) -> None:
    raised = iter([TimeoutError("it was given up")])

    def stop() -> None:
        for error in raised:
            raise error

    def work(put: Callable[[int], None], look: Callable[[], None]) -> None:
        put(0)
        try:
            look()
        finally:
            with suppress(module._Closed):
                while True:
                    look()

    results = ahead(work, MOST, stop)
    next(results)
    results.close()
    assert caplog.messages == []


def test_what_fails_while_it_is_ended_is_told(caplog: pytest.LogCaptureFixture) -> None:
    def work(put: Callable[[int], None], look: Callable[[], None]) -> None:
        put(0)
        try:
            while True:
                look()
        finally:
            raise ValueError("it can't be kept")

    results = ahead(work, MOST, nothing)
    next(results)
    results.close()
    assert caplog.messages == ["What was read ahead could not be ended well: it can't be kept"]
