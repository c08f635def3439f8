"""`/reindex`: read what changed in the corpus folder, with progress and a report."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.library import Progress, seen_by
from bot.model import ReindexReport
from commands.ui.actions import Click
from commands.ui.cards import listing, notice
from commands.ui.cutting import CUT
from commands.ui.markdown import escape, size, visible

if TYPE_CHECKING:
    from bot.client import Commonplace

log = logging.getLogger(__name__)

EVERY = 2.0  # seconds between two edits; Discord allows about one a second
BAR = 20
LONGEST = 3900


def setup(client: Commonplace) -> None:
    client.tree.add_command(reindex)


@app_commands.command(description="Read what changed in the corpus folder (for admins)")
@app_commands.default_permissions(manage_guild=True)
@app_commands.checks.has_permissions(manage_guild=True)
async def reindex(interaction: Click) -> None:
    """Answers go on coming from the old index until the new one is ready."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    shown = Shown(interaction)
    report = await interaction.client.library.reindex(shown.update)
    await shown.finish()
    own = seen_by(report, interaction.guild_id)
    try:
        await interaction.edit_original_response(embed=report_card(own))
    except discord.NotFound:  # the interaction's 15 minutes are over
        log.info("The report of a reindex of %.0f s came too late to be shown", report.seconds)


class Shown:
    """Progress as the interaction's answer, edited now and then."""

    def __init__(self, interaction: Click) -> None:
        self._interaction = interaction
        self._last = time.monotonic()
        self._edit: asyncio.Task[None] | None = None

    def update(self, step: Progress) -> None:
        """Show this step, unless the last edit was just now or is still under way."""
        now = time.monotonic()
        busy = self._edit is not None and not self._edit.done()
        if busy or now - self._last < EVERY or not step.total:
            return
        self._last = now
        self._edit = asyncio.create_task(self._show(step))

    async def finish(self) -> None:
        """Let the last edit end, so that it can't overwrite the report."""
        if self._edit is not None:
            await self._edit

    async def _show(self, step: Progress) -> None:
        # Progress is a courtesy: when it can't be shown, the reindex goes on.
        with contextlib.suppress(discord.HTTPException):
            await self._interaction.edit_original_response(embed=progress_card(step))


def progress_card(step: Progress) -> discord.Embed:
    """How far the reindex is. Not how many files: some may be another server's."""
    done = step.done / step.total
    filled = round(BAR * done)
    bar = f"`{'█' * filled}{'░' * (BAR - filled)}` {done:.0%}"
    return listing("Reindexing", "\n".join(filter(None, (bar, step.pace))))


def report_card(report: ReindexReport) -> discord.Embed:
    """What a reindex did: counts first, then names, then what was refused and why."""
    if not (report.added or report.changed or report.removed or report.refused):
        return notice(
            f"Nothing has changed: {len(report.unchanged)} articles, all as they were.",
            title="Reindexed",
        )
    counts = [
        f"**{len(files)}** {word}"
        for word, files in (
            ("added", report.added),
            ("changed", report.changed),
            ("removed", report.removed),
            ("refused", report.refused),
        )
        if files
    ]
    lines = [" · ".join([*counts, f"{len(report.unchanged)} unchanged"]), *_details(report)]
    footer = f"in {report.seconds:.1f} s"
    return listing("Reindexed", _within(lines, LONGEST), footer=footer)


def _details(report: ReindexReport) -> Iterator[str]:
    for word, files in (
        ("Added", report.added),
        ("Changed", report.changed),
        ("Removed", report.removed),
    ):
        if files:
            yield f"\n**{word}**"
            yield from (escape(visible(file)) for file in files)
    if report.refused:
        yield "\n**Refused**"
        for refusal in report.refused:
            yield f"{escape(visible(refusal.file))}: {escape(visible(refusal.reason))}"


def _within(lines: Sequence[str], limit: int) -> str:
    """As many whole lines as fit, and how many more there are."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        rest = f"\n{CUT} {len(lines) - number} more lines; `commonplace reindex` prints them all."
        if size("\n".join([*kept, line])) + size(rest) > limit:
            return "\n".join(kept) + rest
        kept.append(line)
    return "\n".join(kept)
