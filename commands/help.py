"""`/help`: what the bot does, from its own commands, so that it is always true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
from discord import app_commands

from commands.ui.actions import Click
from commands.ui.asking import Reply
from commands.ui.cards import rows
from commands.ui.cutting import cut
from commands.ui.markdown import escape

if TYPE_CHECKING:
    from bot.client import Commonplace

    Command: TypeAlias = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu

ROWS = 25

INTRODUCTION = (
    "I answer with verbatim quotes from the articles in my library, and say whose they are.\n"
    "A topic may hold an “exact phrase”, -without, and author:, by: (a person quoted), source:, "
    "before: or after: (2025, 2025-05 or 2025-05-20)."
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
    await Reply(embeds_of(tops)).show(interaction)


def embeds_of(tops: Sequence[Command | app_commands.Group]) -> list[discord.Embed]:
    """The introduction and a row a command: first those for all, then those for admins."""
    for_all: list[tuple[str, str]] = []
    for_admins: list[tuple[str, str]] = []
    for top in sorted(tops, key=lambda top: top.name):
        needs = top.default_permissions
        (for_admins if needs and needs.value else for_all).append(row_of(top))
    embeds = [rows("Commonplace", page, text=INTRODUCTION) for page in batched(for_all)]
    return embeds + [rows("For those who manage the server", page) for page in batched(for_admins)]


def batched(commands: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    """As many to an embed as it has room for."""
    return [commands[first : first + ROWS] for first in range(0, len(commands), ROWS)]


def row_of(top: Command | app_commands.Group) -> tuple[str, str]:
    """A command's usage and description; for a group, of each of its commands."""
    if isinstance(top, app_commands.ContextMenu):
        return top.name, "On a message or a member: press it long or right-click, then Apps."
    if isinstance(top, app_commands.Group):
        lines = [
            f"**{escape(usage(command, command.qualified_name.partition(' ')[2]))}** "
            f"{escape(command.description)}"
            for command in top.walk_commands()
            if isinstance(command, app_commands.Command)
        ]
        return f"/{top.name} …", cut("\n".join(lines), 1024, str)
    return f"/{usage(top, top.name)}", escape(top.description)


def usage(command: app_commands.Command[Any, ..., Any], name: str) -> str:
    """A name with the options, those in brackets that may be left out."""
    options = (
        option.display_name if option.required else f"[{option.display_name}]"
        for option in command.parameters
    )
    return " ".join([name, *options])
