"""The fields above a Markdown file's text: what they say, whatever they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from bot.corpus.bylines import read_authors
from bot.corpus.dates import parse_date
from bot.corpus.sources import Declared, web_address

_MOST = 64 * 1024  # characters; the longest in use have a few thousand
_BLOCK = re.compile(r"\A-{3,}[ \t]*\n.*?^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")

_OUTLET_KEYS = ("outlet", "publication", "site", "source", "publisher", "site_name")
_URL_KEYS = ("url", "canonical", "canonical_url", "link", "original_url")
_AUTHOR_KEYS = ("authors", "author", "byline", "by")
_DATE_KEYS = ("date", "published", "publish_date", "pubdate")


def storable(text: str) -> str:
    """The text with U+FFFD for what UTF-8 or a database cannot hold. Its length stays the same."""
    return _UNSTORABLE.sub("\ufffd", text)


def as_text(value: object) -> str | None:
    """One line of text from a field, or from the name within it; None where it holds none."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(storable(str(value)).split()) or None


def read_front_matter(text: str) -> tuple[Declared, str]:
    """What the front matter of a Markdown file declares, and the text below it.

    It is YAML between lines of dashes, or JSON. What cannot be read is ignored, and the note says
    so: the article below still can be.
    """
    text = text.strip()
    handler = next((one for one in _handlers() if one.detect(text)), None)
    if handler is None:
        return Declared(), text
    try:
        matter, body = handler.split(text)
    except ValueError:  # nothing ends it, so it is none
        return Declared(), text
    body = body.strip()
    if len(matter) > _MOST:
        return Declared(note="Its front matter is larger than 64 kB and was ignored."), body
    try:
        values = handler.load(matter)
    except _BROKEN:
        note = f"Its front matter is not valid {handler.language} and was ignored."
        shorter = _BLOCK.sub("", text, count=1)
        return Declared(note=note), body if shorter == text else shorter
    if not isinstance(values, dict) or not values:
        held = bool(matter.strip("-.{} \n"))
        note = "Its front matter holds no fields and was ignored." if held else ""
        return Declared(note=note), body
    return _declared({str(key).lower().replace("-", "_"): v for key, v in values.items()}), body


def _declared(found: dict[str, Any]) -> Declared:
    stated = _first(found, _DATE_KEYS)
    published = parse_date(stated)
    note = ""
    if stated is not None and published is None:
        note = "The date in its front matter could not be read as a date."
    url = as_text(_first(found, _URL_KEYS))
    return Declared(
        title=as_text(found.get("title")),
        outlet=as_text(_first(found, _OUTLET_KEYS)),
        authors=_names(_first(found, _AUTHOR_KEYS)),
        published=published,
        url=web_address(url) if url else None,
        note=note,
    )


def _first(values: dict[str, Any], keys: Iterable[str]) -> Any:
    return next((values[key] for key in keys if values.get(key)), None)


def _names(value: object) -> tuple[str, ...] | None:
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        text = as_text(each)
        found += (name for name in read_authors(text or "") if name not in found)
    return tuple(found) or None


# json and yaml raise these for what they were not written to expect; YAML's own errors are told as
# ValueError by the loader below.
_BROKEN = (ValueError, TypeError, RecursionError, IndexError, KeyError, AttributeError)


@lru_cache(maxsize=1)
def _handlers() -> tuple[Any, ...]:
    import yaml  # noqa: PLC0415 - only a Markdown file needs them
    from frontmatter.default_handlers import JSONHandler, YAMLHandler  # noqa: PLC0415

    class Loader(yaml.BaseLoader):
        """YAML in pure Python, which cannot crash, with every scalar a text.

        Anchors, aliases and tags of other kinds than YAML's own are errors: a few lines of them can
        stand for more than memory holds.
        """

        def compose_node(self, parent: Any, index: Any) -> Any:
            event = self.peek_event()  # type: ignore[no-untyped-call]
            tag = getattr(event, "tag", None)
            if getattr(event, "anchor", None) is not None:
                raise ValueError("an anchor or alias")
            if tag is not None and not tag.startswith("tag:yaml.org,2002:"):
                raise ValueError("a tag")
            if tag is not None and ":python" in tag:
                raise ValueError("a tag of Python's")
            return super().compose_node(parent, index)

        def construct_scalar(self, node: Any) -> Any:
            value = super().construct_scalar(node)
            return None if node.style is None and value in _NULLS else value

    class Yaml(YAMLHandler):
        language = "YAML"

        def load(self, fm: str, **_: object) -> Any:
            try:
                return yaml.load(fm, Loader)  # noqa: S506 - it makes texts, lists and tables only
            except yaml.YAMLError as error:
                raise ValueError(str(error)) from error

    class Json(JSONHandler):
        language = "JSON"

        def load(self, fm: str, **_: object) -> Any:
            return json.loads(fm, parse_int=str, parse_float=str)

    return Yaml(), Json()


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
