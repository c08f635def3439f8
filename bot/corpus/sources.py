"""``sources.toml``: what an owner of a corpus declares about its files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.model import Basis, PartialDate, Refusal

SOURCES_FILE = "sources.toml"
_TEXT_KEYS = ("title", "outlet", "url", "note")
_KEYS = ("title", "outlet", "authors", "date", "url", "note", "basis")
_BASIS_KEYS = ("title", "outlet", "authors", "date", "url")


@dataclass(frozen=True, slots=True)
class Declared:
    """Facts stated outside an article's own prose. ``basis`` overrides ``declared`` by field.

    The fields of ``basis`` are named as in ``sources.toml``: title, outlet, authors, date, url.
    """

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] | None = None
    published: PartialDate | None = None
    url: str | None = None
    note: str = ""
    basis: Mapping[str, Basis] = field(default_factory=lambda: MappingProxyType({}))

    def over(self, other: Declared) -> Declared:
        """These facts, with ``other``'s where these are silent."""
        return Declared(
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            authors=self.authors or other.authors,
            published=self.published or other.published,
            url=self.url or other.url,
            note=" ".join(part for part in (self.note, other.note) if part),
            basis=MappingProxyType(
                {k: v for k, v in other.basis.items() if getattr(self, _FIELDS[k]) is None}
                | dict(self.basis)
            ),
        )


_FIELDS = {
    "title": "title",
    "outlet": "outlet",
    "authors": "authors",
    "date": "published",
    "url": "url",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """The entries of ``sources.toml`` by file, and what was wrong with it."""

    entries: Mapping[str, Declared] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Refusal, ...] = ()

    def entry(self, file: str) -> Declared:
        return self.entries.get(file, Declared())

    def fingerprint(self, file: str) -> bytes:
        """Bytes that change when the entry for ``file`` does; empty where there is none."""
        entry = self.entries.get(file)
        if entry is None:
            return b""
        values = [entry.title, entry.outlet, entry.authors, entry.published, entry.url, entry.note]
        basis = sorted((key, str(value)) for key, value in entry.basis.items())
        return json.dumps([*map(_plain, values), basis], ensure_ascii=True).encode()


def _plain(value: object) -> object:
    return str(value) if isinstance(value, PartialDate) else value


def load_sources(root: Path) -> Sources:
    """Read ``sources.toml`` in ``root``. What is wrong with it is in ``problems``, never raised."""
    path = root / SOURCES_FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Sources()
    except OSError as error:
        return _broken(f"It could not be read ({error.strerror}). Make it readable for the bot.")
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _broken("It is not UTF-8. Save it again as UTF-8.")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _broken(f"It is not valid TOML: {error}. Until it is mended none of it is used.")
    entries: dict[str, Declared] = {}
    problems: list[str] = []
    for file, values in table.items():
        if not isinstance(values, dict):
            problems.append(f'"{file}" is not a table. Write ["{file}"] above its lines.')
            continue
        if not (root / file).is_file():
            problems.append(
                f'"{file}" names a file that is not there. '
                "Correct the name, or delete the entry; names are relative to the corpus folder."
            )
            continue
        entries[file] = _entry(file, values, problems)
    return Sources(
        MappingProxyType(entries),
        tuple(Refusal(SOURCES_FILE, reason) for reason in problems),
    )


def _broken(reason: str) -> Sources:
    return Sources(problems=(Refusal(SOURCES_FILE, reason),))


def _entry(file: str, values: dict[str, Any], problems: list[str]) -> Declared:
    def wrong(sentence: str) -> None:
        problems.append(f'"{file}": {sentence}')

    texts: dict[str, str] = {}
    for key in values:
        if key not in _KEYS:
            wrong(f"{key!r} is not a key of an entry. The keys are {', '.join(_KEYS)}.")
    for key in _TEXT_KEYS:
        if key in values:
            value = values[key]
            if isinstance(value, str) and value.strip():
                texts[key] = value.strip()
            else:
                wrong(f"{key} must be a text that is not empty. Leave it out where unknown.")
    url = texts.get("url")
    if url is not None and not url.startswith(("https://", "http://")):
        wrong("url must begin with https:// or http://.")
        url = None
    return Declared(
        title=texts.get("title"),
        outlet=texts.get("outlet"),
        authors=_authors(values, wrong),
        published=_date(values, wrong),
        url=url,
        note=texts.get("note", ""),
        basis=MappingProxyType(_basis(values, wrong)),
    )


def _authors(values: dict[str, Any], wrong: Any) -> tuple[str, ...] | None:
    value = values.get("authors")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        wrong('authors must be a list of names, such as ["Stefan Wolff"].')
        return None
    if not value:
        wrong("authors is an empty list. Leave it out where the author is not known.")
        return None
    return tuple(name.strip() for name in value)


def _date(values: dict[str, Any], wrong: Any) -> PartialDate | None:
    value = values.get("date")
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return PartialDate(value.year, value.month, value.day)
    if not isinstance(value, str):
        wrong('date must be a text, such as "2025-05-20", "2025-05" or "2025".')
        return None
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        wrong(f"date {error}")
        return None


def _basis(values: dict[str, Any], wrong: Any) -> dict[str, Basis]:
    value = values.get("basis")
    if value is None:
        return {}
    allowed = [str(b) for b in Basis if b is not Basis.UNKNOWN]
    if not isinstance(value, dict):
        wrong('basis is given by field, such as basis.authors = "inferred".')
        return {}
    basis: dict[str, Basis] = {}
    for key, name in value.items():
        if key not in _BASIS_KEYS:
            wrong(f"basis.{key} is not a field. The fields are {', '.join(_BASIS_KEYS)}.")
        elif name not in allowed:
            wrong(f"basis.{key} must be one of {', '.join(allowed)}.")
        elif key not in values:
            wrong(f"basis.{key} is given, but {key} is not. Give {key} or drop its basis.")
        else:
            basis[key] = Basis(name)
    return basis
