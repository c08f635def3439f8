"""Reports and corrections in words: what was said, what was put right, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.library.corrections import Opened
from bot.model import Complaint, Correction, PartialDate, Report, SpokenBy, Subject
from bot.text import listed
from commands.ui.actions import Button, button
from commands.ui.cards import day, listing
from commands.ui.cutting import CUT, cut
from commands.ui.markdown import block, inline, visible
from commands.ui.quotes import context_card

LONGEST = 900  # characters of Markdown of words that are not in the library any more
VALUE = 100  # of what was and of what is

COMPLAINTS = {
    Complaint.SPEAKER: "Somebody else says it",
    Complaint.FACTS: "Wrong author, outlet, date or title",
    Complaint.CONTEXT: "Misleading without its context",
    Complaint.UNFIT: "Not fit for this server",
    Complaint.OTHER: "Something else",
}

# Why a quote was withdrawn, for all to read. What a member wrote is for the admins alone.
REASONS = {
    Complaint.SPEAKER: "who says it was wrong",
    Complaint.FACTS: "what was said of its article was wrong",
    Complaint.CONTEXT: "misleading without its context",
    Complaint.UNFIT: "not fit for this server",
}

WITHDRAWN = "Withdrawn by the admins of this server on "

SUBJECTS = {
    Subject.SPEAKER: "speaker",
    Subject.TITLE: "title",
    Subject.AUTHORS: "author",
    Subject.OUTLET: "outlet",
    Subject.DATE: "date",
}


def report_embeds(opened: Opened) -> list[discord.Embed]:
    """The quote in its context, then what was said about it."""
    report = opened.report
    if opened.context is not None:
        first = context_card(opened.context)
    else:
        words = cut(visible(report.anchor.words), LONGEST)
        shown = block(words) + ("" if words == report.anchor.words else f"\n\n{CUT}")
        gone = "The article has changed or left the library: these words are not in it any more."
        first = listing("", f"{shown}\n\n{gone}")
    return [first, listing(COMPLAINTS[report.complaint], block(report.text), footer=when(report))]


def report_buttons(opened: Opened) -> list[Button]:
    """What an admin can do about a report."""
    key = opened.report.key
    buttons = []
    if opened.quote is not None:
        danger = discord.ButtonStyle.danger
        buttons.append(button("withdraw", key, "Withdraw quote", style=danger))
        if opened.quote.spoken_by is SpokenBy.QUOTED:
            buttons.append(button("speaker", key, "Correct speaker"))
        buttons.append(button("article", key, "Correct article"))
    return [*buttons, button("dismiss", key, "Dismiss")]


def when(report: Report) -> str:
    """When it was said, and how often."""
    times = f", said {report.times} times" if report.times > 1 else ""
    return f"{date_of(report.at)}{times}"


def date_of(instant: datetime) -> str:
    """The date of an instant, in UTC: "24 November 2026"."""
    return day(PartialDate(instant.year, instant.month, instant.day))


def withdrawn_line(correction: Correction) -> str:
    """That a quote was withdrawn, when, and why, as Markdown."""
    reason = REASONS.get(correction.reason) if correction.reason else None
    why = f": {reason}." if reason else "."
    return f"{WITHDRAWN}{date_of(correction.at)}{why}"


def corrected_line(correction: Correction) -> str:
    """What was put right, as Markdown: "The speaker was **X**, is **Y**."."""
    was, now = _value(correction, correction.was), _value(correction, correction.value)
    return f"The {SUBJECTS[correction.subject]} was {was}, is {now}."


def _value(correction: Correction, text: str | None) -> str:
    if text is None:
        return "not known"
    if correction.subject is Subject.DATE:
        return f"**{day(PartialDate.parse(text))}**"
    names: Sequence[str] = text.split("\n")
    return f"**{inline(listed(names), VALUE)}**"


def summary_of(correction: Correction) -> tuple[str, str]:
    """A correction as a row: what was done and when; then the change, and of which words."""
    words = f"> {inline(correction.anchor.words, 200)}"
    if correction.subject is Subject.QUOTE:
        reason = f"{COMPLAINTS[correction.reason]}\n" if correction.reason else ""
        return f"Withdrawn on {date_of(correction.at)}", f"{reason}{words}"
    change = corrected_line(correction)
    if correction.subject is Subject.SPEAKER:
        change += f"\n{words}"
    return f"Corrected on {date_of(correction.at)}", change
