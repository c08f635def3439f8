"""The button "Report" under a quote: a member says what is wrong with it, for the admins to see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.brake import Brake
from bot.library.corrections import LONGEST_REPORT
from bot.model import Complaint
from commands.ui.actions import Click, pressed
from commands.ui.asking import Reply
from commands.ui.cards import notice
from commands.ui.errors import UserError
from commands.ui.forms import Line, Pick, Values, filled, show_form
from commands.ui.quotes import GONE, read_address
from commands.ui.reports import COMPLAINTS, report_buttons, report_embeds

if TYPE_CHECKING:
    from bot.client import Commonplace

OFTEN, MINUTES = 5, 10

THANKS = (
    "Thank you. This server’s admins see it under /library reports: the quote and what you wrote, "
    "not who wrote it."
)
NOW = "Reported. You can deal with it here and now, or later under /library reports."

_brake = Brake(OFTEN, timedelta(minutes=MINUTES))


def setup(client: Commonplace) -> None:
    """There is nothing to add: the button is listened to as all others are."""


@pressed("report")
async def _ask(interaction: Click, about: str) -> None:
    """Open the form. That is the answer to the press, so nothing is looked up before."""
    read_address(about)
    _check(interaction)
    await show_form(
        interaction,
        "report",
        about,
        "Report this quote",
        [
            Pick("what", "What is wrong?", [(c.value, label) for c, label in COMPLAINTS.items()]),
            Line(
                "text",
                "What should the admins know?",
                hint="Who says it, the right date, what is missing… They don’t see who you are.",
                longest=LONGEST_REPORT,
                required=True,
                tall=True,
            ),
        ],
    )


@filled("report")
async def _report(interaction: Click, about: str, values: Values) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    server, library = _check(interaction), interaction.client.library
    if values.get("what") not in set(Complaint) or not values.get("text", "").strip():
        raise UserError("Please choose what is wrong, and say in a few words what it is.")
    quote = await library.find(read_address(about), server)
    if quote is None:
        raise UserError(GONE)
    now = interaction.client.clock.now()
    report = await library.corrections.report(
        server, quote, Complaint(values["what"]), values["text"], now
    )
    _brake.count((server, interaction.user.id), now)
    opened = None
    if interaction.permissions.manage_guild:
        opened = await library.corrections.open(server, report.key)
    if opened is None:
        await Reply([notice(THANKS)]).show(interaction)
        return
    embeds = [notice(NOW), *report_embeds(opened)]
    await Reply(embeds, report_buttons(opened)).show(interaction)


def _check(interaction: Click) -> int:
    """The server.

    Raises:
        UserError: there is none, or the member has reported much just now.
    """
    if interaction.guild_id is None:
        raise UserError("This works in a server only.")
    now = interaction.client.clock.now()
    wait = _brake.wait((interaction.guild_id, interaction.user.id), now)
    if wait is not None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        raise UserError(
            f"You have reported {OFTEN} quotes within {MINUTES} minutes, so the admins have enough "
            f"to look at. Please wait {minutes} {'minute' if minutes == 1 else 'minutes'}."
        )
    return interaction.guild_id
