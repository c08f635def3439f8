"""Nothing was found: say so, and what the library does hold nearby."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answers.nearby import Nearby
from commands.ui.asking import Asking, Reply
from commands.ui.cards import listing
from commands.ui.markdown import escape, inline

MOST_WORDS = 3


async def nothing_found(
    asking: Asking, message: str, nearby: Nearby | None, without: Mapping[str, Any] | None = None
) -> Reply:
    """The message, with buttons that ask on for words nearby, or with titles of the library.

    ``without`` is what a question about such a word leaves out: its filters.
    """
    words = nearby.words[:MOST_WORDS] if nearby else ()
    titles = nearby.titles if nearby else ()
    shown = escape(message)
    if words:
        shown += "\nThe library does hold:"
    elif titles:
        shown += "\nThe library does hold, for example:\n"
        shown += "\n".join(f"- {inline(title, 150)}" for title in titles)
    filtered = any(asking.question.get(name) for name in without or {})
    ending = ", whoever and wherever" if filtered else ""
    alternatives = [(word + ending, {**(without or {}), "topic": word}) for word in words]
    return Reply([listing("", shown)], await asking.instead(alternatives, "Ask about…"))
