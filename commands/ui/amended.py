"""An embed made again when something about its quotes was corrected.

Whoever lays quotes out in a way of their own says how that is done again::

    @lays_out("panel")
    def panel_again(again: Again) -> discord.Embed: ...

and makes the embed as a ``QuoteEmbed`` of that name. An embed is made to show how things stand, so
that it does no harm to make it twice, and an undoing makes it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import discord

from bot.library.corrections import Standing
from bot.model import Correction, Quote, Shown, Subject, Voice
from commands.ui.cards import Words, card, is_withdrawn, listing, passage, total
from commands.ui.markdown import inline
from commands.ui.reports import corrected_line, date_of, withdrawn_line

CORRECTED = "Corrected on "
GONE = "Not shown any more"
SHORT = "What is shown is as corrected."  # where there is no room for more
MESSAGE = 6000  # characters that the embeds of a message may take up
_LEAD = re.compile(r"\*.*\*\n\n")  # a card's note, above the quote


@dataclass(frozen=True, slots=True)
class Again:
    """An embed that is to be made again.

    ``quotes`` are of one article, whose ``voice`` is given; a verdict's may be of several. Of those
    that were withdrawn ``words`` says so. ``among`` is how many embeds of the message show quotes.
    """

    before: discord.Embed
    quotes: Sequence[Quote]
    voice: Voice
    words: Words
    among: int


Layout: TypeAlias = Callable[[Again], discord.Embed]

# From the embeds of a layout, with their voices, and the words that describe the picture: the
# picture as it is to be, or None where it is so already.
Drawing: TypeAlias = Callable[
    [Sequence[tuple[discord.Embed, Voice]], str], Awaitable[discord.File | None]
]

# From the small lines above the embeds of a layout, "" where there is none, and the quotes in each:
# the lines as they are to be.
Heading: TypeAlias = Callable[[Sequence[str], Sequence[Sequence[Quote]]], Sequence[str]]

_layouts: dict[str, tuple[Layout, bool]] = {}
_drawings: dict[str, Drawing] = {}
_headings: dict[str, Heading] = {}


def lays_out(name: str, *, tells: bool = True) -> Callable[[Layout], Layout]:
    """Make the function how embeds of a layout are made again.

    ``tells``: whether what was corrected is told below.
    """

    def register(layout: Layout) -> Layout:
        _layouts[name] = layout, tells
        return layout

    return register


def draws(name: str) -> Callable[[Drawing], Drawing]:
    """Make the function how the picture of a message with embeds of a layout is drawn again."""

    def register(drawing: Drawing) -> Drawing:
        _drawings[name] = drawing
        return drawing

    return register


def heads(name: str) -> Callable[[Heading], Heading]:
    """Make the function what stands above the embeds of a layout when they are made again."""

    def register(heading: Heading) -> Heading:
        _headings[name] = heading
        return heading

    return register


@lays_out("card")
def card_again(again: Again) -> discord.Embed:
    """The card with its note; of a withdrawn quote, that alone."""
    (quote,) = again.quotes
    lead = _LEAD.match(again.before.description or "")
    note = lead.group() if lead else ""
    if is_withdrawn(quote):
        return listing("", f"{note}{again.words(quote, 0)}".rstrip())
    embed = card(quote, again.voice)
    embed.description = f"{note}{embed.description}"
    return embed


def amended(
    embeds: Sequence[discord.Embed],
    shown: Sequence[Shown],
    standings: Sequence[Standing],
    voices: Mapping[int, Voice],
) -> list[discord.Embed]:
    """A message's embeds as they are to be, whatever stood when they were posted.

    Args:
        standings: how each of ``shown`` stands.
        voices: by number, those of all quotes.
    """
    new = list(embeds)
    among = grouped(len(embeds), shown, standings)
    groups: dict[str, list[tuple[int, Sequence[Quote]]]] = {}
    for number, (layout, group) in sorted(among.items()):
        new[number] = _again(embeds[number], layout, group, voices, len(among))
        quotes = [each.quote for each in group if each.quote is not None]
        groups.setdefault(layout, []).append((number, quotes))
    for layout, shows in groups.items():
        if layout in _headings:
            names = [embeds[number].author.name or "" for number, _ in shows]
            headings = _headings[layout](names, [quotes for _, quotes in shows])
            for (number, _), heading in zip(shows, headings, strict=True):
                if heading != (new[number].author.name or ""):
                    new[number] = new[number].copy()
                    if heading:
                        new[number].set_author(name=heading)
                    else:
                        new[number].remove_author()
    # What was corrected stands in the embeds as well, so that the note on it may be cut short.
    for embed in reversed(new):
        for place in reversed(range(len(embed.fields))):
            if total(new) > MESSAGE and (embed.fields[place].name or "").startswith(CORRECTED):
                name = embed.fields[place].name
                embed.set_field_at(place, name=name, value=SHORT, inline=False)
    return new


def grouped(
    count: int, shown: Sequence[Shown], standings: Sequence[Standing]
) -> dict[int, tuple[str, list[Standing]]]:
    """By the number of its embed, of ``count``, a layout and how the quotes in it stand."""
    groups: dict[int, tuple[str, list[Standing]]] = {}
    for each, standing in zip(shown, standings, strict=True):
        number = each.embed if each.embed >= 0 else count + each.embed
        if 0 <= number < count:
            groups.setdefault(number, (each.layout, []))[1].append(standing)
    return groups


def _again(
    before: discord.Embed,
    layout: str,
    standings: Sequence[Standing],
    voices: Mapping[int, Voice],
    among: int,
) -> discord.Embed:
    quotes = [each.quote for each in standings if each.quote is not None]
    if not quotes:
        return before
    withdrawn = {s.quote.ref: s.withdrawn for s in standings if s.quote and s.withdrawn}

    def words(quote: Quote, limit: int) -> str:
        correction = withdrawn.get(quote.ref)
        return f"{withdrawn_line(correction)}\n" if correction else passage(quote, limit)

    voice = _voice(quotes[0], voices)
    make, tells = _layouts[layout]
    embed = make(Again(before, quotes, voice, words, among))
    if before.author.name:
        embed.set_author(name=before.author.name)
    if before.image.url:
        embed.set_image(url=before.image.url)
    if not tells:
        return embed
    for each in _to_tell(standings):
        text = corrected_line(each)
        if each.subject is Subject.SPEAKER and len(standings) > 1:
            text += f"\n> {inline(each.anchor.words, 100)}"
        embed.add_field(name=f"{CORRECTED}{date_of(each.at)}", value=text, inline=False)
    if gone := len(standings) - len(quotes):
        text = f"Words that have left the library: {gone}."
        embed.add_field(name=GONE, value=text, inline=False)
    return embed


def _voice(quote: Quote, voices: Mapping[int, Voice]) -> Voice:
    """The quote's voice; the article alone where a reindex has just changed it."""
    return voices.get(quote.article.voice) or Voice(quote.article.voice, (quote.article,))


def _to_tell(standings: Sequence[Standing]) -> list[Correction]:
    """What was corrected about the quotes that are still shown, earliest first."""
    found = {
        each.key: each
        for standing in standings
        if standing.withdrawn is None
        for each in standing.corrections
    }
    return sorted(found.values(), key=lambda each: (each.at, each.key))


async def redrawn(
    embeds: Sequence[discord.Embed],
    shown: Sequence[Shown],
    standings: Sequence[Standing],
    voices: Mapping[int, Voice],
    alt: str,
) -> discord.File | None:
    """The picture of a message, where it has one that has to be drawn again."""
    by_layout: dict[str, list[tuple[discord.Embed, Voice]]] = {}
    for number, (layout, group) in sorted(grouped(len(embeds), shown, standings).items()):
        quote = next((each.quote for each in group if each.quote is not None), None)
        if quote is None:  # a voice whose name is not known any more
            return None
        by_layout.setdefault(layout, []).append((embeds[number], _voice(quote, voices)))
    for layout, panels in by_layout.items():
        if layout in _drawings:
            return await _drawings[layout](panels, alt)
    return None
