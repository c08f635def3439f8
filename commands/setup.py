"""`/setup`: one message that leads a server's admin to a quote every day.

What was chosen so far is kept in the store under a key that the buttons carry, so that it outlives
a restart. Each choice makes a new key and shows the message anew; until *Turn on* nothing of the
server changes, but for the quotes passed over. Whoever presses may have lost the right since, or
made the button up, so every step asks again.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answers.context import Withdrawn
from bot.library.times import zone
from bot.model import DailySettings
from commands.ui.actions import Click, button, channel_menu, chosen, pressed, view_of
from commands.ui.cards import card, listing, notice, voice_of
from commands.ui.daily import (
    lacks,
    post_now,
    read_time,
    read_zone,
    scheduler_of,
    server_of,
    state_of,
)
from commands.ui.errors import UserError
from commands.ui.forms import Line, Values, filled, show_form
from commands.ui.markdown import escape, inline
from commands.ui.posting import missing_permissions
from commands.ui.topics import LONGEST_TOPIC, read_topic

if TYPE_CHECKING:
    from bot.client import Commonplace

PAGE = "setup"
PATIENCE = 2.0  # seconds; a form has to be open within Discord's three
FORGOTTEN = "This setup is too old, or of another server. Type /setup to begin again."


@dataclass(frozen=True, slots=True)
class Draft:
    """What was chosen so far. ``channel`` is 0 until one is; an empty ``topic`` is any."""

    server: int
    channel: int
    time: str
    zone: str
    topic: str

    @property
    def settings(self) -> DailySettings:
        return DailySettings(
            channel=self.channel,
            at=read_time(self.time),
            zone=self.zone,
            topic=self.topic or None,
        )


def setup(client: Commonplace) -> None:
    client.tree.add_command(set_up)


@app_commands.command(
    name="setup", description="Set up a quote every day, step by step (for admins)"
)
@app_commands.default_permissions(manage_guild=True)
@app_commands.checks.has_permissions(manage_guild=True)
async def set_up(interaction: Click) -> None:
    """Begin with what the server has, or with this channel in the morning."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    server = server_of(interaction)
    has = await interaction.client.library.daily.settings(server)
    here = interaction.channel
    draft = Draft(
        server=server,
        channel=here.id if isinstance(here, discord.TextChannel) else 0,
        time="09:00",
        zone="UTC",
        topic="",
    )
    if has is not None:
        draft = Draft(server, has.channel, f"{has.at:%H:%M}", has.zone, has.topic or "")
    await _show(interaction, draft)


@chosen("setupchannel")
async def _channel(interaction: Click, about: str, channel: str) -> None:
    draft = await _next(interaction, about)
    await _show(interaction, replace(draft, channel=int(channel)))


@pressed("setupform")
async def _form(interaction: Click, about: str) -> None:
    _allow(interaction)
    try:  # a form is a first response itself, so nothing can be deferred
        async with asyncio.timeout(PATIENCE):
            draft = await _draft(interaction, about)
    except TimeoutError:
        raise UserError("I am busy just now. Please press the button again.") from None
    fields = [
        Line(
            "time", "Time", "Local time: 8:30, 18:00 or 8pm", draft.time, longest=20, required=True
        ),
        Line(
            "zone", "Time zone", "A city: Berlin, New York", draft.zone, longest=60, required=True
        ),
        Line("topic", "Topic", "Empty for any", draft.topic, longest=LONGEST_TOPIC),
    ]
    await show_form(interaction, "setupform", about, "The quote of the day", fields)


@filled("setupform")
async def _filled(interaction: Click, about: str, values: Values) -> None:
    draft = await _next(interaction, about)
    topic = values.get("topic", "").strip()
    changed = replace(
        draft,
        time=f"{read_time(values.get('time', '')):%H:%M}",
        zone=await read_zone(values.get("zone", "")),
        topic=read_topic(topic, interaction.client.library) if topic else "",
    )
    await _show(interaction, changed)


@pressed("setupcheck")
async def _check(interaction: Click, about: str) -> None:
    draft = await _next(interaction, about)
    await _show(interaction, draft)


@pressed("setupother")
async def _other(interaction: Click, about: str) -> None:
    """Another first quote: this one comes only after all others."""
    draft = await _next(interaction, about)
    daily, now = interaction.client.library.daily, interaction.client.clock.now()
    with contextlib.suppress(Withdrawn):  # then it does not come anyway
        quote = await daily.preview(draft.server, draft.settings)
        if quote is not None:
            await daily.pass_over(draft.server, quote, now)
    await _show(interaction, draft)


@pressed("setupon")
async def _turn_on(interaction: Click, about: str) -> None:
    draft = await _next(interaction, about)
    missing, _ = await _missing(interaction, draft)
    if missing:
        await _show(interaction, draft)
        raise UserError(missing)
    daily, server = interaction.client.library.daily, draft.server
    has = await daily.settings(server)
    settings = replace(draft.settings, since=interaction.client.clock.now())
    if has is not None:  # what only /qotd setup asks for stays
        settings = replace(settings, sources=has.sources, thread=has.thread, poll=has.poll)
    await daily.set_up(server, settings)
    scheduler_of(interaction).wake(server)
    items = [button("setupnow", about, "Post the first quote now")]
    await interaction.edit_original_response(
        embeds=[await state_of(interaction, server)], view=view_of(items)
    )


@pressed("setupnow")
async def _now(interaction: Click, about: str) -> None:
    _allow(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _draft(interaction, about)
    await interaction.edit_original_response(embed=await post_now(interaction))


def _allow(interaction: Click) -> None:
    if not interaction.permissions.manage_guild:
        raise UserError("Only those who may manage the server can set this up.")


async def _next(interaction: Click, key: str) -> Draft:
    """Acknowledge a step that shows the message anew, and load what was chosen so far."""
    _allow(interaction)
    await interaction.response.defer()
    return await _draft(interaction, key)


async def _draft(interaction: Click, key: str) -> Draft:
    """What was chosen so far, on the server where it was chosen."""
    client = interaction.client
    kept: dict[str, Any] = (await client.library.keepsakes.question(key, client.clock.now())) or {}
    if kept.pop("page", None) != PAGE or kept.get("server") != server_of(interaction):
        raise UserError(FORGOTTEN)
    return Draft(**kept)


async def _missing(interaction: Click, draft: Draft) -> tuple[str, discord.Embed | None]:
    """What keeps the quote from being posted, as a sentence; and the first quote's card."""
    library, settings = interaction.client.library, draft.settings
    has = await library.daily.settings(draft.server)
    if has is not None:
        settings = replace(settings, sources=has.sources, thread=has.thread, poll=has.poll)
    quote = await library.daily.preview(draft.server, settings)
    if quote is None:
        what = f" on “{draft.topic}”" if draft.topic else ""
        return f"No quote{what} in the library can stand alone. Choose another topic.", None
    voice = await voice_of(library, quote.article, draft.server)
    first = card(quote, voice, header="The first quote")
    channel = interaction.guild.get_channel(draft.channel) if interaction.guild else None
    if not isinstance(channel, discord.TextChannel):
        return "Choose the channel to post in.", first
    lacking = missing_permissions(channel, settings)
    return (lacks(lacking, channel) if lacking else ""), first


async def _show(interaction: Click, draft: Draft) -> None:
    """The message as it stands, with a button for each step."""
    client = interaction.client
    (key,) = await client.library.keepsakes.keep_questions(
        [{"page": PAGE, **asdict(draft)}], client.clock.now()
    )
    missing, first = await _missing(interaction, draft)
    place = await asyncio.to_thread(zone, draft.zone)  # it is read from a file
    local = f"{interaction.client.clock.now().astimezone(place):%H:%M}"
    lines = [
        f"Channel: <#{draft.channel}>" if draft.channel else "Channel: none yet",
        f"Time: every day at **{draft.time}** in {escape(draft.zone)}, where it is {local} now",
        f"Topic: {inline(draft.topic) if draft.topic else 'any'}",
    ]
    footer = "Nothing is posted before you turn it on"
    embeds = [listing("Set up the quote of the day", "\n".join(lines), footer=footer)]
    embeds += [first] if first else []
    embeds.append(
        notice(missing, title="One thing is missing")
        if missing
        else notice("I may do in that channel all that it takes.", title="Ready")
    )
    items = [
        channel_menu("setupchannel", key, "Where to post", row=0),
        button("setupform", key, "Time, zone and topic", row=1),
        button("setupother", key, "Another quote", disabled=first is None, row=1),
        button("setupcheck", key, "Check again", row=1),
        button(
            "setupon",
            key,
            "Turn on",
            style=discord.ButtonStyle.success,
            disabled=bool(missing),
            row=1,
        ),
    ]
    await interaction.edit_original_response(embeds=embeds, view=view_of(items))
