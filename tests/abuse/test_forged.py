"""What is pressed though it was made up, and admins’ commands of members without the right."""

from __future__ import annotations

import random
import string
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.model import Complaint, Query
from commands.ui import actions, forms
from commands.ui.quotes import address
from tests.abuse.hostile import MARK, check_answer, check_log
from tests.commands.conftest import Place
from tests.commands.test_in_time import COMMANDS
from tests.commands.test_qotd_command import let_everybody

# What only those who may manage the server can do.
ADMINS = {
    "dismiss", "withdraw", "speaker", "article", "undo", "report", "passover",
    "setupform", "setupcheck", "setupother", "setupon", "setupnow", "setupchannel",
}  # fmt: skip
ADMINS_COMMANDS = [
    name
    for name, _ in COMMANDS
    if name.split()[0] in {"qotd", "setup", "reindex"}
    or name in {"library gaps", "library reports", "library corrections"}
]

MADE_UP = [
    "",
    ":",
    "0",
    "-1",
    "x" * 60,
    "9" * 60,
    "1:2:3:" + "f" * 16,
    "999999999999999999:0:5:0123456789abcdef",
    "1:5:2:0123456789abcdef",
    "١:٢:٣:abc",
    "0123456789abcdef:999999",
    "0123456789abcdef:-999999",
    "0123456789abcdef:99999999999999999999",
    "' OR 1=1 --",
    f"<@123> @everyone {MARK}",
    "\x00\u202e",
]


async def press(place: Place, by: Any, kind: str, action: str, about: str) -> Any:
    """Press, choose or send in something on a message of the bot's that holds just that."""
    custom_id = f"{kind}:{action}:{about}"[:100]
    if kind == "fill":
        data = {"custom_id": custom_id, "components": []}
        return await by._dispatch_interaction(5, place.channel, data)
    item: discord.ui.Item[Any] = discord.ui.Button(label="Press", custom_id=custom_id)
    if kind == "choose":
        options = [discord.SelectOption(label="This", value=about[:100] or "-")]
        item = discord.ui.Select(custom_id=custom_id, options=options)
    if kind == "channel":
        item = discord.ui.ChannelSelect(custom_id=custom_id)
    view = discord.ui.View(timeout=None)
    view.add_item(item)
    channel = place.env.bot.get_channel(place.channel.id)
    message = await channel.send(embed=discord.Embed(description="An answer"), view=view)
    view.stop()
    if kind == "press":
        return await by.click(message, custom_id=custom_id)
    if kind == "channel":
        return await by.select(message, [place.channel])
    return await by.select(message, [about[:100] or "-"])


def everything() -> list[tuple[str, str]]:
    """Each action there is, with what it is of; and one that there is not."""
    channels = {"setupchannel"}
    return [
        *(("press", action) for action in [*actions._presses, "nosuch"]),
        *(("channel" if a in channels else "choose", a) for a in [*actions._choices, "nosuch"]),
        *(("fill", action) for action in [*forms._forms, "nosuch"]),
    ]


async def test_a_made_up_id_ends_in_a_sentence(
    open_place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(5)
    for kind, action in everything():
        if action in {"failing", "late"}:  # of other tests
            continue
        noise = "".join(chance.choices(string.printable.strip(), k=70))
        for about in [*MADE_UP, noise]:
            result = await press(open_place, open_place.admin, kind, action, about)
            if result.modal is None:
                check_answer(result)
            check_log(caplog)


async def test_an_admins_buttons_do_nothing_for_a_member(
    open_place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    library, server = open_place.library, open_place.guild.id
    quote = (await library.quote(Query("sanctions", server=server))).quotes[0]
    now = open_place.env.bot.clock.now()
    report = await library.corrections.report(server, quote, Complaint.OTHER, "Hm.", now)
    draft = {"server": server, "channel": 0, "time": "09:00", "zone": "UTC", "topic": ""}
    (setup,) = await library.keepsakes.keep_questions([{"page": "setup", **draft}], now)
    for kind, action in everything():
        if action not in ADMINS or (kind, action) in {("press", "report"), ("fill", "report")}:
            continue
        about = setup if action.startswith("setup") else report.key
        about = address(quote.ref) if action == "passover" else about
        result = await press(open_place, open_place.member, kind, action, about)
        told = "\n".join(
            embed.description or ""
            for m in [*result.followups, result.response]
            if m
            for embed in m.embeds
        )
        assert "permission that you lack" in told or "Only those who may manage" in told, action
    assert await library.corrections.open(server, report.key) is not None
    assert await library.corrections.all(server) == []
    assert await library.daily.settings(server) is None
    check_log(caplog)


def test_every_action_is_known_as_an_admins_or_as_everybodys() -> None:
    everybodys = {"ask", "context", "cite", "discuss", "report", "open", "style"}
    found = {action for _, action in everything()} - {"nosuch", "failing", "late"}
    assert found == everybodys | ADMINS


@pytest.mark.parametrize("command", ADMINS_COMMANDS)
async def test_an_admins_command_does_nothing_for_a_member(place: Place, command: str) -> None:
    """Discord may show it to them: an owner can override who sees a command."""
    if command.split(maxsplit=1)[0] != "library":
        await let_everybody(place, command.split(maxsplit=1)[0])
    options = dict(COMMANDS)[command]
    answer = await place.ask(command, **options)
    assert answer.private
    assert "This needs a permission that you lack: Manage Server." in answer.text


def test_every_command_that_says_it_is_for_admins_is_tried(place: Place) -> None:
    said = {
        command.qualified_name
        for command in place.env.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
        and (
            "Manage Server" in command.description
            or (command.root_parent or command).default_permissions
        )
    }
    assert said == set(ADMINS_COMMANDS)
