"""What an admin writes for a time of day and a time zone, read with care."""

from __future__ import annotations

import difflib
import re
import unicodedata
from datetime import time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

# These are in the database, but they are the machine's own zone or stand for none.
_NO_PLACE = frozenset({"Factory", "localtime"})

_TIME = re.compile(
    r"(?P<hour>\d{1,2})"
    r"(?:\s*[:.h]\s*(?P<minute>\d{2}))?"
    r"\s*(?P<suffix>h|uhr|[ap]\.?\s?m\.?|o'clock)?",
    re.ASCII,
)
_TIME_NAMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Every IANA zone name, sorted. The first call reads files: make it on a thread."""
    return tuple(sorted(available_timezones() - _NO_PLACE))


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The time zone of that name; letter case does not matter, and a space may be an underscore.

    Reads files the first time that a zone is asked for.

    Raises:
        ValueError: no such zone is known, with a sentence that names similar ones.
    """
    names = _names_by_key()
    known = names.get(_key(name))
    if known is None and len(cities := _cities(_key(name), names)) == 1:
        known = cities[0]  # "Berlin" says enough
    if known is not None:
        try:
            return ZoneInfo(known)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(
                f"The time zone {known} can't be read on this machine ({error}). "
                "Choose another in the same place, or tell whoever runs the bot."
            ) from error
    shown = name.strip()[:60]
    if not shown:
        raise ValueError("No time zone was given. Write its IANA name, such as Europe/Berlin.")
    similar = _similar(_key(name), names)
    hint = f"Did you mean {' or '.join(similar)}?" if similar else ""
    raise ValueError(
        f"“{shown}” is not a time zone. "
        + (hint or "Write its IANA name, such as Europe/Berlin or America/New_York.")
    )


def parse_time(text: str) -> time:
    """A time of day, to the minute: ``8:30``, ``08.30``, ``8pm``, ``8:30 p.m.``, ``20h``, ``noon``.

    Raises:
        ValueError: the text is no time of day, with a sentence that says so.
    """
    shown = " ".join(text.split())[:40]
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").strip().casefold()
    if plain in _TIME_NAMES:
        return _TIME_NAMES[plain]
    match = _TIME.fullmatch(plain)
    if match is None:
        raise ValueError(f"“{shown}” is not a time of day. Write it like 08:30, 8:30pm or 20h.")
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    suffix = re.sub(r"[^a-z]", "", match["suffix"] or "")
    if suffix in {"am", "pm"}:
        if not 1 <= hour <= 12:
            raise ValueError(f"“{shown}” is not a time of day: with am or pm the hour is 1 to 12.")
        hour = hour % 12 + (12 if suffix == "pm" else 0)
    if hour == 24 and minute == 0:
        raise ValueError(f"“{shown}” could be either end of the day. Write 00:00 for midnight.")
    if hour > 23 or minute > 59:
        raise ValueError(f"“{shown}” is not a time of day: hours end at 23 and minutes at 59.")
    return time(hour, minute)


@lru_cache(maxsize=1)
def _names_by_key() -> dict[str, str]:
    return {_key(name): name for name in zone_names()}


def _key(name: str) -> str:
    return re.sub(r"\s+", "_", name.strip()).casefold()


def _similar(key: str, names: dict[str, str]) -> list[str]:
    """Up to three names: those whose city is the key, else those spelled much like it."""
    close = difflib.get_close_matches(key[:60], names, n=3, cutoff=0.75)
    return (_cities(key, names) or [names[each] for each in close])[:3]


def _cities(key: str, names: dict[str, str]) -> list[str]:
    return sorted(known for each, known in names.items() if each.rpartition("/")[2] == key)
