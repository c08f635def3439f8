"""What each server set up, was posted, and asked in vain; plain functions over the store."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

from sqlite_utils import Database

from bot.model import DailyPost, DailySettings, PostState, QuoteRef, Server, Span
from bot.store import corrections, messages
from bot.store.instants import iso

# The tables of which each row is one server's, and goes with it.
SERVERS_OWN = (
    *("daily_settings", "daily_posts", "passed_over", "gaps", "departures"),
    *corrections.TABLES,
    *messages.TABLES,
)
LONGEST_QUESTION = 200  # characters of a gap that are kept
MOST_GAPS = 500  # of a server: enough to see what is missing, too few to fill a disk with


def load_daily(db: Database, server: int) -> DailySettings | None:
    """A server's quote of the day as it set it up, or None."""
    rows = list(db.query("select * from daily_settings where server = ?", [server]))
    return _settings(rows[0]) if rows else None


def save_daily(db: Database, server: int, settings: DailySettings) -> None:
    """Set up, or change, a server's quote of the day."""
    db.table("daily_settings").upsert(
        {
            "server": server,
            "channel": settings.channel,
            "at": settings.at.isoformat("minutes"),
            "zone": settings.zone,
            "topic": settings.topic,
            "sources": json.dumps(settings.sources, ensure_ascii=False),
            "thread": int(settings.thread),
            "poll": int(settings.poll),
            "since": iso(settings.since) if settings.since else None,
        },
        pk="server",
    )


def delete_daily(db: Database, server: int) -> bool:
    """Turn a server's quote of the day off; False if it was. What was posted stays on record.

    A claimed post is skipped with it, so that it does not come when the server turns it on again.
    """
    known = load_daily(db, server) is not None
    db.table("daily_settings").delete_where("server = ?", [server])
    db.execute(
        "update daily_posts set state = ? where server = ? and state = ?",
        [PostState.SKIPPED.value, server, PostState.CLAIMED.value],
    )
    return known


def load_servers(db: Database) -> list[Server]:
    """Every server that has a quote of the day and the bot on it, by id."""
    rows = db.query(
        "select * from daily_settings where server not in (select server from departures) "
        "order by server"
    )
    return [Server(row["server"], _settings(row)) for row in rows]


def claim_post(db: Database, post: DailyPost, words: str) -> bool:
    """Record a post before it is sent. False if the (server, day) has a record already.

    ``words`` is the digest of the quote's words, which keeps it known over reindexes.
    """
    row = _post_row(post, words)
    columns = ", ".join(f'"{name}"' for name in row)
    values = ", ".join("?" for _ in row)
    cursor = db.execute(
        f"insert into daily_posts ({columns}) values ({values}) on conflict do nothing",  # noqa: S608
        list(row.values()),
    )
    return bool(cursor.rowcount == 1)


def replace_claim(db: Database, post: DailyPost, words: str | None) -> bool:
    """Give a claim that is not sent another quote or channel; ``words`` None keeps the quote's.

    False if the post is not claimed any more: it was sent, skipped or deleted meanwhile.
    """
    row = _post_row(post, words or "")
    kept = ("channel", "claimed_at") if words is None else tuple(row)
    changes = {name: row[name] for name in kept if name not in {"server", "day", "state"}}
    columns = ", ".join(f'"{name}" = ?' for name in changes)
    cursor = db.execute(
        f"update daily_posts set {columns} where server = ? and day = ? and state = ?",  # noqa: S608
        [*changes.values(), post.server, post.day.isoformat(), PostState.CLAIMED.value],
    )
    return bool(cursor.rowcount == 1)


def reopen_post(db: Database, server: int, day: date, now: datetime) -> DailyPost | None:
    """Make a skipped post a claimed one again, for an admin who wants it after all.

    Returns None if the post is not skipped.
    """
    cursor = db.execute(
        "update daily_posts set state = ?, claimed_at = ? where server = ? and day = ? "
        "and state = ?",
        [PostState.CLAIMED.value, iso(now), server, day.isoformat(), PostState.SKIPPED.value],
    )
    return load_post(db, server, day) if cursor.rowcount == 1 else None


def load_post(db: Database, server: int, day: date) -> DailyPost | None:
    """The record of a server's local date, or None."""
    rows = list(
        db.query(
            "select * from daily_posts where server = ? and day = ?", [server, day.isoformat()]
        )
    )
    return _post(rows[0]) if rows else None


def mark_sent(db: Database, server: int, day: date, message: int) -> bool:
    """Record that a post is on Discord. False if it was never claimed.

    A post that was skipped while it was on its way is sent all the same: the message is there.
    """
    cursor = db.execute(
        "update daily_posts set state = ?, message = ? where server = ? and day = ?",
        [PostState.SENT.value, message, server, day.isoformat()],
    )
    return bool(cursor.rowcount == 1)


def mark_skipped(db: Database, server: int, day: date) -> bool:
    """Record that a local date gets no post. False if it was sent already."""
    settings = load_daily(db, server)
    skipped = DailyPost(
        server=server,
        day=day,
        state=PostState.SKIPPED,
        quote=None,
        voice=None,
        channel=settings.channel if settings else 0,
        claimed_at=datetime.combine(day, time(0), UTC),
    )
    if claim_post(db, skipped, ""):
        return True
    cursor = db.execute(
        "update daily_posts set state = ? where server = ? and day = ? and state != ?",
        [PostState.SKIPPED.value, server, day.isoformat(), PostState.SENT.value],
    )
    return bool(cursor.rowcount == 1)


def give_up_claim(db: Database, server: int, day: date) -> bool:
    """Skip a post that was claimed; False if it is not. Unlike a skip it makes no record."""
    cursor = db.execute(
        "update daily_posts set state = ? where server = ? and day = ? and state = ?",
        [PostState.SKIPPED.value, server, day.isoformat(), PostState.CLAIMED.value],
    )
    return bool(cursor.rowcount == 1)


def load_pending(db: Database, server: int) -> DailyPost | None:
    """The oldest post that was claimed and is not known to be sent."""
    rows = list(
        db.query(
            "select * from daily_posts where server = ? and state = ? order by day limit 1",
            [server, PostState.CLAIMED.value],
        )
    )
    return _post(rows[0]) if rows else None


def load_last_sent(db: Database, server: int) -> DailyPost | None:
    """The latest post that is known to be on Discord."""
    rows = list(
        db.query(
            "select * from daily_posts where server = ? and state = ? order by day desc limit 1",
            [server, PostState.SENT.value],
        )
    )
    return _post(rows[0]) if rows else None


def load_days(db: Database, since: date) -> dict[int, dict[date, PostState]]:
    """By server, the dates on record from ``since`` on, and whatever older ones are claimed."""
    days: dict[int, dict[date, PostState]] = {}
    for row in db.query(
        "select server, day, state from daily_posts where day >= ? or state = ? order by day",
        [since.isoformat(), PostState.CLAIMED.value],
    ):
        found = days.setdefault(row["server"], {})
        found[date.fromisoformat(row["day"])] = PostState(row["state"])
    return days


def load_shown(db: Database, server: int) -> list[tuple[str, int | None]]:
    """The words (their digest) and the voice of each quote that a server was shown, oldest first.

    A claimed post counts: it may have reached Discord. So does a quote that an admin passed over:
    it comes again when all others have been shown.
    """
    rows = db.query(
        "select words, voice, claimed_at as at, day from daily_posts "
        "where server = ? and state in (?, ?) and words != '' "
        "union all select words, voice, at, '' from passed_over where server = ? order by at, day",
        [server, PostState.CLAIMED.value, PostState.SENT.value, server],
    )
    return [(row["words"], row["voice"]) for row in rows]


def pass_over(db: Database, server: int, words: str, voice: int, now: datetime) -> None:
    """Let a quote, by the digest of its words, count as shown."""
    row = {"server": server, "words": words, "voice": voice, "at": now.isoformat()}
    db.table("passed_over").upsert(row, pk=("server", "words"))


def record_gap(db: Database, server: int, question: str, now: datetime) -> None:
    """Count a question that found nothing, whatever its letter case and spacing.

    Of more than ``MOST_GAPS`` the least asked go, the oldest of them first.
    """
    question = " ".join(question.split())[:LONGEST_QUESTION].rstrip()
    if not question:
        return
    counted = db.execute(
        "update gaps set times = times + 1, last = ? "
        "where server = ? and question = ? collate nocase",
        [iso(now), server, question],
    )
    if counted.rowcount:
        return
    db.table("gaps").insert({"server": server, "question": question, "times": 1, "last": iso(now)})
    # The new one is exempt, or a list of often asked questions would never let one in.
    db.execute(
        "delete from gaps where server = ? and question in ("
        "select question from gaps where server = ? and question != ? "
        "order by times desc, last desc limit -1 offset ?)",
        [server, server, question, MOST_GAPS - 1],
    )


def load_gaps(db: Database, server: int, limit: int) -> list[tuple[str, int]]:
    """A server's gaps with how often each was asked, the most asked first, then the latest."""
    rows = db.query(
        "select question, times from gaps where server = ? order by times desc, last desc limit ?",
        [server, limit],
    )
    return [(row["question"], row["times"]) for row in rows]


def save_question(db: Database, key: str, value: str, now: datetime) -> None:
    """Keep what the buttons of an answer go back to."""
    db.table("questions").upsert({"key": key, "value": value, "used": iso(now)}, pk="key")


def load_question(db: Database, key: str, now: datetime | None = None) -> str | None:
    """What was kept under a key, or None. With ``now``, in a write, it counts as used."""
    rows = list(db.query("select value from questions where key = ?", [key]))
    if not rows:
        return None
    if now is not None:
        db.execute("update questions set used = ? where key = ?", [iso(now), key])
    return str(rows[0]["value"])


def purge_questions(db: Database, before: datetime) -> int:
    """Drop the questions last used before an instant; returns how many."""
    return int(db.execute("delete from questions where used < ?", [iso(before)]).rowcount)


def delete_server(db: Database, server: int) -> None:
    """Forget a server: its settings, posts, gaps, reports, corrections and what messages show.

    Its own articles are the corpus's to remove, in a reindex; a question's key names no server, and
    goes with its age.
    """
    for table in SERVERS_OWN:
        db.table(table).delete_where("server = ?", [server])


def _settings(row: dict[str, Any]) -> DailySettings:
    return DailySettings(
        channel=row["channel"],
        at=time.fromisoformat(row["at"]),
        zone=row["zone"],
        topic=row["topic"],
        sources=tuple(json.loads(row["sources"] or "[]")),
        thread=bool(row["thread"]),
        poll=bool(row["poll"]),
        since=datetime.fromisoformat(row["since"]) if row["since"] else None,
    )


def _post_row(post: DailyPost, words: str) -> dict[str, Any]:
    quote = post.quote
    return {
        "server": post.server,
        "day": post.day.isoformat(),
        "state": post.state.value,
        "article": quote.article if quote else None,
        "start": quote.span.start if quote else None,
        "end": quote.span.end if quote else None,
        "digest": quote.digest if quote else None,
        "voice": post.voice,
        "words": words,
        "channel": post.channel,
        "message": post.message,
        "claimed_at": iso(post.claimed_at),
    }


def _post(row: dict[str, Any]) -> DailyPost:
    quote = None
    if row["article"] is not None:
        quote = QuoteRef(row["article"], Span(row["start"], row["end"]), row["digest"])
    return DailyPost(
        server=row["server"],
        day=date.fromisoformat(row["day"]),
        state=PostState(row["state"]),
        quote=quote,
        voice=row["voice"],
        channel=row["channel"],
        claimed_at=datetime.fromisoformat(row["claimed_at"]),
        message=row["message"],
    )
