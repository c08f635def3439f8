"""Curves over the size of a library, both axes logarithmic, as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from pathlib import Path

import font_roboto
from PIL import Image, ImageDraw, ImageFont

SIZE = (1100, 640)
LEFT, TOP, RIGHT, BOTTOM = 90, 60, 250, 60
_COLOURS = ("#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#a463f2")
_GRID, _TEXT = "#dddddd", "#222222"


def draw(title: str, curves: Mapping[str, Sequence[tuple[float, float]]], path: Path) -> None:
    """Draw named curves of (passages, milliseconds or megabytes); all numbers are above 0."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(font_roboto.font_files["Roboto"], 18)
    points = [point for curve in curves.values() for point in curve]
    low_x, high_x = (log10(edge(x for x, _ in points)) for edge in (min, max))
    low_y = floor(log10(min(y for _, y in points)))
    high_y = ceil(log10(max(y for _, y in points)))

    def place(x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - low_x) / max(high_x - low_x, 1)
        up = (log10(y) - low_y) / max(high_y - low_y, 1)
        return LEFT + across * (SIZE[0] - LEFT - RIGHT), SIZE[1] - BOTTOM - up * (
            SIZE[1] - TOP - BOTTOM
        )

    pen.text((LEFT, 18), title, _TEXT, font)
    for power in range(low_y, high_y + 1):
        left, height = place(10**low_x, 10.0**power)
        pen.line((left, height, SIZE[0] - RIGHT, height), _GRID)
        pen.text((left - 10, height), f"{10.0**power:g}", _TEXT, font, anchor="rm")
    for power in range(ceil(low_x), floor(high_x) + 1):
        across, floor_ = place(10.0**power, 10.0**low_y)
        pen.line((across, TOP, across, floor_), _GRID)
        pen.text((across, floor_ + 12), f"{10**power:,}", _TEXT, font, anchor="ma")
    labels: list[float] = []
    for (name, curve), colour in zip(curves.items(), _COLOURS, strict=False):
        line = [place(x, y) for x, y in curve]
        pen.line(line, colour, 3)
        for x, y in line:
            pen.ellipse((x - 5, y - 5, x + 5, y + 5), colour)
        height = line[-1][1]
        while any(abs(height - other) < 22 for other in labels):
            height += 4
        labels.append(height)
        pen.text((SIZE[0] - RIGHT + 14, height), name, colour, font, anchor="lm")
    image.save(path, "PNG", optimize=True)
