"""The store's tables, as sqlite-utils migrations. A migration, once released, never changes."""

from __future__ import annotations

import json

from sqlite_utils import Database, Migrations

migrations = Migrations("commonplace")


@migrations()
def corpus(db: Database) -> None:
    """Articles with their marks, the files refused, and the generation that counts changes."""
    db.table("articles").create(
        {
            "id": int,
            "file": str,
            "digest": str,
            "text": str,
            "title": str,
            "title_basis": str,
            "outlet": str,
            "outlet_basis": str,
            "authors": str,  # JSON list
            "authors_basis": str,
            "published": str,  # ISO, to the year, month or day
            "published_basis": str,
            "url": str,
            "url_basis": str,
            "note": str,
            "voice": int,
            "server": int,
        },
        pk="id",
        not_null={"file", "digest", "text", "voice"},
    )
    db.table("articles").create_index(["file"], unique=True)
    marks: dict[str, dict[str, type]] = {
        "sentences": {"paragraph": int, "heading": int},
        "quotations": {"kind": str, "speaker": str},
        "furniture": {"reason": str},
    }
    for table, columns in marks.items():
        db.table(table).create(
            {"article": int, "start": int, "end": int, **columns},
            pk=("article", "start", "end"),
            foreign_keys=[("article", "articles", "id")],
        )
    db.table("refusals").create({"file": str, "reason": str, "about": str, "digest": str})
    db.table("notes").create({"name": str, "value": str}, pk="name")


@migrations()
def servers(db: Database) -> None:
    """What each server set up, was posted, and asked in vain."""
    db.table("daily_settings").create(
        {
            "server": int,
            "channel": int,
            "at": str,  # HH:MM
            "zone": str,
            "topic": str,
            "sources": str,  # JSON list
            "thread": int,
            "poll": int,
            "since": str,  # ISO, UTC
        },
        pk="server",
        not_null={"channel", "at", "zone"},
    )
    db.table("daily_posts").create(
        {
            "server": int,
            "day": str,  # the local date, ISO
            "state": str,
            "article": int,
            "start": int,
            "end": int,
            "digest": str,
            "voice": int,
            "words": str,  # a digest of the quote's words, which outlives a reindex
            "channel": int,
            "message": int,
            "claimed_at": str,  # ISO, UTC
        },
        pk=("server", "day"),
        not_null={"state", "channel", "claimed_at"},
    )
    db.table("passed_over").create(
        {"server": int, "words": str, "voice": int, "at": str},  # quotes that an admin did not want
        pk=("server", "words"),
    )
    db.table("gaps").create(
        {"server": int, "question": str, "times": int, "last": str},
        pk=("server", "question"),
    )
    db.table("questions").create(
        {"key": str, "value": str, "used": str},  # what the buttons of an answer go back to
        pk="key",
    )


@migrations()
def reported_speech(db: Database) -> None:
    """Which sentences report somebody without quotation marks, and whose claim that is."""
    sentences = db.table("sentences")
    sentences.add_column("reported", int, not_null_default=0)
    sentences.add_column("claimant", str)


@migrations()
def corrections(db: Database) -> None:
    """What members of a server reported, what its admins corrected, and the posts to edit."""
    db.table("reports").create(
        {
            "key": str,  # random, so that an old button never means another report
            "server": int,
            "complaint": str,
            "text": str,
            "anchor": str,  # JSON
            "words": str,  # the digest of the quote's words
            "times": int,
            "at": str,  # ISO, UTC
        },
        pk="key",
        not_null={"server", "complaint", "text", "anchor", "words", "times", "at"},
    )
    db.table("reports").create_index(["server", "at"])
    db.table("corrections").create(
        {
            "key": str,
            "server": int,
            "subject": str,
            "anchor": str,  # JSON
            "was": str,
            "value": str,
            "reason": str,
            "at": str,  # ISO, UTC
        },
        pk="key",
        not_null={"server", "subject", "anchor", "at"},
    )
    db.table("corrections").create_index(["server", "at"])
    # Messages that a quote was reported on, which a correction is to reach.
    db.table("reported_messages").create(
        {
            "server": int,
            "message": int,
            "channel": int,
            "article": int,
            "start": int,
            "end": int,
            "digest": str,
            "words": str,
            "at": str,  # ISO, UTC
        },
        pk=("server", "message"),
        not_null={"channel", "article", "start", "end", "digest", "words", "at"},
    )
    # What shows a quote that was corrected and has not been edited yet: a date of the server's
    # quotes of the day, or the id of a message above. ``change`` names the last change.
    db.table("postings_to_edit").create(
        {"server": int, "name": str, "change": str}, pk=("server", "name")
    )


@migrations()
def file_stamps(db: Database) -> None:
    """By what an unchanged file is told without opening it, and the digest that it had."""
    db.table("file_stamps").create(
        {
            "file": str,
            "size": int,
            "mtime_ns": int,
            "entry": str,  # a digest of the file's entry in sources.toml
            "digest": str,
        },
        pk="file",
        not_null={"size", "mtime_ns", "entry", "digest"},
    )


@migrations()
def shown_quotes(db: Database) -> None:
    """Which of the bot's messages shows which quotes; before, only those reported were kept."""
    db.table("shown_quotes").create(
        {
            "server": int,
            "message": int,
            "number": int,  # of the quote in its message
            "channel": int,
            "embed": int,  # of the message, from 0; -1 is the last
            "layout": str,
            "article": int,
            "start": int,
            "end": int,
            "digest": str,
            "words": str,
            "at": str,  # ISO, UTC
        },
        pk=("server", "message", "number"),
        not_null={
            *("channel", "embed", "layout", "article", "start", "end", "digest", "words", "at")
        },
    )
    db.table("shown_quotes").create_index(["at"])
    db.execute(
        "insert into shown_quotes (server, message, number, channel, embed, layout, article, "
        'start, "end", digest, words, at) '
        "select server, message, 0, channel, -1, 'card', article, "
        'start, "end", digest, words, at from reported_messages'
    )
    db.table("reported_messages").drop()


@migrations()
def contents(db: Database) -> None:
    """What articles say, apart from their facts; and what questions and reindexes look up.

    ``windows`` are the minima of an article's shingles, by which republications meet; ``people``
    who writes and speaks in it; ``words`` how often a word is written, and how often small.
    """
    db.table("contents").create(
        {"article": int, "text": str, "sentences": str, "quotations": str, "furniture": str},
        pk="article",
        foreign_keys=[("article", "articles", "id")],
        not_null={"text", "sentences", "quotations", "furniture"},
    )
    for row in list(db.query("select id, text from articles")):
        marks = {
            table: [
                list(mark.values())
                for mark in db.query(
                    f'select start, "end", {columns} from {table} '  # noqa: S608
                    'where article = ? order by start, "end"',
                    [row["id"]],
                )
            ]
            for table, columns in (
                ("sentences", "paragraph, heading, reported, claimant"),
                ("quotations", "kind, speaker"),
                ("furniture", "reason"),
            )
        }
        db.table("contents").insert(
            {
                "article": row["id"],
                "text": row["text"],
                **{table: json.dumps(rows, ensure_ascii=False) for table, rows in marks.items()},
            }
        )
    for table in ("sentences", "quotations", "furniture"):
        db.table(table).drop()
    articles = db.table("articles")
    articles.transform(drop={"text"})
    articles.add_column("opening", str)  # the first words, of one without a title
    articles.add_column("passages", int, not_null_default=0)
    articles.add_column("length", int, not_null_default=0)  # characters that are no furniture
    articles.add_column("windows", int, not_null_default=0)  # of shingles
    articles.add_column("revision", int, not_null_default=0)  # of the rules it was read by
    articles.add_column("changed", int, not_null_default=0)  # the generation
    articles.create_index(["voice"])
    db.execute("create table windows (key integer, article integer, primary key (key, article)) "
               "without rowid")  # fmt: skip
    db.table("people").create(
        {"article": int, "role": str, "name": str, "key": str, "last": str},
        pk=("article", "role", "name"),
        not_null={"key", "last"},
    )
    db.table("people").create_index(["last", "key"])
    db.table("people").create_index(["key"])
    db.table("words").create(
        {"word": str, "server": int, "count": int, "small": int},  # server 0: everybody's
        pk=("word", "server"),
        not_null={"count", "small"},
    )
    # What is above is not there for older articles: they are read again.
    db.execute("update notes set value = '0' where name = 'revision'")


@migrations()
def readings(db: Database) -> None:
    """What a reindex has read and not yet brought into the library. No answer looks here."""
    db.table("readings").create(
        {
            "file": str,
            "digest": str,  # of what the reading depends on
            "revision": int,  # of the rules
            "reading": bytes,  # as bot.corpus.readings packs it
        },
        pk="file",
        not_null={"digest", "revision", "reading"},
    )


@migrations()
def departures(db: Database) -> None:
    """Since when the bot is not on a server any more, whose data goes after a while."""
    db.table("departures").create({"server": int, "at": str}, pk="server", not_null={"at"})


@migrations()
def first_terms(db: Database) -> None:
    """What feedback learns from, kept apart from the articles."""
    db.table("first_terms").create({"article": int, "terms": str}, pk="article", not_null={"terms"})
    # They are not there for older articles, which are read again.
    db.execute("update articles set revision = 0")


@migrations()
def vectors(db: Database) -> None:
    """Which terms an article has, for ranking, and with which it begins, for feedback."""
    db.table("first_terms").drop()
    db.table("vectors").create(
        {
            "article": int,
            "changed": int,  # the generation that these are of
            "length": int,
            "packed": bytes,  # as bot.search.vectors packs them
            "first": str,
        },
        pk="article",
        not_null={"changed", "length", "packed", "first"},
    )
    db.execute("update articles set revision = 0")
