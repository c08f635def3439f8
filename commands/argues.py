"""`/argues`: what somebody argues on a topic, in their own voice or as others quote them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answers.argues import ArguesAnswer, Argument
from bot.answers.people import Person
from bot.answers.speaking import claimants_of
from bot.model import Quote, SpokenBy
from bot.text import listed
from commands.ui import complete
from commands.ui.actions import Click
from commands.ui.amended import Again, heads, lays_out
from commands.ui.asking import Asking, Reply, answers, ask
from commands.ui.cards import (
    QuoteEmbed,
    Words,
    is_withdrawn,
    notice,
    origin,
    passage,
    said_by,
    title_line,
)
from commands.ui.colours import colour_of
from commands.ui.errors import UserError
from commands.ui.markdown import clip, size, visible
from commands.ui.quotes import quote_menu
from commands.ui.topics import LONGEST_NAME, LONGEST_TOPIC, read_name, read_topic

if TYPE_CHECKING:
    from bot.client import Commonplace

DESCRIPTION = 4096
LONGEST = (1000, 600, 200)  # characters of Markdown of one quote, tried until an article fits
PAGE = 2600  # characters from which a page is long enough
MOST_EMBEDS = 5  # of a page
MOST_OTHERS = 25
_HEADING = re.compile(r"(?P<name>.+?) on “(?P<topic>.*)” · [^”]+", re.DOTALL)
_PAGE = re.compile(r" · page \d+ of \d+$")


def setup(client: Commonplace) -> None:
    client.tree.add_command(argues)


@app_commands.command(
    description="What somebody argues on a topic, in their own words, as quoted or as reported"
)
@app_commands.describe(
    who="An author, or a person who is quoted or reported; a surname will do",
    topic="What it is about, in a few words",
)
@app_commands.autocomplete(who=complete.people)
async def argues(
    interaction: Click,
    who: app_commands.Range[str, 1, LONGEST_NAME],
    topic: app_commands.Range[str, 1, LONGEST_TOPIC],
) -> None:
    """Ask what somebody argues."""
    name = read_name(who)
    if name is None:
        raise UserError("Please say who: an author, or somebody who is quoted or reported.")
    await ask(interaction, "argues", who=name, topic=read_topic(topic, interaction.client.library))


@answers("argues")
async def answer(asking: Asking) -> Reply:
    """A page of articles, newest first, with what the person says in each."""
    found = await asking.library.argues(
        asking.question["who"], asking.question["topic"], asking.server
    )
    if found.person is None or not found.arguments:
        people = found.candidates or found.nearest or found.others
        choices = [(name_of(person), {"who": person.name}) for person in people[:MOST_OTHERS]]
        return Reply([notice(found.message)], await asking.instead(choices, "Somebody else…"))
    # On a thread: the articles that a well-known author has on a topic take a while to lay out.
    pages = await asyncio.to_thread(paged, found)
    asking = asking.clamped(len(pages))
    page = pages[asking.page]
    embeds: list[discord.Embed] = [embed for _, embed in page]
    headings = [heading(found.person, found.topic, argument.quotes) for argument, _ in page]
    for embed, line in zip(embeds, _once(headings), strict=True):
        if line:
            embed.set_author(name=line)
    if len(pages) > 1:
        embeds[-1].set_footer(
            text=f"{embeds[-1].footer.text} · page {asking.page + 1} of {len(pages)}"
        )
    if found.message:
        embeds.insert(0, notice(found.message))
    quotes = [quote for argument, _ in page for quote in argument.quotes]
    return Reply(embeds, [quote_menu(quotes, row=0), *await asking.turning(len(pages))])


def paged(found: ArguesAnswer) -> list[list[tuple[Argument, QuoteEmbed]]]:
    """The articles' embeds, as many to a page as make it long enough."""
    pages: list[list[tuple[Argument, QuoteEmbed]]] = [[]]
    length = 0
    for argument in found.arguments:
        embed = group(argument)
        added = size(embed.description or "")
        if pages[-1] and (length + added > PAGE or len(pages[-1]) == MOST_EMBEDS):
            pages.append([])
            length = 0
        pages[-1].append((argument, embed))
        length += added
    return pages


def group(argument: Argument, words: Words = passage) -> QuoteEmbed:
    """What one article has: its quotes, who says them, and the article."""
    for longest in LONGEST:
        text = body(argument, longest, words)
        if size(text) <= DESCRIPTION:
            break
    embed = QuoteEmbed("article", argument.quotes, text, colour_of(argument.voice.id))
    embed.set_footer(text=origin(argument.article, argument.voice))
    return embed


@lays_out("article")
def group_again(again: Again) -> discord.Embed:
    """The article with its quotes as they stand; what page it is on stays."""
    quotes = tuple(again.quotes)
    embed = group(Argument(again.voice, quotes[0].article, quotes), again.words)
    if page := _PAGE.search(again.before.footer.text or ""):
        embed.set_footer(text=f"{embed.footer.text}{page.group()}")
    return embed


def body(argument: Argument, longest: int, words: Words = passage) -> str:
    """The quotes, each at most so long, with a name below those that are one person's."""
    blocks: list[str] = []
    for who, group_of_one in groupby(argument.quotes, said_by):
        quotes = list(group_of_one)
        blocks += [words(quote, longest) for quote in quotes]
        if not all(map(is_withdrawn, quotes)):
            blocks.append(who)
    return "\n".join([*blocks, title_line(argument.article)])


_HOW = {
    SpokenBy.AUTHOR: "own words",
    SpokenBy.QUOTED: "as quoted by others",
    SpokenBy.REPORTED: "reported by others, not quoted",
}


def heading(person: Person, topic: str, quotes: Sequence[Quote]) -> str:
    """Who on what, and whether it is their own writing, as a small line above the quotes."""
    return _heading(person.name, clip(topic, 120), quotes)


def _heading(name: str, topic: str, quotes: Sequence[Quote]) -> str:
    return visible(f"{clip(name, 80)} on “{topic}” · {_HOW[quotes[0].spoken_by]}")


def _once(headings: Sequence[str]) -> list[str]:
    """The headings, but "" where the one before is the same."""
    return [
        "" if this == before else this
        for this, before in zip(headings, ["", *headings], strict=False)
    ]


@heads("article")
def headings_again(before: Sequence[str], articles: Sequence[Sequence[Quote]]) -> list[str]:
    """Above each article whose words they are now: who was asked for, as long as they are theirs.

    Of an article that left the library, the heading stays.
    """
    parsed = [match for line in before if (match := _HEADING.match(line))]
    if not parsed:
        return list(before)
    asked = [match["name"] for match in parsed]
    headings, last = [], ""
    for line, quotes in zip(before, articles, strict=True):
        last = line or last
        theirs = [frozenset(_whose(quote)) for quote in quotes]
        named = next((n for n in asked if theirs and all(n in names for names in theirs)), None)
        if named is None:
            named = listed(list(dict.fromkeys(n for quote in quotes for n in _whose(quote))))
        headings.append(_heading(named, parsed[0]["topic"], quotes) if quotes else last)
    return _once(headings)


_UNKNOWN = {
    SpokenBy.AUTHOR: "Author not stated",
    SpokenBy.QUOTED: "Speaker not stated",
    SpokenBy.REPORTED: "Others",
}


def _whose(quote: Quote) -> tuple[str, ...]:
    """Whose words they are, or whom they report, by name."""
    return tuple(claimants_of(quote)) or (_UNKNOWN[quote.spoken_by],)


def name_of(person: Person) -> str:
    """A person's name, and whether only others' articles have their words, or tell of them."""
    if person.written:
        return person.name
    return f"{person.name} ({'quoted' if person.quoted else 'reported'})"
