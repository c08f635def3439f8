"""`/about`: what the bot is, what it promises, and what it keeps."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from discord import app_commands

from bot.answers.catalogue import Catalogue
from bot.library.keepsakes import DEPARTED_KEPT, QUESTIONS_KEPT
from commands.ui.actions import Click
from commands.ui.asking import Asking, Reply, answers, ask
from commands.ui.cards import rows

if TYPE_CHECKING:
    from bot.client import Commonplace


def _version() -> str:
    try:
        return version("commonplace")
    except PackageNotFoundError:  # run from a folder, without an installation
        return "development"


VERSION = _version()

INTRODUCTION = (
    "A commonplace book was where readers kept the passages worth quoting. I keep one for this "
    "server."
)
PROMISE = (
    "Every quote is in its article word for word, with who says it: the author, or a person whom "
    "the author quotes. What is not known is said to be unknown. When there is nothing, I say so."
)
PRIVACY = (
    "I read no messages and keep none. “Check this quote” is given the one message that you "
    "choose, and nothing of it is kept. So that its buttons work, an answer’s question is kept for "
    f"{QUESTIONS_KEPT.days} days after its last use; one that found nothing is kept for this "
    "server’s admins, as is what you write in a report. Who asked or reported is never kept. Of "
    "this server I keep its quote-of-the-day settings and posts, open reports, its admins’ "
    "corrections and, so that these reach them, which of my own messages shows which quote; when I "
    f"am removed, all that is deleted after {DEPARTED_KEPT.days} days."
)


def setup(client: Commonplace) -> None:
    client.tree.add_command(about)


@app_commands.command(description="What I am, what I promise, and what I keep")
async def about(interaction: Click) -> None:
    """Introduce the bot."""
    await ask(interaction, "about", private=True)


@answers("about")
async def answer(asking: Asking) -> Reply:
    """The introduction, with the library's numbers."""
    catalogue = await asking.library.catalogue(asking.server)
    footer = f"Version {VERSION} · MIT licence · /help has the commands"
    return Reply([rows("Commonplace", parts(catalogue), text=INTRODUCTION, footer=footer)])


def parts(catalogue: Catalogue) -> list[tuple[str, str]]:
    """What there is to know, as headings with some Markdown each."""
    written = sum(1 for person in catalogue.people if person.written)
    quoted = sum(1 for person in catalogue.people if person.quoted)
    library = (
        f"{len(catalogue.articles)} articles by {written} known authors, with {quoted} people "
        f"quoted. They are {len(catalogue.voices)} voices: an analysis that appeared twice is one "
        "voice. The rights stay with the publishers."
    )
    return [("The promise", PROMISE), ("The library", library), ("Privacy", PRIVACY)]
