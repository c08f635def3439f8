"""Forms, which Discord calls modals, that can be sent in after a restart, and by anybody.

What one does is a function under a short name, as with the buttons of ``commands.ui.actions``::

    @filled("report")
    async def reported(interaction: Click, about: str, values: Values) -> None: ...

    await show_form(interaction, "report", about, "Report a quote", [...])

discord.py waits for a form only as long as the process lives. So it is not made to wait: what is
sent in comes as an interaction like any other, and says which form it is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from commands.ui.actions import Click, known
from commands.ui.markdown import clip, visible
from commands.ui.serving import serve

if TYPE_CHECKING:
    from bot.client import Commonplace

Values: TypeAlias = Mapping[str, str]
Filled: TypeAlias = Callable[[Click, str, Values], Awaitable[None]]

_forms: dict[str, Filled] = {}

LABEL = 45
HINT = 100
TITLE = 45


@dataclass(frozen=True, slots=True)
class Line:
    """A field to write in: one line, or with ``tall`` several. ``hint`` stands above it."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    longest: int = 300
    required: bool = False
    tall: bool = False

    def item(self) -> discord.ui.TextInput[Any]:
        return discord.ui.TextInput(
            custom_id=self.name,
            style=discord.TextStyle.paragraph if self.tall else discord.TextStyle.short,
            default=clip(self.value, self.longest) or None,
            required=self.required,
            max_length=self.longest,
        )


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several, (value, label) each."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    hint: str = ""

    def item(self) -> discord.ui.Select[Any]:
        options = [discord.SelectOption(value=value, label=label) for value, label in self.options]
        return discord.ui.Select(custom_id=self.name, options=options, required=True)


def setup(client: Commonplace) -> None:
    """Make the client listen to the forms of this module, those of before a restart included."""

    async def on_interaction(interaction: Click) -> None:
        if interaction.type is discord.InteractionType.modal_submit:
            await _received(interaction)

    client.event(on_interaction)


def filled(action: str) -> Callable[[Filled], Filled]:
    """Make the function what a form of this action does, with what it is about and its values."""

    def register(do: Filled) -> Filled:
        _forms[action] = do
        return do

    return register


async def show_form(
    interaction: Click, action: str, about: str, title: str, fields: Sequence[Line | Pick]
) -> None:
    """Open a form: this is the interaction's first response. At most five fields."""
    form = discord.ui.Modal(
        title=clip(visible(title), TITLE), custom_id=f"fill:{action}:{about}", timeout=None
    )
    for field in fields:
        label = discord.ui.Label[Any](
            text=clip(field.label, LABEL),
            description=clip(field.hint, HINT) or None,
            component=field.item(),
        )
        form.add_item(label)
    form.stop()  # so that discord.py keeps nothing in memory to wait for it
    await interaction.response.send_modal(form)


async def _received(interaction: Click) -> None:
    data: Mapping[str, Any] = interaction.data or {}
    kind, _, rest = str(data.get("custom_id", "")).partition(":")
    action, _, about = rest.partition(":")
    interaction.client.keep_open()
    if kind != "fill":
        return

    async def do() -> None:
        values = dict(values_in(data.get("components", ())))
        await known(_forms, action)(interaction, about, values)

    await serve(interaction, f"form {action}" if action in _forms else "unknown", do)


def values_in(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What was written and chosen, by the fields' names; of several choices, the first."""
    for component in components:
        if "component" in component:
            yield from values_in([component["component"]])
        yield from values_in(component.get("components", ()))
        if "custom_id" in component:
            chosen = component.get("values") or [""]
            value = str(component.get("value") or chosen[0])
            # A lone surrogate is no text that can be kept.
            yield component["custom_id"], value.encode("utf-8", "replace").decode("utf-8")
