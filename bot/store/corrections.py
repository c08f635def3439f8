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
    Report,
    Subject,
)
from bot.store.instants import iso

TABLES = ("reports", "corrections")


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
