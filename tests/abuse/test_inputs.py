"""Any text in any option of any command ends in an answer or in a clear sentence.

``ABUSE_INPUTS=10000 pytest tests/abuse`` is the long form.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import app_commands
from hypothesis import given
from hypothesis import strategies as st
from simcord.backend.serializers import message_payload

from bot.admission import Admission
from bot.brake import Brake
from bot.client import Commonplace
from bot.model import Complaint
from commands.ui.quotes import address
from tests.abuse.hostile import (
    check_answer,
    check_log,
    check_requests,
    hostile,
    trying,
)
from tests.commands.conftest import Place

STRING, CHANNEL, BOOLEAN = 3, 7, 5
SHARE = 16  # tests that share the inputs

# What a command needs to be asked at all, and what it may show of Markdown beyond others.
PLAIN: dict[str, dict[str, str]] = {
    "quote": {},
    "compare": {"topic": "sanctions"},
    "argues": {"who": "Wolff", "topic": "sanctions"},
    "verify": {"text": "We will continue to help"},
    "library show": {"article": "reset"},
    "qotd setup": {"time": "8:30", "zone": "Berlin"},
}
LIST = frozenset({"list"})
MORE = {"quote": LIST, "compare": LIST, "verify": LIST}


def leaves(client: Commonplace) -> list[app_commands.Command[Any, ..., Any]]:
    return [c for c in client.tree.walk_commands() if isinstance(c, app_commands.Command)]


async def raw(place: Place, command: str, options: dict[str, Any]) -> Any:
    """A command with options that Discord's client would have held back: too long, say."""
    name, *path = command.split()
    root = place.admin._resolve_root(name, 1, place.channel.id)
    given = [
        {"name": n, "type": BOOLEAN if isinstance(v, bool) else STRING, "value": v}
        for n, v in options.items()
    ]
    for part in reversed(path):
        given = [{"name": part, "type": 1, "options": given}]
    data = {"id": root["id"], "name": name, "type": 1, "options": given}
    return await place.admin._dispatch_interaction(2, place.channel, data)


def options_of(command: str) -> list[str]:
    """The options of a command that take a text."""
    texts = {
        "quote": ["topic", "author", "source", "since", "until"],
        "compare": ["topic", "sources"],
        "argues": ["who", "topic"],
        "verify": ["text", "by"],
        "library show": ["article"],
        "qotd setup": ["time", "zone", "topic", "sources"],
    }
    return texts[command]


@pytest.fixture
def open_place(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Place:
    """A server on which one admin may ask and report as often as they like."""
    monkeypatch.setattr("commands.report._brake", Brake(10**9, timedelta(minutes=10)))
    place.env.bot.admission = Admission(often=10**9)
    caplog.set_level(logging.INFO)
    return place


def test_every_option_that_takes_a_text_is_tried(open_place: Place) -> None:
    found = {
        command.qualified_name: [
            each.name
            for each in command.parameters
            if each.type is discord.AppCommandOptionType.string
        ]
        for command in leaves(open_place.env.bot)
    }
    assert {name: texts for name, texts in found.items() if texts} == {
        name: options_of(name) for name in PLAIN
    }


@pytest.mark.parametrize(
    ("command", "option"), [(name, option) for name in PLAIN for option in options_of(name)]
)
@trying(SHARE)
@given(text=hostile)
async def test_any_text_in_any_option(
    open_place: Place, caplog: pytest.LogCaptureFixture, command: str, option: str, text: str
) -> None:
    open_place.env.backend.http_requests.clear()
    result = await raw(open_place, command, {**PLAIN[command], option: text})
    check_answer(result, more=MORE.get(command, frozenset()))
    check_requests(open_place.env.http_requests)
    check_log(caplog)


@trying(SHARE)
@given(texts=st.lists(hostile, min_size=5, max_size=5))
async def test_any_texts_in_all_options_at_once(
    open_place: Place, caplog: pytest.LogCaptureFixture, texts: list[str]
) -> None:
    for command, plain in PLAIN.items():
        open_place.env.backend.http_requests.clear()
        options = {**plain, **dict(zip(options_of(command), texts, strict=False))}
        options = {name: text[:150] for name, text in options.items()}
        check_answer(await raw(open_place, command, options), more=LIST)
        check_requests(open_place.env.http_requests)
        check_log(caplog)


@trying(SHARE)
@given(text=hostile)
async def test_any_message_that_is_checked(
    open_place: Place, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    content = f"“{text[:1500]}” and > {text[:300]}".encode("utf-8", "replace").decode()
    message = await open_place.member.send(open_place.channel, content)
    open_place.env.backend.http_requests.clear()
    result = await open_place.admin.context_menu(open_place.channel, "Check this quote", message)
    check_answer(result, more=LIST)
    check_requests(open_place.env.http_requests)
    check_log(caplog)


COMPLETED = {
    "quote": ["author", "source"],
    "compare": ["sources"],
    "argues": ["who"],
    "verify": ["by"],
    "library show": ["article"],
    "qotd setup": ["zone", "sources"],
}


def test_every_option_that_is_completed_is_tried(open_place: Place) -> None:
    found = {
        command.qualified_name: [each.name for each in command.parameters if each.autocomplete]
        for command in leaves(open_place.env.bot)
    }
    assert {name: options for name, options in found.items() if options} == COMPLETED


@trying(SHARE)
@given(typed=hostile | st.text())
async def test_anything_typed_is_completed_or_not(
    open_place: Place, caplog: pytest.LogCaptureFixture, typed: str
) -> None:
    for command, options in COMPLETED.items():
        for option in options:
            choices = await open_place.admin.autocomplete(
                open_place.channel, command, option, typed
            )
            assert len(choices) <= 25
            assert all(0 < len(choice["name"]) <= 100 for choice in choices)
    check_log(caplog)


async def fill(place: Place, action: str, about: str, values: dict[str, str]) -> Any:
    """Send a form in that nobody need have opened, from a message of the bot's."""
    fields = [
        {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
        for name, value in values.items()
    ]
    message = await place.env.bot.get_channel(place.channel.id).send("An answer")
    stored = place.env.backend.get_message(place.channel.id, message.id)
    return await place.admin._dispatch_interaction(
        5,
        place.channel,
        {"custom_id": f"fill:{action}:{about}", "components": fields},
        extra={"message": dict(message_payload(place.env.backend, stored))},
        source_message_id=stored.id,
    )


@trying(SHARE * 4)
@given(texts=st.lists(hostile, min_size=4, max_size=4), what=st.sampled_from(list(Complaint)))
async def test_any_text_in_any_form(
    open_place: Place,
    caplog: pytest.LogCaptureFixture,
    texts: list[str],
    what: Complaint,
) -> None:
    """A report, each form that an admin opens from it, and the one of /setup."""
    place, library, server = open_place, open_place.library, open_place.guild.id
    quote = (await library.verify("We will continue to help", None, server)).matches[0].shown
    assert quote is not None
    first, second, third, fourth = texts
    draft = {"server": server, "channel": 0, "time": "09:00", "zone": "UTC", "topic": ""}
    now = place.env.bot.clock.now()
    (setup,) = await library.keepsakes.keep_questions([{"page": "setup", **draft}], now)
    article = {"title": first, "authors": second, "outlet": third, "date": fourth}
    article_of_2025 = {**article, "date": "2025"}
    unlike = "0" * 48  # of none of the fields as they stood
    for action, values in (
        ("speaker", {"speaker": first}),
        ("article", article),
        ("article", article_of_2025),
        ("setupform", {"time": first, "zone": second, "topic": third}),
        ("setupform", {"time": "8:30", "zone": "Berlin", "topic": third}),
    ):
        told = {"what": what.value, "text": fourth}
        check_answer(await fill(place, "report", address(quote.ref), told))
        check_answer(await place.admin.slash(place.channel, "library reports"))
        (report, *_) = await library.corrections.reports(server)
        about = {"article": f"{report.key}:{unlike}", "setupform": setup}.get(action, report.key)
        check_answer(await fill(place, action, about, values))
    check_answer(await place.admin.slash(place.channel, "library corrections"))
    check_answer(await place.admin.slash(place.channel, "verify", text=quote.text), more=LIST)
    check_answer(await place.admin.slash(place.channel, "library list"))
    for correction, _ in await library.corrections.all(server):
        await library.corrections.undo(server, correction.key)
    for each in await library.corrections.reports(server):
        await library.corrections.dismiss(server, each.key)
    # Else each correction would edit the answers to all examples before.
    await library._store.write(lambda db: db.table("shown_quotes").delete_where())
    check_log(caplog)
