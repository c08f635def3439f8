"""What is stored is what the documents and /about say: a new table without a line fails here."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.library.corrections import LONGEST_REPORT
from bot.library.keepsakes import DEPARTED_KEPT, QUESTIONS_KEPT
from bot.store import Store
from bot.store.messages import KEPT, MOST_MESSAGES
from bot.store.servers import MOST_GAPS, SERVERS_OWN, delete_server
from commands.about import PRIVACY
from commands.report import MINUTES
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "privacy.md").read_text("utf-8")
# The words by which /about speaks of what a server's tables hold; of a departure only their end.
IN_ABOUT = {
    "daily_settings": "quote-of-the-day settings",
    "daily_posts": "settings and posts",
    "passed_over": "quote-of-the-day settings",
    "gaps": "one that found nothing is kept",
    "reports": "open reports",
    "corrections": "corrections",
    "shown_quotes": "which of my own messages shows which quote",
    "postings_to_edit": "corrections",
    "departures": "when I am removed",
}


@pytest.fixture
async def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "commonplace.db")


async def test_every_table_has_a_line(store: Store) -> None:
    tables = await store.read(lambda db: set(db.table_names()))
    documented = re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE)
    assert len(documented) == len(set(documented))
    assert set(documented) == {table for table in tables if not table.startswith("sqlite_")}
    store.close()


async def test_what_is_a_servers_goes_with_it(store: Store) -> None:
    def of_servers(db: Database) -> set[str]:
        return {t.name for t in db.tables if "server" in t.columns_dict}

    tables = await store.read(of_servers)
    assert tables - {"articles", "words"} == set(SERVERS_OWN), "an article goes with its file"
    now = datetime(2026, 3, 1, tzinfo=UTC).isoformat()

    def fill(db: Database) -> None:
        for name in SERVERS_OWN:
            for server in (7, 8):
                row = {
                    column.name: 1 if column.type == "INTEGER" else now
                    for column in db.table(name).columns
                }
                key = {"key": f"{name} {server}"} if "key" in row else {}
                db.table(name).insert({**row, "server": server, **key})

    def counts(db: Database) -> dict[str, list[int]]:
        return {
            name: [row["server"] for row in db.query(f"select server from {name}")]
            for name in SERVERS_OWN
        }

    await store.write(fill)
    assert set(map(tuple, (await store.read(counts)).values())) == {(7, 8)}
    await store.write(lambda db: delete_server(db, 7))
    assert set(map(tuple, (await store.read(counts)).values())) == {(8,)}
    store.close()


def test_about_says_the_same() -> None:
    assert set(IN_ABOUT) == set(SERVERS_OWN)
    for words in IN_ABOUT.values():
        assert words in PRIVACY
    assert len(PRIVACY) <= 1024  # a field of an embed


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        (QUESTIONS_KEPT.days, "{} days after the last use"),
        (DEPARTED_KEPT.days, "deleted {} days after the bot was removed"),
        (MOST_GAPS, "at most {}"),
        (MOST_MESSAGES, "the latest {:,} messages"),
        (KEPT.days, "at most {} days"),
        (LONGEST_REPORT, "at most {} characters"),
    ],
)
def test_the_figures_are_the_programs(figure: int, says: str) -> None:
    assert says.format(figure) in DOCUMENT


def test_a_members_id_is_kept_for_as_long_as_is_said() -> None:
    assert MINUTES == 10
    assert "for ten minutes after a report" in DOCUMENT
    assert f"{QUESTIONS_KEPT.days} days" in PRIVACY
    assert f"{DEPARTED_KEPT.days} days" in PRIVACY
