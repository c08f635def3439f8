"""`/library`: what the bot has read, and what it was asked for in vain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from discord import app_commands

from bot.answers.catalogue import Catalogue
from bot.answers.people import Person
from bot.model import Article, Basis, Voice
from bot.text import listed
from commands.ui import complete
from commands.ui.actions import Click
from commands.ui.asking import Asking, Reply, answers, ask
from commands.ui.cards import (
    authors_of,
    day,
    doubt,
    listing,
    notice,
    origin,
    place_of,
    rows,
    title_line,
)
from commands.ui.colours import colour_of
from commands.ui.errors import UserError
from commands.ui.markdown import clip, inline, link, web_address
from commands.ui.topics import LONGEST_NAME, read_name

if TYPE_CHECKING:
    from bot.client import Commonplace

VOICES = 6  # a page
LINES = 15
NAME = 110  # characters of a name in such a line

EMPTY = "The library is empty. An admin fills it with /reindex."

BASES = {
    Basis.DECLARED: "declared",
    Basis.TEXT: "read from the text",
    Basis.INFERRED: "inferred",
    Basis.CORRECTED: "corrected by this server’s admins",
}

library = app_commands.Group(name="library", description="What I have read")


def setup(client: Commonplace) -> None:
    client.tree.add_command(library)


@library.command(name="list", description="Every article, newest first")
async def list_(interaction: Click) -> None:
    """Ask for the list."""
    await ask(interaction, "library list", private=True)


@library.command(description="All that is known of an article, and how it is known")
@app_commands.describe(article="Its title, or its first words")
@app_commands.autocomplete(article=complete.articles)
async def show(interaction: Click, article: app_commands.Range[str, 1, LONGEST_NAME]) -> None:
    """Ask for an article."""
    name = read_name(article)
    if name is None:
        raise UserError("Please say which article, by its title or its first words.")
    await ask(interaction, "library show", private=True, article=name)


@library.command(description="The outlets, with how many articles there are of each")
async def sources(interaction: Click) -> None:
    """Ask for the outlets."""
    await ask(interaction, "library sources", private=True)


@library.command(description="Who writes, who is quoted, and whose claims are reported")
async def authors(interaction: Click) -> None:
    """Ask for the people."""
    await ask(interaction, "library authors", private=True)


@library.command(description="What was asked here and not found (Manage Server only)")
async def gaps(interaction: Click) -> None:
    """Ask for the questions that found nothing."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    await ask(interaction, "library gaps", private=True)


@answers("library list")
async def answer_list(asking: Asking) -> Reply:
    """The voices, a few to a page."""
    catalogue = await asking.library.catalogue(asking.server)
    if not catalogue.voices:
        return Reply([notice(EMPTY)])
    count = -(-len(catalogue.voices) // VOICES)
    asking = asking.clamped(count)
    shown = catalogue.voices[asking.page * VOICES : (asking.page + 1) * VOICES]
    footer = f"Page {asking.page + 1} of {count}" if count > 1 else ""
    embed = rows(titled(catalogue), [row_of(voice) for voice in shown], footer=footer)
    return Reply([embed], await asking.turning(count))


@answers("library sources")
async def answer_sources(asking: Asking) -> Reply:
    """The outlets."""
    catalogue = await asking.library.catalogue(asking.server)
    lines = [f"{inline(each.name, NAME)} · {articles(each.articles)}" for each in catalogue.sources]
    if catalogue.unsourced:
        lines.append(f"Outlet not known · {articles(catalogue.unsourced)}")
    return await paged(asking, "Sources", lines)


@answers("library authors")
async def answer_authors(asking: Asking) -> Reply:
    """Authors first, then those who are quoted, then those who are only reported."""
    catalogue = await asking.library.catalogue(asking.server)
    return await paged(asking, "Authors, people quoted and reported", people(catalogue.people))


@answers("library gaps")
async def answer_gaps(asking: Asking) -> Reply:
    """What was asked in vain, for those who may manage the server."""
    if not asking.manager or asking.server is None:
        raise app_commands.MissingPermissions(["manage_guild"])
    found = await asking.library.keepsakes.gaps(asking.server)
    lines = [
        inline(question, NAME) + (f" · {count} times" if count > 1 else "")
        for question, count in found
    ]
    if not lines:
        return Reply([notice("Nothing was asked here that the library could not answer.")])
    return await paged(asking, "Asked and not found", lines)


@answers("library show")
async def answer_show(asking: Asking) -> Reply:
    """One article."""
    name: str = asking.question["article"]
    found = await asking.library.article(name, asking.server)
    if found is None:
        raise UserError(f"The library has no article called “{name}”. /library list has them all.")
    article, voice = found
    embed = listing("", f"**{title_line(article)}**\n{facts(article)}\n\n{counts(article, voice)}")
    embed.colour = colour_of(voice.id)
    embed.set_footer(text=clip(article.file, 200))
    return Reply([embed])


async def paged(asking: Asking, title: str, lines: Sequence[str]) -> Reply:
    """A page of a list, with the buttons that turn it."""
    if not lines:
        return Reply([notice(EMPTY)])
    count = -(-len(lines) // LINES)
    asking = asking.clamped(count)
    first = asking.page * LINES
    shown = "\n".join(lines[first : first + LINES])
    footer = f"Page {asking.page + 1} of {count}" if count > 1 else ""
    return Reply([listing(title, shown, footer=footer)], await asking.turning(count))


def titled(catalogue: Catalogue) -> str:
    """How much there is."""
    voices = len(catalogue.voices)
    if voices == len(catalogue.articles):
        return articles(voices).capitalize()
    return f"{articles(len(catalogue.articles))}, {voices} voices"


def row_of(voice: Voice) -> tuple[str, str]:
    """A voice's title, and whose it is and where from."""
    article = voice.fullest
    title = article.label if article.title else f"Untitled, begins “{article.label}”"
    author = inline(authors_of(article) or "author not stated", 80) + doubt(article.authors)
    address = web_address(article.url.value)
    read = f" · [read]({address})" if address and len(address) < 200 else ""
    return clip(title, 100), f"{author} · {inline(origin(article, voice), 150)}{read}"


def people(everybody: Sequence[Person]) -> list[str]:
    """A line for each author, and for each person who is quoted or reported."""
    lines = []
    for person in everybody:
        parts = []
        if person.written:
            parts.append(f"wrote {articles(person.written)}")
        if person.quoted:
            parts.append(f"quoted in {articles(person.quoted)}")
        if person.reported:
            parts.append(f"reported in {articles(person.reported)}")
        lines.append(f"{inline(person.name, NAME)} · {', '.join(parts)}")
    return lines


def facts(article: Article) -> str:
    """Authors, outlet, date and address, each with how it is known."""
    url = article.url.value
    published = article.published.value
    site = (urlsplit(url).hostname or "") if url and web_address(url) else ""
    rows = [
        ("Title", article.title.basis, ""),
        ("Authors", article.authors.basis, authors_of(article) or ""),
        ("Outlet", article.outlet.basis, article.outlet.value or ""),
        ("Date", article.published.basis, day(published) if published else ""),
    ]
    lines = [f"**{name}** {known(basis, inline(shown, 300))}" for name, basis, shown in rows]
    return "\n".join([*lines, f"**Address** {known(article.url.basis, link(site, url))}"])


def known(basis: Basis, shown: str) -> str:
    """A value, with its basis in words."""
    if basis is Basis.UNKNOWN:
        return "not known"
    return f"{shown} ({BASES[basis]})" if shown else BASES[basis]


def counts(article: Article, voice: Voice) -> str:
    """Its size, what else its voice was published as, and the note."""
    words = sum(len(sentence.span.of(article.text).split()) for sentence in article.sentences)
    speech = sum(1 for _ in article.speech())
    lines = [f"{words:,} words, {speech} {'quotation' if speech == 1 else 'quotations'} of others"]
    others = [place_of(other) for other in voice.articles if other.id != article.id]
    if others:
        lines.append(f"The same analysis: {inline(listed(others), 300)}")
    if article.withdrawn:
        lines.append("This server’s admins withdrew some of it, which is not quoted here")
    if article.note:
        lines.append(inline(article.note, 600))
    return "\n".join(lines)


def articles(count: int) -> str:
    return f"{count} {'article' if count == 1 else 'articles'}"
