"""Messages of the bot's that show quotes, edited for all to see when one is corrected.

What is to be edited is in the store before anything is. A message is made to show how things stand
at that moment, so that it does no harm to edit it twice, and an undoing edits it back.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.library import StoreError
from bot.library.corrections import Standing
from bot.model import Posting, Quote, Voice
from commands.ui.actions import view_of
from commands.ui.amended import amended, redrawn
from commands.ui.cards import is_withdrawn
from commands.ui.quotes import address, is_about, items_again, thread_name, words_of

if TYPE_CHECKING:
    from bot.client import Commonplace

log = logging.getLogger(__name__)

RETRY = timedelta(minutes=5)  # after a failure that may pass, and while a post is on its way
LOOK = timedelta(hours=6)  # when there is nothing to do
TIMEOUT = 60.0  # seconds for one message

WITHDRAWN_THREAD = "Withdrawn quote"  # what its thread is called
TELLING = 20  # characters of a quote in a thread's name that tell that the name is of the bot's


class Amender:
    """Edits what has to be edited, as soon as something was corrected and after every start."""

    def __init__(self, client: Commonplace) -> None:
        self._client = client
        self._messages = client.library.messages
        self._corrections = client.library.corrections

    async def run(self) -> None:
        """Edit until it is cancelled. What can't be edited now is tried again."""
        await self._client.wait_until_ready()
        changed, clock = self._corrections.changed, self._client.clock
        while True:
            changed.clear()
            done = await self._round()
            await clock.sleep_until(clock.now() + (LOOK if done else RETRY), changed)

    async def _round(self) -> bool:
        """Edit each message, one after the other; whether none is left for later."""
        try:
            waiting = in_turn(await self._messages.to_edit())
            done = True
            for posting in waiting:
                if await self._follow(posting):
                    await self._messages.edited(posting)
                else:
                    done = False
                if self._corrections.changed.is_set():  # what is new need not wait for the rest
                    return False
        except StoreError as error:
            log.warning("What was corrected can't be looked up; trying again: %s", error)
            return False
        return done

    async def _follow(self, posting: Posting) -> bool:
        """Edit one message; False when it is to be tried again."""
        if posting.message is None:  # not sent yet
            return False
        where = f"Message {posting.message} in server {posting.server}"
        try:
            async with asyncio.timeout(TIMEOUT):
                await self._amend(posting, posting.message)
        except discord.HTTPException as error:
            if error.status >= 500 or error.status == 429:
                log.warning("%s is edited later: %s", where, error)
                return False
            log.warning("%s can't be edited to show what was corrected: %s", where, error)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("%s is edited later: %r", where, error)
            return False
        except Exception:
            log.exception("%s could not be edited to show what was corrected", where)
        return True

    async def _amend(self, posting: Posting, identity: int) -> None:
        channel = self._client.get_channel(posting.channel)
        channel = channel or await self._client.fetch_channel(posting.channel)
        if not isinstance(channel, discord.abc.Messageable):
            return
        message = await channel.fetch_message(identity)
        # An answer with pages may have been turned just now.
        about = [is_about(message, each.quote) for each in posting.shown]
        if message.author != self._client.user or not any(about):
            return
        standings = await self._corrections.standing(posting.server, posting.shown)
        if all(each.quote is None for each in standings):
            log.info("Message %d stays as it is: its quotes left the library", identity)
            return
        catalogue = await self._client.library.catalogue(posting.server)
        voices = {voice.id: voice for voice in catalogue.voices}
        await _edit(message, posting, standings, voices)
        pressed = {
            shown.quote: standing.quote
            for shown, standing, its in zip(posting.shown, standings, about, strict=True)
            if its
        }
        if len(pressed) == 1 and (quote := next(iter(pressed.values()))) is not None:
            await self._rename_thread(message, quote)

    async def _rename_thread(self, message: discord.Message, quote: Quote) -> None:
        """Call the thread about the quote as it is to be called, if there is one of the bot's."""
        thread = message.thread
        if thread is None and message.flags.has_thread:  # archived
            thread = await self._thread(message.id)
        if thread is None or thread.owner_id != message.author.id:
            return
        name = renamed(thread.name, quote)
        if name != thread.name:
            async with _opened(thread):
                await thread.edit(name=name)

    async def _thread(self, identity: int) -> discord.Thread | None:
        try:
            channel = await self._client.fetch_channel(identity)
        except discord.NotFound:
            return None
        return channel if isinstance(channel, discord.Thread) else None


def in_turn(postings: Sequence[Posting]) -> list[Posting]:
    """The first of every server, then the second: none waits for all of another's."""
    servers: dict[int, list[Posting]] = defaultdict(list)
    for posting in postings:
        servers[posting.server].append(posting)
    return [each for row in zip_longest(*servers.values()) for each in row if each is not None]


def renamed(name: str, quote: Quote) -> str:
    """What a thread about the quote is to be called; one that members renamed keeps its name."""
    if name != WITHDRAWN_THREAD and words_of(quote)[:TELLING] not in name:
        return name
    return WITHDRAWN_THREAD if is_withdrawn(quote) else thread_name(quote)


async def _edit(
    message: discord.Message,
    posting: Posting,
    standings: Sequence[Standing],
    voices: Mapping[int, Voice],
) -> None:
    """Make a message show how things stand, unless it does already."""
    before, shown = message.embeds, posting.shown
    embeds = amended(before, shown, standings, voices)
    if [each.to_dict() for each in embeds] == [each.to_dict() for each in before]:
        return
    quotes = {
        address(each.quote): standing.quote
        for each, standing in zip(shown, standings, strict=True)
        if standing.quote is not None
    }
    attached: list[discord.Attachment | discord.File] = list(message.attachments)
    if len(message.attachments) == 1:
        (picture,) = message.attachments
        new = await redrawn(embeds, shown, standings, voices, picture.description or "")
        attached = [new or picture]
        for embed in embeds:
            if embed.image.url:  # as attached, and not at an address that runs out
                embed.set_image(url=f"attachment://{(new or picture).filename}")
    view = view_of(items_again(message, quotes))
    async with _opened(message.channel):
        await message.edit(embeds=embeds, view=view, attachments=attached)


@asynccontextmanager
async def _opened(channel: object) -> AsyncIterator[None]:
    """An archived thread, open for as long as something in it is edited."""
    if not isinstance(channel, discord.Thread) or not channel.archived:
        yield
        return
    await channel.edit(archived=False)
    try:
        yield
    finally:
        try:
            await channel.edit(archived=True)
        except discord.HTTPException as error:  # another's thread; in time Discord archives it
            log.info("Thread %d stays open: %s", channel.id, error)
