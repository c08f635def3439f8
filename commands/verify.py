"""`/verify`, and "Check this quote" on a message: is this quotation true?

What is pasted, or stands in the message, is checked and forgotten: nothing of it is kept, so these
answers have no pages, and their buttons are about the sources alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answers.verify import Verification, quotations_in
from bot.model import Quote
from commands.ui import complete
from commands.ui.actions import Click
from commands.ui.asking import Reply
from commands.ui.cards import rows, total, voice_of
from commands.ui.errors import UserError
from commands.ui.quotes import quote_buttons, quote_menu
from commands.ui.topics import LONGEST_NAME, read_name
from commands.ui.verdicts import match_card, summary, verdict_card

if TYPE_CHECKING:
    from bot.client import Commonplace

LONGEST = 2000
MOST_QUOTATIONS = 5
MOST_SHOWN = 3  # places of one quotation
MESSAGE = 5900  # of the 6,000 that the embeds of a message may take up

EMPTY = "Please paste a quotation: a few words, as they were quoted."
NO_QUOTATION = (
    "There is no quotation in this message: nothing in quotation marks, and no block quote. "
    "To check other words, use /verify."
)


def setup(client: Commonplace) -> None:
    client.tree.add_command(verify)
    client.tree.add_command(check)


@app_commands.command(description="Is this quotation true? Word for word, and by whom")
@app_commands.describe(
    text="The quotation as it was pasted, up to 2,000 characters",
    by="Who is said to have said it",
)
@app_commands.autocomplete(by=complete.people)
async def verify(
    interaction: Click,
    text: app_commands.Range[str, 1, LONGEST],
    by: app_commands.Range[str, 1, LONGEST_NAME] | None = None,
) -> None:
    """Check one quotation."""
    await interaction.response.defer(thinking=True)
    if not any(letter.isalnum() for letter in text):
        raise UserError(EMPTY)
    answer = await interaction.client.library.verify(text, read_name(by), interaction.guild_id)
    await (await _reply(interaction, answer)).show(interaction)


@app_commands.context_menu(name="Check this quote")
async def check(interaction: Click, message: discord.Message) -> None:
    """Check every quotation in a message, for the one who asks alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    quotations = await asyncio.to_thread(quotations_in, message.content, MOST_QUOTATIONS)
    if not quotations:
        raise UserError(NO_QUOTATION)
    library = interaction.client.library
    answers = [await library.verify(text, None, interaction.guild_id) for text in quotations]
    if len(answers) == 1:
        await (await _reply(interaction, answers[0])).show(interaction)
        return
    embed = rows("", [])
    shown = []
    for answer in answers:
        name, text = summary(answer)
        embed.add_field(name=name, value=text, inline=False)
        shown += [match.shown for match in answer.matches[:MOST_SHOWN]]
    unique = _unique(shown)
    await Reply([embed], [quote_menu(unique)] if unique else []).show(interaction)


async def _reply(interaction: Click, answer: Verification) -> Reply:
    """The verdict, then the places, as many as one message holds."""
    embeds: list[discord.Embed] = [verdict_card(answer)]
    shown = []
    for match in answer.matches[:MOST_SHOWN]:
        article = match.quote.article
        voice = await voice_of(interaction.client.library, article, interaction.guild_id)
        embed = match_card(match, voice)
        if total([*embeds, embed]) > MESSAGE:
            break
        embeds.append(embed)
        shown.append(match.shown)
    unique = _unique(shown)
    if not unique:
        return Reply(embeds)
    if len(unique) == 1:
        return Reply(embeds, quote_buttons(unique[0]))
    return Reply(embeds, [quote_menu(unique)])


def _unique(quotes: Iterable[Quote | None]) -> list[Quote]:
    return list({quote.ref: quote for quote in quotes if quote}.values())
