"""Discord's own OpenAPI description, made strict: a key that it does not know is an error."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.conftest import ROOT
from tests.wire.standin.payloads import Json

DESCRIPTION = ROOT.parent / "shared" / "discord" / "openapi.json"
NAME = "urn:discord"

# What discord.py sends in every request and Discord takes, though the description lacks it.
SENT_BY_DISCORD_PY: dict[str, Json] = {
    "ApplicationCommandUpdateRequest": {"nsfw": {"type": "boolean"}},
    "IncomingWebhookUpdateRequestPartial": {"tts": {"const": False}},
    "MessageAttachmentRequest": {"id": {"type": ["string", "integer"]}},
    "RichEmbed": {"flags": {"const": 0}},
}


class Schema:
    """Checks request bodies. Reading the description takes a moment: keep one."""

    def __init__(self, path: Path = DESCRIPTION) -> None:
        self._paths: Json = {}
        described = json.loads(path.read_text("utf-8"))
        for name, properties in SENT_BY_DISCORD_PY.items():
            described["components"]["schemas"][name]["properties"] |= properties
        described = _strict(described)
        resource: Resource[Any] = Resource.from_contents(described, DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(NAME, resource)
        self._templates = [
            (template, re.compile(re.sub(r"\{\w+\}", "[^/]+", template)))
            # What is spelt out goes before what is left open: @original before {message_id}.
            for template in sorted(described["paths"], key=lambda t: (t.count("{"), t))
        ]
        self._described = described
        self._validator = cache(self._make)

    def errors(self, method: str, path: str, body: Any) -> list[str]:
        """What is wrong with a body, as sentences."""
        template = next((t for t, pattern in self._templates if pattern.fullmatch(path)), None)
        validator = self._validator(template, method.lower()) if template else None
        if validator is None:
            return [f"Discord describes no body for {method} {path}"]
        problem = best_match(validator.iter_errors(body))
        return [f"{problem.json_path}: {problem.message[:400]}"] if problem else []

    def _make(self, template: str, method: str) -> Draft202012Validator | None:
        operation = self._described["paths"][template].get(method, {})
        if "requestBody" not in operation:
            return None
        escaped = template.replace("~", "~0").replace("/", "~1")
        place = f"#/paths/{escaped}/{method}/requestBody/content/application~1json/schema"
        return Draft202012Validator({"$ref": NAME + place}, registry=self._registry)


def _strict(node: Any) -> Any:
    """The description with ``additionalProperties: false`` where it says nothing of others."""
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    strict = {key: _strict(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict) and "type" in node and "allOf" not in node:
        strict.setdefault("additionalProperties", False)
    return strict
