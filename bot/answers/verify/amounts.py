"""The numbers among words: "two percent" is 2%, "$4bn" is $4 billion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12,
}  # fmt: skip
_ORDINALS = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th"}
_PLURALS = ("hundreds", "thousands", "millions", "billions", "trillions")
_OTHERS = frozenset(
    (*_PLURALS, "half", "dozen", "dozens", "once", "twice", "double", "triple", "quarter")
)
_FIGURE = re.compile(r"([^\w.,^]{0,2})(\d+(?:\.\d+)?|\.\d+)(k|m|mn|bn|b|tn)?([%‰]?)")


def amounts(keys: Sequence[str]) -> Counter[str]:
    """The numbers in a row of words' keys, however they are written."""
    return Counter(_found(tuple(keys)))


def _found(keys: tuple[str, ...]) -> Iterator[str]:
    place = 0
    while place < len(keys):
        key = keys[place]
        sign, value, percent, after = _amount(keys, place)
        if after > place:
            if keys[after : after + 1] == ("percent",):
                percent, after = "%", after + 1
            elif keys[after : after + 2] == ("per", "cent"):
                percent, after = "%", after + 2
            yield f"{sign}{value.normalize():f}{percent}"
            place = after
            continue
        if key in _ORDINALS or key in _OTHERS or key == "percent" or _has_digit(key):
            yield _ORDINALS.get(key, key)
        elif keys[place : place + 2] == ("per", "cent"):
            yield "percent"
        place += 1


def _amount(keys: Sequence[str], place: int) -> tuple[str, Decimal, str, int]:
    """The sign or currency, value and percent sign of the number that begins at a place, and where
    it ends; it ends where it begins if there is none."""
    sign = percent = ""
    total = part = Decimal(0)
    first = place
    while place < len(keys):
        key = keys[place]
        figure = _FIGURE.fullmatch(key)
        if figure and place == first:
            sign, percent = figure[1], figure[4]
            part = Decimal(figure[2]) * _SCALES.get(figure[3], 1)
        elif key in _SCALES and len(key) > 2:
            scale = _SCALES[key]
            if scale == 100:
                part = (part or Decimal(1)) * 100
            else:
                total, part = total + (part or Decimal(1)) * scale, Decimal(0)
        elif key in _TENS and (place == first or part % 100 == 0) and not sign:
            part += _TENS[key]
        elif key in _SMALL and (place == first or (part % 10 == 0 and part % 100 != 10)):
            part += _SMALL[key]
        elif key == "and" and place > first and part % 100 == 0 and _follows(keys, place + 1):
            pass
        else:
            break
        place += 1
        if percent:
            break
    return sign, total + part, percent, place


def _follows(keys: Sequence[str], place: int) -> bool:
    return place < len(keys) and (keys[place] in _SMALL or keys[place] in _TENS)


def _has_digit(key: str) -> bool:
    return any(letter.isdigit() for letter in key)
