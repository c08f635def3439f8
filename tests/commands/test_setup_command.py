"""`/setup`: one message from nothing to a quote every day, whatever happens in between."""

from __future__ import annotations

import itertools
from datetime import time
from typing import Any

import discord
import pytest

import commands.setup
from bot.client import Commonplace
from bot.library import Library
from bot.model import DailySettings
from tests.commands.conftest import Answer, Place, answered
from tests.commands.test_qotd_command import START, HeldClock, posts


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def simcord_bot(library: Library, clock: HeldClock) -> Commonplace:
    return Commonplace(library, clock)


async def begin(place: Place) -> Answer:
    return await place.ask("setup", by=place.admin)


async def fill_in(place: Place, answer: Answer, **values: str) -> Answer:
    shown = await place.admin.click(answer.raw, label="Time, zone and topic")
    return answered(await place.admin.submit_modal(shown, values))


async def press(place: Place, answer: Answer, label: str) -> Answer:
    return await place.press(answer, label, by=place.admin)


def enabled(answer: Answer, label: str) -> bool:
    (found,) = [
        component
        for row in answer.raw.components
        for component in row["components"]
        if component.get("label") == label
    ]
    return not found.get("disabled")


async def test_an_admin_is_led_from_nothing_to_the_first_quote(place: Place) -> None:
    first = await begin(place)
    assert first.private
    assert f"Channel: <#{place.channel.id}>" in first.text
    assert "**09:00** in UTC, where it is 12:00 now" in first.text
    assert "The first quote" in first.text
    assert "I may do in that channel all that it takes." in first.text
    assert await place.library.daily.settings(place.guild.id) is None

    filled = await fill_in(place, first, time="8pm", zone="Berlin", topic="sanctions")
    assert "**20:00** in Europe/Berlin, where it is 13:00 now" in filled.text
    assert "Topic: sanctions" in filled.text
    other = place.guild.create_text_channel("quotes")
    chosen = answered(await place.admin.select(filled.raw, [other]))
    assert f"Channel: <#{other.id}>" in chosen.text
    before = chosen.embeds[1].description
    again = await press(place, chosen, "Another quote")
    first_quote = again.embeds[1].description
    assert first_quote != before

    done = await press(place, again, "Turn on")
    assert f"Every day at **20:00** (Europe/Berlin) in <#{other.id}>" in done.text
    assert await place.library.daily.settings(place.guild.id) == DailySettings(
        other.id, time(20), "Europe/Berlin", "sanctions", since=START
    )
    posted = await press(place, done, "Post the first quote now")
    assert "Posted: https://discord.com/channels/" in posted.text
    (post,) = posts(place, other)
    assert post.embeds[0].description == first_quote


async def test_every_step_works_after_a_restart(place: Place) -> None:
    answer = await begin(place)
    answer = await fill_in(place, answer, time="8:30", zone="Europe/Berlin", topic="")
    await place.restart()
    answer = answered(await place.admin.select(answer.raw, [place.channel]))
    await place.restart()
    answer = await press(place, answer, "Check again")
    await place.restart()
    answer = await press(place, answer, "Turn on")
    assert "Every day at **08:30** (Europe/Berlin)" in answer.text
    await place.restart()
    assert "Posted" in (await press(place, answer, "Post the first quote now")).text


async def test_what_the_bot_may_not_do_is_named_until_it_may(place: Place) -> None:
    shut = place.guild.create_text_channel("shut")
    channel = place.env.bot.get_channel(shut.id)

    async def let(*, embed: bool) -> None:
        await channel.set_permissions(channel.guild.default_role, embed_links=embed)
        await place.env.settle()

    await let(embed=False)
    answer = await begin(place)
    answer = answered(await place.admin.select(answer.raw, [shut]))
    assert "I lack Embed Links in #shut" in answer.text
    assert not enabled(answer, "Turn on")
    await let(embed=True)
    answer = await press(place, answer, "Check again")
    assert "Ready" in answer.text
    assert enabled(answer, "Turn on")
    # It is taken away again while the message still says that all is well.
    await let(embed=False)
    refused = await press(place, answer, "Turn on")
    assert "I lack Embed Links in #shut" in refused.told
    assert await place.library.daily.settings(place.guild.id) is None


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"time": "soon", "zone": "UTC", "topic": ""}, "soon"),
        ({"time": "8:30", "zone": "Atlantis", "topic": ""}, "Atlantis"),
        ({"time": "8:30", "zone": "UTC", "topic": "?!"}, "?!"),
    ],
)
async def test_what_cannot_be_understood_is_said_and_the_message_stays(
    place: Place, values: dict[str, str], says: str
) -> None:
    answer = await begin(place)
    told = await fill_in(place, answer, **values)
    assert says in told.told
    assert "**09:00** in UTC" in told.text
    assert enabled(told, "Turn on")


async def test_a_topic_without_a_quote_can_not_be_turned_on(place: Place) -> None:
    answer = await begin(place)
    answer = await fill_in(place, answer, time="8:30", zone="UTC", topic="zeppelins")
    assert "No quote on “zeppelins”" in answer.text
    assert not enabled(answer, "Turn on")
    assert not enabled(answer, "Another quote")


async def test_it_begins_with_what_the_server_has_and_keeps_the_rest(place: Place) -> None:
    daily = place.library.daily
    had = DailySettings(
        place.channel.id, time(7, 15), "Asia/Tokyo", "sanctions", ("Foreign Policy",), thread=True
    )
    await daily.set_up(place.guild.id, had)
    answer = await begin(place)
    assert "**07:15** in Asia/Tokyo" in answer.text
    await press(place, await fill_in(place, answer, time="9", zone="Tokyo", topic=""), "Turn on")
    has = await daily.settings(place.guild.id)
    assert has is not None
    assert (has.at, has.topic, has.sources, has.thread) == (
        time(9), None, ("Foreign Policy",), True,
    )  # fmt: skip


STEPS = ["setupcheck", "setupother", "setupon", "setupnow", "setupform"]


def forged(answer: Answer, action: str) -> str:
    """The button id that would take a step of this message."""
    ids: list[str] = [
        component["custom_id"]
        for row in answer.raw.components
        for component in row["components"]
        if component["custom_id"].startswith("press:")
    ]
    return f"press:{action}:{ids[0].rsplit(':', 1)[1]}"


@pytest.mark.parametrize(("step", "who"), [*itertools.product(STEPS, ["member", "elsewhere"])])
async def test_a_button_of_another_server_or_of_a_member_does_nothing(
    place: Place, step: str, who: str
) -> None:
    from commands.ui.actions import button, view_of

    answer = await begin(place)
    key = forged(answer, step).rsplit(":", 1)[1]
    guild, by = place.guild, place.member
    channel = place.channel
    if who == "elsewhere":
        guild = place.env.create_guild("Elsewhere")
        channel = guild.create_text_channel("europe")
        rights = discord.Permissions(manage_guild=True)
        by = guild.add_member(
            place.env.create_user("other"), roles=[guild.create_role("a", permissions=rights)]
        )
    view: Any = view_of([button(step, key, "Press")])
    message = await place.env.bot.get_channel(channel.id).send("Forged", view=view)
    told = answered(await by.click(message, label="Press"))
    says = "Only those who may manage" if who == "member" else "of another server"
    assert says in (told.text if told.private else told.told)
    assert await place.library.daily.settings(guild.id) is None


@pytest.mark.parametrize("step", ["Check again", "Another quote", "Turn on"])
async def test_every_step_is_acknowledged_before_any_work(
    place: Place, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    answer = await begin(place)
    store, told = place.library._store, []
    write = store.write

    async def noting(do: Any) -> Any:
        told.append(any(r.path.endswith("/callback") for r in place.env.http_requests))
        return await write(do)

    monkeypatch.setattr(store, "write", noting)
    place.env.backend.http_requests.clear()
    await press(place, answer, step)
    assert told
    assert all(told)


async def test_a_form_that_can_not_be_opened_in_time_says_so(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await begin(place)
    monkeypatch.setattr(commands.setup, "PATIENCE", 0.0)
    told = await press(place, answer, "Time, zone and topic")
    assert "I am busy just now" in told.text


async def test_a_setup_that_was_forgotten_says_so(place: Place) -> None:
    answer = await begin(place)
    await place.forget_questions()
    told = await press(place, answer, "Turn on")
    assert "Type /setup to begin again" in told.told
