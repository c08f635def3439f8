"""Cards: a quote, with who says it and where; and a notice. No interaction is needed for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import discord

from bot.library import Library
from bot.model import Article, Basis, Fact, PartialDate, Quote, SpokenBy, Voice
from bot.text import listed, reporting
from commands.ui.colours import NEUTRAL, colour_of
from commands.ui.cutting import CUT, cut, cut_quote
from commands.ui.markdown import block, clip, escape, inline, link, size, visible

LONGEST_QUOTE = 1800  # characters of Markdown; a phone's screen or two
LONGEST_NAME = 120  # of a speaker, or of all authors together
_DESCRIPTION = 4096


class QuoteEmbed(discord.Embed):
    """An embed that shows quotes. By this, an answer keeps which message shows which.

    ``layout`` names how it is made again when one of them is corrected: see
    ``commands.ui.amended``.
    """

    def __init__(self, layout: str, quotes: Sequence[Quote], description: str, colour: int) -> None:
        super().__init__(description=description, colour=colour)
        self.layout = layout
        self.quotes = tuple(quotes)


def passage(quote: Quote, limit: int) -> str:
    """The quote's words as a block quote of at most ``limit``, and a mark where it was cut."""
    # The empty line ends the block quote for readers that follow CommonMark, too.
    kept = cut_quote(quote, limit)
    return f"{block(kept)}\n" if kept == quote.text else f"{block(kept)}\n\n{CUT}"


# How a quote's words are shown within a limit: as a passage, or that they were withdrawn.
Words: TypeAlias = Callable[[Quote, int], str]


def card(
    quote: Quote, voice: Voice | None = None, *, header: str = "", note: str = ""
) -> QuoteEmbed:
    """A quote as an embed: the words, who says them, the article, and how all that is known.

    Args:
        voice: the quote's voice, so that its other publications can be named.
        header: a small line above the card, plain text: the topic, or "Quote of the day".
        note: a sentence above the quote, plain text, such as which words were not found.
    """
    shown = f"*{inline(note, 250)}*\n\n" if note else ""
    shown += f"{passage(quote, LONGEST_QUOTE)}\n{said_by(quote)}\n{title_line(quote.article)}"
    embed = QuoteEmbed("card", [quote], shown, colour_of(quote.article.voice))
    embed.set_footer(text=origin(quote.article, voice))
    if header:
        embed.set_author(name=clip(visible(header), 256))
    return embed


def notice(text: str, *, title: str = "") -> discord.Embed:
    """The bot's own words as an embed: plain text, nothing in it is Markdown."""
    return listing(title, escape(cut(visible(text), _DESCRIPTION, escape)))


def listing(title: str, markdown: str, *, footer: str = "") -> discord.Embed:
    """An embed of the bot's own, with a body of Markdown that the caller has escaped and sized."""
    embed = discord.Embed(description=markdown or None, colour=NEUTRAL)
    if title:
        embed.title = escape(clip(visible(title), 120))
    if footer:
        embed.set_footer(text=clip(visible(footer), 1000))
    return embed


def rows(
    title: str, each: Sequence[tuple[str, str]], *, text: str = "", footer: str = ""
) -> discord.Embed:
    """A listing of names (plain text, in bold) with some Markdown each; at most 25."""
    embed = listing(title, text, footer=footer)
    for name, markdown in each:
        embed.add_field(name=inline(name, 120), value=markdown, inline=False)
    return embed


def said_by(quote: Quote) -> str:
    """Who says it, as Markdown: "— said by **Donald Trump**, quoted by Stefan Wolff".

    An author's own words bear the name alone; what is somebody else's says so first.
    """
    author = authors_of(quote.article)
    doubtful = doubt(quote.article.authors)
    if quote.spoken_by is SpokenBy.QUOTED:
        named = f"quoted by {inline(author, LONGEST_NAME)}" if author else _UNSIGNED
        return f"— {_speaker(quote)}, {named}{doubtful}"
    who = f"**{inline(author, LONGEST_NAME)}**" if author else "author not stated"
    if quote.spoken_by is SpokenBy.REPORTED:
        return f"— {who}{doubtful}, {_reporting(quote)}"
    return f"— {who}{doubtful}"


def is_withdrawn(quote: Quote) -> bool:
    """Whether the server's admins withdrew the quote, which then only an older message shows."""
    return quote.article.is_withdrawn(quote.span)


def said_by_others(quote: Quote) -> str:
    """The same where the author is named above; empty for the author's own words."""
    if quote.spoken_by is SpokenBy.QUOTED:
        return f"— {_speaker(quote)}, quoted"
    return f"— {_reporting(quote)}" if quote.spoken_by is SpokenBy.REPORTED else ""


_UNSIGNED = "quoted in an article without a stated author"


def _speaker(quote: Quote) -> str:
    if quote.speaker is None:
        return "speaker not stated"
    corrected = " (corrected)" if quote.speaker_corrected else ""
    return f"said by **{inline(quote.speaker, LONGEST_NAME)}**{corrected}"


def _reporting(quote: Quote) -> str:
    name = quote.claimant
    return reporting(f"**{inline(name, LONGEST_NAME)}**" if name else None)


def speaker_of(quote: Quote) -> str:
    """Who says it, short and plain, for a menu or a title: of many authors, the first."""
    if quote.spoken_by is SpokenBy.QUOTED:
        return f"{quote.speaker or 'Speaker not stated'} (quoted)"
    names = quote.article.authors.value
    who = authors_of(quote.article) or "Author not stated"
    if names and len(names) > 2:
        who = f"{names[0]} et al."
    if quote.spoken_by is SpokenBy.REPORTED:
        return f"{who} (reporting {quote.claimant or 'others'})"
    return who


def title_line(article: Article) -> str:
    """The article's title as Markdown, linked where its address is known."""
    if article.title:
        return link(article.label, article.url.value) + doubt(article.title)
    return f"Untitled, begins {link(f'“{article.label}”', article.url.value)}"


def origin(article: Article, voice: Voice | None = None) -> str:
    """Outlet, date and other publications, plain: "ECFR · May 2025 · also in Asia Times"."""
    parts = [
        f"{article.outlet.value}{doubt(article.outlet)}" if article.outlet else "outlet not known",
        dated(article),
    ]
    others = other_publications(article, voice)
    if others:
        parts.append(f"also in {' and '.join(others)}")
    return clip(visible(" · ".join(parts)), 400)


def other_publications(article: Article, voice: Voice | None) -> list[str]:
    """Where else the voice of an article was published, each place once."""
    if voice is None:
        return []
    names = (place_of(other) for other in voice.articles if other.id != article.id)
    return [name for name in dict.fromkeys(names) if name != article.outlet.value]


async def voice_of(library: Library, article: Article, server: int | None) -> Voice | None:
    """The voice of an article, as a server sees it."""
    voices = (await library.catalogue(server)).voices
    return next((voice for voice in voices if voice.id == article.voice), None)


def place_of(article: Article) -> str:
    """Where an article appeared, or its title where that is not known."""
    return article.outlet.value or f"“{clip(article.label, 80)}”"


def authors_of(article: Article) -> str | None:
    """The authors as one name to show, or None where they are not known."""
    return listed(article.authors.value) if article.authors.value else None


def dated(article: Article) -> str:
    """When an article appeared, as far as that is known."""
    if article.published.value is None:
        return "date not known"
    return f"{day(article.published.value)}{doubt(article.published)}"


def day(value: PartialDate) -> str:
    """A date as far as it is known: "20 May 2025", "May 2025" or "2025"."""
    if value.month is None:
        return str(value.year)
    month = f"{_MONTHS[value.month - 1]} {value.year}"
    return month if value.day is None else f"{value.day} {month}"


def total(embeds: Sequence[discord.Embed]) -> int:
    """What the embeds of one message take up of the 6,000 that they may."""
    return sum(
        size(text)
        for embed in embeds
        for text in (
            embed.title or "",
            embed.description or "",
            embed.footer.text or "",
            embed.author.name or "",
            *(part for each in embed.fields for part in (each.name or "", each.value or "")),
        )
    )


def doubt(fact: Fact[str] | Fact[tuple[str, ...]] | Fact[PartialDate]) -> str:
    """What to add to a fact that is neither declared nor read."""
    return f" ({fact.basis})" if fact.basis in {Basis.INFERRED, Basis.CORRECTED} else ""


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
