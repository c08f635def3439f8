"""The one place where errors end: a sentence for the person who asked, the detail in the log.

In this order: what Discord has already forgotten is only logged; what was meant for the person is
shown as it is; a missing permission or a cooldown is put in words; everything else shows the
request's id, under which the log has the traceback.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answers.context import Withdrawn
from bot.client import NotLetIn, TurnedAway
from bot.library import CorpusError, ReindexRunning, ReindexStopped, StoreError
from bot.library.corrections import CannotCorrect
from bot.metrics import BUSY, FAILED, LATE, REFUSED
from bot.request import current, id_of
from commands.ui.cards import notice

if TYPE_CHECKING:
    from bot.client import Commonplace

log = logging.getLogger(__name__)

# Unknown interaction, unknown webhook (its token is over), already acknowledged.
_FORGOTTEN = frozenset({10062, 10015, 40060})


class UserError(Exception):
    """Something to tell the person who asked. The message is shown to them, and to nobody else."""


def setup(client: Commonplace) -> None:
    """Make every error of a command end here, as those of buttons and menus do."""
    client.tree.error(report)


async def report(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell the person what went wrong; only they see it."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.InteractionResponded) or (
        isinstance(error, discord.HTTPException) and error.code in _FORGOTTEN
    ):
        log.warning("%s was answered too late or twice: %s", _name(interaction), error)
        _count(interaction, LATE)
        return
    message = _known(error)
    if message is None:
        reference = id_of(interaction.id)
        log.error("%s failed, error %s", _name(interaction), reference, exc_info=error)
        message = (
            f"Something went wrong on our side: error {reference}. Please try again; if it "
            "persists, tell the bot’s operator this number, which the log has as well."
        )
        _count(interaction, FAILED)
    else:
        _count(interaction, BUSY if isinstance(error, TurnedAway) else REFUSED)
        log.info("%s was refused: %s", _name(interaction), type(error).__name__)
        log.debug("%s: %s", _name(interaction), message)  # it may repeat what the member wrote
        if isinstance(error, CorpusError | StoreError):
            log.warning("%s: %s", _name(interaction), error)
            message += f" It is there as error {id_of(interaction.id)}."
    try:
        await _tell(interaction, message)
    except discord.HTTPException as problem:
        log.warning("%s: the error could not be shown: %s", _name(interaction), problem)


def _count(interaction: discord.Interaction[Any], outcome: str) -> None:
    interaction.client.library.metrics.ended(outcome)


def _known(error: Exception) -> str | None:
    """The sentence for an error that is no fault in the program; None for one that is."""
    match error:
        case (
            UserError()
            | NotLetIn()
            | ReindexRunning()
            | ReindexStopped()
            | Withdrawn()
            | CannotCorrect()
        ):
            message = str(error)
        case CorpusError():  # its own words name folders of the operator's machine
            message = (
                "The corpus folder can’t be used just now, so nothing was changed. "
                "The bot’s operator finds the reason in its log."
            )
        case StoreError():
            message = (
                "The library’s store failed, so this could not be done. "
                "The bot’s operator finds the reason in its log."
            )
        case app_commands.CommandOnCooldown():
            message = f"That was quick. Please try again in {max(1, round(error.retry_after))} s."
        case app_commands.MissingPermissions():
            message = f"This needs a permission that you lack: {_names(error)}."
        case app_commands.BotMissingPermissions():
            message = f"I lack a permission here that an admin can give me: {_names(error)}."
        case app_commands.CheckFailure():
            message = "You can’t use this here."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            message = "This command has changed. Please restart Discord, then try again."
        case app_commands.TransformerError():
            message = f"“{str(error.value)[:100]}” can’t be used here. Please choose another value."
        case discord.NotFound():
            message = (
                "The message, thread or channel that this is about was deleted meanwhile. "
                "Please ask again."
            )
        case discord.Forbidden():
            message = "Discord did not let me do that here. An admin can check my permissions."
        case _:
            return None
    return message


def _names(error: app_commands.MissingPermissions | app_commands.BotMissingPermissions) -> str:
    """Permissions as Discord's settings call them."""
    names = (name.replace("_", " ").title() for name in error.missing_permissions)
    return ", ".join(name.replace("Guild", "Server") for name in names)


async def _tell(interaction: discord.Interaction[Any], message: str) -> None:
    embed = notice(message)
    if not interaction.response.is_done():
        await interaction.response.send_message(embed=embed, ephemeral=True)
        return
    # The first follow-up fills in a "thinking…" that is still open, as public as that is, and once
    # that is deleted there can be none. So it is filled in, and deleted when the follow-up is out.
    waits = interaction.response.type is discord.InteractionResponseType.deferred_channel_message
    waits = waits and (await interaction.original_response()).flags.loading
    if waits:
        await interaction.edit_original_response(embed=notice("This could not be answered."))
    await interaction.followup.send(embed=embed, ephemeral=True)
    if waits:
        await interaction.delete_original_response()


def _name(interaction: discord.Interaction[Any]) -> str:
    """The command, or the kind of button; never what a custom_id holds, which may be made up."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    request = current()
    return request.name if request else "An interaction"
