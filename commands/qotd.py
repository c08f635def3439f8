"""`/qotd`: the quote of the day of a server, for its admins."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answers.context import Withdrawn
from bot.library.times import zone_names
from bot.model import DailySettings
from bot.scheduler import Scheduler
from commands.ui import complete
from commands.ui.actions import Click, button, pressed, view_of
from commands.ui.cards import card, notice, voice_of
from commands.ui.complete import Choices, completer, fitting
from commands.ui.daily import (
    OFF,
    lacks,
    post_now,
    read_time,
    read_zone,
    scheduler_of,
    server_of,
    state_of,
)
from commands.ui.errors import UserError
from commands.ui.posting import Poster, missing_permissions
from commands.ui.quotes import address, read_address
from commands.ui.topics import LONGEST_LIST, LONGEST_TOPIC, read_list, read_topic, rejoined

if TYPE_CHECKING:
    from bot.client import Commonplace

qotd = app_commands.Group(
    name="qotd",
    description="The quote of the day (for admins)",
    default_permissions=discord.Permissions(manage_guild=True),
)


def setup(client: Commonplace) -> None:
    """Add the commands, and the scheduler that posts for every server."""
    poster = Poster(client)
    posts = client.library.metrics.daily_posts
    scheduler = Scheduler(
        client.library.daily,
        client.clock,
        poster.post,
        poster.find,
        count=lambda outcome: posts.labels(outcome).inc(),
    )
    client.scheduler = scheduler

    async def run() -> None:
        await client.wait_until_ready()  # before, no channel is known
        await scheduler.run()

    client.tree.add_command(qotd)
    client.serve(run(), "the quote of the day")


@completer
async def zones(_interaction: Click, typed: str) -> Choices:
    """IANA zone names; a city is enough."""
    names = await asyncio.to_thread(zone_names)
    return fitting(names, typed.replace(" ", "_"))


@qotd.command(name="setup", description="Post a quote every day, at a time and in a channel")
@app_commands.describe(
    time="Local time: 8:30, 18:00 or 8pm",
    zone="Time zone: type a city, such as Berlin or New York",
    channel="Where to post; this channel, if left out",
    topic="Only quotes on this topic",
    sources="Only these outlets, separated by commas",
    thread="Open a thread below each quote",
    poll="Ask in a poll who agrees",
)
@app_commands.autocomplete(zone=zones, sources=complete.source_list)
@app_commands.checks.has_permissions(manage_guild=True)
async def set_up(
    interaction: Click,
    time: app_commands.Range[str, 1, 20],
    zone: app_commands.Range[str, 1, 60],
    channel: discord.TextChannel | None = None,
    topic: app_commands.Range[str, 1, LONGEST_TOPIC] | None = None,
    sources: app_commands.Range[str, 1, LONGEST_LIST] | None = None,
    thread: bool = False,
    poll: bool = False,
) -> None:
    """Save the settings, and say what the bot lacks to follow them."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    server, daily = server_of(interaction), interaction.client.library.daily
    place = channel or interaction.channel
    if not isinstance(place, discord.TextChannel):
        raise UserError("Please choose a text channel to post in.")
    known = complete.source_names(await interaction.client.library.catalogue(server))
    settings = DailySettings(
        channel=place.id,
        at=read_time(time),
        zone=await read_zone(zone),
        topic=read_topic(topic, interaction.client.library) if topic else None,
        sources=tuple(rejoined(read_list(sources), known)),
        thread=thread,
        poll=poll,
        since=interaction.client.clock.now(),
    )
    first = await daily.preview(server, settings)
    if first is None:
        raise UserError(
            "No quote in the library fits that topic and those sources, so nothing was changed. "
            "Choose a wider topic or other sources; /library sources lists them."
        )
    await daily.set_up(server, settings)
    scheduler_of(interaction).wake(server)
    embeds = [await state_of(interaction, server)]
    if lacking := missing_permissions(place, settings):
        embeds.append(notice(lacks(lacking, place), title="One thing is missing"))
    await interaction.edit_original_response(embeds=embeds)


@qotd.command(name="preview", description="See what would be posted next; nothing is posted")
@app_commands.checks.has_permissions(manage_guild=True)
async def preview(interaction: Click) -> None:
    """The very quote that the next post will take, as long as the articles stay the same."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_preview(interaction)


@pressed("passover")
async def _pass_over(interaction: Click, about: str) -> None:
    """Another quote than the one previewed."""
    if not interaction.permissions.manage_guild:
        raise UserError("Only those who may manage the server can choose another quote.")
    await interaction.response.defer()
    server, library = server_of(interaction), interaction.client.library
    with contextlib.suppress(Withdrawn):  # then it does not come anyway
        quote = await library.find(read_address(about), server)
        if quote is not None:
            await library.daily.pass_over(server, quote, interaction.client.clock.now())
    await _show_preview(interaction)


async def _show_preview(interaction: Click) -> None:
    server, library = server_of(interaction), interaction.client.library
    quote = await library.daily.preview(server)
    if quote is None:
        raise UserError(
            "No sentence of the library can stand alone as a quote of the day, under this "
            "server’s topic and sources. Add articles and /reindex, or change /qotd setup."
        )
    voice = await voice_of(library, quote.article, server)
    embed = card(quote, voice, header="Quote of the day · preview")
    about = address(quote.ref)
    items = [button("context", about, "Context"), button("cite", about, "Cite")]
    items += [button("report", about, "Report"), button("passover", about, "Another")]
    await interaction.edit_original_response(embed=embed, view=view_of(items))


@qotd.command(
    name="now", description="Post today’s quote at once, in place of waiting for its time"
)
@app_commands.checks.has_permissions(manage_guild=True)
async def now(interaction: Click) -> None:
    """Today's post comes once, whether now or at its time."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(embed=await post_now(interaction))


@qotd.command(name="skip", description="Leave out a day: no quote on the next date")
@app_commands.checks.has_permissions(manage_guild=True)
async def skip(interaction: Click) -> None:
    """Skip one date; the one after it comes as usual."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    server, daily = server_of(interaction), interaction.client.library.daily
    status = await daily.status(server, interaction.client.clock.now())
    if status.settings is None or status.next_day is None:
        raise UserError(OFF)
    if not await daily.skip(server, status.next_day):
        raise UserError(f"The quote of {status.next_day:%d %B} was posted just now.")
    scheduler_of(interaction).wake(server)
    embed = await state_of(interaction, server)
    embed.title = f"Left out: {status.next_day:%d %B %Y}"
    await interaction.edit_original_response(embed=embed)


@qotd.command(name="status", description="See when and where quotes are posted, and what is left")
@app_commands.checks.has_permissions(manage_guild=True)
async def status(interaction: Click) -> None:
    """The settings, the next and the last post, and what the bot lacks."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    server = server_of(interaction)
    embeds = [await state_of(interaction, server)]
    settings = await interaction.client.library.daily.settings(server)
    if settings is not None:
        channel = interaction.client.get_channel(settings.channel)
        if not isinstance(channel, discord.TextChannel):
            gone = "The channel is gone, or hidden from me. Choose another with /qotd setup."
            embeds.append(notice(gone, title="One thing is missing"))
        elif lacking := missing_permissions(channel, settings):
            embeds.append(notice(lacks(lacking, channel), title="One thing is missing"))
    await interaction.edit_original_response(embeds=embeds)


@qotd.command(name="off", description="Stop the quote of the day")
@app_commands.checks.has_permissions(manage_guild=True)
async def off(interaction: Click) -> None:
    """What was shown is remembered, so that it does not come again when it is on again."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    server = server_of(interaction)
    if not await interaction.client.library.daily.turn_off(server):
        raise UserError("The quote of the day is off already.")
    scheduler_of(interaction).wake(server)
    await interaction.edit_original_response(
        embed=notice("The quote of the day is off. /qotd setup turns it on again.")
    )
