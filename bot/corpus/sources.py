"""``sources.toml``: what an owner of a corpus declares about its files."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from bot.model import Basis, PartialDate, Refusal

SOURCES_FILE = "sources.toml"
_TEXT_KEYS = ("title", "outlet", "url", "note")
_KEYS = ("title", "outlet", "authors", "date", "url", "note", "basis")
_BASIS_KEYS = ("title", "outlet", "authors", "date", "url")

_MOST_BYTES = 1 << 20
_MOST_DOTS = 8
_MOST_PROBLEMS = 100
_MOST_SHOWN = 200  # characters of a name or value that a sentence repeats
# Every alternative matches once it has begun, so that looking for them takes linear time.
_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\(?:.|\Z)|[^\\])*?(?:"{3,5}|\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:\\[^\n]|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*",
    re.DOTALL,
)
_KEY_ENDS = re.compile(r"[=\[\]{},\n]")


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
    basis: Mapping[str, Basis] = field(default_factory=dict)

    def over(self, other: Declared) -> Declared:
        """These facts, with ``other``'s where these are silent."""
        return Declared(
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            authors=self.authors or other.authors,
            published=self.published or other.published,
            url=self.url or other.url,
            note=" ".join(part for part in (self.note, other.note) if part),
            basis={k: v for k, v in other.basis.items() if getattr(self, _FIELDS[k]) is None}
            | dict(self.basis),
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

    entries: Mapping[str, Declared] = field(default_factory=dict)
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


def web_address(text: str) -> str | None:
    """The text, where it is an http or https address with a host; else None."""
    try:
        parts = urlsplit(text)
        port = parts.port  # raises where it is none
    except ValueError:
        return None
    plain = text.isprintable() and " " not in text and port != 0
    return text if plain and parts.scheme in {"http", "https"} and parts.hostname else None


def load_sources(root: Path) -> Sources:
    """Read ``sources.toml`` in ``root``. What is wrong with it is in ``problems``, never raised."""
    path = root / SOURCES_FILE
    try:
        if not os.path.lexists(path):
            return Sources()
        return _entries(root, _table(path))
    except _UnusableError as error:
        return Sources(problems=(Refusal(SOURCES_FILE, str(error)),))


class _UnusableError(Exception):
    """Nothing of the file can be used. The message is for the operator."""


def _table(path: Path) -> dict[str, Any]:
    try:
        # What is no plain file, a pipe say, might never end.
        if not path.is_file():
            raise _UnusableError("It is not a plain file. Put a text file there, or delete it.")
        with path.open("rb") as stream:
            raw = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise _UnusableError(
            f"It could not be read ({error.strerror}). Make it readable for the bot."
        ) from error
    if len(raw) > _MOST_BYTES:
        raise _UnusableError("It is larger than 1 MB: keep in it only entries of files that exist.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeError as error:
        raise _UnusableError("It is not UTF-8. Save it again as UTF-8.") from error
    if _is_deep(text):
        raise _UnusableError(
            f"It has a key of more than {_MOST_DOTS} dots. Put quotation marks around file names."
        )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _UnusableError(
            f"It is not valid TOML: {_short(str(error))}. Until it is mended none of it is used."
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise _UnusableError(
            "It is not usable TOML: a number in it is too long, or lists are nested too deep. "
            "Until it is mended none of it is used."
        ) from error


def _is_deep(text: str) -> bool:
    # tomllib takes quadratic time and space over a key's dots.
    bare = _STRING_OR_COMMENT.sub(lambda match: "" if match.group().startswith("#") else "s", text)
    return any(piece.count(".") > _MOST_DOTS for piece in _KEY_ENDS.split(bare))


def _entries(root: Path, table: Mapping[str, object]) -> Sources:
    entries: dict[str, Declared] = {}
    problems: list[Refusal] = []
    for file, values in table.items():
        name = _short(file)

        def wrong(sentence: str, file: str = file) -> None:
            problems.append(Refusal(SOURCES_FILE, sentence, about=_short(file)))

        if not isinstance(values, dict):
            wrong(f'"{name}" is not a table. Write ["{name}"] above its lines.')
        elif not _is_there(root, file):
            wrong(
                f'"{name}" names a file that is not there. '
                "Correct the name, or delete the entry; names are relative to the corpus folder."
            )
        else:
            entries[file] = _entry(file, values, wrong)
    if (rest := len(problems) - _MOST_PROBLEMS) > 0:
        more = f"It has {rest:,} more problems. Mend those above, and reindex to see them."
        problems[_MOST_PROBLEMS:] = [Refusal(SOURCES_FILE, more)]
    return Sources(entries, tuple(problems))


def _is_there(root: Path, file: str) -> bool:
    # Articles are looked up by their path's one plain spelling, so no other can be meant.
    pure = PurePosixPath(file)
    if pure.as_posix() != file or pure.is_absolute() or ".." in pure.parts:
        return False
    try:
        return (root / file).is_file()
    except (OSError, ValueError):
        return False


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _entry(file: str, values: dict[str, Any], tell: Callable[[str], None]) -> Declared:
    def wrong(sentence: str) -> None:
        tell(f'"{_short(file)}": {sentence}')

    texts: dict[str, str] = {}
    for key in values:
        if key not in _KEYS:
            wrong(f"{_short(key)!r} is not a key of an entry. The keys are {', '.join(_KEYS)}.")
    for key in _TEXT_KEYS:
        if key in values:
            value = values[key]
            if isinstance(value, str) and value.strip():
                texts[key] = value.strip()
            else:
                wrong(f"{key} must be a text that is not empty. Leave it out where unknown.")
    url = texts.get("url")
    if url is not None and web_address(url) is None:
        if url.startswith(("https://", "http://")):
            wrong("url is not a valid address. Copy it again from the browser.")
        else:
            wrong("url must begin with https:// or http://.")
        url = None
    return Declared(
        title=texts.get("title"),
        outlet=texts.get("outlet"),
        authors=_authors(values, wrong),
        published=_date(values, wrong),
        url=url,
        note=texts.get("note", ""),
        basis=_basis(values, wrong),
    )


def _authors(values: dict[str, Any], wrong: Callable[[str], None]) -> tuple[str, ...] | None:
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


def _date(values: dict[str, Any], wrong: Callable[[str], None]) -> PartialDate | None:
    value = values.get("date")
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return PartialDate(value.year, value.month, value.day)
    if not isinstance(value, str):
        wrong('date must be a text, such as "2025-05-20", "2025-05" or "2025".')
        return None
    try:
        return PartialDate.parse(_short(value))
    except ValueError as error:
        wrong(f"date {error}")
        return None


def _basis(values: dict[str, Any], wrong: Callable[[str], None]) -> dict[str, Basis]:
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
            wrong(f"basis.{_short(key)} is not a field. The fields are {', '.join(_BASIS_KEYS)}.")
        elif name not in allowed:
            wrong(f"basis.{key} must be one of {', '.join(allowed)}.")
        elif key not in values:
            wrong(f"basis.{key} is given, but {key} is not. Give {key} or drop its basis.")
        else:
            basis[key] = Basis(name)
    return basis
