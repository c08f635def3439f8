"""The bot's own messages that show quotes, for a correction to find them again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from bot.answers.daily import words_digest
from bot.library.corrections import Corrections
from bot.model import Posting, Quote, Shown
from bot.store import Store
from bot.store import messages as table
from bot.store.messages import KEPT, MOST_MESSAGES


class Messages:
    """Which message shows which quotes, and which of them have to be edited.

    Nothing says who asked, or what.
    """

    def __init__(self, store: Store, corrections: Corrections) -> None:
        self._store = store
        self._corrections = corrections

    async def show(
        self,
        server: int,
        channel: int,
        message: int,
        quotes: Sequence[tuple[int, str, Quote]],
        now: datetime,
    ) -> None:
        """Keep what a message shows, in place of what it showed before.

        Args:
            quotes: each with the number of its embed, and that embed's layout.
        """
        shown = [
            Shown(embed, layout, quote.ref, words_digest(quote.text))
            for embed, layout, quote in quotes
        ]
        # A correction that is made between the answer and this would else miss the message.
        async with self._corrections.unchanging():
            late = await self._corrections.are_out_of_date(server, [quote for *_, quote in quotes])

            def save(db: Database) -> None:
                table.save_shown(db, server, channel, message, shown, now)
                if late:
                    table.mark_message(db, server, message, secrets.token_hex(8))

            await self._store.write(save)
        if late:
            self._corrections.changed.set()

    async def to_edit(self) -> list[Posting]:
        """The messages that have to follow a correction, or its undoing."""
        return await self._store.read(table.load_to_edit)

    async def edited(self, posting: Posting) -> None:
        """The message shows how things stand, or never can."""
        await self._store.write(lambda db: table.delete_to_edit(db, posting))


__all__ = ["KEPT", "MOST_MESSAGES", "Messages"]
