"""`/about`: what the bot is, what it promises, and what it keeps."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from discord import app_commands

from bot.answers.catalogue import Catalogue
from bot.library.keepsakes import QUESTIONS_KEPT
from commands.ui.actions import Click
from commands.ui.asking import Asking, Reply, answers, ask
from commands.ui.cards import listing

if TYPE_CHECKING:
    from bot.client import Commonplace


def _version() -> str:
    try:
        return version("commonplace")
    except PackageNotFoundError:  # run from a folder, without an installation
        return "development"


VERSION = _version()


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
    embed = listing("Commonplace", text(catalogue), footer=f"Version {VERSION} · MIT licence")
    return Reply([embed])


def text(catalogue: Catalogue) -> str:
    """The introduction as Markdown."""
    written = sum(1 for person in catalogue.people if person.written)
    quoted = sum(1 for person in catalogue.people if person.quoted)
    return (
        "A commonplace book was where readers kept the passages worth quoting. "
        "I keep one for this server.\n\n"
        "**The promise.** Every quote is in its article word for word, with who says it: the "
        "author, or a person whom the author quotes. What is not known is said to be unknown; "
        "when there is nothing, I say so.\n\n"
        f"**The library.** {len(catalogue.articles)} articles by {written} known authors, "
        f"{len(catalogue.voices)} voices (an analysis published twice is one voice), and "
        f"{quoted} people quoted. The articles’ rights stay with their publishers.\n\n"
        "**Privacy.** I read no messages and keep none. So that the buttons of an answer work, "
        f"its question is kept for up to {QUESTIONS_KEPT.days} days after its last use; a question "
        "that found nothing is kept for this server’s admins. Who asked is never kept.\n\n"
        "/help has the commands."
    )
