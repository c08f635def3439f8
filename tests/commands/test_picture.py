"""The picture of a comparison draws, whatever is in it, and says the same in words."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from commands.ui.picture import SCALE, WIDTH, Bar, alt_text, draw

BARS = [Bar("First Author", 4, 53, 0xE08A2E), Bar("Another", 1, 42, 0x4C8DD6)]


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_it_is_an_opaque_png_of_twice_the_width() -> None:
    image = opened(draw("sanctions", BARS))
    assert image.format == "PNG"
    assert image.mode == "RGB"
    assert image.width == WIDTH * SCALE


def test_bars_are_in_their_colours_and_as_long_as_their_parts() -> None:
    image = opened(draw("sanctions", BARS))
    counts = {colour: count for count, colour in image.getcolors(1 << 20) or []}
    long, short = counts[(0xE0, 0x8A, 0x2E)], counts[(0x4C, 0x8D, 0xD6)]
    assert long / short == pytest.approx(4, rel=0.1)


def test_eight_bars_stay_within_what_discord_shows_of_a_picture() -> None:
    image = opened(draw("x", BARS * 4))
    assert image.height / image.width < 0.85


@settings(deadline=None, max_examples=25)
@given(st.text(), st.lists(st.tuples(st.text(), st.integers(0, 10**6)), max_size=8))
def test_anything_can_be_drawn(topic: str, rows: list[tuple[str, int]]) -> None:
    bars = [Bar(name, part, part + 1, 0xFFFFFF) for name, part in rows]
    assert opened(draw(topic, bars)).width == WIDTH * SCALE


def test_a_long_name_leaves_its_number_readable() -> None:
    plain = opened(draw("x", [Bar("A", 1, 2, 0xFFFFFF)]))
    long = opened(draw("x", [Bar("A very long name " * 40, 1, 2, 0xFFFFFF)]))
    edge = (plain.width - 130, 0, plain.width, plain.height)
    assert plain.crop(edge).tobytes() == long.crop(edge).tobytes()


def test_the_words_have_the_same_numbers() -> None:
    assert alt_text("sanctions", BARS) == (
        "Sentences on “sanctions” by voice. First Author: 4 of 53; Another: 1 of 42."
    )


@given(st.text(), st.lists(st.text(), max_size=8))
def test_the_words_are_no_longer_than_discord_takes(topic: str, names: list[str]) -> None:
    bars = [Bar(name * 50, 1, 2, 0) for name in names]
    assert len(alt_text(topic * 50, bars)) <= 1024
