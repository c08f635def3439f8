"""`/qotd`: the quote of the day of a server, for its admins."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import discord
from discord import app_commands

from bot.answers.context import Withdrawn
from bot.library.daily import NothingToPost
from bot.library.times import parse_time, zone, zone_names
from bot.model import DailyPost, DailySettings, PostState
from bot.scheduler import AlreadyPosted, CannotPost, NotPostedYet, Scheduler
from bot.text import listed
from commands.ui import complete
from commands.ui.actions import Click, button, pressed, view_of
from commands.ui.cards import card, listing, notice, voice_of
from commands.ui.complete import Choices, completer, fitting
from commands.ui.errors import UserError
from commands.ui.markdown import escape, inline
from commands.ui.posting import Poster, missing_permissions
from commands.ui.quotes import address, read_address
from commands.ui.topics import LONGEST_LIST, LONGEST_TOPIC, read_list, read_topic, rejoined

if TYPE_CHECKING:
    from bot.client import Commonplace

T = TypeVar("T")

OFF = "The quote of the day is off here. Set it up with /qotd setup."

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
    server, daily = _server(interaction), interaction.client.library.daily
    place = channel or interaction.channel
    if not isinstance(place, discord.TextChannel):
        raise UserError("Please choose a text channel to post in.")
    known = complete.source_names(await interaction.client.library.catalogue(server))
    settings = DailySettings(
        channel=place.id,
        at=_usable(lambda: parse_time(time)),
        zone=(await asyncio.to_thread(_zone, zone)),
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
    _scheduler(interaction).wake(server)
    embeds = [await _state(interaction, server)]
    if lacking := missing_permissions(place, settings):
        embeds.append(notice(_lacks(lacking, place), title="One thing is missing"))
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
    server, library = _server(interaction), interaction.client.library
    with contextlib.suppress(Withdrawn):  # then it does not come anyway
        quote = await library.find(read_address(about), server)
        if quote is not None:
            await library.daily.pass_over(server, quote, interaction.client.clock.now())
    await _show_preview(interaction)


async def _show_preview(interaction: Click) -> None:
    server, library = _server(interaction), interaction.client.library
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
    server = _server(interaction)
    try:
        post = await _scheduler(interaction).post_now(server)
    except AlreadyPosted as already:
        raise UserError(f"Today’s quote is posted already{_where(server, already.post)}") from None
    except CannotPost as error:
        raise UserError(f"The quote was not posted: {error} {await _help(interaction)}") from None
    except (NothingToPost, NotPostedYet) as error:
        raise UserError(str(error)) from None
    if post.state is not PostState.SENT:
        raise UserError("The quote was not posted, as its settings have just changed. Try again.")
    await interaction.edit_original_response(embed=listing("", f"Posted{_where(server, post)}"))


@qotd.command(name="skip", description="Leave out a day: no quote on the next date")
@app_commands.checks.has_permissions(manage_guild=True)
async def skip(interaction: Click) -> None:
    """Skip one date; the one after it comes as usual."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    server, daily = _server(interaction), interaction.client.library.daily
    status = await daily.status(server, interaction.client.clock.now())
    if status.settings is None or status.next_day is None:
        raise UserError(OFF)
    if not await daily.skip(server, status.next_day):
        raise UserError(f"The quote of {status.next_day:%d %B} was posted just now.")
    _scheduler(interaction).wake(server)
    embed = await _state(interaction, server)
    embed.title = f"Left out: {status.next_day:%d %B %Y}"
    await interaction.edit_original_response(embed=embed)


@qotd.command(name="status", description="See when and where quotes are posted, and what is left")
@app_commands.checks.has_permissions(manage_guild=True)
async def status(interaction: Click) -> None:
    """The settings, the next and the last post, and what the bot lacks."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    server = _server(interaction)
    embeds = [await _state(interaction, server)]
    settings = await interaction.client.library.daily.settings(server)
    if settings is not None:
        channel = interaction.client.get_channel(settings.channel)
        if not isinstance(channel, discord.TextChannel):
            gone = "The channel is gone, or hidden from me. Choose another with /qotd setup."
            embeds.append(notice(gone, title="One thing is missing"))
        elif lacking := missing_permissions(channel, settings):
            embeds.append(notice(_lacks(lacking, channel), title="One thing is missing"))
    await interaction.edit_original_response(embeds=embeds)


@qotd.command(name="off", description="Stop the quote of the day")
@app_commands.checks.has_permissions(manage_guild=True)
async def off(interaction: Click) -> None:
    """What was shown is remembered, so that it does not come again when it is on again."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    server = _server(interaction)
    if not await interaction.client.library.daily.turn_off(server):
        raise UserError("The quote of the day is off already.")
    _scheduler(interaction).wake(server)
    await interaction.edit_original_response(
        embed=notice("The quote of the day is off. /qotd setup turns it on again.")
    )


async def _state(interaction: Click, server: int) -> discord.Embed:
    """How the server's quote of the day stands, as an embed."""
    status = await interaction.client.library.daily.status(server, interaction.client.clock.now())
    settings = status.settings
    if settings is None:
        return notice(OFF)
    lines = [
        f"Every day at **{settings.at:%H:%M}** ({escape(settings.zone)}) in <#{settings.channel}>"
    ]
    if settings.topic:
        lines.append(f"On {inline(settings.topic)}")
    if settings.sources:
        lines.append(f"From {inline(listed(settings.sources))}")
    extras = [word for word, on in (("thread", settings.thread), ("poll", settings.poll)) if on]
    if extras:
        lines.append(f"With a {' and a '.join(extras)}")
    if status.next_due is not None:
        lines.append(f"Next: {_moment(status.next_due)}")
    if status.last is not None:
        lines.append(f"Last: {status.last.day:%d %B %Y}{_where(server, status.last)}")
    footer = f"{status.remaining} of {status.pool} quotes left before one comes again"
    return listing("Quote of the day", "\n".join(lines), footer=footer)


def _moment(instant: datetime) -> str:
    """An instant that each reader sees in their own zone."""
    return f"<t:{int(instant.timestamp())}:F> (<t:{int(instant.timestamp())}:R>)"


def _where(server: int, post: DailyPost) -> str:
    if post.message is None:
        return "."
    return f": https://discord.com/channels/{server}/{post.channel}/{post.message}"


def _lacks(permissions: Sequence[str], channel: discord.TextChannel) -> str:
    return (
        f"I lack {listed(permissions)} in #{channel.name}, so the quote can’t be posted as set up. "
        "Allow it under Edit Channel → Permissions for my role; nothing needs to be set up again."
    )


async def _help(interaction: Click) -> str:
    """What an admin can do about a post that Discord would not take."""
    settings = await interaction.client.library.daily.settings(_server(interaction))
    channel = interaction.client.get_channel(settings.channel) if settings else None
    if settings is None or not isinstance(channel, discord.TextChannel):
        return "Choose another channel with /qotd setup."
    lacking = missing_permissions(channel, settings)
    return _lacks(lacking, channel) if lacking else "Check the channel’s permissions for me."


def _zone(name: str) -> str:
    return _usable(lambda: zone(name)).key


def _usable(read: Callable[[], T]) -> T:
    """What was read, or the reader's sentence for the admin."""
    try:
        return read()
    except ValueError as error:
        raise UserError(str(error)) from None


def _server(interaction: Click) -> int:
    if interaction.guild_id is None:
        raise UserError("This works in a server only.")
    return interaction.guild_id


def _scheduler(interaction: Click) -> Scheduler:
    scheduler = interaction.client.scheduler
    if scheduler is None:
        raise UserError("I am still starting. Please try again in a moment.")
    return scheduler
