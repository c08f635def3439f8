"""Buttons and menus that go on working after a restart, and for everybody.

What one does is a function under a short name; what it is about travels in the custom_id::

    @pressed("cite")
    async def cite(interaction: Click, about: str) -> None: ...

    button("cite", "12:340:410:0a1b2c3d", "Cite")

Whatever a function raises ends in ``commands.ui.errors``.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

import discord

from commands.ui.errors import UserError
from commands.ui.markdown import clip, visible
from commands.ui.serving import serve

if TYPE_CHECKING:
    from bot.client import Commonplace

    Click: TypeAlias = discord.Interaction[Commonplace]
else:
    Click = discord.Interaction

Press: TypeAlias = Callable[[Click, str], Awaitable[None]]
Choice: TypeAlias = Callable[[Click, str, str], Awaitable[None]]

T = TypeVar("T")

_presses: dict[str, Press] = {}
_choices: dict[str, Choice] = {}

LABEL = 80
OPTION = 100
OPTIONS = 25


def setup(client: Commonplace) -> None:
    """Make the client listen to the buttons and menus of this module, old messages' included."""
    client.add_dynamic_items(Button, Menu, ChannelMenu)


def pressed(action: str) -> Callable[[Press], Press]:
    """Make the function what a button of this action does; it is given what the button is about."""

    def register(press: Press) -> Press:
        _presses[action] = press
        return press

    return register


def chosen(action: str) -> Callable[[Choice], Choice]:
    """Make the function what a menu of this action does, with what it is about and the choice."""

    def register(choice: Choice) -> Choice:
        _choices[action] = choice
        return choice

    return register


def button(
    action: str,
    about: str,
    label: str,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
    row: int | None = None,
) -> Button:
    """A button for a message. ``about`` may be some 80 characters long."""
    return Button(
        discord.ui.Button(
            label=clip(visible(label), LABEL),
            style=style,
            custom_id=f"press:{action}:{about}",
            disabled=disabled,
            row=row,
        )
    )


def menu(
    action: str,
    about: str,
    placeholder: str,
    options: Iterable[tuple[str, str, str]],
    *,
    row: int | None = None,
) -> Menu:
    """A menu of (value, label, description), of which the first 25 are shown."""
    return Menu(
        discord.ui.Select(
            custom_id=f"choose:{action}:{about}",
            placeholder=clip(placeholder, 150),
            options=[
                discord.SelectOption(
                    value=value,
                    label=clip(visible(label), OPTION),
                    description=clip(visible(description), OPTION) or None,
                )
                for value, label, description in list(options)[:OPTIONS]
            ],
            row=row,
        )
    )


def channel_menu(
    action: str, about: str, placeholder: str, *, row: int | None = None
) -> ChannelMenu:
    """A menu of the server's text channels, which Discord fills; what is chosen is a channel's id.

    Its function is one of ``chosen``.
    """
    return ChannelMenu(
        discord.ui.ChannelSelect(
            custom_id=f"channel:{action}:{about}",
            placeholder=clip(placeholder, 150),
            channel_types=[discord.ChannelType.text],
            row=row,
        )
    )


def view_of(items: Sequence[discord.ui.Item[Any]]) -> discord.ui.View | None:
    """The items as a view that never times out; None for no items, which clears a message's.

    Nothing else may be added to it: when a view of discord.py's own kind stops, it takes the
    dynamic items beside it along, for every message.
    """
    if not items:
        return None
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view


class Button(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"press:(?P<action>[a-z]*):(?P<about>.*)",
):
    """A button that is made again from its custom_id when it is pressed."""

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        _match: re.Match[str],
        /,
    ) -> Self:
        return cls(item)  # type: ignore[arg-type]  # the template only matches buttons

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        interaction.client.keep_open()
        _, action, about = self.custom_id.split(":", 2)
        await serve(
            interaction,
            f"button {action}" if action in _presses else "unknown",
            lambda: known(_presses, action)(interaction, about),
        )


class Menu(
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"choose:(?P<action>[a-z]*):(?P<about>.*)",
):
    """A menu that is made again from its custom_id when something in it is chosen."""

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        _match: re.Match[str],
        /,
    ) -> Self:
        return cls(item)  # type: ignore[arg-type]  # the template only matches menus

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        interaction.client.keep_open()
        _, action, about = self.custom_id.split(":", 2)
        await serve(
            interaction,
            f"menu {action}" if action in _choices else "unknown",
            lambda: known(_choices, action)(interaction, about, self.item.values[0]),
        )


class ChannelMenu(
    discord.ui.DynamicItem[discord.ui.ChannelSelect[Any]],
    template=r"channel:(?P<action>[a-z]*):(?P<about>.*)",
):
    """A menu of channels that is made again from its custom_id when one is chosen."""

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        _match: re.Match[str],
        /,
    ) -> Self:
        return cls(item)  # type: ignore[arg-type]  # the template only matches channel menus

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        _, action, about = self.custom_id.split(":", 2)
        await serve(
            interaction,
            f"menu {action}" if action in _choices else "unknown",
            lambda: known(_choices, action)(interaction, about, str(self.item.values[0].id)),
        )


def known(actions: dict[str, T], action: str) -> T:
    """What an action does.

    Raises:
        UserError: this version of the bot has no such action.
    """
    if action not in actions:
        raise UserError("This button is from an older version of the bot. Please ask again.")
    return actions[action]
