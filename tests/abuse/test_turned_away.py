"""One member can't keep the others waiting, and nobody waits for what can't come in time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.admission import BUSY, EACH, OFTEN, SPAN, Admission
from bot.library import ReindexRunning
from tests.commands.conftest import Place, answered
from tests.commands.test_counted import outcomes
from tests.commands.test_qotd_command import START, HeldClock

LONG = 100.0  # seconds, on the simulation’s clock


def stuck(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let quotes and reindexes take long; all else is as quick as ever."""
    quote = place.library.quote

    async def slow_quote(*given: Any) -> Any:
        await asyncio.sleep(LONG)
        return await quote(*given)

    async def slow_reindex(*_: Any) -> None:
        await asyncio.sleep(LONG)
        raise ReindexRunning

    monkeypatch.setattr(place.library, "quote", slow_quote)
    monkeypatch.setattr(place.library, "reindex", slow_reindex)


async def test_what_one_member_has_at_work_is_bounded_and_others_are_answered(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await place.ask("about", by=place.admin)
    shown = await place.ask("verify", text="We will continue to help")
    stuck(place, monkeypatch)
    waiting = [
        await place.member.slash(place.channel, "quote", topic="sanctions") for _ in range(EACH)
    ]
    assert all(each.response.flags.loading for each in waiting)
    told = await place.ask("quote", topic="sanctions")
    assert told.private
    assert f"I am at work on {EACH} things for you already." in told.text
    assert "I am at work" in (await place.press(shown, "Context")).text, "buttons count, too"
    names = await place.member.autocomplete(place.channel, "quote", "author", "tr")
    assert names, "what is typed is completed all the same"
    other = await place.ask("about", by=place.admin)
    assert other.text == card.text
    assert (await place.press(shown, "Context", by=place.admin)).private

    await place.env.advance_time(LONG)
    assert not any(message.flags.loading for message in place.channel.history())
    assert "Context" in (await place.ask("verify", text="We will continue to help")).labels
    assert place.env.bot.admission.at_work == 0
    assert outcomes(place.library)["quote", "busy"] == 1
    assert outcomes(place.library)["button context", "busy"] == 1


async def test_admins_are_held_to_it_as_well(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck(place, monkeypatch)
    for _ in range(EACH):
        await place.admin.slash(place.channel, "reindex")
    for command in ("reindex", "library reports", "qotd status", "setup"):
        assert "I am at work on" in (await place.ask(command, by=place.admin)).text
    await place.env.advance_time(LONG)
    assert "I am at work on" not in (await place.ask("qotd status", by=place.admin)).text


async def test_a_member_who_asks_very_often_waits(place: Place, clock: HeldClock) -> None:
    shown = await place.ask("compare", topic="sanctions")
    for _ in range(OFTEN - 1):
        assert "Commonplace" in (await place.ask("about")).text
    for told in (
        await place.ask("about"),
        await place.choose(shown, shown.options[0]["value"]),
        answered(await place.member.context_menu(place.channel, "Check this quote", shown.raw)),
    ):
        assert told.private
        assert f"more than {OFTEN} questions and buttons within 60 s" in told.text
    assert "Commonplace" in (await place.ask("about", by=place.admin)).text
    clock.set(START + SPAN + timedelta(seconds=1))
    assert "Commonplace" in (await place.ask("about")).text


async def test_a_form_that_is_turned_away_says_so(place: Place) -> None:
    card = await place.ask("quote", topic="sanctions")
    form = await place.member.click(card.raw, label="Report")
    place.env.bot.admission = Admission(total=0)
    sent = await place.member.submit_modal(form, {"what": ["other"], "text": "It is wrong."})
    assert BUSY in answered(sent).text
    assert await place.library.corrections.reports(place.guild.id) == []


async def test_beyond_a_bound_on_all_that_is_at_work_the_bot_says_that_it_is_busy(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.env.bot.admission = Admission(total=1)
    stuck(place, monkeypatch)
    await place.member.slash(place.channel, "quote", topic="sanctions")
    assert BUSY in (await place.ask("about", by=place.admin)).text
    await place.env.advance_time(LONG)
    assert BUSY not in (await place.ask("about", by=place.admin)).text


async def test_a_failure_gives_its_place_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise ValueError("broken")

    shown = await place.ask("quote", topic="sanctions")
    monkeypatch.setattr(place.library, "context", fail)
    monkeypatch.setattr(place.library, "quote", fail)
    for _ in range(EACH + 1):
        assert "Something went wrong" in (await place.ask("quote", topic="trade")).text
        assert "Something went wrong" in (await place.press(shown, "Context")).text
    assert place.env.bot.admission.at_work == 0
