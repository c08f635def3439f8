"""What members of a server reported and its admins corrected; plain functions over the store."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from bot.model import (
    Anchor,
    Complaint,
    Correction,
    Posting,
    PostState,
    QuoteRef,
    Report,
    Span,
    Subject,
)
from bot.store.instants import iso

TABLES = ("reports", "corrections", "reported_messages", "postings_to_edit")

MOST_MESSAGES = 300  # of a server: those reported last


# Reports


def save_report(db: Database, report: Report, words: str, most: int) -> Report | None:
    """Keep a report, or count it where the same was reported before; None when there are ``most``.

    ``words`` is the digest of the quote's words. The same is what says the same of the same words,
    whatever its letter case.
    """
    for row in db.query(
        "select * from reports where server = ? and words = ? and complaint = ?",
        [report.server, words, report.complaint.value],
    ):
        known = _report(row)
        if known.anchor.file == report.anchor.file and _said(known) == _said(report):
            db.execute(
                "update reports set times = times + 1, at = ? where key = ?",
                [iso(report.at), known.key],
            )
            return load_report(db, report.server, known.key)
    (row,) = db.query("select count(*) as count from reports where server = ?", [report.server])
    if row["count"] >= most:
        return None
    db.table("reports").insert(
        {
            "key": report.key,
            "server": report.server,
            "complaint": report.complaint.value,
            "text": report.text,
            "anchor": _json(report.anchor),
            "words": words,
            "times": report.times,
            "at": iso(report.at),
        }
    )
    return report


def load_reports(db: Database, server: int) -> list[Report]:
    """The reports that a server's admins have not dealt with, the latest first."""
    rows = db.query("select * from reports where server = ? order by at desc, key", [server])
    return [_report(row) for row in rows]


def load_report(db: Database, server: int, key: str) -> Report | None:
    """A report of this server, or None."""
    rows = db.query("select * from reports where server = ? and key = ?", [server, key])
    return next((_report(row) for row in rows), None)


def delete_report(db: Database, server: int, key: str) -> bool:
    """Close a report; False if it is not open."""
    cursor = db.execute("delete from reports where server = ? and key = ?", [server, key])
    return bool(cursor.rowcount == 1)


def delete_reports_of(db: Database, server: int, words: str, files: Collection[str]) -> None:
    """Close every report of a server about these words in one of the files."""
    for row in list(
        db.query("select * from reports where server = ? and words = ?", [server, words])
    ):
        if _report(row).anchor.file in files:
            delete_report(db, server, row["key"])


# Corrections


def save_correction(db: Database, correction: Correction) -> None:
    """Keep a correction, in place of what was kept under its key."""
    db.table("corrections").upsert(
        {
            "key": correction.key,
            "server": correction.server,
            "subject": correction.subject.value,
            "anchor": _json(correction.anchor),
            "was": correction.was,
            "value": correction.value,
            "reason": correction.reason.value if correction.reason else None,
            "at": iso(correction.at),
        },
        pk="key",
    )


def delete_correction(db: Database, server: int, key: str) -> bool:
    """Take a correction back; False if the server has none under this key."""
    cursor = db.execute("delete from corrections where server = ? and key = ?", [server, key])
    return bool(cursor.rowcount == 1)


def load_corrections(db: Database) -> dict[int, tuple[Correction, ...]]:
    """By server, its corrections, the earliest first."""
    found: dict[int, list[Correction]] = {}
    for row in db.query("select * from corrections order by at, key"):
        found.setdefault(row["server"], []).append(_correction(row))
    return {server: tuple(corrections) for server, corrections in found.items()}


# Posts to edit


def save_message(
    db: Database, server: int, channel: int, message: int, quote: QuoteRef, words: str, at: datetime
) -> None:
    """Note a message that a quote was reported on; of many, the latest are kept.

    A quote of the day is on record already.
    """
    if db.execute(
        "select 1 from daily_posts where server = ? and message = ?", [server, message]
    ).fetchone():
        return
    db.table("reported_messages").upsert(
        {
            "server": server,
            "message": message,
            "channel": channel,
            "article": quote.article,
            "start": quote.span.start,
            "end": quote.span.end,
            "digest": quote.digest,
            "words": words,
            "at": iso(at),
        },
        pk=("server", "message"),
    )
    db.execute(
        "delete from reported_messages where server = ? and message in ("
        "select message from reported_messages where server = ? "
        "order by at desc, message desc limit -1 offset ?)",
        [server, server, MOST_MESSAGES],
    )


def mark_to_edit(
    db: Database, server: int, change: str, articles: Collection[int], words: str
) -> None:
    """Note every message that shows a quote of these articles, or these words, as to be edited.

    A quote of the day that is on its way is among them.
    """
    db.execute(  # what was to be edited before it was skipped
        "delete from postings_to_edit where server = ? and name in "
        "(select day from daily_posts where server = ? and state = ?)",
        [server, server, PostState.SKIPPED.value],
    )
    ids = json.dumps(list(articles))
    db.execute(
        "insert or replace into postings_to_edit (server, name, change) "
        "select server, day, ? from daily_posts where server = ? and state in (?, ?) "
        "and (words = ? or article in (select value from json_each(?))) "
        "union all select server, message, ? from reported_messages where server = ? "
        "and (words = ? or article in (select value from json_each(?)))",
        [
            *(change, server, PostState.CLAIMED.value, PostState.SENT.value, words, ids),
            *(change, server, words, ids),
        ],
    )


def load_to_edit(db: Database) -> list[Posting]:
    """Every message that is to be edited; those not sent yet have no id."""
    rows = db.query(
        "select e.name, e.change, p.server, p.channel, p.message, p.article, p.start, "
        'p."end", p.digest, p.words from postings_to_edit e '
        "join daily_posts p on p.server = e.server and p.day = e.name where p.state in (?, ?) "
        "union all select e.name, e.change, m.server, m.channel, m.message, m.article, m.start, "
        'm."end", m.digest, m.words from postings_to_edit e '
        "join reported_messages m on m.server = e.server and cast(m.message as text) = e.name "
        "order by 3, 1",
        [PostState.CLAIMED.value, PostState.SENT.value],
    )
    return [
        Posting(
            server=row["server"],
            name=row["name"],
            change=row["change"],
            channel=row["channel"],
            message=row["message"],
            quote=QuoteRef(row["article"], Span(row["start"], row["end"]), row["digest"]),
            words=row["words"],
        )
        for row in rows
    ]


def delete_to_edit(db: Database, posting: Posting) -> bool:
    """A message was edited, or never will be; False if it has to be again."""
    cursor = db.execute(
        "delete from postings_to_edit where server = ? and name = ? and change = ?",
        [posting.server, posting.name, posting.change],
    )
    return bool(cursor.rowcount == 1)


def _said(report: Report) -> str:
    return " ".join(report.text.split()).casefold()


def _json(anchor: Anchor) -> str:
    return json.dumps(asdict(anchor), ensure_ascii=True)


def _anchor(text: str) -> Anchor:
    values = json.loads(text)
    values["sketch"], values["others"] = tuple(values["sketch"]), tuple(values["others"])
    return Anchor(**values)


def _report(row: dict[str, Any]) -> Report:
    return Report(
        key=row["key"],
        server=row["server"],
        complaint=Complaint(row["complaint"]),
        text=row["text"],
        anchor=_anchor(row["anchor"]),
        at=datetime.fromisoformat(row["at"]),
        times=row["times"],
    )


def _correction(row: dict[str, Any]) -> Correction:
    return Correction(
        key=row["key"],
        server=row["server"],
        subject=Subject(row["subject"]),
        anchor=_anchor(row["anchor"]),
        at=datetime.fromisoformat(row["at"]),
        was=row["was"],
        value=row["value"],
        reason=Complaint(row["reason"]) if row["reason"] else None,
    )
