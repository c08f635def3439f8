"""Autocomplete offers what fits what was typed, within Discord's limits."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import fold
from commands.ui.complete import fitting
from tests.commands.conftest import Place

REPUBLISHED = (
    "For the sake of a reset with Russia, Trump has abandoned efforts to mediate peace in Ukraine"
)
NAMES = ["Célia Belin", "Stefan Wolff", "J.D. Vance", "Donald Trump", "Abel Cain"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", NAMES),
        ("bel", ["Célia Belin", "Abel Cain"]),
        ("CELIA", ["Célia Belin"]),
        ("élia b", ["Célia Belin"]),
        ("v", ["J.D. Vance"]),
        ("olf", ["Stefan Wolff"]),
        (" trump ", ["Donald Trump"]),
        ("nobody", []),
        ("d", ["Donald Trump", "J.D. Vance"]),
    ],
)
def test_words_that_begin_so_come_first_and_case_and_accents_do_not_matter(
    typed: str, names: list[str]
) -> None:
    assert [choice.value for choice in fitting(NAMES, typed)] == names


@given(st.lists(st.text()), st.text(max_size=3))
def test_choices_stay_within_discords_limits(names: list[str], typed: str) -> None:
    choices = fitting(names * 30, typed)
    assert len(choices) <= 25
    assert all(1 <= len(choice.name) <= 100 and choice.name == choice.value for choice in choices)
    assert all(choice.value in names for choice in choices)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


async def test_people_sources_and_articles_are_completed(place: Place) -> None:
    async def offered(command: str, option: str, typed: str) -> list[str]:
        choices = await place.member.autocomplete(place.channel, command, option, typed)
        return [choice["name"] for choice in choices]

    assert await offered("quote", "author", "celia") == ["Célia Belin"]
    assert "Donald Trump" in await offered("argues", "who", "tr")
    assert await offered("quote", "source", "times") == ["Asia Times"]
    assert await offered("library show", "article", "reset") == [
        "Trump’s Russia–Ukraine Reset",
        REPUBLISHED,
    ]


async def test_a_list_of_sources_is_completed_at_its_end(place: Place) -> None:
    choices = await place.member.autocomplete(place.channel, "compare", "sources", "asia times, po")
    assert [choice["value"] for choice in choices] == ["asia times, Foreign Policy"]
    everything = await place.member.autocomplete(place.channel, "compare", "sources", "Asia Times,")
    assert "Asia Times, Asia Times" not in [choice["value"] for choice in everything]


async def test_an_error_in_autocomplete_gives_no_choices_and_a_line_in_the_log(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the index is gone")

    monkeypatch.setattr(place.library, "catalogue", broken)
    with caplog.at_level(logging.ERROR):
        assert await place.member.autocomplete(place.channel, "quote", "author", "w") == []
    assert "the index is gone" in caplog.text
