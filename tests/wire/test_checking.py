"""What the stand-in refuses: Discord's description, and the rules that it does not state."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wire.standin.payloads import Json
from tests.wire.standin.rules import broken_rules
from tests.wire.standin.schema import DESCRIPTION, Schema

pytestmark = pytest.mark.slow

MESSAGES, COMMANDS = "/channels/1/messages", "/applications/1/commands"
BUTTON = {"type": 2, "style": 2, "label": "Next", "custom_id": "press:ask:1"}


def command(name: str = "quote", *options: Json, kind: int = 1) -> Json:
    return {"name": name, "type": kind, "description": "Quotes", "options": list(options)}


def option(name: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> Json:
    offered = [{"name": choice, "value": choice} for choice in choices]
    return {
        "name": name, "type": 3, "description": "Text", "required": required, "choices": offered,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "problem"),
    [
        (MESSAGES, {"content": "A word"}, ""),
        (MESSAGES, {"content": "x" * 2000}, ""),
        (MESSAGES, {"content": "x" * 2001}, "content of 2001"),
        (MESSAGES, {"content": "🧀" * 1001}, "content of 2002"),
        (MESSAGES, {"embeds": [{"description": "x" * 3000}] * 2}, ""),
        (MESSAGES, {"embeds": [{"description": "x" * 3000}, {"title": "x" * 3001}]}, "6001"),
        (MESSAGES, {"embeds": [{"color": 1}]}, "an empty embed"),
        (MESSAGES, {"content": "", "embeds": []}, "an empty message"),
        (MESSAGES, {"poll": {"question": {"text": "Yes?"}}}, ""),
        (MESSAGES, {"content": "x", "components": [{"components": [BUTTON] * 2}]}, "2 times"),
        (COMMANDS, [command(), command("compare", option("topic"))], ""),
        (COMMANDS, [command("Quote")], "upper-case"),
        (COMMANDS, [command("Check this quote", kind=3)], ""),
        (COMMANDS, [command("quote", option("Topic"))], "upper-case"),
        (COMMANDS, [command(), command()], "2 times the command 'quote'"),
        (COMMANDS, [command("quote", option("a"), option("a"))], "2 times the option"),
        (COMMANDS, [command("quote", option("a"), option("b", required=True))], "is required"),
        (COMMANDS, [command("quote", option("b", required=True), option("a"))], ""),
        (COMMANDS, [command("quote", option("a", choices=("x", "x")))], "2 times the choice"),
    ],
)
def test_rules_that_are_not_described(path: str, body: Any, problem: str) -> None:
    found = broken_rules("POST" if path is MESSAGES else "PUT", path, body)
    assert problem in "\n".join(found)
    assert bool(found) == bool(problem)


@pytest.fixture(scope="module")
def schema() -> Schema:
    if not DESCRIPTION.exists():
        pytest.skip("Discord's description is not here")
    return Schema()


@pytest.mark.parametrize(
    ("method", "path", "body", "problem"),
    [
        ("POST", MESSAGES, {"content": "A word", "nonce": "a" * 25}, ""),
        ("POST", MESSAGES, {"nonce": "a" * 26}, "nonce"),
        ("POST", MESSAGES, {"contents": "A word"}, "'contents' was unexpected"),
        ("POST", MESSAGES, {"embeds": [{"title": "x" * 257}]}, "too long"),
        ("POST", MESSAGES, {"embeds": [{"titel": "x"}]}, "'titel' was unexpected"),
        ("PUT", COMMANDS, [command()], ""),
        ("PUT", COMMANDS, [command("x" * 33)], "too long"),
        ("POST", "/interactions/1/a/callback", {"type": 5}, ""),
        ("POST", "/interactions/1/a/callback", {"type": 99}, "not valid"),
        ("PATCH", "/webhooks/1/a/messages/@original", {"content": "A word"}, ""),
        ("PATCH", "/nowhere", {}, "describes no body"),
    ],
)
def test_the_description_made_strict(
    schema: Schema, method: str, path: str, body: Any, problem: str
) -> None:
    found = schema.errors(method, path, body)
    assert problem in "\n".join(found)
    assert bool(found) == bool(problem)
