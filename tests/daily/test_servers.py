"""What the store keeps of a server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlite_utils import Database

from bot.model import DailyPost, DailySettings, PostState, QuoteRef, Span
from bot.store import Store
from bot.store import servers as table

T = TypeVar("T")

NOW = datetime(2025, 6, 10, 8, 0, 0, 123456, UTC)
DAY = date(2025, 6, 10)
SETTINGS = DailySettings(
    channel=2**62,
    at=time(8, 30),
    zone="Europe/Berlin",
    topic="ferries",
    sources=("Gazette Élan", "a, b"),
    thread=True,
    poll=True,
    since=NOW,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "store.db")
    yield store
    store.close()


def made(day: date = DAY, server: int = 7, state: PostState = PostState.CLAIMED) -> DailyPost:
    ref = QuoteRef(3, Span(10, 20), "0123abcd")
    return DailyPost(server, day, state, ref, 5, 99, NOW)


async def test_settings_come_back_as_they_were_saved(store: Store) -> None:
    assert await store.read(lambda db: table.load_daily(db, 7)) is None
    plain = DailySettings(channel=1, at=time(0), zone="UTC")
    for settings in (SETTINGS, plain):
        await store.write(lambda db, s=settings: table.save_daily(db, 7, s))  # type: ignore[misc]
        assert await store.read(lambda db: table.load_daily(db, 7)) == settings
    servers = await store.read(table.load_servers)
    assert [(server.id, server.daily) for server in servers] == [(7, plain)]


async def test_a_day_is_claimed_once(store: Store) -> None:
    assert await store.write(lambda db: table.claim_post(db, made(), "w1"))
    other = DailyPost(7, DAY, PostState.CLAIMED, None, 6, 98, NOW)
    assert not await store.write(lambda db: table.claim_post(db, other, "w2"))
    assert await store.read(lambda db: table.load_post(db, 7, DAY)) == made()
    assert await store.write(lambda db: table.claim_post(db, made(server=8), "w1"))
    assert await store.read(lambda db: table.load_shown(db, 7)) == [("w1", 5)]


async def test_a_sent_post_stays_sent(store: Store) -> None:
    assert not await store.write(lambda db: table.mark_sent(db, 7, DAY, 4242))
    await store.write(lambda db: table.claim_post(db, made(), "w"))
    assert await store.write(lambda db: table.mark_sent(db, 7, DAY, 4242))
    assert not await store.write(lambda db: table.mark_skipped(db, 7, DAY))
    assert not await store.write(lambda db: table.replace_claim(db, made(), "x"))
    assert await store.write(lambda db: table.reopen_post(db, 7, DAY, NOW)) is None
    post = await store.read(lambda db: table.load_last_sent(db, 7))
    assert post is not None
    assert (post.state, post.message) == (PostState.SENT, 4242)


async def test_a_skipped_quote_does_not_count_as_shown(store: Store) -> None:
    await store.write(lambda db: table.claim_post(db, made(), "w"))
    assert await store.write(lambda db: table.mark_skipped(db, 7, DAY))
    assert await store.write(lambda db: table.mark_skipped(db, 7, DAY))
    assert await store.read(lambda db: table.load_shown(db, 7)) == []
    assert await store.read(lambda db: table.load_pending(db, 7)) is None


async def test_a_message_that_was_skipped_on_its_way_is_sent_all_the_same(store: Store) -> None:
    await store.write(lambda db: table.claim_post(db, made(), "w"))
    await store.write(lambda db: table.mark_skipped(db, 7, DAY))
    await store.write(lambda db: table.mark_sent(db, 7, DAY, 5))
    post = await store.read(lambda db: table.load_post(db, 7, DAY))
    assert post is not None
    assert post.state is PostState.SENT


async def test_a_day_can_be_skipped_before_it_is_claimed(store: Store) -> None:
    await store.write(lambda db: table.save_daily(db, 7, SETTINGS))
    assert await store.write(lambda db: table.mark_skipped(db, 7, DAY))
    assert not await store.write(lambda db: table.claim_post(db, made(), "w"))
    post = await store.write(lambda db: table.reopen_post(db, 7, DAY, NOW))
    assert post is not None
    assert (post.state, post.quote, post.channel) == (PostState.CLAIMED, None, 2**62)


async def test_turning_off_skips_what_is_claimed_and_remembers_what_was_shown(
    store: Store,
) -> None:
    await store.write(lambda db: table.save_daily(db, 7, SETTINGS))
    await store.write(lambda db: table.claim_post(db, made(DAY - timedelta(days=1)), "w1"))
    await store.write(lambda db: table.mark_sent(db, 7, DAY - timedelta(days=1), 1))
    await store.write(lambda db: table.claim_post(db, made(), "w2"))
    assert await store.write(lambda db: table.delete_daily(db, 7))
    assert not await store.write(lambda db: table.delete_daily(db, 7))
    for day, state in ((DAY, PostState.SKIPPED), (DAY - timedelta(days=1), PostState.SENT)):
        post = await store.read(lambda db, day=day: table.load_post(db, 7, day))  # type: ignore[misc]
        assert post is not None
        assert post.state is state
    assert await store.read(lambda db: table.load_shown(db, 7)) == [("w1", 5)]


async def test_gaps_are_counted_by_their_words(store: Store) -> None:
    for question in ("quantum  theory", " Quantum\ntheory ", "tides", "", "  "):
        await store.write(lambda db, q=question: table.record_gap(db, 7, q, NOW))  # type: ignore[misc]
    await store.write(lambda db: table.record_gap(db, 8, "tides", NOW))
    await store.write(lambda db: table.record_gap(db, 9, "x" * 500, NOW))
    assert await store.read(lambda db: table.load_gaps(db, 7, 10)) == [
        ("quantum theory", 2),
        ("tides", 1),
    ]
    assert await store.read(lambda db: table.load_gaps(db, 7, 1)) == [("quantum theory", 2)]
    assert await store.read(lambda db: table.load_gaps(db, 9, 10)) == [("x" * 200, 1)]
    assert await store.read(lambda db: table.load_gaps(db, 8, 10)) == [("tides", 1)]


async def test_of_too_many_gaps_the_least_asked_and_oldest_go(store: Store) -> None:
    def fill(db: Database) -> None:
        table.record_gap(db, 7, "often", NOW)
        table.record_gap(db, 7, "often", NOW)
        for number in range(table.MOST_GAPS + 4):
            table.record_gap(db, 7, f"q{number}", NOW + timedelta(seconds=number))

    await store.write(fill)
    kept = {q for q, _ in await store.read(lambda db: table.load_gaps(db, 7, 10_000))}
    assert len(kept) == table.MOST_GAPS
    assert "often" in kept
    assert kept.isdisjoint({f"q{number}" for number in range(5)})
    assert f"q{table.MOST_GAPS + 3}" in kept


async def test_a_new_gap_gets_in_among_often_asked_ones(store: Store) -> None:
    def fill(db: Database) -> None:
        for number in range(table.MOST_GAPS):
            for _ in range(2):
                table.record_gap(db, 7, f"q{number}", NOW)
        table.record_gap(db, 7, "new", NOW)

    await store.write(fill)
    kept = {q for q, _ in await store.read(lambda db: table.load_gaps(db, 7, 10_000))}
    assert len(kept) == table.MOST_GAPS
    assert "new" in kept


async def test_questions_last_as_long_as_they_are_used(store: Store) -> None:
    day = timedelta(days=1)
    await store.write(lambda db: table.save_question(db, "a", "1", NOW))
    await store.write(lambda db: table.save_question(db, "b", "2", NOW))
    assert await store.write(lambda db: table.load_question(db, "a", NOW + 2 * day)) == "1"
    assert await store.read(lambda db: table.load_question(db, "b")) == "2"
    assert await store.write(lambda db: table.purge_questions(db, NOW + day)) == 1
    assert await store.read(lambda db: table.load_question(db, "b")) is None
    assert await store.read(lambda db: table.load_question(db, "a")) == "1"


async def test_a_server_is_forgotten_alone(store: Store) -> None:
    def fill(db: Database) -> None:
        for server in (7, 8):
            table.save_daily(db, server, SETTINGS)
            table.claim_post(db, made(server=server), "w")
            table.record_gap(db, server, "tides", NOW)

    await store.write(fill)
    await store.write(lambda db: table.delete_server(db, 7))
    for server, there in ((7, False), (8, True)):

        def left(db: Database, server: int = server) -> list[bool]:
            return [
                table.load_daily(db, server) is not None,
                table.load_post(db, server, DAY) is not None,
                bool(table.load_gaps(db, server, 5)),
            ]

        assert await store.read(left) == [there] * 3
