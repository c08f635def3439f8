"""Buttons of a quote that was withdrawn, or whose article left, pressed by whoever has them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.answers.context import Withdrawn
from bot.library.corrections import NOT_OPEN
from bot.model import Complaint, Query, Quote
from commands.ui.quotes import GONE, address
from tests.abuse.hostile import check_answer, check_log, check_requests
from tests.abuse.test_forged import press
from tests.commands.conftest import Place

WITHDRAWN = str(Withdrawn())
NOT_HERE = "This was undone already, or there never was such a correction here."
NO_RIGHT = "This needs a permission that you lack: Manage Server."
OWN = "The harbour of Norrvik needs a second quay before the winter comes."

# What a button, a menu or a form of one quote does, by the address of the quote.
OF_A_QUOTE = [
    ("press", "context"),
    ("press", "cite"),
    ("press", "discuss"),
    ("choose", "open"),
    ("choose", "style"),
    ("fill", "report"),
]
OF_A_REPORT = [
    ("choose", "report"),
    ("press", "withdraw"),
    ("press", "dismiss"),
    ("press", "speaker"),
    ("press", "article"),
    ("fill", "speaker"),
    ("fill", "article"),
]


@pytest.fixture
def here(open_place: Place) -> Place:
    return open_place


@pytest.fixture
def elsewhere(here: Place) -> Place:
    """Another server that the bot is on, with a member and an admin of its own."""
    guild = here.env.create_guild("Elsewhere")
    managers = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    return replace(
        here,
        guild=guild,
        channel=guild.create_text_channel("asia"),
        member=guild.add_member(here.env.create_user("stranger")),
        admin=guild.add_member(here.env.create_user("other-admin"), roles=[managers]),
    )


async def withdraw(place: Place, quote: Quote) -> tuple[str, str]:
    """Withdraw a quote on a server; gives the keys of the report and of the withdrawal."""
    corrections, now = place.library.corrections, place.env.bot.clock.now()
    report = await corrections.report(place.guild.id, quote, Complaint.OTHER, "Hm.", now)
    made = await corrections.withdraw(place.guild.id, report.key, now)
    await place.env.settle()
    return report.key, made.key


async def use(place: Place, by: Any, kind: str, action: str, quote: Quote, about: str = "") -> Any:
    """Press, choose or send in what belongs to a quote; of ``style``, its menu's first choice."""
    about = about or address(quote.ref)
    if (kind, action) == ("fill", "report"):
        fields = [
            {"type": 18, "component": {"type": 3, "custom_id": "what", "values": ["other"]}},
            {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "Hm."}},
        ]
        data = {"custom_id": f"fill:report:{about}", "components": fields}
        return await by._dispatch_interaction(5, place.channel, data)
    if action != "style":
        return await press(place, by, kind, action, about)
    view = discord.ui.View(timeout=None)
    options = [discord.SelectOption(label="MLA", value="MLA")]
    view.add_item(discord.ui.Select(custom_id=f"choose:style:{about}", options=options))
    channel = place.env.bot.get_channel(place.channel.id)
    message = await channel.send(embed=discord.Embed(description="An answer"), view=view)
    view.stop()
    return await by.select(message, ["MLA"])


def refused(result: Any, sentence: str, quote: Quote) -> None:
    """One sentence, for the asker alone, without a word of the quote."""
    check_answer(result)
    assert result.modal is None
    (message,) = result.followups or [result.response]
    assert message.ephemeral
    assert "\n".join(embed.description or "" for embed in message.embeds) == sentence


def words_nowhere(place: Place, quote: Quote) -> None:
    """Nothing that was sent since the last look has the quote's words, or lets a mention ring."""
    words = " ".join(quote.text.split())[:40]
    check_requests(place.env.http_requests)
    for request in place.env.http_requests:
        assert words not in " ".join(str(request.json).split()), request


async def test_the_buttons_of_a_withdrawn_quote_show_it_to_nobody(
    here: Place, caplog: pytest.LogCaptureFixture
) -> None:
    quote = (await here.library.quote(Query("sanctions", server=here.guild.id))).quotes[0]
    await withdraw(here, quote)
    here.env.backend.http_requests.clear()
    for by in (here.member, here.admin):
        for kind, action in OF_A_QUOTE:
            refused(await use(here, by, kind, action, quote), WITHDRAWN, quote)
    words_nowhere(here, quote)
    check_log(caplog)


async def test_a_page_whose_quote_was_withdrawn_says_so_and_the_others_can_be_turned_to(
    here: Place,
) -> None:
    card = await here.ask("quote", topic="sanctions")
    following = await here.press(card, "Next")
    first = (await here.library.quote(Query("sanctions", server=here.guild.id))).quotes[0]
    await withdraw(here, first)
    here.env.backend.http_requests.clear()
    back = await here.press(following, "Back", by=here.admin)
    assert WITHDRAWN in back.text
    assert "Next" in back.labels
    words_nowhere(here, first)


async def test_reports_and_withdrawals_are_of_their_own_server(
    here: Place, elsewhere: Place, caplog: pytest.LogCaptureFixture
) -> None:
    quote = (await here.library.quote(Query("sanctions", server=here.guild.id))).quotes[0]
    now = here.env.bot.clock.now()
    still_open = await here.library.corrections.report(
        here.guild.id, quote, Complaint.OTHER, "Hm.", now
    )
    key, withdrawal = await withdraw(here, quote)
    here.env.backend.http_requests.clear()
    for about in (key, still_open.key):
        for kind, action in OF_A_REPORT:
            refused(
                await use(elsewhere, elsewhere.admin, kind, action, quote, about), NOT_OPEN, quote
            )
            refused(
                await use(elsewhere, elsewhere.member, kind, action, quote, about), NO_RIGHT, quote
            )
    for place, by, sentence in (
        (elsewhere, elsewhere.admin, NOT_HERE),
        (elsewhere, elsewhere.member, NO_RIGHT),
        (here, here.member, NO_RIGHT),
    ):
        refused(await use(place, by, "press", "undo", quote, withdrawal), sentence, quote)
    words_nowhere(here, quote)
    assert [c.key for c, _ in await here.library.corrections.all(here.guild.id)] == [withdrawal]
    check_log(caplog)


async def test_a_server_does_not_see_another_servers_quote_by_its_address(
    here: Place, elsewhere: Place, corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = corpus / "servers" / str(here.guild.id)
    folder.mkdir(parents=True)
    (folder / "quay.txt").write_text(f"{OWN} Nobody has opposed it.\n", "utf-8")
    await here.library.reindex()
    quote = (await here.library.quote(Query("Norrvik", server=here.guild.id))).quotes[0]
    here.env.backend.http_requests.clear()
    for withdrawn in (False, True):
        if withdrawn:
            await withdraw(here, quote)
        for by in (elsewhere.member, elsewhere.admin):
            for kind, action in OF_A_QUOTE:
                refused(await use(elsewhere, by, kind, action, quote), GONE, quote)
    words_nowhere(here, quote)
    check_log(caplog)


async def test_the_buttons_of_a_withdrawn_quote_after_its_article_left(
    here: Place, corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    quote = (await here.library.quote(Query("sanctions", server=here.guild.id))).quotes[0]
    key, withdrawal = await withdraw(here, quote)
    (corpus / quote.article.file).unlink()
    await here.library.reindex()
    here.env.backend.http_requests.clear()
    for by in (here.member, here.admin):
        for kind, action in OF_A_QUOTE:
            refused(await use(here, by, kind, action, quote), GONE, quote)
    for kind, action in OF_A_REPORT:
        refused(await use(here, here.admin, kind, action, quote, key), NOT_OPEN, quote)
    words_nowhere(here, quote)
    undone = await use(here, here.admin, "press", "undo", quote, withdrawal)
    assert "That is undone." in (undone.response.embeds[0].description or "")
    for kind, action in OF_A_QUOTE:  # it is quotable again, and still not there
        refused(await use(here, here.member, kind, action, quote), GONE, quote)
    check_log(caplog)
