"""`/compare`: what each voice says on a topic, side by side; how much; and who is silent."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answers.compare import Comparison, Panel
from bot.model import Quote, Voice
from bot.text import listed
from commands.ui import complete
from commands.ui.actions import Click
from commands.ui.amended import Again, draws, lays_out
from commands.ui.asking import Asking, Reply, answers, ask
from commands.ui.cards import (
    QuoteEmbed,
    Words,
    authors_of,
    dated,
    doubt,
    is_withdrawn,
    listing,
    passage,
    place_of,
    said_by_others,
)
from commands.ui.colours import colour_of
from commands.ui.markdown import clip, inline, size, visible
from commands.ui.nothing import nothing_found
from commands.ui.picture import Bar, alt_text, draw
from commands.ui.quotes import quote_menu
from commands.ui.topics import LONGEST_LIST, LONGEST_TOPIC, read_list, read_topic, rejoined

if TYPE_CHECKING:
    from bot.client import Commonplace

MOST_PANELS = 8
MANY = 4  # panels; from here on, each shows one quote
FOR_PANELS = 4400  # of the 6,000 characters that a message's embeds may have in all
LONGEST = 700  # characters of Markdown of one quote
MOST_SOURCES = 10
PICTURE = "voices.png"
_COUNTS = re.compile(r"(\d+) of (\d+) sentences on this$")
_TOPIC = re.compile(r"Sentences on “(.*)” by voice\. ", re.DOTALL)


def setup(client: Commonplace) -> None:
    client.tree.add_command(compare)
    client.serve(_load_what_draws(client), "loading what draws")


async def _load_what_draws(client: Commonplace) -> None:
    """So that the first comparison need not wait for it; a start need not, either."""
    await client.wait_until_ready()
    await asyncio.to_thread(draw, "", [])


@app_commands.command(
    description="What each voice says on a topic, side by side, and who is silent"
)
@app_commands.describe(
    topic="What it is about, in a few words",
    sources="Only these outlets, with commas between them",
)
@app_commands.autocomplete(sources=complete.source_list)
async def compare(
    interaction: Click,
    topic: app_commands.Range[str, 1, LONGEST_TOPIC],
    sources: app_commands.Range[str, 1, LONGEST_LIST] | None = None,
) -> None:
    """Ask for a comparison."""
    await ask(
        interaction,
        "compare",
        topic=read_topic(topic, interaction.client.library),
        sources=read_list(sources)[:MOST_SOURCES],
    )


@answers("compare")
async def answer(asking: Asking) -> Reply:
    """A summary with a picture, then a panel for each voice."""
    topic: str = asking.question["topic"]
    known = complete.source_names(await asking.library.catalogue(asking.server))
    sources = rejoined(asking.question["sources"], known)
    found = await asking.library.compare(topic, sources, asking.server)
    if not found.panels:
        return await nothing_found(asking, found.message, found.nearby, {"sources": []})
    panels = found.panels[:MOST_PANELS]
    if len(panels) >= MANY:  # a phone's screen or two, rather than five
        panels = tuple(replace(each, quotes=each.quotes[:1]) for each in panels)
    embeds: list[discord.Embed] = [summary(found)]
    shown: list[Quote] = []
    for each in panels:
        embed = panel(each, FOR_PANELS // len(panels))
        embeds.append(embed)
        shown += embed.quotes
    embeds[0].set_image(url=f"attachment://{PICTURE}")
    picture = await drawn(topic, [bar(each) for each in panels])
    return Reply(embeds, [quote_menu(shown)], [picture])


def summary(found: Comparison) -> discord.Embed:
    """The topic, who is silent, and what else there is to know."""
    lines = [inline(found.message, 250)] if found.message else []
    more = len(found.panels) - MOST_PANELS
    if more > 0:
        lines.append(f"And {more} more {'voice' if more == 1 else 'voices'}.")
    if found.silent:
        names = "; ".join(name_of(voice) for voice in found.silent)
        lines.append(f"Silent: {inline(names, 350)}.")
    count = len(found.panels)
    title = f"{clip(found.topic, 90)} · {count} {'voice' if count == 1 else 'voices'}"
    return listing(title, "\n".join(lines))


def panel(each: Panel, budget: int, words: Words = passage) -> QuoteEmbed:
    """A voice's embed of at most ``budget`` characters, and the quotes that are in it."""
    places = list(dict.fromkeys(place_of(article) for article in each.voice.articles))
    count = len(each.voice.articles)
    where = clip(", ".join(places), 100)
    if count > 1:
        where = f"One voice, {count} publications: {where}"
    footer = (
        f"{where} · {dated(each.article)} · {each.sentences} of {each.length} sentences on this"
    )
    author = authors_of(each.article)
    head = f"**{inline(author, 80)}**" if author else "**Author not stated**"
    head += doubt(each.article.authors)
    left = budget - size(head) - size(footer)
    blocks = [head]
    shown: list[Quote] = []
    for quote in each.quotes:
        others = said_by_others(quote)
        named = f"\n{others}" if others else ""
        longest = min(LONGEST, left - size(named) - 20)
        room = size(passage(quote, longest) + named)  # also where the words are not shown
        if shown and room > left - 20:
            break
        left -= room + 1
        blocks.append(words(quote, longest) + ("" if is_withdrawn(quote) else named))
        shown.append(quote)
    embed = QuoteEmbed("panel", shown, "\n".join(blocks), colour_of(each.voice.id))
    embed.set_footer(text=visible(footer))
    return embed


@lays_out("panel")
def panel_again(again: Again) -> discord.Embed:
    """The panel with its quotes as they stand; what was counted for it stays."""
    article = again.quotes[0].article
    counts = counts_of(again.before)
    if counts is None:
        return again.before
    each = Panel(again.voice, article, tuple(again.quotes), *counts)
    return panel(each, FOR_PANELS // again.among, again.words)


def counts_of(embed: discord.Embed) -> tuple[int, int] | None:
    """How many sentences of how many are on the topic, from a panel's footer."""
    match = _COUNTS.search(embed.footer.text or "")
    return (int(match[1]), int(match[2])) if match else None


@draws("panel")
async def picture_again(
    panels: Sequence[tuple[discord.Embed, Voice]], alt: str
) -> discord.File | None:
    """The picture with the voices' names as they are now; None where it names them already."""
    topic = _TOPIC.match(alt)
    bars = [
        Bar(name_of(voice), *counts, colour_of(voice.id))
        for embed, voice in panels
        if (counts := counts_of(embed))
    ]
    if topic is None or alt_text(topic[1], bars) == alt:
        return None
    return await drawn(topic[1], bars)


async def drawn(topic: str, bars: Sequence[Bar]) -> discord.File:
    """The picture, to be attached."""
    picture = await asyncio.to_thread(draw, topic, bars)
    return discord.File(io.BytesIO(picture), PICTURE, description=alt_text(topic, bars))


def bar(each: Panel) -> Bar:
    """A voice's bar in the picture."""
    return Bar(name_of(each.voice), each.sentences, each.length, colour_of(each.voice.id))


def name_of(voice: Voice) -> str:
    """A voice's name where there is little room: its first author, else where it appeared."""
    names: Sequence[str] = voice.fullest.authors.value or ()
    if not names:
        return place_of(voice.fullest)
    return listed(names) if len(names) < 3 else f"{names[0]} et al."
