"""Ask a question, and ask it again from a button: the next page, another person, a nearby word.

A command registers how its kind of question is answered, and its callback only asks::

    @answers("quote")
    async def answer(asking: Asking) -> Reply: ...

    await ask(interaction, "quote", topic="sanctions")

The question behind a button is kept in the library under a short key, without who asked. A question
holds strings, numbers, None and lists of these. Whoever is in the channel may press a button: an
answer belongs to the discussion, not to the one who asked for it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

import discord

from bot.library import Library, StoreError
from commands.ui.actions import Button, Click, button, chosen, menu, pressed, view_of
from commands.ui.cards import QuoteEmbed
from commands.ui.errors import UserError

log = logging.getLogger(__name__)

BUTTONS = 5  # a row; more alternatives than that go into a menu

STALE = "This answer is too old for its buttons to work. Please ask again with the command."


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message is to show. ``items`` are buttons and menus of ``commands.ui.actions``.

    Which quotes an embed shows is told by a ``QuoteEmbed``.
    """

    embeds: Sequence[discord.Embed]
    items: Sequence[discord.ui.Item[Any]] = ()
    files: Sequence[discord.File] = ()

    async def show(self, interaction: Click) -> None:
        """Make this the interaction's answer, in place of whatever its message shows.

        Then, if all can see it, keep which quotes it shows, for them to be corrected there.
        """
        message = await interaction.edit_original_response(
            content=None,
            embeds=list(self.embeds),
            view=view_of(self.items),
            attachments=list(self.files),
        )
        if interaction.guild_id is not None and not message.flags.ephemeral:
            await self._keep(interaction, interaction.guild_id, message)

    async def _keep(self, interaction: Click, server: int, message: discord.Message) -> None:
        quotes = [
            (number, embed.layout, quote)
            for number, embed in enumerate(self.embeds)
            if isinstance(embed, QuoteEmbed)
            for quote in embed.quotes
        ]
        if not quotes and interaction.message is None:  # and it showed none before, either
            return
        client, channel = interaction.client, message.channel.id
        try:
            await client.library.messages.show(
                server, channel, message.id, quotes, client.clock.now()
            )
        except StoreError as error:  # the answer is out
            log.warning("What message %d shows was not kept: %s", message.id, error)
        except Exception:
            log.exception("What message %d shows was not kept", message.id)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with all that its answer may depend on. ``manager``: may manage the server."""

    library: Library
    server: int | None
    question: Mapping[str, Any]
    now: datetime
    page: int = 0
    manager: bool = False

    async def turning(self, count: int) -> list[Button]:
        """The buttons that turn the pages of this answer, of which there are ``count``."""
        if count < 2:
            return []
        (key,) = await self.library.keepsakes.keep_questions([self.question], self.now)
        return [
            button("ask", f"{key}:{self.page - 1}", "Back", disabled=self.page <= 0),
            button("ask", f"{key}:{self.page + 1}", "Next", disabled=self.page >= count - 1),
        ]

    async def instead(
        self, alternatives: Sequence[tuple[str, Mapping[str, Any]]], placeholder: str
    ) -> list[discord.ui.Item[Any]]:
        """Buttons, or a menu, that ask other questions: a label each, and what differs in it."""
        questions = [{**self.question, **changes} for _, changes in alternatives]
        keys = await self.library.keepsakes.keep_questions(questions, self.now)
        keyed = list(zip(keys, (label for label, _ in alternatives), strict=True))
        if len(keyed) <= BUTTONS:
            return [button("ask", f"{key}:0", label) for key, label in keyed]
        return [menu("ask", "", placeholder, [(key, label, "") for key, label in keyed])]

    def clamped(self, count: int) -> Asking:
        """The same, with a page that exists."""
        return replace(self, page=min(max(self.page, 0), max(count - 1, 0)))


Answer: TypeAlias = Callable[[Asking], Awaitable[Reply]]
_answers: dict[str, Answer] = {}


def answers(kind: str) -> Callable[[Answer], Answer]:
    """Make the function how questions of a kind are answered."""

    def register(answer: Answer) -> Answer:
        _answers[kind] = answer
        return answer

    return register


async def ask(interaction: Click, kind: str, *, private: bool = False, **question: Any) -> None:
    """Answer a slash command: acknowledge it, then ask, then show."""
    await interaction.response.defer(ephemeral=private, thinking=True)
    await _answer(interaction, {"ask": kind, **question}, 0)


@pressed("ask")
async def _ask_again(interaction: Click, about: str) -> None:
    key, _, page = about.partition(":")
    if not re.fullmatch(r"-?\d{1,6}", page, re.ASCII):
        raise UserError(STALE)
    await _ask_kept(interaction, key, int(page))


@chosen("ask")
async def _ask_chosen(interaction: Click, _about: str, key: str) -> None:
    await _ask_kept(interaction, key, 0)


async def _ask_kept(interaction: Click, key: str, page: int) -> None:
    await interaction.response.defer()
    client = interaction.client
    question = await client.library.keepsakes.question(key, client.clock.now())
    if question is None:
        raise UserError(STALE)
    await _answer(interaction, question, page)


async def _answer(interaction: Click, question: Mapping[str, Any], page: int) -> None:
    answer = _answers.get(str(question.get("ask")))
    if answer is None:
        raise UserError(STALE)
    asking = Asking(
        interaction.client.library,
        interaction.guild_id,
        question,
        interaction.client.clock.now(),
        page,
        interaction.permissions.manage_guild,
    )
    await (await answer(asking)).show(interaction)
