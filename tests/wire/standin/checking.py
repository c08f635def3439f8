"""Whether every request body was one that Discord would have taken."""

from __future__ import annotations

from functools import cache

from tests.wire.standin.rules import broken_rules
from tests.wire.standin.schema import DESCRIPTION, Schema
from tests.wire.standin.server import StandIn


@cache
def _schema() -> Schema | None:
    return Schema() if DESCRIPTION.exists() else None


def check_bodies(standin: StandIn) -> int:
    """Check what was sent since the last time; returns how many different bodies there were."""
    schema = _schema()
    wrong = []
    for method, path, _ in standin.bodies:
        body = standin.bodies[method, path, _]
        found = broken_rules(method, path, body)
        found += schema.errors(method, path, body) if schema is not None else []
        wrong += [f"{method} {path}: {each}" for each in found]
    count = len(standin.bodies)
    standin.bodies.clear()
    assert not wrong, "\n".join(wrong)
    assert not standin.unknown, standin.unknown
    return count
