"""How much each voice says on a topic, as a picture: a bar for each. Made off the event loop."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from commands.ui.markdown import clip, visible

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# Pillow and the fonts take a tenth of a second to load, which a start need not wait for.

SCALE = 2
WIDTH = 480  # points, before the scale: a phone shows it at about this width
MARGIN = 18
ROW = 38
BAR = 10

_BACKGROUND = (0x1E, 0x1F, 0x24)
_TEXT = (0xF2, 0xF3, 0xF5)
_MUTED = (0xB5, 0xBA, 0xC1)
_TRACK = (0x3A, 0x3C, 0x43)


@dataclass(frozen=True, slots=True)
class Bar:
    """A voice's bar: ``part`` of its ``whole`` sentences are on the topic, in 0xRRGGBB."""

    name: str
    part: int
    whole: int
    colour: int


def alt_text(topic: str, bars: Sequence[Bar]) -> str:
    """The same in words, at most 1,024 characters."""
    numbers = "; ".join(f"{clip(bar.name, 60)}: {bar.part} of {bar.whole}" for bar in bars)
    return clip(visible(f"Sentences on “{clip(topic, 100)}” by voice. {numbers}."), 1024)


def draw(topic: str, bars: Sequence[Bar]) -> bytes:
    """The picture as a PNG, twice as large as it is shown."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see above

    height = MARGIN * 2 + 30 + ROW * len(bars) - (ROW - BAR - 22)
    image = Image.new("RGB", (WIDTH * SCALE, height * SCALE), _BACKGROUND)
    pen = ImageDraw.Draw(image)
    title, label = _font("RobotoMedium", 15 * SCALE), _font("Roboto", 14 * SCALE)
    left, right = MARGIN * SCALE, (WIDTH - MARGIN) * SCALE
    around = title.getlength("Sentences on “”")
    heading = f"Sentences on “{_fit(visible(topic), title, right - left - around)}”"
    pen.text((left, MARGIN * SCALE), heading, _TEXT, title, anchor="la")
    most = max((bar.part for bar in bars), default=1)
    for number, bar in enumerate(bars):
        top = (MARGIN + 32 + ROW * number) * SCALE
        count = f"{bar.part} of {bar.whole}"
        room = right - left - label.getlength(count) - 12 * SCALE
        pen.text((left, top), _fit(visible(bar.name), label, room), _TEXT, label, anchor="la")
        pen.text((right, top), count, _MUTED, label, anchor="ra")
        box = (left, top + 21 * SCALE, right, top + (21 + BAR) * SCALE)
        pen.rounded_rectangle(box, BAR * SCALE / 2, _TRACK)
        length = max(BAR * SCALE, (right - left) * bar.part / max(1, most))
        colour = (bar.colour >> 16, bar.colour >> 8 & 0xFF, bar.colour & 0xFF)
        filled = (left, box[1], left + length, box[3])
        pen.rounded_rectangle(filled, BAR * SCALE / 2, colour)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


@cache
def _font(name: str, points: int) -> FreeTypeFont:
    import font_roboto  # noqa: PLC0415 - see above
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.truetype(
        font_roboto.font_files[name], points, layout_engine=ImageFont.Layout.BASIC
    )


def _fit(text: str, font: FreeTypeFont, room: float) -> str:
    """The text on one line, with an ellipsis in place of what the room is too small for."""
    text = " ".join(text.split())
    if font.getlength(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(f"{text[:middle].rstrip()}…") <= room:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low].rstrip()}…"
