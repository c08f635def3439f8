"""Which interaction the code at hand works for, so that a log line and a card can name it."""

from __future__ import annotations

import base64
import hashlib
import time
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Request:
    """An interaction on its way.

    ``name`` is the command, or the kind of a button: never anything that a member wrote.
    ``started`` is of ``time.perf_counter``. ``responded`` is set at the first response.
    """

    id: str
    name: str
    started: float = field(default_factory=time.perf_counter)
    responded: bool = False

    @property
    def seconds(self) -> float:
        """How long it has been on its way."""
        return time.perf_counter() - self.started


_current: ContextVar[Request | None] = ContextVar("request", default=None)


def begin(interaction: int, name: str) -> Request:
    """From here on, this task and those that it starts work for an interaction."""
    request = Request(id_of(interaction), name)
    _current.set(request)
    return request


def current() -> Request | None:
    """What this task works for, if that is an interaction."""
    return _current.get()


def id_of(interaction: int) -> str:
    """Eight letters and figures that stand for an interaction's id, to read out and look up."""
    digest = hashlib.blake2b(str(interaction).encode(), digest_size=5).digest()
    return base64.b32encode(digest).decode()
