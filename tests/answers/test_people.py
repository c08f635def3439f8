"""Whom a name means, and whom it may have been meant for."""

from __future__ import annotations

import pytest

from bot.answers.articles import QUOTED, Mention
from bot.answers.people import People, who_message
from bot.search import Analyzer

KNOWN = ("Karl Ruler", "Stefan Wulff", "Ida Voice")


@pytest.fixture(scope="module")
def people() -> People:
    return People([Mention(name, QUOTED, 1) for name in KNOWN], Analyzer())


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("Wolf", ["Stefan Wulff"]),
        ("Rudder", ["Karl Ruler"]),
        # half of the letters are no likeness
        ("Marlow", []),
        ("Stella Wolgast", []),
    ],
)
def test_only_near_names_are_offered(people: People, who: str, offered: list[str]) -> None:
    resolution = people.resolve(who)
    assert resolution.person is None
    assert [person.name for person in resolution.nearest] == offered
    hint = f" Did you mean {offered[0]}?" if offered else ""
    assert who_message(who, resolution) == f"The library knows nobody called “{who}”.{hint}"
