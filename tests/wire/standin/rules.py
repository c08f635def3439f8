"""Discord's rules that its OpenAPI description does not state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from tests.wire.standin.payloads import Json

EMBEDS = 6_000
CONTENT = 2_000
_COMMANDS = re.compile(r"/applications/\d+(/guilds/\d+)?/commands")
_MESSAGE = re.compile(r"/channels/\d+/messages|/webhooks/\d+/[^/]+")


def broken_rules(method: str, path: str, body: Any) -> list[str]:
    """A sentence for each rule that a request body breaks."""
    if _COMMANDS.fullmatch(path):
        return list(_commands(body))
    if path.endswith("/callback"):
        data = body.get("data") or {}
        if body["type"] == 8:
            return list(_duplicates("choice", (c["name"] for c in data.get("choices", []))))
        return list(_message(data, new=body["type"] == 4))
    if _MESSAGE.match(path) and not path.endswith("/threads"):
        return list(_message(body, new=method == "POST"))
    return []


def _message(body: Json, *, new: bool) -> Iterator[str]:
    embeds, content = body.get("embeds") or [], body.get("content") or ""
    if _size(content) > CONTENT:
        yield f"content of {_size(content)} characters, over {CONTENT}"
    total = sum(_size(text) for embed in embeds for text in _texts(embed))
    if total > EMBEDS:
        yield f"embeds of {total} characters in all, over {EMBEDS}"
    for embed in embeds:
        if not any(text.strip() for text in _texts(embed)) and "image" not in embed:
            yield "an empty embed"
    kept = ("poll", "components", "attachments", "sticker_ids")
    if new and not (content or embeds or any(body.get(name) for name in kept)):
        yield "an empty message"
    ids = [
        item["custom_id"]
        for row in body.get("components") or []
        for item in row.get("components", [])
        if "custom_id" in item
    ]
    yield from _duplicates("custom_id", ids)


def _commands(commands: list[Json]) -> Iterator[str]:
    for kind in (1, 2, 3):
        names = [c["name"] for c in commands if c.get("type", 1) == kind]
        yield from _duplicates("command", names)
    for command in commands:
        if command.get("type", 1) == 1:
            yield from _options(command, command["name"])


def _options(command: Json, where: str) -> Iterator[str]:
    if command["name"] != command["name"].lower():
        yield f"/{where} has upper-case letters in its name"
    options = command.get("options") or []
    yield from _duplicates(f"option of /{where}", (option["name"] for option in options))
    optional = False
    for option in options:
        if option["type"] in {1, 2}:
            yield from _options(option, f"{where} {option['name']}")
            continue
        if option["name"] != option["name"].lower():
            yield f"/{where} {option['name']} has upper-case letters in its name"
        if option.get("required") and optional:
            yield f"/{where} {option['name']} is required but follows an optional one"
        optional = optional or not option.get("required")
        choices = (choice["name"] for choice in option.get("choices") or [])
        yield from _duplicates(f"choice of /{where} {option['name']}", choices)


def _duplicates(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{times} times the {what} {name!r}"


def _texts(embed: Json) -> Iterator[str]:
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    for field in embed.get("fields") or []:
        yield field["name"]
        yield field["value"]
    yield (embed.get("footer") or {}).get("text") or ""
    yield (embed.get("author") or {}).get("name") or ""


def _size(text: str) -> int:
    """In UTF-16 units, the strictest way of counting."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
