"""Promise 8 through Discord: nothing of one server is seen in another, whatever is asked there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.admission import Admission
from bot.client import Commonplace
from bot.library import Library
from bot.model import Complaint, Query, Subject
from commands.ui.quotes import address
from tests.abuse.test_forged import everything, press
from tests.commands.conftest import Place
from tests.conftest import FILES, SEEDS, settings_for

# Words that only the first server has: in its articles, settings, gaps, reports, corrections.
PRIVATE = ("marmalade", "Ada Example", "Bob Sample", "Club Gazette", "Our own minutes", "zeppelin",
           "Honolulu", "tattletale", "Mended Outlet")  # fmt: skip
MINUTES = """---
title: Our own minutes
author: Ada Example
outlet: The Club Gazette
date: 2025-01-02
---
Sanctions on marmalade should be lifted by the government at once, because breakfast matters.

“No marmalade will ever be taxed again,” said Bob Sample.
"""

# A case for each command, with words of the first server in its options.
CASES: list[tuple[str, dict[str, str]]] = [
    ("quote", {}),
    ("quote", {"topic": "breakfast sanctions"}),
    ("quote", {"topic": "sanctions", "author": "Ada"}),
    ("quote", {"topic": "sanctions", "source": "Gazette"}),
    ("compare", {"topic": "sanctions"}),
    ("compare", {"topic": "sanctions", "sources": "The Gazette"}),
    ("argues", {"who": "Ada", "topic": "sanctions"}),
    ("argues", {"who": "Sample", "topic": "breakfast"}),
    ("verify", {"text": "should be lifted by the government at once, because breakfast matters"}),
    ("verify", {"text": "will ever be taxed again", "by": "Bob"}),
    ("library list", {}),
    ("library show", {"article": "minutes"}),
    ("library sources", {}),
    ("library authors", {}),
    ("library gaps", {}),
    ("library reports", {}),
    ("library corrections", {}),
    ("reindex", {}),
    ("setup", {}),
    ("qotd status", {}),
    ("qotd preview", {}),
    ("qotd skip", {}),
    ("qotd off", {}),
    ("qotd setup", {"time": "8:30", "zone": "Berlin"}),
    ("qotd now", {}),
    ("help", {}),
    ("about", {}),
]


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    """A library with an article that is the first server's alone once its id is known."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in (FILES["000"], FILES["001"]):
        (corpus / name).write_bytes((SEEDS / name).read_bytes())
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    yield library
    await library.close()


@pytest.fixture
def simcord_bot(library: Library) -> Commonplace:
    return Commonplace(library)


@pytest.fixture
async def servers(simcord_env: Any, library: Library) -> list[Place]:
    """Two servers, of which the first has something of every kind that is kept."""
    simcord_env.bot.admission = Admission(often=10**9)
    places = []
    for name in ("first", "second"):
        guild = simcord_env.create_guild(name)
        role = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
        admin = guild.add_member(simcord_env.create_user(f"{name}-admin"), roles=[role])
        channel = guild.create_text_channel("talk")
        places.append(Place(simcord_env, guild, channel, admin, admin, library, None))  # type: ignore[arg-type]
    first, server = places[0], places[0].guild.id
    file = library._indexer._corpus_dir / "servers" / str(server) / "minutes.md"
    file.parent.mkdir(parents=True)
    file.write_text(MINUTES, "utf-8")
    await library.reindex()
    await first.ask("quote", topic="zeppelin")
    await first.ask("qotd setup", time="9:15", zone="Honolulu", topic="marmalade")
    now = simcord_env.bot.clock.now()
    for number, quote in enumerate((await library.quote(Query("sanctions", server=server))).quotes):
        said = "A tattletale says so."
        report = await library.corrections.report(server, quote, Complaint.OTHER, said, now)
        if quote.article.server is None and number % 2:
            await library.corrections.withdraw(server, report.key, now)
        elif quote.article.server is None:
            facts = dict.fromkeys((Subject.OUTLET,), "Mended Outlet")
            await library.corrections.correct_article(server, report.key, facts, now)
    return places


def words(result: Any) -> str:
    """All that was shown: embeds, buttons, menus and forms."""
    messages = [m for m in [result.response, *result.followups] if m is not None]
    shown = [repr(m.content) + repr([e.to_dict() for e in m.embeds]) for m in messages]
    shown += [repr(m.components) for m in messages]
    return "\n".join([*shown, repr(result.modal)])


def seen(text: str) -> list[str]:
    return [word for word in PRIVATE if word.casefold() in text.casefold()]


def test_every_command_has_a_case(simcord_env: Any) -> None:
    commands = simcord_env.bot.tree.walk_commands()
    found = {c.qualified_name for c in commands if isinstance(c, app_commands.Command)}
    assert found == {name for name, _ in CASES}
    menus = simcord_env.bot.tree.get_commands(type=discord.AppCommandType.message)
    assert [menu.name for menu in menus] == ["Check this quote"]


async def test_what_is_asked_elsewhere_shows_nothing_of_a_server(servers: list[Place]) -> None:
    first, second = servers
    own = ""
    for command, options in CASES[:19]:
        own += words(await first.admin.slash(first.channel, command, **options))
    assert set(seen(own)) >= set(PRIVATE) - {"Honolulu"}, "the cases would find it"
    for command, options in CASES:
        result = await second.admin.slash(second.channel, command, **options)
        assert result.acknowledged
        assert seen(words(result)) == [], command
        assert "was withdrawn" not in words(result), command
    text = "“No marmalade will ever be taxed again,” he said."
    message = await second.admin.send(second.channel, text)
    result = await second.admin.context_menu(second.channel, "Check this quote", message)
    assert set(seen(words(result))) <= {"marmalade"}, "what was pasted, and no more"


async def test_what_is_completed_elsewhere_offers_nothing_of_a_server(
    servers: list[Place],
) -> None:
    offered = {0: "", 1: ""}
    for command in servers[0].env.bot.tree.walk_commands():
        if not isinstance(command, app_commands.Command):
            continue
        for option in command.parameters:
            if not option.autocomplete:
                continue
            for typed in ("", "ada", "bob", "gazette", "minutes", "mended"):
                for number, place in enumerate(servers):
                    offered[number] += repr(
                        await place.admin.autocomplete(
                            place.channel, command.qualified_name, option.name, typed
                        )
                    )
    assert {"Ada Example", "Bob Sample", "Club Gazette"} <= set(seen(offered[0]))
    assert set(seen(offered[1])) <= {"Honolulu"}, "which is a time zone"


async def test_what_is_pressed_elsewhere_opens_nothing_of_a_server(servers: list[Place]) -> None:
    """Every button, menu and form there is, with each thing that the first server has."""
    first, second = servers
    library, server = first.library, first.guild.id
    quote = (await library.quote(Query("marmalade", server=server))).quotes[0]
    reports = [each.key for each in await library.corrections.reports(server)]
    made = [correction.key for correction, _ in await library.corrections.all(server)]
    draft = {"server": server, "channel": 1, "time": "09:15", "zone": "UTC", "topic": "marmalade"}
    now = first.env.bot.clock.now()
    (setup,) = await library.keepsakes.keep_questions([{"page": "setup", **draft}], now)
    assert reports
    assert made
    for kind, action in everything():
        for about in (address(quote.ref), reports[0], made[0], setup):
            if action not in {"failing", "late"}:
                result = await press(second, second.admin, kind, action, about)
                assert seen(words(result)) == [], (kind, action)
    assert [each.key for each in await library.corrections.reports(server)] == reports
    assert [each.key for each, _ in await library.corrections.all(server)] == made


async def test_metrics_name_no_server_and_nothing_of_one(servers: list[Place]) -> None:
    text = servers[0].library.metrics.exposition().decode()
    assert seen(text) == []
    assert not any(str(place.guild.id) in text for place in servers)
