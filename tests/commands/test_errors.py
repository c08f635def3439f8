"""Every error ends in a sentence for the person who asked, and in the log."""

from __future__ import annotations

import logging
import re
from typing import Any
from unittest import mock

import discord
import pytest
from discord import app_commands

from bot.library import CorpusError, ReindexRunning, StoreError
from bot.request import begin
from commands.ui.actions import button, pressed, view_of
from commands.ui.errors import UserError, report
from tests.commands.conftest import Place, answered

OURS = r"Something went wrong on our side: error ([2-7A-Z]{8})\. Please try again; if it persists"


class _Response:
    """Enough of a response of Discord's to make an error from."""

    status = 400
    reason = "Bad Request"


def http_error(kind: type[discord.HTTPException], code: int) -> discord.HTTPException:
    return kind(_Response(), {"code": code, "message": "said by Discord"})


def failing(place: Place, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise error

    for name in ("quote", "catalogue", "context"):
        monkeypatch.setattr(place.library, name, fail)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UserError("Say it *so*."), "Say it \\*so\\*."),
        (CorpusError("/srv/articles is missing."), "The corpus folder can’t be used just now"),
        (ReindexRunning("A reindex is already running."), "A reindex is already running."),
        (StoreError("/srv/data is full."), "The library’s store failed"),
        (
            app_commands.MissingPermissions(["manage_guild"]),
            "This needs a permission that you lack: Manage Server.",
        ),
        (
            app_commands.CommandOnCooldown(app_commands.Cooldown(1, 60), 12.4),
            "That was quick. Please try again in 12 s.",
        ),
        (
            app_commands.BotMissingPermissions(["send_messages"]),
            "I lack a permission here that an admin can give me: Send Messages.",
        ),
        (app_commands.CheckFailure("no"), "You can’t use this here."),
        (http_error(discord.Forbidden, 50013), "Discord did not let me do that here."),
        (http_error(discord.NotFound, 10008), "deleted meanwhile"),
    ],
)
@pytest.mark.parametrize("command", ["quote", "about"])
async def test_an_error_with_a_sentence_is_shown_to_the_asker_alone(
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    message: str,
    command: str,
) -> None:
    failing(place, monkeypatch, error)
    answer = await place.ask(command)
    assert answer.private
    assert message in answer.text


@pytest.mark.parametrize("command", ["quote", "about"])
async def test_any_other_error_has_a_reference_that_is_in_the_log(
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    command: str,
) -> None:
    failing(place, monkeypatch, ValueError("a secret detail"))
    answer = await place.ask(command)
    assert answer.private
    reference = re.search(OURS, answer.text)
    assert reference is not None
    assert "secret" not in answer.text
    assert f"/{command} failed, error {reference[1]}" in caplog.text
    assert "a secret detail" in caplog.text


async def test_nothing_is_left_of_a_public_answer_that_failed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(place, monkeypatch, UserError("No."))
    result = await place.member.slash(place.channel, "quote")
    assert result.response is None
    assert [message.ephemeral for message in result.followups] == [True]


async def test_a_button_that_fails_leaves_its_message_and_tells_the_one_who_pressed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await place.ask("quote", topic="sanctions")
    failing(place, monkeypatch, ValueError("a secret detail"))
    turned = await place.press(answer, "Next")
    assert re.search(OURS, turned.told)
    assert turned.text == answer.text
    opened = await place.press(answer, "Context")
    assert opened.private
    assert re.search(OURS, opened.text)


async def test_a_button_that_fails_before_it_answers_is_answered(place: Place) -> None:
    @pressed("failing")
    async def fail(*_: object) -> None:
        raise UserError("Not today.")

    told = await press(place, "failing")
    assert told.private
    assert "Not today." in told.text


async def test_a_button_that_fails_after_its_answer_keeps_the_answer(place: Place) -> None:
    @pressed("late")
    async def fail(interaction: discord.Interaction[Any], _about: str) -> None:
        await interaction.response.send_message("An answer.", ephemeral=True)
        raise UserError("But then it failed.")

    told = await press(place, "late")
    assert told.text == "An answer."
    assert told.told == "But then it failed."


async def test_a_button_of_an_older_version_says_so(place: Place) -> None:
    told = await press(place, "forgotten")
    assert "This button is from an older version of the bot. Please ask again." in told.text


@pytest.mark.parametrize("code", [10062, 10015, 40060])
async def test_what_discord_has_forgotten_is_only_logged(
    code: int, caplog: pytest.LogCaptureFixture
) -> None:
    class Nobody:
        """An interaction that must not be used."""

        command = None
        client = mock.Mock()
        data = {"custom_id": "press:x:y"}  # noqa: RUF012 - as Discord has it

    with caplog.at_level(logging.WARNING):
        begin(1, "button x")
        await report(Nobody(), http_error(discord.NotFound, code))  # type: ignore[arg-type]
    assert "button x was answered too late or twice" in caplog.text


async def test_what_a_member_wrote_is_in_the_log_at_debug_alone(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        shown = await place.ask("library show", article="an unheard of name")
    assert "an unheard of name" in shown.text
    told = [record for record in caplog.records if record.name == "commands.ui.errors"]
    assert [(record.levelname, "unheard" in record.getMessage()) for record in told] == [
        ("INFO", False),
        ("DEBUG", True),
    ]
    with caplog.at_level(logging.INFO):
        caplog.clear()
        await press(place, "forgotten")
    assert "/library show" not in caplog.text
    assert "press:" not in caplog.text


async def press(place: Place, action: str) -> Any:
    """Press a button of this action, in a message of the bot's own."""
    channel = place.env.bot.get_channel(place.channel.id)
    view = view_of([button(action, "", "Press")])
    assert view is not None
    message = await channel.send("A message", view=view)
    return answered(await place.member.click(message, label="Press"))
