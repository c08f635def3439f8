"""What servers leave behind: the questions behind buttons, and those that found nothing."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from bot.store import Store, StoreError
from bot.store.departures import load_known, load_left, mark_back, mark_left
from bot.store.messages import KEPT, purge_shown
from bot.store.notes import load_note, save_note
from bot.store.servers import (
    delete_server,
    load_gaps,
    load_question,
    purge_questions,
    record_gap,
    save_question,
)

log = logging.getLogger(__name__)

QUESTIONS_KEPT = timedelta(days=90)  # after its last use, an answer's buttons work this long
DEPARTED_KEPT = timedelta(days=7)  # after the bot was removed, what a server left


class Keepsakes:
    """Small things that are kept in the store. Nothing says who asked, or where."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep_questions(
        self, questions: Sequence[Mapping[str, Any]], now: datetime
    ) -> list[str]:
        """Keep what an answer's buttons go back to; gives their keys, 16 characters each.

        The same question has the same key.
        """
        values = [json.dumps(each, sort_keys=True, ensure_ascii=False) for each in questions]
        keys = [hashlib.blake2b(each.encode(), digest_size=8).hexdigest() for each in values]

        def save(db: Database) -> None:
            for key, value in zip(keys, values, strict=True):
                save_question(db, key, value, now)
            purge_questions(db, now - QUESTIONS_KEPT)

        await self._store.write(save)
        return keys

    async def question(self, key: str, now: datetime) -> dict[str, Any] | None:
        """The question kept under a key; None when it is too old, or never was."""
        value = await self._store.write(lambda db: load_question(db, key, now))
        return json.loads(value) if value else None

    async def record_gap(self, server: int | None, question: str) -> None:
        """Note for a server's admins that the library had nothing to answer with."""
        if server is None:
            return
        try:
            await self._store.write(lambda db: record_gap(db, server, question, datetime.now(UTC)))
        except StoreError as error:  # the answer is worth more than the note of it
            log.warning("A question that found nothing was not noted: %s", error)

    async def gaps(self, server: int) -> list[tuple[str, int]]:
        """The questions of a server that found nothing, with how often, most asked first."""
        return await self._store.read(lambda db: load_gaps(db, server, 25))

    async def forget_server(self, server: int) -> None:
        """Delete everything that a server left."""
        await self._store.write(lambda db: delete_server(db, server))

    async def forget_old(self, now: datetime) -> None:
        """Delete the questions and what messages show that are too old, though nobody asks."""

        def forget(db: Database) -> None:
            purge_questions(db, now - QUESTIONS_KEPT)
            purge_shown(db, now - KEPT)

        await self._store.write(forget)

    async def left(self, servers: Collection[int], now: datetime) -> None:
        """The bot is not on these servers any more: nothing is due there, and all goes later."""
        await self._store.write(lambda db: mark_left(db, servers, now))

    async def back(self, servers: Collection[int]) -> None:
        """The bot is on these servers again."""
        await self._store.write(lambda db: mark_back(db, servers))

    async def on_servers(self, servers: Collection[int], now: datetime) -> None:
        """The bot is on these servers and on no others, whatever it missed while it was away."""

        def note(db: Database) -> None:
            mark_back(db, servers)
            mark_left(db, load_known(db) - set(servers), now)

        await self._store.write(note)

    async def departed(self, now: datetime) -> list[int]:
        """The servers whose time is over."""
        return await self._store.read(lambda db: load_left(db, now - DEPARTED_KEPT))

    async def note(self, name: str) -> str | None:
        """A small fact that the program keeps for itself, such as which commands are synced."""
        return await self._store.read(lambda db: load_note(db, name))

    async def set_note(self, name: str, value: str) -> None:
        """Set such a fact."""
        await self._store.write(lambda db: save_note(db, name, value))
