"""Discord's REST routes, as far as the bot calls them; each is a plain function over the world."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tests.wire.standin import payloads
from tests.wire.standin.payloads import EPHEMERAL, HAS_THREAD, LOADING, Json
from tests.wire.standin.world import Asked, World

DEADLINE = 3.0  # seconds that Discord waits for the first response to an interaction


class Failure(Exception):
    """An error as Discord answers it."""

    def __init__(self, status: int, code: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.body = {"code": code, "message": text}


@dataclass(frozen=True, slots=True)
class Call:
    """A request: ``parts`` are of the path, ``files`` the names of what was sent along."""

    world: World
    parts: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    files: list[str]


Route: TypeAlias = Callable[[Call], Json | list[Json] | None]
_routes: list[tuple[str, re.Pattern[str], Route]] = []


def route(method: str, template: str) -> Callable[[Route], Route]:
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))

    def register(answer: Route) -> Route:
        _routes.append((method, pattern, answer))
        return answer

    return register


def find(method: str, path: str) -> tuple[Route, Mapping[str, str]]:
    """The route that answers a path.

    Raises:
        Failure: there is none, so the stand-in has to learn it.
    """
    for known, pattern, answer in _routes:
        if known == method and (match := pattern.fullmatch(path)):
            return answer, match.groupdict()
    raise Failure(404, 0, f"the stand-in has no {method} {path}")


@route("GET", "/users/@me")
def _me(_: Call) -> Json:
    return payloads.BOT_USER


@route("GET", "/oauth2/applications/@me")
def _application(_: Call) -> Json:
    return payloads.application()


@route("PUT", "/applications/{application}/commands")
def _set_commands(call: Call) -> list[Json]:
    commands: list[Json] = call.body["commands"]
    call.world.commands = [
        {
            "id": str(call.world.new_id()),
            "application_id": str(payloads.APPLICATION),
            "version": "1",
            "type": 1,
            "description": "",
            **command,
        }
        for command in commands
    ]
    return call.world.commands


@route("GET", "/channels/{channel}")
def _channel(call: Call) -> Json:
    return _known_channel(call)


@route("PATCH", "/channels/{channel}")
def _edit_channel(call: Call) -> Json:
    channel = _known_channel(call)
    channel.update(call.body)
    return channel


@route("GET", "/channels/{channel}/messages")
def _history(call: Call) -> list[Json]:
    channel = _known_channel(call)
    after, before = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 63))
    found = [m for m in call.world.history(channel["id"]) if after < int(m["id"]) < before]
    limit = int(call.query.get("limit", 50))
    kept = found[:limit] if "after" in call.query else found[-limit:]
    return kept[::-1]


@route("POST", "/channels/{channel}/messages")
def _post(call: Call) -> Json:
    return call.world.post(_known_channel(call)["id"], call.body, call.files)


@route("GET", "/channels/{channel}/messages/{message}")
def _message(call: Call) -> Json:
    return _known_message(call)


@route("PATCH", "/channels/{channel}/messages/{message}")
def _edit_message(call: Call) -> Json:
    message = _known_message(call)
    call.world.edit(message, call.body, call.files)
    return message


@route("DELETE", "/channels/{channel}/messages/{message}")
def _delete_message(call: Call) -> None:
    message = _known_message(call)
    del call.world.messages[message["channel_id"]][int(message["id"])]


@route("POST", "/channels/{channel}/messages/{message}/threads")
def _open_thread(call: Call) -> Json:
    message, parent = _known_message(call), _known_channel(call)
    if message["flags"] & HAS_THREAD:
        raise Failure(400, 160004, "A thread has already been created for this message")
    at = call.world.clock.now().isoformat()
    thread = payloads.thread(int(message["id"]), parent, call.body["name"], at)
    call.world.guild_of(parent).channels.append(thread)
    message["flags"] |= HAS_THREAD
    return thread


@route("POST", "/interactions/{interaction}/{token}/callback")
def _callback(call: Call) -> Json:
    asked = call.world.asked.get(call.parts["token"])
    if asked is None or time.perf_counter() - asked.asked_at > DEADLINE:
        raise Failure(404, 10062, "Unknown interaction")
    if asked.callback is not None:
        raise Failure(400, 40060, "Interaction has already been acknowledged")
    kind, data = call.body["type"], call.body.get("data") or {}
    asked.acknowledge(call.body)
    answer: Json = {"interaction": {"id": str(asked.id), "type": asked.payload["type"]}}
    if kind in {4, 5}:
        asked.original = _answer_to(call, asked, data)
        if kind == 5:
            asked.original["flags"] |= LOADING
        answer["interaction"] |= {
            "response_message_id": asked.original["id"],
            "response_message_loading": kind == 5,
            "response_message_ephemeral": bool(asked.original["flags"] & EPHEMERAL),
        }
        answer["resource"] = {"type": kind, "message": asked.original}
    elif kind in {6, 7}:
        asked.original = asked.payload["message"]
        if kind == 7:
            call.world.edit(asked.original, data, call.files)
    if kind not in {5, 6}:
        asked.finish()
    return answer


@route("GET", "/webhooks/{application}/{token}/messages/{message}")
def _answer(call: Call) -> Json:
    return _own(call)[1]


@route("PATCH", "/webhooks/{application}/{token}/messages/{message}")
def _edit_answer(call: Call) -> Json:
    asked, message = _own(call)
    call.world.edit(message, call.body, call.files)
    asked.finish()
    return message


@route("DELETE", "/webhooks/{application}/{token}/messages/{message}")
def _delete_answer(call: Call) -> None:
    asked, message = _own(call)
    call.world.messages.get(message["channel_id"], {}).pop(int(message["id"]), None)
    asked.finish()


@route("POST", "/webhooks/{application}/{token}")
def _follow_up(call: Call) -> Json:
    asked = _asked(call)
    message = _answer_to(call, asked, call.body)
    asked.followups.append(message)
    asked.finish()
    return message


def _asked(call: Call) -> Asked:
    asked = call.world.asked.get(call.parts["token"])
    if asked is None or asked.callback is None:
        raise Failure(404, 10015, "Unknown Webhook")
    return asked


def _own(call: Call) -> tuple[Asked, Json]:
    asked, name = _asked(call), call.parts["message"]
    for message in (asked.original, *asked.followups):
        if message is not None and name in {"@original", message["id"]}:
            return asked, message
    raise Failure(404, 10008, "Unknown Message")


def _answer_to(call: Call, asked: Asked, data: Json) -> Json:
    at = call.world.clock.now().isoformat()
    message = payloads.message(call.world.new_id(), asked.channel, at, data, files=call.files)
    message["interaction_metadata"] = {
        "id": str(asked.id),
        "type": asked.payload["type"],
        "user": asked.payload["member"]["user"],
        "authorizing_integration_owners": {},
    }
    if not message["flags"] & EPHEMERAL:
        call.world.keep(message)
    return message


def _known_channel(call: Call) -> Json:
    channel = call.world.channel(call.parts["channel"])
    if channel is None:
        raise Failure(404, 10003, "Unknown Channel")
    return channel


def _known_message(call: Call) -> Json:
    message = call.world.find(_known_channel(call)["id"], call.parts["message"])
    if message is None:
        raise Failure(404, 10008, "Unknown Message")
    return message
