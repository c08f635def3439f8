"""Dates as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.model import PartialDate

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_WRITTEN = (
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"{_MONTH},?\s+(?P<year>\d{{4}})"),
)
_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T\s].*)?", re.ASCII | re.DOTALL)
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE
)
_TIME = re.compile(
    r"[\s,]+(?:at\s+)?\d{1,2}(?:[:.]\d{2}){1,2}\b.{0,30}$|[\s,]+(?:at\s+)?"
    r"\d{1,2}\s*[ap]\.?m\b.{0,15}$",
    re.IGNORECASE,
)


def parse_date(value: object) -> PartialDate | None:
    """A date from front matter, metadata or a dateline; None where it is none.

    Day and month in figures are read where only one of them can be the month: "20/05/2025", but
    not "03/04/2025", as nobody can tell which is which.
    """
    if isinstance(value, datetime | date):
        return PartialDate(value.year, value.month, value.day)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > 80:
        return None
    text = _WEEKDAY.sub("", value.strip())
    iso = _ISO.fullmatch(text)
    try:
        return PartialDate.parse("-".join(iso.group(1, 3, 4)) if iso else text)
    except ValueError:
        text = _TIME.sub("", text)
        return _written(text) or _figures(text)


def has_date_shape(text: str) -> bool:
    """Whether the text is a date, be it one whose day and month can't be told apart."""
    match = _FIGURES.fullmatch(_TIME.sub("", text))
    unsure = match is not None and int(match.group(1)) <= 12 and int(match.group(3)) <= 12
    return unsure or parse_date(text) is not None


def _figures(text: str) -> PartialDate | None:
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    one, other, year = (int(match.group(n)) for n in (1, 3, 4))
    if one != other and (one > 12) == (other > 12):
        return None
    try:
        return PartialDate(year, min(one, other), max(one, other))
    except ValueError:
        return None


def _written(text: str) -> PartialDate | None:
    for pattern in _WRITTEN:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        name = match.group("month").lower()
        months = [n for n, month in enumerate(_MONTHS, 1) if month.startswith(name)]
        if name == "sept":
            months = [9]
        if len(months) != 1:
            continue
        day = match.groupdict().get("day")
        try:
            return PartialDate(int(match.group("year")), months[0], int(day) if day else None)
        except ValueError:
            return None
    return None
