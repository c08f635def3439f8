"""What is pressed, chosen or sent in is a request: let in, named in the log, its end told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import discord

from bot.metrics import ANSWERED
from bot.request import begin
from commands.ui.errors import report

if TYPE_CHECKING:
    from bot.client import Commonplace


async def serve(
    interaction: discord.Interaction[Commonplace], name: str, work: Callable[[], Awaitable[None]]
) -> None:
    """Do what an interaction that is no command asks for.

    ``name`` is of a kind that we have, never what somebody made up: it names a metric.
    """
    begin(interaction.id, name)
    try:
        interaction.client.admit(interaction)
        await work()
    except Exception as error:  # noqa: BLE001 - this is where they end
        await report(interaction, error)
    else:
        interaction.client.library.metrics.ended(ANSWERED)
