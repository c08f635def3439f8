"""What an admin writes for a time and a zone."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.times import parse_time, zone, zone_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:30", time(8, 30)),
        ("08:30", time(8, 30)),
        (" 8.30 ", time(8, 30)),
        ("8", time(8)),
        ("20h", time(20)),
        ("20h15", time(20, 15)),
        ("8pm", time(20)),
        ("8 PM", time(20)),
        ("8:05 p.m.", time(20, 5)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("12:30 a.m.", time(0, 30)),
        ("noon", time(12)),
        ("Midnight", time(0)),
        ("8 o’clock", time(8)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
        ("８：３０", time(8, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a time of day"),
        ("soon", "not a time of day"),
        ("25:00", "hours end at 23"),
        ("8:60", "minutes at 59"),
        ("24:00", "00:00"),
        ("13pm", "1 to 12"),
        ("0am", "1 to 12"),
        ("8:3", "not a time of day"),
        ("-8:30", "not a time of day"),
        ("8:30:15", "not a time of day"),
    ],
)
def test_what_is_no_time_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as refused:
        parse_time(text)
    assert str(refused.value).endswith(".")


@given(st.text())
def test_any_text_is_a_time_or_a_sentence(text: str) -> None:
    try:
        assert parse_time(text).second == 0
    except ValueError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" AMERICA/NEW_YORK ", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("utc", "UTC"),
        ("australia/lord_howe", "Australia/Lord_Howe"),
    ],
)
def test_a_zone_is_found_whatever_its_letter_case(name: str, key: str) -> None:
    assert zone(name).key == key


@pytest.mark.parametrize(
    "name",
    ["", " ", "Europe", "Europe/", "/etc/passwd", "../../etc/passwd", "Europe/Atlantis", "a\0b"],
)
def test_an_unknown_zone_is_a_sentence(name: str) -> None:
    with pytest.raises(ValueError, match=r"\.$|\?$"):
        zone(name)


@pytest.mark.parametrize("name", ["posix", "localtime", "Factory", "x" * 5000, ".", "UTC+1"])
def test_what_is_in_the_zones_folder_but_no_place_is_unknown(name: str) -> None:
    with pytest.raises(ValueError, match=r"\.$|\?$"):
        zone(name)


@pytest.mark.parametrize(
    ("name", "suggested"), [("Europe/Berln", "Europe/Berlin"), ("Asia/Tokio", "Asia/Tokyo")]
)
def test_an_unknown_zone_comes_with_a_similar_one(name: str, suggested: str) -> None:
    with pytest.raises(ValueError, match=suggested):
        zone(name)


@given(st.text(max_size=40))
def test_any_text_is_a_zone_or_a_value_error(name: str) -> None:
    try:
        assert zone(name).key in zone_names()
    except ValueError as error:
        assert len(str(error)) < 300  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("city", "name"), [("Berlin", "Europe/Berlin"), ("new york", "America/New_York")]
)
def test_a_city_is_enough_where_one_zone_has_it(city: str, name: str) -> None:
    assert zone(city).key == name
