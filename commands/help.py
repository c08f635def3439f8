"""`/help`: what the bot does, from its own commands, so that it is always true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
from discord import app_commands

from commands.ui.actions import Click
from commands.ui.asking import Reply
from commands.ui.cards import listing
from commands.ui.markdown import escape, size

if TYPE_CHECKING:
    from bot.client import Commonplace

    Command: TypeAlias = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu

LONGEST = 4000

INTRODUCTION = (
    "I answer with verbatim quotes from the articles in my library, and say whose they are."
)


def setup(client: Commonplace) -> None:
    client.tree.add_command(help_)


@app_commands.command(name="help", description="What I can do")
async def help_(interaction: Click) -> None:
    """Describe every command."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    tree = interaction.client.tree
    tops = [
        *tree.get_commands(),
        *tree.get_commands(type=discord.AppCommandType.message),
        *tree.get_commands(type=discord.AppCommandType.user),
    ]
    await Reply([listing("Commonplace", text) for text in texts(tops)]).show(interaction)


def texts(tops: Sequence[Command | app_commands.Group]) -> list[str]:
    """The introduction and a line or two a command: for all, then for admins."""
    for_all: list[str] = []
    for_admins: list[str] = []
    for top in sorted(tops, key=lambda top: top.name):
        needs = top.default_permissions
        (for_admins if needs and needs.value else for_all).extend(lines_of(top))
    lines = [INTRODUCTION, "", *for_all]
    if for_admins:
        lines += ["", "**For those who manage the server**", *for_admins]
    pages = [""]
    for line in lines:
        if size(pages[-1]) + size(line) + 1 > LONGEST:
            pages.append("")
        pages[-1] += f"{line}\n"
    return [page.rstrip("\n") for page in pages]


def lines_of(top: Command | app_commands.Group) -> Iterator[str]:
    """A command's usage and description; for a group, each of its commands."""
    if isinstance(top, app_commands.Group):
        for command in top.commands:
            yield from lines_of(command)
    elif isinstance(top, app_commands.ContextMenu):
        yield f"**{escape(top.name)}** in the menu of a message or member, under Apps"
    else:
        yield f"**/{escape(top.qualified_name)}**{options_of(top)}\n{escape(top.description)}"


def options_of(command: app_commands.Command[Any, ..., Any]) -> str:
    """Its options as code, those in brackets that may be left out."""
    return "".join(
        f" `{option.display_name}`" if option.required else f" `[{option.display_name}]`"
        for option in command.parameters
    )
