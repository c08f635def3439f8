"""What a reindex is about to change, so that an index that is ahead or behind can be mended."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from bot.store.notes import load_note, save_note


@dataclass(frozen=True, slots=True)
class Intent:
    """The articles, by id, in which the generation ``after`` differs from ``before``."""

    before: int
    after: int
    articles: tuple[int, ...]


def save_intent(db: Database, intent: Intent) -> None:
    """Note what is about to change, before any index is."""
    save_note(db, "intent", json.dumps(asdict(intent)))


def load_intent(db: Database) -> Intent | None:
    """The last intent, whether it came about or not."""
    note = load_note(db, "intent")
    if note is None:
        return None
    values = json.loads(note)
    return Intent(values["before"], values["after"], tuple(values["articles"]))
