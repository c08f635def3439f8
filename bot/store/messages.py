"""Which of the bot's messages shows which quotes, and which have to be edited.

Nothing says who asked, or what. A quote of the day is on record in ``daily_posts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from bot.model import Posting, PostState, QuoteRef, Shown, Span
from bot.store.instants import iso

TABLES = ("shown_quotes", "postings_to_edit")

MOST_MESSAGES = 3000  # of a server: the latest
KEPT = timedelta(days=365)

_ON_DISCORD = (PostState.CLAIMED.value, PostState.SENT.value)  # or on the way there


def save_shown(
    db: Database, server: int, channel: int, message: int, shown: Sequence[Shown], at: datetime
) -> None:
    """Keep what a message shows now, in place of what it showed before; nothing is kept of none.

    Messages that are too old, or of which the server has too many, are forgotten.
    """
    db.execute("delete from shown_quotes where server = ? and message = ?", [server, message])
    db.table("shown_quotes").insert_all(
        {
            "server": server,
            "message": message,
            "number": number,
            "channel": channel,
            "embed": each.embed,
            "layout": each.layout,
            "article": each.quote.article,
            "start": each.quote.span.start,
            "end": each.quote.span.end,
            "digest": each.quote.digest,
            "words": each.words,
            "at": iso(at),
        }
        for number, each in enumerate(shown)
    )
    purge_shown(db, at - KEPT)
    db.execute(  # a later message has a higher number
        "delete from shown_quotes where server = ? and message in ("
        "select message from shown_quotes where server = ? group by message "
        "order by message desc limit -1 offset ?)",
        [server, server, MOST_MESSAGES],
    )


def purge_shown(db: Database, before: datetime) -> None:
    """Forget what messages show that were shown before an instant."""
    db.execute("delete from shown_quotes where at < ?", [iso(before)])


def mark_message(db: Database, server: int, message: int, change: str) -> None:
    """Note a message as to be edited."""
    db.execute(
        "insert or replace into postings_to_edit (server, name, change) values (?, ?, ?)",
        [server, str(message), change],
    )


def mark_to_edit(
    db: Database, server: int, change: str, places: Iterable[tuple[QuoteRef, bool]], words: str
) -> None:
    """Note every message as to be edited that shows these words, or anything of these places.

    A quote of the day that is on its way is among them.

    Args:
        places: stretches of articles, each with whether it stands for the article as a whole. Of a
            message that shows an older text of such an article, it can't be told what it shows of
            them: it is noted as well.
        words: the digest of a quote's words.
    """
    db.execute(  # of a post that was skipped since, or a message that was forgotten
        "delete from postings_to_edit where server = ? and name not in ("
        "select day from daily_posts where server = ? and state in (?, ?) "
        "union all select cast(message as text) from shown_quotes where server = ?)",
        [server, server, *_ON_DISCORD, server],
    )
    _mark(db, server, change, "words = ?", [words])
    for ref, whole in places:
        here = "" if whole else 'and start < ? and "end" > ?'
        _mark(
            db,
            server,
            change,
            f"(digest = ? {here}) or (article = ? and digest != ?)",
            [
                ref.digest,
                *(() if whole else (ref.span.end, ref.span.start)),
                ref.article,
                ref.digest,
            ],
        )


def _mark(db: Database, server: int, change: str, showing: str, values: list[Any]) -> None:
    db.execute(
        "insert or replace into postings_to_edit (server, name, change) "  # noqa: S608
        "select server, day, ? from daily_posts where server = ? and state in (?, ?) "
        f"and ({showing}) "
        f"union select server, message, ? from shown_quotes where server = ? and ({showing})",
        [change, server, *_ON_DISCORD, *values, change, server, *values],
    )


def load_to_edit(db: Database) -> list[Posting]:
    """Every message that is to be edited, those of a server the latest first; those not sent yet
    have no id."""
    rows = db.query(
        "select e.server, e.name, e.change, p.channel, p.message, 0 as number, 0 as embed, "
        "'card' as layout, p.article, p.start, p.\"end\", p.digest, p.words "
        "from postings_to_edit e join daily_posts p on p.server = e.server and p.day = e.name "
        "where p.state in (?, ?) "
        "union all select e.server, e.name, e.change, m.channel, m.message, m.number, m.embed, "
        'm.layout, m.article, m.start, m."end", m.digest, m.words '
        "from postings_to_edit e join shown_quotes m "
        "on m.server = e.server and m.message = cast(e.name as integer) "
        "and cast(m.message as text) = e.name "
        "order by 1, 5 desc, 2, 6",
        _ON_DISCORD,
    )
    return [
        _posting(list(group))
        for _, group in groupby(rows, lambda row: (row["server"], row["name"]))
    ]


def delete_to_edit(db: Database, posting: Posting) -> bool:
    """A message was edited, or never will be; False if it has to be again."""
    cursor = db.execute(
        "delete from postings_to_edit where server = ? and name = ? and change = ?",
        [posting.server, posting.name, posting.change],
    )
    return bool(cursor.rowcount == 1)


def _posting(rows: Sequence[dict[str, Any]]) -> Posting:
    first = rows[0]
    return Posting(
        server=first["server"],
        name=first["name"],
        change=first["change"],
        channel=first["channel"],
        message=first["message"],
        shown=tuple(
            Shown(
                row["embed"],
                row["layout"],
                QuoteRef(row["article"], Span(row["start"], row["end"]), row["digest"]),
                row["words"],
            )
            for row in rows
        ),
    )
