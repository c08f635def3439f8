"""The quote of the day in a channel: sending it, and finding it again after a crash."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

import aiohttp
import discord

from bot.model import DailyPost, DailySettings, Quote
from bot.permissions import lacking
from bot.scheduler import CannotPost, DiscordFailed, nonce
from commands.ui.cards import card, speaker_of, voice_of
from commands.ui.markdown import clip, visible
from commands.ui.quotes import is_about, quote_view, thread_name

if TYPE_CHECKING:
    from bot.client import Commonplace

log = logging.getLogger(__name__)

Postable: TypeAlias = discord.TextChannel

# Discord's clock and ours may differ by this much.
SLACK = timedelta(minutes=5)
POLL_LASTS = timedelta(hours=24)
POLL_ANSWERS = ("I agree", "I disagree", "It depends")


def missing_permissions(channel: Postable, settings: DailySettings) -> list[str]:
    """What the bot may not do in the channel and would have to, as Discord's settings call it."""
    return lacking(channel.permissions_for(channel.guild.me), settings)


class Poster:
    """What the scheduler needs of Discord."""

    def __init__(self, client: Commonplace) -> None:
        self._client = client

    async def post(self, post: DailyPost, quote: Quote, settings: DailySettings) -> int:
        """Send the quote, then its thread and poll; gives the message's id.

        Raises:
            CannotPost: the channel is gone, or the bot may not post there.
            DiscordFailed: it may be tried again.
        """
        with _passing():
            return await self._post(post, quote, settings)

    async def find(self, post: DailyPost, settings: DailySettings) -> int | None:
        """The post's message where it did reach Discord, with what it still lacks added.

        Raises:
            CannotPost: the channel is gone.
            DiscordFailed: it may be tried again.
            discord.HTTPException: the history can't be read, so it is not known.
        """
        with _passing():
            return await self._find(post, settings)

    async def _post(self, post: DailyPost, quote: Quote, settings: DailySettings) -> int:
        channel = await self._channel(post.channel)
        voice = await voice_of(self._client.library, quote.article, post.server)
        view = quote_view(quote)
        assert view is not None  # noqa: S101 - a quote has buttons
        try:
            message = await channel.send(
                embed=card(quote, voice, header="Quote of the day"),
                view=view,
                nonce=nonce(post.server, post.day),
            )
        except discord.Forbidden as error:
            lacking = ", ".join(missing_permissions(channel, settings)) or error.text
            refused = f"the bot may not post in channel {channel.id}: {lacking}."
            return await self._before(post, settings, refused)
        except discord.NotFound as error:
            raise CannotPost(f"channel {post.channel} is gone.") from error
        await self._accompany(message, quote, post, settings)
        return message.id

    async def _before(self, post: DailyPost, settings: DailySettings, refused: str) -> int:
        """The message of an attempt before the one that Discord refused: discord.py repeats by
        itself what Discord answers with an error, though it may have done it.

        Raises:
            CannotPost: there is none, or the bot may not look.
            DiscordFailed: it may be tried again.
        """
        try:
            message = await self.find(post, settings)
        except discord.HTTPException as error:
            raise CannotPost(
                f"{refused} Whether an attempt before that arrived is not known ({error})."
            ) from error
        if message is None:
            raise CannotPost(refused)
        return message

    async def _find(self, post: DailyPost, settings: DailySettings) -> int | None:
        if post.quote is None:
            return None
        channel = await self._channel(post.channel)
        # A claim may be newer than the message: a day that was skipped can be opened again.
        day = datetime.combine(post.day, time.min, UTC) - timedelta(days=1)
        async for message in channel.history(after=min(day, post.claimed_at) - SLACK, limit=None):
            # An answer to a command may show the same quote.
            own = message.author == self._client.user and message.interaction_metadata is None
            if own and is_about(message, post.quote):
                # None also when it was withdrawn meanwhile; then the message is edited.
                quote = await self._client.library.daily.quote_of(post)
                if quote is not None:
                    await self._accompany(message, quote, post, settings)
                return message.id
        return None

    async def _channel(self, identity: int) -> Postable:
        channel = self._client.get_channel(identity)
        if channel is None:
            try:
                channel = await self._client.fetch_channel(identity)
            except (discord.NotFound, discord.Forbidden) as error:
                raise CannotPost(f"channel {identity} is gone, or hidden from the bot.") from error
        if not isinstance(channel, discord.TextChannel):
            raise CannotPost(f"channel {identity} is not a text channel.")
        return channel

    async def _accompany(
        self, message: discord.Message, quote: Quote, post: DailyPost, settings: DailySettings
    ) -> None:
        """Open the thread and the poll, unless they are there.

        The post itself is out: when these fail, that is logged, and nothing is sent again.
        """
        try:
            place: discord.abc.Messageable = message.channel
            if settings.thread:
                place = await _thread_of(message, quote)
            if settings.poll and not await self._has_poll(place, message):
                await place.send(poll=_poll(quote), nonce=f"p{nonce(post.server, post.day)}"[:25])
        except discord.HTTPException as error:
            log.warning(
                "The quote of %s in server %d has no thread or poll: %s",
                post.day,
                post.server,
                error,
            )

    async def _has_poll(self, place: discord.abc.Messageable, after: discord.Message) -> bool:
        async for message in place.history(after=after.created_at, limit=20):
            if message.author == self._client.user and message.poll is not None:
                return True
        return False


@contextmanager
def _passing() -> Iterator[None]:
    """Tell what passes from what is wrong with a request."""
    try:
        yield
    except aiohttp.ClientError as error:
        raise DiscordFailed(f"Discord can't be reached: {error!r}") from error
    except discord.HTTPException as error:
        if error.status < 500 and error.status != 429:
            raise
        raise DiscordFailed(f"Discord answered {error}") from error


async def _thread_of(message: discord.Message, quote: Quote) -> discord.Thread:
    if message.flags.has_thread and message.guild is not None:
        known = message.guild.get_thread(message.id)  # a message's thread has the message's id
        fetched = known or await message.guild.fetch_channel(message.id)
        if isinstance(fetched, discord.Thread):
            return fetched
    return await message.create_thread(name=thread_name(quote))


def _poll(quote: Quote) -> discord.Poll:
    question = f"Do you agree with {clip(speaker_of(quote), 200)}?"
    if quote.speaker is None:
        question = "Do you agree with today’s quote?"
    poll = discord.Poll(question=clip(visible(question), 300), duration=POLL_LASTS)
    for answer in POLL_ANSWERS:
        poll.add_answer(text=answer)
    return poll
