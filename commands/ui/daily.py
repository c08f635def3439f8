"""The quote of the day as its admins see it: how it stands, what is missing, and posting it now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import TypeVar

import discord

from bot.library.daily import NothingToPost
from bot.library.times import parse_time, zone
from bot.model import DailyPost, PostState
from bot.scheduler import AlreadyPosted, CannotPost, NotPostedYet, Scheduler
from bot.text import listed
from commands.ui.actions import Click
from commands.ui.cards import listing, notice
from commands.ui.errors import UserError
from commands.ui.markdown import escape, inline
from commands.ui.posting import missing_permissions

T = TypeVar("T")

OFF = "The quote of the day is off here. Set it up with /qotd setup."


async def post_now(interaction: Click) -> discord.Embed:
    """Post today's quote at once, and say where; it comes once, whether now or at its time.

    Raises:
        UserError: it was posted already, or can't be.
    """
    server = server_of(interaction)
    try:
        post = await scheduler_of(interaction).post_now(server)
    except AlreadyPosted as already:
        raise UserError(f"Today’s quote is posted already{_where(server, already.post)}") from None
    except CannotPost as error:
        help_ = await _what_to_do(interaction)
        raise UserError(f"The quote was not posted: {error} {help_}") from None
    except (NothingToPost, NotPostedYet) as error:
        raise UserError(str(error)) from None
    if post.state is not PostState.SENT:
        raise UserError("The quote was not posted, as its settings have just changed. Try again.")
    return listing("", f"Posted{_where(server, post)}")


async def state_of(interaction: Click, server: int) -> discord.Embed:
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


def lacks(permissions: Sequence[str], channel: discord.TextChannel) -> str:
    return (
        f"I lack {listed(permissions)} in #{channel.name}, so the quote can’t be posted as set up. "
        "Allow it under Edit Channel → Permissions for my role; nothing needs to be set up again."
    )


async def _what_to_do(interaction: Click) -> str:
    """What an admin can do about a post that Discord would not take."""
    settings = await interaction.client.library.daily.settings(server_of(interaction))
    channel = interaction.client.get_channel(settings.channel) if settings else None
    if settings is None or not isinstance(channel, discord.TextChannel):
        return "Choose another channel with /qotd setup."
    lacking = missing_permissions(channel, settings)
    return lacks(lacking, channel) if lacking else "Check the channel’s permissions for me."


def read_time(text: str) -> time:
    """A local time as an admin writes it.

    Raises:
        UserError: it is none.
    """
    return _usable(lambda: parse_time(text))


async def read_zone(name: str) -> str:
    """A time zone's name as the database spells it; a city is enough.

    Raises:
        UserError: it is not known, or several fit.
    """
    return await asyncio.to_thread(_usable, lambda: zone(name).key)


def _usable(read: Callable[[], T]) -> T:
    """What was read, or the reader's sentence for the admin."""
    try:
        return read()
    except ValueError as error:
        raise UserError(str(error)) from None


def server_of(interaction: Click) -> int:
    if interaction.guild_id is None:
        raise UserError("This works in a server only.")
    return interaction.guild_id


def scheduler_of(interaction: Click) -> Scheduler:
    scheduler = interaction.client.scheduler
    if scheduler is None:
        raise UserError("I am still starting. Please try again in a moment.")
    return scheduler
