"""What a reader can do with a quote: see its context, cite it, discuss it in a thread.

To report it is in ``commands.report``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import discord

from bot.answers.cite import Style, cite
from bot.answers.context import Context
from bot.model import Quote, QuoteRef, Span
from commands.ui.actions import Button, Click, Menu, button, chosen, menu, pressed, view_of
from commands.ui.cards import (
    is_withdrawn,
    listing,
    origin,
    said_by,
    speaker_of,
    title_line,
)
from commands.ui.colours import colour_of
from commands.ui.cutting import CUT, cut, cut_quote
from commands.ui.errors import UserError
from commands.ui.markdown import block, bold, clip, code_block, escape, size, visible

_REF = re.compile(r"(\d{1,18}):(\d{1,9}):(\d{1,9}):([^:]{1,16})")
_THREAD_EXISTS = 160004
_LONGEST = 1500  # characters of Markdown of a quote within its context
_AROUND = 700  # characters of Markdown of the context, on either side

GONE = (
    "The article has changed or left the library since, so this quote can’t be opened. "
    "Please ask again: the answer then comes from the text as it is now."
)


def address(ref: QuoteRef) -> str:
    """A quote's address as text: at most 56 characters."""
    return f"{ref.article}:{ref.span.start}:{ref.span.end}:{ref.digest}"


def read_address(text: str) -> QuoteRef:
    """The opposite of ``address``.

    Raises:
        UserError: the text is no address.
    """
    match = _REF.fullmatch(text)
    if match is None or int(match[2]) >= int(match[3]):
        raise UserError(GONE)
    return QuoteRef(int(match[1]), Span(int(match[2]), int(match[3])), match[4])


def is_about(message: discord.Message, ref: QuoteRef) -> bool:
    """Whether one of a message's buttons, or an option of a menu, is about the quote there."""
    return any(
        (child.custom_id or "").endswith(f":{address(ref)}")
        if isinstance(child, discord.Button)
        else any(option.value == address(ref) for option in child.options)
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for child in row.children
        if isinstance(child, discord.Button | discord.SelectMenu)
    )


def thread_name(quote: Quote) -> str:
    """What the thread about a quote is called: who says it, and its first words."""
    return clip(f"{speaker_of(quote)}: {words_of(quote)}", 90)


def words_of(quote: Quote) -> str:
    """The quote's words in one line."""
    return " ".join(visible(quote.text).split())


def quote_buttons(quote: Quote, *, row: int | None = None) -> list[Button]:
    """Context, Cite, Discuss and Report, for a message that shows this one quote."""
    about = address(quote.ref)
    return [
        button("context", about, "Context", row=row),
        button("cite", about, "Cite", row=row),
        button("discuss", about, "Discuss", row=row),
        button("report", about, "Report", row=row),
    ]


def quote_view(quote: Quote) -> discord.ui.View | None:
    """The same as a view, for a message that is sent without an interaction."""
    return view_of(quote_buttons(quote))


def quote_menu(quotes: Sequence[Quote], *, row: int | None = None) -> Menu:
    """A menu that opens one of the quotes of a message: its context, and how to cite it."""
    return menu(
        "open",
        "",
        "Open, cite or report a quote",
        [option_of(quote, address(quote.ref)) for quote in quotes],
        row=row,
    )


def option_of(quote: Quote, about: str) -> tuple[str, str, str]:
    """A quote in a menu, as value, label and description. One that was withdrawn says only that."""
    if is_withdrawn(quote):
        return about, "Withdrawn by the admins of this server", ""
    words = " ".join(quote.text.split())
    return about, f"{speaker_of(quote)}: {words}", f"In {quote.article.label}"


def items_again(message: discord.Message, quotes: Mapping[str, Quote]) -> list[Button | Menu]:
    """A message's buttons and menus, with the quotes at these addresses as they stand."""
    items: list[Button | Menu] = []
    for number, row in enumerate(message.components):
        for child in row.children if isinstance(row, discord.ActionRow) else ():
            if isinstance(child, discord.Button):
                items.append(Button(discord.ui.Button.from_component(child), row=number))
            elif isinstance(child, discord.SelectMenu):
                _, action, about = (child.custom_id or "").split(":", 2)
                options = [
                    option_of(quotes[option.value], option.value)
                    if option.value in quotes
                    else (option.value, option.label, option.description or "")
                    for option in child.options
                ]
                items.append(menu(action, about, child.placeholder or "", options, row=number))
    return items


def context_card(context: Context) -> discord.Embed:
    """The text around a quote, verbatim, with the quote in bold."""
    quote = context.quote
    kept = cut_quote(quote, _LONGEST, lambda text: _quoted(bold(text)))
    before = _end_of(visible(context.before).lstrip(), _AROUND)
    after = cut(visible(context.after).rstrip(), _AROUND) if kept == quote.text else ""
    shown = _quoted(escape(before) + bold(kept) + escape(after))
    shown += "\n" if kept == quote.text else f"\n\n{CUT}"
    embed = discord.Embed(
        description=f"{shown}\n{said_by(quote)}\n{title_line(quote.article)}",
        colour=colour_of(quote.article.voice),
    )
    embed.set_footer(text=origin(quote.article))
    return embed


def citation_card(quote: Quote, style: Style) -> discord.Embed:
    """A citation to copy."""
    citation = cut(visible(cite(quote, style)), 3900, code_block)
    return listing(f"Cite: {style.value}", code_block(citation))


@pressed("context")
async def _context(interaction: Click, about: str) -> None:
    await _open(interaction, about)


@chosen("open")
async def _open_chosen(interaction: Click, _about: str, value: str) -> None:
    await _open(interaction, value)


async def _open(interaction: Click, about: str) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    context = await interaction.client.library.context(read_address(about), interaction.guild_id)
    if context is None:
        raise UserError(GONE)
    view = view_of([button("cite", about, "Cite"), button("report", about, "Report")])
    await interaction.edit_original_response(embed=context_card(context), view=view)


@pressed("cite")
async def _cite(interaction: Click, about: str) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_citation(interaction, about, Style.CHICAGO)


@chosen("style")
async def _cite_in_style(interaction: Click, about: str, value: str) -> None:
    await interaction.response.defer()
    if value not in set(Style):
        raise UserError("This style is not offered any more. Please choose another.")
    await _show_citation(interaction, about, Style(value))


async def _show_citation(interaction: Click, about: str, style: Style) -> None:
    quote = await _find(interaction, about)
    others = [(other.value, other.value, "") for other in Style]
    view = view_of([menu("style", about, "Another style", others)])
    await interaction.edit_original_response(embed=citation_card(quote, style), view=view)


@pressed("discuss")
async def _discuss(interaction: Click, about: str) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    quote = await _find(interaction, about)
    message = interaction.message
    if message is None or not isinstance(interaction.channel, discord.TextChannel):
        raise UserError("A thread can only be opened in a text channel, and not within a thread.")
    if await _has_thread(interaction, message):
        await _point_to(interaction, "It is discussed in", message.id)
        return
    if not interaction.permissions.create_public_threads:
        raise UserError(
            "You may not open threads in this channel. Somebody who may can press Discuss."
        )
    if not interaction.app_permissions.create_public_threads:
        raise UserError(
            "I may not open threads in this channel. An admin can give me the permission "
            "“Create Public Threads” here."
        )
    try:
        thread = await message.create_thread(name=thread_name(quote), auto_archive_duration=1440)
    except discord.HTTPException as error:
        if error.code != _THREAD_EXISTS:
            raise
        await _point_to(interaction, "It is discussed in", message.id)
    else:
        await _point_to(interaction, "The thread is open:", thread.id)


async def _has_thread(interaction: Click, message: discord.Message) -> bool:
    """Whether there is a thread about the message; its id is then the message's.

    Raises:
        UserError: there was one, and Discord allows no second.
    """
    if interaction.guild is not None and interaction.guild.get_thread(message.id) is not None:
        return True
    if not message.flags.has_thread:
        return False
    try:
        await interaction.client.fetch_channel(message.id)
    except discord.NotFound:
        raise UserError(
            "The thread about this message was deleted. Ask for the quote again, and discuss it "
            "there."
        ) from None
    return True


async def _point_to(interaction: Click, words: str, thread: int) -> None:
    await interaction.edit_original_response(content=f"{words} <#{thread}>")


async def _find(interaction: Click, about: str) -> Quote:
    quote = await interaction.client.library.find(read_address(about), interaction.guild_id)
    if quote is None:
        raise UserError(GONE)
    return quote


def _quoted(markdown: str) -> str:
    return "\n".join(f"> {line}" for line in markdown.split("\n"))


def _end_of(text: str, limit: int) -> str:
    """The end of a text, from a word's beginning on, whose block quote takes up ``limit``."""
    while text and size(block(text)) > limit:
        text = text[max(1, (size(block(text)) - limit) // 4) :].partition(" ")[2]
    return text


__all__ = [
    "address",
    "citation_card",
    "context_card",
    "is_about",
    "items_again",
    "quote_buttons",
    "quote_menu",
    "quote_view",
    "read_address",
]
