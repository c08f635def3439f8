"""`/quote`: the best quotes on a topic, one card at a time; without a topic, some worth reading."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.answers.context import Withdrawn
from bot.answers.quote import QuoteAnswer
from bot.model import PartialDate, Query
from commands.ui import actions, complete, forms
from commands.ui.actions import Click
from commands.ui.asking import Asking, Reply, answers, ask
from commands.ui.cards import card, notice, voice_of
from commands.ui.errors import UserError
from commands.ui.markdown import clip
from commands.ui.nothing import nothing_found
from commands.ui.quotes import GONE, address, quote_buttons, read_address
from commands.ui.topics import LONGEST_NAME, LONGEST_TOPIC, read_date, read_name, read_topic

if TYPE_CHECKING:
    from bot.client import Commonplace

MOST = 10  # quotes of one answer


def setup(client: Commonplace) -> None:
    actions.setup(client)
    forms.setup(client)
    client.tree.add_command(quote)


@app_commands.command(
    description="Verbatim quotes on a topic; without one, something worth reading"
)
@app_commands.describe(
    topic="What it is about, in a few words",
    author="Who says it: an author, or a person quoted",
    source="An outlet, or an article's title",
    since="Not before: 2025, 2025-05 or 2025-05-20",
    until="Not after: 2025, 2025-05 or 2025-05-20",
)
@app_commands.autocomplete(author=complete.speakers, source=complete.sources)
async def quote(
    interaction: Click,
    topic: app_commands.Range[str, 1, LONGEST_TOPIC] | None = None,
    author: app_commands.Range[str, 1, LONGEST_NAME] | None = None,
    source: app_commands.Range[str, 1, LONGEST_NAME] | None = None,
    since: app_commands.Range[str, 1, 10] | None = None,
    until: app_commands.Range[str, 1, 10] | None = None,
) -> None:
    """Ask for quotes."""
    earliest, latest = read_date(since), read_date(until)
    if earliest and latest and earliest.earliest > latest.latest:
        raise UserError(f"Nothing can be since {earliest} and until {latest}: swap the two.")
    await ask(
        interaction,
        "quote",
        topic=read_topic(topic, interaction.client.library) if topic is not None else "",
        author=read_name(author),
        source=read_name(source),
        since=str(earliest) if earliest else None,
        until=str(latest) if latest else None,
        seed=0 if topic is not None else random.randrange(1_000_000),  # noqa: S311 - no secret
    )


@answers("quote")
async def answer(asking: Asking) -> Reply:
    """Search, then show the first card; its pages keep to what was found now."""
    question = asking.question
    found = await asking.library.quote(
        Query(
            topic=question["topic"],
            server=asking.server,
            author=question["author"],
            source=question["source"],
            since=_date(question["since"]),
            until=_date(question["until"]),
            limit=MOST,
            seed=question["seed"],
        )
    )
    if not found.quotes:
        return await _without_quotes(asking, found)
    kept = {
        "ask": "quotes",
        "quotes": [address(each.ref) for each in found.quotes],
        "header": header(question),
        "note": found.message,
    }
    return await show(replace(asking, question=kept, page=0))


@answers("quotes")
async def show(asking: Asking) -> Reply:
    """One of the quotes that were found."""
    addresses = asking.question["quotes"]
    asking = asking.clamped(len(addresses))
    turning = await asking.turning(len(addresses))
    try:
        found = await asking.library.find(read_address(addresses[asking.page]), asking.server)
    except Withdrawn as withdrawn:  # on the way to the others
        return Reply([notice(str(withdrawn))], turning)
    if found is None:
        raise UserError(GONE)
    voice = await voice_of(asking.library, found.article, asking.server)
    heading = asking.question["header"]
    if len(addresses) > 1:
        heading += f" · {asking.page + 1} of {len(addresses)}"
    embed = card(found, voice, header=heading, note=asking.question["note"])
    return Reply([embed], [*turning, *quote_buttons(found, row=1)])


async def _without_quotes(asking: Asking, found: QuoteAnswer) -> Reply:
    if meant := found.candidates or found.nearest:
        people = [(person.name, {"author": person.name}) for person in meant]
        return Reply([notice(found.message)], await asking.instead(people, "Who is meant?"))
    unfiltered = {"author": None, "source": None, "since": None, "until": None}
    return await nothing_found(asking, found.message, found.nearby, unfiltered)


def header(question: Mapping[str, Any]) -> str:
    """What was asked, as a small line above the card."""
    parts = [
        clip(question["topic"], 120) or "Worth reading",
        question["author"],
        question["source"],
    ]
    parts += [f"{word} {question[word]}" for word in ("since", "until") if question[word]]
    return " · ".join(part for part in parts if part)


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
