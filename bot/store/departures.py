"""Servers that the bot was removed from; what they left is kept a while, as it may come back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from bot.store.instants import iso
from bot.store.servers import SERVERS_OWN


def mark_left(db: Database, servers: Collection[int], now: datetime) -> None:
    """Note since when the bot is not on these servers; what was noted before stays."""
    for server in servers:
        db.execute(
            "insert into departures (server, at) values (?, ?) on conflict do nothing",
            [server, iso(now)],
        )


def mark_back(db: Database, servers: Collection[int]) -> None:
    """The bot is on these servers."""
    for server in servers:
        db.execute("delete from departures where server = ?", [server])


def load_left(db: Database, before: datetime) -> list[int]:
    """The servers that the bot has not been on since before an instant."""
    rows = db.query("select server from departures where at < ? order by server", [iso(before)])
    return [row["server"] for row in rows]


def load_known(db: Database) -> set[int]:
    """Every server that left something."""
    return {
        row["server"]
        for table in SERVERS_OWN
        for row in db.query(f"select distinct server from {table}")  # noqa: S608 - names of ours
    }
