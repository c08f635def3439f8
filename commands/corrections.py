"""What admins do about reports: withdraw a quote, correct who says it or its article, or neither.

`/library reports` and `/library corrections` are in the group of ``commands.library``. Whoever
presses a button here may have lost the right since, or have made the button up: every callback asks
again, and a report or correction is only ever looked for in the server at hand.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from discord import app_commands

from bot.answers.corrections import FIELDS, as_text
from bot.library.corrections import NOT_OPEN, Opened
from bot.library.messages import KEPT, MOST_MESSAGES
from bot.model import Correction, SpokenBy, Subject
from commands.library import library
from commands.ui.actions import Click, button, chosen, menu, pressed
from commands.ui.amending import Amender
from commands.ui.asking import Asking, Reply, answers, ask
from commands.ui.cards import listing, notice, rows, speaker_of
from commands.ui.errors import UserError
from commands.ui.forms import Line, Values, filled, show_form
from commands.ui.markdown import clip, inline
from commands.ui.reports import (
    COMPLAINTS,
    report_buttons,
    report_embeds,
    summary_of,
    when,
)
from commands.ui.topics import LONGEST_NAME, read_date, read_name

if TYPE_CHECKING:
    from bot.client import Commonplace

PAGE = 5  # a row of buttons
PATIENCE = 2.0  # seconds; a form has to be open within Discord's three
LONGEST_TITLE = 300
LONGEST_AUTHORS = 600
MARK = 12  # characters

NO_REPORTS = (
    "No reports are open. Members make them with the button “Report” under a quote; you can, too."
)
NO_CORRECTIONS = "Nothing was corrected or withdrawn on this server."
AFTER = (
    "Messages of mine here that show it are edited in a moment: quotes of the day, and the latest "
    f"{MOST_MESSAGES:,} answers of the last {KEPT.days} days. /library corrections can undo it."
)
NOT_THERE = "Not in the library now: the article has changed or left."
UNCHANGED = "That is what is shown already, so nothing was changed. The report is closed."


def setup(client: Commonplace) -> None:
    """Beside the commands: edit what was posted whenever something was corrected."""
    client.serve(Amender(client).run(), "editing what was corrected")


@library.command(description="What members say is wrong with quotes (Manage Server only)")
async def reports(interaction: Click) -> None:
    """Ask for the open reports."""
    _server_of_admin(interaction)
    await ask(interaction, "library reports", private=True)


@library.command(description="What was corrected or withdrawn here, to undo (Manage Server only)")
async def corrections(interaction: Click) -> None:
    """Ask for the corrections."""
    _server_of_admin(interaction)
    await ask(interaction, "library corrections", private=True)


@answers("library reports")
async def answer_reports(asking: Asking) -> Reply:
    """The open reports, a few to a page, and a menu that opens one."""
    server = asking.server
    if not asking.manager or server is None:
        raise app_commands.MissingPermissions(["manage_guild"])
    found = await asking.library.corrections.reports(server)
    if not found:
        return Reply([notice(NO_REPORTS)])
    count = -(-len(found) // PAGE)
    asking = asking.clamped(count)
    shown = found[asking.page * PAGE : (asking.page + 1) * PAGE]
    opened = [await asking.library.corrections.open(server, each.key) for each in shown]
    title = f"{len(found)} open {'report' if len(found) == 1 else 'reports'}"
    footer = f"Page {asking.page + 1} of {count}" if count > 1 else ""
    each = [_row(one) for one in opened if one is not None]
    embed = rows(title, each, footer=footer)
    options = [
        (report.key, COMPLAINTS[report.complaint], " ".join(report.anchor.words.split()))
        for report in shown
    ]
    opening = menu("report", "", "Open a report", options, row=0)
    return Reply([embed], [opening, *await asking.turning(count)])


@answers("library corrections")
async def answer_corrections(asking: Asking) -> Reply:
    """The corrections, latest first, each with a button that undoes it."""
    if not asking.manager or asking.server is None:
        raise app_commands.MissingPermissions(["manage_guild"])
    found = await asking.library.corrections.all(asking.server)
    if not found:
        return Reply([notice(NO_CORRECTIONS)])
    count = -(-len(found) // PAGE)
    asking = asking.clamped(count)
    first = asking.page * PAGE
    shown = list(enumerate(found[first : first + PAGE], first + 1))
    footer = f"Page {asking.page + 1} of {count}" if count > 1 else ""
    each = [_numbered(number, *correction) for number, correction in shown]
    embed = rows("Corrected and withdrawn", each, footer=footer)
    undoing = [
        button("undo", correction.key, f"Undo {number}", row=0) for number, (correction, _) in shown
    ]
    return Reply([embed], [*undoing, *await asking.turning(count)])


@chosen("report")
async def _open(interaction: Click, _about: str, key: str) -> None:
    server = _server_of_admin(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    opened = _known(await interaction.client.library.corrections.open(server, key))
    await Reply(report_embeds(opened), report_buttons(opened)).show(interaction)


@pressed("withdraw")
async def _withdraw(interaction: Click, key: str) -> None:
    server = _server_of_admin(interaction)
    await interaction.response.defer()
    now = interaction.client.clock.now()
    correction = await interaction.client.library.corrections.withdraw(server, key, now)
    await _show(interaction, [correction])


@pressed("dismiss")
async def _dismiss(interaction: Click, key: str) -> None:
    server = _server_of_admin(interaction)
    await interaction.response.defer()
    if not await interaction.client.library.corrections.dismiss(server, key):
        raise UserError(NOT_OPEN)
    await Reply([notice("Dismissed: nothing was changed, and the report is closed.")]).show(
        interaction
    )


@pressed("speaker")
async def _ask_speaker(interaction: Click, key: str) -> None:
    opened = await _opened_soon(interaction, key)
    if opened.quote is None or opened.quote.spoken_by is not SpokenBy.QUOTED:
        raise UserError("These words are no quotation in the article any more. Dismiss the report.")
    await show_form(
        interaction,
        "speaker",
        key,
        "Who says it?",
        [
            Line(
                "speaker",
                "The speaker’s full name",
                hint="Leave it empty if the article does not say who it is.",
                value=opened.quote.speaker or "",
                longest=LONGEST_NAME,
            )
        ],
    )


@filled("speaker")
async def _correct_speaker(interaction: Click, key: str, values: Values) -> None:
    server = _server_of_admin(interaction)
    await interaction.response.defer()
    now = interaction.client.clock.now()
    name = read_name(values.get("speaker"))
    made = await interaction.client.library.corrections.correct_speaker(server, key, name, now)
    await _show(interaction, made)


@pressed("article")
async def _ask_article(interaction: Click, key: str) -> None:
    opened = await _opened_soon(interaction, key)
    if opened.quote is None:
        raise UserError("The article has changed, and no longer has these words.")
    article = opened.quote.article
    empty = "Empty: not known."

    def line(subject: Subject, label: str, hint: str, longest: int, *, tall: bool = False) -> Line:
        value = clip(as_text(article, subject) or "", longest)
        return Line(subject.value, label, hint, value, longest, tall=tall)

    lines = [
        line(Subject.TITLE, "Title", empty, LONGEST_TITLE),
        line(
            Subject.AUTHORS,
            "Authors",
            f"One name a line, in full. {empty}",
            LONGEST_AUTHORS,
            tall=True,
        ),
        line(Subject.OUTLET, "Outlet", empty, LONGEST_NAME),
        line(Subject.DATE, "Date", f"2025, 2025-05 or 2025-05-20. {empty}", 10),
    ]
    # What stands in the form goes along with it: what is sent in as it stood corrects nothing, even
    # where another admin has corrected it meanwhile, or the form could not show it whole.
    stood = "".join(_mark_of(each.value) for each in lines)
    await show_form(
        interaction, "article", f"{key}:{stood}", "What is known of the article?", lines
    )


@filled("article")
async def _correct_article(interaction: Click, about: str, values: Values) -> None:
    server = _server_of_admin(interaction)
    await interaction.response.defer()
    key, _, stood = about.partition(":")
    marks = [stood[at : at + MARK] for at in range(0, len(stood), MARK)]
    facts = {
        subject: _read(subject, values.get(subject, ""))
        for subject, mark in zip(FIELDS, marks, strict=False)
        if _mark_of(values.get(subject, "")) != mark
    }
    now = interaction.client.clock.now()
    made = await interaction.client.library.corrections.correct_article(server, key, facts, now)
    await _show(interaction, made)


@pressed("undo")
async def _undo(interaction: Click, key: str) -> None:
    server = _server_of_admin(interaction)
    await interaction.response.defer()
    undone = await interaction.client.library.corrections.undo(server, key)
    if undone is None:
        raise UserError("This was undone already, or there never was such a correction here.")
    name, change = summary_of(undone)
    shown = f"{change}\n\nThat is undone. Messages that said so are edited in a moment."
    await Reply([listing(name, shown)]).show(interaction)


def _mark_of(value: str) -> str:
    """What tells a field's value from another, in a few characters."""
    lines = "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
    return hashlib.blake2b(
        lines.encode("utf-8", "surrogatepass"), digest_size=MARK // 2
    ).hexdigest()


def _read(subject: Subject, value: str) -> str | None:
    """A field of the form as a correction writes it.

    Raises:
        UserError: the date is none.
    """
    if subject is Subject.DATE:
        date = read_date(value)
        return str(date) if date else None
    if subject is Subject.AUTHORS:
        names = (read_name(line) for line in value.split("\n"))
        return "\n".join(dict.fromkeys(name for name in names if name)) or None
    return read_name(value)


async def _opened_soon(interaction: Click, key: str) -> Opened:
    """The report, in time for a form, which can't be opened after Discord was told to wait.

    Raises:
        UserError: it is not open, or the library took too long.
    """
    server = _server_of_admin(interaction)
    try:
        async with asyncio.timeout(PATIENCE):
            return _known(await interaction.client.library.corrections.open(server, key))
    except TimeoutError:
        raise UserError("I am busy just now. Please press the button again.") from None


async def _show(interaction: Click, made: Sequence[Correction]) -> None:
    """What was put right, in place of the report."""
    if not made:
        await Reply([notice(UNCHANGED)]).show(interaction)
        return
    each = [summary_of(correction) for correction in made]
    await Reply([rows("Done", each, text=AFTER)]).show(interaction)


def _row(opened: Opened) -> tuple[str, str]:
    report, quote = opened.report, opened.quote
    words, text = inline(report.anchor.words, 160), inline(report.text, 160)
    source = NOT_THERE
    if quote is not None:
        source = f"{inline(speaker_of(quote), 60)}, in {inline(quote.article.label, 80)}"
    name = f"{COMPLAINTS[report.complaint]} · {when(report)}"
    return name, f"> {words}\n— {source}\n\n{text}"


def _numbered(number: int, correction: Correction, in_force: bool) -> tuple[str, str]:
    name, change = summary_of(correction)
    if not in_force:
        change += f"\n*{NOT_THERE}*"
    return f"{number} · {name}", change


def _known(opened: Opened | None) -> Opened:
    if opened is None:
        raise UserError(NOT_OPEN)
    return opened


def _server_of_admin(interaction: Click) -> int:
    """The server, for one who may manage it.

    Raises:
        MissingPermissions: the member may not.
    """
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return interaction.guild_id
