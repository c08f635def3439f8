"""Which route answers what, and when: the failures that a test plans."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in place of the stand-in's own. ``stored``: what was asked is done all the same."""

    status: int
    body: dict[str, Any] | str
    headers: dict[str, str] = field(default_factory=dict)
    stored: bool = False


def rate_limited(seconds: float) -> Answer:
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
    # discord.py takes a 429 without Via for a ban by Cloudflare.
    return Answer(429, body, {"Via": "1.1 stand-in", "Retry-After": str(seconds)})


def error(status: int, code: int, text: str = "") -> Answer:
    return Answer(status, {"code": code, "message": text or f"Error {code}"})


def broken(status: int, *, stored: bool = False) -> Answer:
    """What a proxy in front of Discord says."""
    return Answer(status, "<html>upstream failure</html>", stored=stored)


@dataclass(eq=False)
class Fault:
    """Answers the next ``times`` requests that match, then no more. ``hit`` is set by the first.

    ``answer`` None only delays. ``before`` is called as the request arrives, ``after`` when it was
    done but not answered: a test kills the bot there.
    """

    method: str
    path: re.Pattern[str]
    answer: Answer | None
    times: int = 1
    delay: float = 0.0
    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None
    hit: asyncio.Event = field(default_factory=asyncio.Event)


class Faults:
    """The failures that are planned, in the order in which they were."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def plan(self, method: str, path: str, answer: Answer | None = None, **how: Any) -> Fault:
        """``path`` is a regular expression that is searched for in the request's path."""
        fault = Fault(method, re.compile(path), answer, **how)
        self._planned.append(fault)
        return fault

    def take(self, method: str, path: str) -> Fault | None:
        for fault in self._planned:
            if fault.method == method and fault.path.search(path):
                fault.times -= 1
                fault.hit.set()
                if not fault.times:
                    self._planned.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self._planned.clear()
