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
_ISO = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[T\s].*)?", re.ASCII | re.DOTALL)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)


def parse_date(value: object) -> PartialDate | None:
    """A date from front matter, metadata or a dateline; None where it is none.

    Day and month in figures alone ("03/04/2025") are not read: nobody can tell which is which.
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
        return PartialDate.parse(iso.group(1) if iso else text)
    except ValueError:
        return _written(text)


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
