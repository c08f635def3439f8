"""What a page's JSON-LD says of its article (schema.org, https://schema.org/Article)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.corpus.bylines import read_authors
from bot.corpus.dates import parse_date
from bot.corpus.front_matter import as_text
from bot.corpus.sources import Declared, web_address
from bot.model import PartialDate

_MOST_CHARACTERS = 512 * 1024
_MOST_NODES = 2_000
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)[\s;]*\Z|;\s*\Z"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_ARTICLE = re.compile(r"(?:\w*article|(?:blog|liveblog|socialmedia)posting|report)", re.IGNORECASE)

Node = Mapping[str, Any]


def read_json_ld(scripts: Iterable[str], titles: Iterable[str], url: str | None) -> Declared:
    """What the article among the nodes of ``scripts`` says of itself.

    Where there are several, other pages' teasers say, it is the one with one of the page's own
    ``titles`` or with its ``url``; where none has, nothing is taken.
    """
    nodes: list[Node] = []
    note = ""
    for script in scripts:
        try:
            nodes += _nodes(_load(script))
        except (ValueError, RecursionError):
            note = "Some of its JSON-LD could not be read and was ignored."
    articles = [node for node in nodes if any(map(_ARTICLE.fullmatch, _types(node)))]
    known = {" ".join(title.casefold().split()) for title in titles}
    if len(articles) > 1:
        articles = [node for node in articles if _is_of(node, known, url)]
    if not articles:
        return Declared(note=note)
    return _declared(articles[0], nodes, note)


def _load(script: str) -> object:
    if len(script) > _MOST_CHARACTERS:
        raise ValueError("too long")
    bare = _WRAPPING.sub("", script).strip()
    if not bare:
        return None
    try:
        return json.loads(bare, strict=False)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub("", bare), strict=False)


def _nodes(value: object) -> Iterator[Node]:
    """The objects at the top, in ``@graph``, and those that are a page's main entity."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("mainEntity", "@graph") if key in value]


def _types(node: Node) -> list[str]:
    found = node.get("@type")
    return [name for name in _listed(found) if isinstance(name, str)]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_of(node: Node, titles: set[str], url: str | None) -> bool:
    title = as_text(node.get("headline")) or as_text(node.get("name")) or ""
    return title.casefold() in titles or (url is not None and url in _addresses(node))


def _addresses(node: Node) -> list[str]:
    page = node.get("mainEntityOfPage")
    found = [node.get("url"), page.get("@id") if isinstance(page, dict) else page, node.get("@id")]
    return [text for text in found if isinstance(text, str) and web_address(text)]


def _declared(node: Node, nodes: Sequence[Node], note: str) -> Declared:
    by_id = {other["@id"]: other for other in nodes if isinstance(other.get("@id"), str)}
    authors: list[str] = []
    for author in _listed(node.get("author") or node.get("creator")):
        authors += (name for name in _names(author, by_id) if name not in authors)
    sites = [other for other in nodes if "WebSite" in _types(other)]
    publishers = [
        name for one in (*_listed(node.get("publisher")), *sites) for name in _named(one, by_id)
    ]
    return Declared(
        title=as_text(node.get("headline")) or as_text(node.get("name")),
        outlet=next((name for name in publishers if not web_address(name)), None),
        authors=tuple(authors) or None,
        published=_date(node.get("datePublished")),
        url=next(iter(_addresses(node)), None),
        note=note,
    )


def _names(author: object, by_id: Mapping[str, Node]) -> Iterator[str]:
    for name in _named(author, by_id):
        yield from read_authors(name)


def _named(value: object, by_id: Mapping[str, Node]) -> Iterator[str]:
    """The names of a person or body, given as a text, an object or a reference to one."""
    if isinstance(value, dict):
        if "name" not in value and isinstance(key := value.get("@id"), str):
            value = by_id.get(key, value)
        names = _listed(value.get("name"))
        if names == [None]:
            parts = [as_text(value.get(key)) for key in ("givenName", "familyName")]
            names = [" ".join(part for part in parts if part)]
    else:
        names = [value]
    yield from (text for name in names if isinstance(name, str) and (text := as_text(name)))


def _date(value: object) -> PartialDate | None:
    return parse_date(value) if isinstance(value, str) else None
