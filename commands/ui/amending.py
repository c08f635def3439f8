"""Messages of the bot's that show a quote, edited for all to see when it is corrected.

What is to be edited is in the store before anything is. A message is made to show how things stand
at that moment, so that it does no harm to edit it twice, and an undoing edits it back.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.library import StoreError
from bot.library.corrections import Standing
from bot.model import Posting, Quote, Subject, Voice
from commands.ui.cards import card, listing, voice_of
from commands.ui.quotes import is_about, thread_name, words_of
from commands.ui.reports import WITHDRAWN, corrected_line, date_of, withdrawn_line

if TYPE_CHECKING:
    from bot.client import Commonplace

log = logging.getLogger(__name__)

RETRY = timedelta(minutes=5)  # after a failure that may pass, and while a post is on its way
LOOK = timedelta(hours=6)  # when there is nothing to do
TIMEOUT = 60.0  # seconds for one message

NOTE = "What this server’s admins say"  # over what is added to an answer that is no single card
CORRECTED = "Corrected on "
WITHDRAWN_THREAD = "Withdrawn quote"  # what its thread is called
TELLING = 20  # characters of a quote in a thread's name that tell that the name is of the bot's
_LEAD = re.compile(r"\*.*\*\n\n")  # a card's note, above the quote


class Amender:
    """Edits what has to be edited, as soon as something was corrected and after every start."""

    def __init__(self, client: Commonplace) -> None:
        self._client = client
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
        """Edit each message; whether none is left for later."""
        try:
            waiting = await self._corrections.to_edit()
            done = True
            for posting in waiting:
                if await self._follow(posting):
                    await self._corrections.edited(posting)
                else:
                    done = False
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
        # An answer with pages may have been turned.
        if message.author != self._client.user or not is_about(message, posting.quote):
            return
        standing = await self._corrections.standing(posting)
        if not standing.corrections and not is_amended(message.embeds):
            return
        if standing.quote is None:
            log.info("Message %d stays as it is: its quote left the library", identity)
            return
        voice = await voice_of(self._client.library, standing.quote.article, posting.server)
        await message.edit(embeds=amended(message.embeds, standing.quote, voice, standing))
        thread = message.thread  # None when it is archived, too: then it can't be renamed
        if thread is not None and thread.owner_id == message.author.id:
            name = renamed(thread.name, standing.quote, standing)
            if name != thread.name:
                await thread.edit(name=name)


def amended(
    embeds: Sequence[discord.Embed], quote: Quote, voice: Voice | None, standing: Standing
) -> list[discord.Embed]:
    """A message's embeds as they are to be: the card anew, with what was corrected about it.

    An answer that is no single card, such as that of ``/verify``, keeps what it says, and has a
    note below; of a withdrawn quote, only its first embed is kept, which has no more of the quote
    than was asked about.
    """
    corrected = [each for each in standing.corrections if each.subject is not Subject.QUOTE]
    if len(embeds) != 1:
        kept = [embed for embed in embeds if embed.title != NOTE]
        if standing.withdrawn is not None:
            return [kept[0], listing(NOTE, withdrawn_line(standing.withdrawn))]
        if len(kept) == 1:  # the quote was withdrawn, and is no more
            kept.append(card(quote, voice))
        lines = [f"{CORRECTED}{date_of(c.at)}: {corrected_line(c)}" for c in corrected]
        return [*kept, listing(NOTE, "\n".join(lines))] if lines else kept
    (before,) = embeds
    lead = _LEAD.match(before.description or "")
    note = lead.group() if lead else ""
    if standing.withdrawn is not None:
        embed = listing("", note + withdrawn_line(standing.withdrawn))
    else:
        embed = card(quote, voice)
        embed.description = f"{note}{embed.description}"
        for each in corrected:
            heading = f"{CORRECTED}{date_of(each.at)}"
            embed.add_field(name=heading, value=corrected_line(each), inline=False)
    if before.author.name:
        embed.set_author(name=before.author.name)
    return [embed]


def renamed(name: str, quote: Quote, standing: Standing) -> str:
    """What a thread about the quote is to be called; one that members renamed keeps its name."""
    if name != WITHDRAWN_THREAD and words_of(quote)[:TELLING] not in name:
        return name
    return WITHDRAWN_THREAD if standing.withdrawn is not None else thread_name(quote)


def is_amended(embeds: Sequence[discord.Embed]) -> bool:
    """Whether a message shows a correction."""
    return any(
        embed.title == NOTE
        or _LEAD.sub("", embed.description or "", count=1).startswith(WITHDRAWN)
        or any((field.name or "").startswith(CORRECTED) for field in embed.fields)
        for embed in embeds
    )
