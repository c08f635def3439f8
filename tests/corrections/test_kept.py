"""Reports and corrections in the store: whole or not at all, over reindexes and restarts."""

from __future__ import annotations

import gc
import random
import signal
import sqlite3
import subprocess
import sys
import weakref
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.answers.context import Withdrawn
from bot.answers.daily import words_digest
from bot.library import Library
from bot.library import corrections as library_corrections
from bot.library.corrections import CannotCorrect
from bot.model import (
    Basis,
    Complaint,
    DailyPost,
    PostState,
    Query,
    Quote,
    QuoteRef,
    Report,
    Shown,
    Span,
    SpokenBy,
    Subject,
)
from bot.store import Store, messages
from bot.store import corrections as table
from bot.store.migrations import migrations
from bot.store.servers import claim_post, mark_sent
from tests.conftest import ROOT, settings_for
from tests.corrections.examples import ELSEWHERE, HERE, NOON

FACTS = "---\ntitle: Dredge or drift\nauthor: Una Writer\noutlet: The Harbour Post\n---\n\n"
OWN = "Island ports must be dredged every spring or the harbour ferries will stop."
SAID = "“Every harbour will be open again before the winter storms begin,”"
REST = (
    f"{SAID} said Otto Ruler, the minister of the islands. Cheap ferries make distant villages "
    "rich because traders can come home at night.\n"
)
TEXT = f"{FACTS}{OWN} {REST}"


@dataclass
class House:
    """A library on a corpus of one article, opened as often as you like."""

    corpus: Path
    data: Path
    library: Library

    async def reopen(self) -> None:
        await self.library.close()
        self.library = await Library.open(
            settings_for(self.data, self.corpus), random=random.Random(1)
        )

    async def rewrite(self, text: str, name: str = "harbour.md") -> None:
        for path in self.corpus.iterdir():
            path.unlink()
        (self.corpus / name).write_text(text, "utf-8")
        await self.library.reindex()

    async def quote(self, words: str, server: int = HERE) -> Quote:
        """The quote with these words as the server has it."""
        found = await self.library.quote(Query("harbour ferries", server=server, limit=20))
        return next(quote for quote in found.quotes if words in quote.text)

    async def reported(self, words: str, server: int = HERE, text: str = "It is wrong.") -> Report:
        quote = await self.quote(words, server)
        await self.library.messages.show(server, 50, 60, [(0, "card", quote)], NOON)
        return await self.library.corrections.report(server, quote, Complaint.CONTEXT, text, NOON)

    async def texts(self, server: int = HERE) -> set[str]:
        found = await self.library.quote(Query("harbour ferries", server=server, limit=20))
        return {quote.text for quote in found.quotes}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "harbour.md").write_text(TEXT, "utf-8")
    library = await Library.open(settings_for(tmp_path / "data", corpus), random=random.Random(1))
    await library.reindex()
    house = House(corpus, tmp_path / "data", library)
    yield house
    await house.library.close()


async def test_a_withdrawal_outlives_a_restart_and_a_reindex_and_can_be_undone(
    house: House,
) -> None:
    report = await house.reported(SAID)
    made = await house.library.corrections.withdraw(HERE, report.key, NOON)
    assert SAID not in await house.texts()
    await house.reopen()
    assert SAID not in await house.texts()
    await house.rewrite(f"{FACTS}The tide was high. {REST}\n{OWN}\n")
    assert SAID not in await house.texts()
    assert any("ferries will stop" in text for text in await house.texts())
    assert SAID in await house.texts(ELSEWHERE)
    assert await house.library.corrections.undo(HERE, made.key) == made
    assert SAID in await house.texts()
    await house.reopen()
    assert SAID in await house.texts()


async def test_words_that_leave_and_come_back_are_still_withdrawn(house: House) -> None:
    report = await house.reported(SAID)
    await house.library.corrections.withdraw(HERE, report.key, NOON)
    await house.rewrite(f"{FACTS}{OWN} Nobody said a word about any harbour or its ferries.\n")
    ((_, in_force),) = await house.library.corrections.all(HERE)
    assert not in_force
    await house.rewrite(TEXT)
    ((_, in_force),) = await house.library.corrections.all(HERE)
    assert in_force
    assert SAID not in await house.texts()


async def test_a_renamed_file_keeps_its_corrections(house: House) -> None:
    report = await house.reported(SAID)
    await house.library.corrections.correct_speaker(HERE, report.key, "Ada Example", NOON)
    await house.rewrite(TEXT, "quite-another-name.md")
    quote = await house.quote(SAID)
    assert (quote.speaker, quote.spoken_by) == ("Ada Example", SpokenBy.QUOTED)
    assert (await house.quote(SAID, ELSEWHERE)).speaker == "Otto Ruler"


async def test_facts_outlive_a_reindex_that_reads_them_anew(house: House) -> None:
    report = await house.reported(OWN)
    facts = {
        Subject.TITLE: "Open or shut",
        Subject.AUTHORS: "Ada Example",
        Subject.OUTLET: "The Harbour Post",
        Subject.DATE: None,
    }
    made = await house.library.corrections.correct_article(HERE, report.key, facts, NOON)
    assert [(c.subject, c.was, c.value) for c in made] == [
        (Subject.TITLE, "Dredge or drift", "Open or shut"),
        (Subject.AUTHORS, "Una Writer", "Ada Example"),
    ]
    await house.rewrite(TEXT.replace("Una Writer", "Another Writer") + "\nOne more line.\n")
    article = (await house.quote(OWN)).article
    assert article.authors.value == ("Ada Example",)
    assert article.authors.basis is Basis.CORRECTED
    assert article.outlet.basis is Basis.DECLARED
    assert (await house.quote(OWN, ELSEWHERE)).article.authors.value == ("Another Writer",)


async def test_correcting_again_replaces_and_correcting_back_undoes(house: House) -> None:
    corrections = house.library.corrections
    for name in ("Ada Example", "Bob Sample"):
        report = await house.reported(SAID)
        await corrections.correct_speaker(HERE, report.key, name, NOON)
        ((correction, _),) = await corrections.all(HERE)
        assert (correction.was, correction.value) == ("Otto Ruler", name)
    report = await house.reported(SAID)
    assert await corrections.correct_speaker(HERE, report.key, "Bob Sample", NOON) == []
    report = await house.reported(SAID)
    await corrections.correct_speaker(HERE, report.key, "Otto Ruler", NOON)
    assert await corrections.all(HERE) == []
    assert not (await house.quote(SAID)).speaker_corrected


async def test_the_authors_own_words_have_no_speaker_to_correct(house: House) -> None:
    report = await house.reported(OWN)
    with pytest.raises(CannotCorrect, match="author’s own words"):
        await house.library.corrections.correct_speaker(HERE, report.key, "Ada Example", NOON)
    assert await house.library.corrections.reports(HERE) == [report]


async def test_what_is_gone_cannot_be_corrected_but_dismissed(house: House) -> None:
    report = await house.reported(SAID)
    await house.rewrite(f"{FACTS}{OWN}\n")
    opened = await house.library.corrections.open(HERE, report.key)
    assert opened is not None
    assert opened.quote is None
    with pytest.raises(CannotCorrect, match="nothing to correct"):
        await house.library.corrections.withdraw(HERE, report.key, NOON)
    assert await house.library.corrections.dismiss(HERE, report.key)
    assert not await house.library.corrections.dismiss(HERE, report.key)


async def test_the_same_said_again_is_counted(house: House) -> None:
    for text in ("It is wrong.", "it  is wrong. ", "Something else."):
        await house.reported(SAID, text=text)
    assert sorted((r.text, r.times) for r in await house.library.corrections.reports(HERE)) == [
        ("It is wrong.", 2),
        ("Something else.", 1),
    ]
    report = await house.reported(SAID)
    await house.library.corrections.withdraw(HERE, report.key, NOON)
    assert await house.library.corrections.reports(HERE) == [], "all were of the same words"


async def test_the_same_words_in_another_voice_keep_their_report(house: House) -> None:
    await house.reported(SAID)
    (house.corpus / "other.md").write_text(
        f"{SAID} said Otto Ruler. Bridges should be paid for by those who cross them every day, "
        "and no toll has ever ruined a town that kept its streets in good repair.\n",
        "utf-8",
    )
    await house.library.reindex()
    found = await house.library.quote(Query("harbour", server=HERE, limit=20))
    other = next(q for q in found.quotes if q.text == SAID and q.article.file == "other.md")
    corrections = house.library.corrections
    await corrections.report(HERE, other, Complaint.OTHER, "Here, too.", NOON)
    first = next(r for r in await corrections.reports(HERE) if r.anchor.file == "harbour.md")
    await corrections.withdraw(HERE, first.key, NOON)
    assert [r.anchor.file for r in await corrections.reports(HERE)] == ["other.md"]
    found = await house.library.quote(Query("harbour", server=HERE, limit=20))
    assert [q.article.file for q in found.quotes if q.text == SAID] == ["other.md"]


async def test_reports_are_bounded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_corrections, "MOST_REPORTS", 2)
    report = await house.reported(SAID, text="a" * 5000)
    assert len(report.text) == 500
    await house.reported(SAID, text="b")
    with pytest.raises(CannotCorrect, match="wait for this server’s admins"):
        await house.reported(SAID, text="c")
    assert (await house.reported(SAID, text="b")).times == 2
    assert (await house.reported(SAID, ELSEWHERE, text="c")).times == 1


async def test_one_servers_are_not_anothers(house: House) -> None:
    corrections = house.library.corrections
    report = await house.reported(SAID)
    assert await corrections.reports(ELSEWHERE) == []
    assert await corrections.open(ELSEWHERE, report.key) is None
    assert not await corrections.dismiss(ELSEWHERE, report.key)
    with pytest.raises(CannotCorrect, match="dealt with already"):
        await corrections.withdraw(ELSEWHERE, report.key, NOON)
    made = await corrections.withdraw(HERE, report.key, NOON)
    assert await corrections.undo(ELSEWHERE, made.key) is None
    assert await corrections.all(ELSEWHERE) == []
    assert SAID in await house.texts(ELSEWHERE)
    assert SAID in {q.text for q in (await house.library.quote(Query("harbour", limit=20))).quotes}


@pytest.mark.parametrize("step", ["mark_to_edit", "delete_report", "delete_reports_of"])
async def test_a_change_is_kept_whole_or_not_at_all(
    house: House, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = await house.reported(SAID)

    def die(*_: object) -> None:
        raise KeyboardInterrupt(step)

    with monkeypatch.context() as dying:
        dying.setattr(messages if step == "mark_to_edit" else table, step, die)
        with pytest.raises(KeyboardInterrupt):
            await house.library.corrections.withdraw(HERE, report.key, NOON)
    assert SAID in await house.texts()
    await house.reopen()
    assert await house.library.corrections.all(HERE) == []
    assert await house.library.corrections.reports(HERE) == [report]
    assert await house.library.messages.to_edit() == []


async def posted(house: House, quote: Quote, day: date, message: int | None) -> None:
    post = DailyPost(HERE, day, PostState.CLAIMED, quote.ref, quote.article.voice, 70, NOON)
    await house.library._store.write(lambda db: claim_post(db, post, words_digest(quote.text)))
    if message is not None:
        await house.library._store.write(lambda db: mark_sent(db, HERE, day, message))


async def test_what_shows_a_quote_is_to_be_edited_until_it_is(house: House) -> None:
    corrections = house.library.corrections
    report = await house.reported(OWN)
    quote = await house.quote(OWN)
    await posted(house, quote, NOON.date(), 80)
    await posted(house, quote, NOON.date() + timedelta(days=1), None)
    assert await house.library.messages.to_edit() == []
    made = await corrections.withdraw(HERE, report.key, NOON)
    await house.reopen()
    corrections = house.library.corrections
    waiting = await house.library.messages.to_edit()
    assert [(p.name, p.channel, p.message) for p in waiting] == [
        ("2026-11-24", 70, 80),
        ("60", 50, 60),
        ("2026-11-25", 70, None),
    ]
    for posting in waiting:
        (standing,) = await corrections.standing(HERE, posting.shown)
        assert standing.withdrawn == made
        assert [standing] == await corrections.standing(HERE, waiting[0].shown)
    # Undone while the first is being edited: it has to be edited again.
    await corrections.undo(HERE, made.key)
    await house.library.messages.edited(waiting[0])
    again = await house.library.messages.to_edit()
    assert [p.name for p in again] == [p.name for p in waiting]
    for posting in again:
        (standing,) = await corrections.standing(HERE, posting.shown)
        assert standing.corrections == ()
        await house.library.messages.edited(posting)
    assert await house.library.messages.to_edit() == []


async def test_a_post_is_found_again_in_a_changed_article(house: House) -> None:
    corrections = house.library.corrections
    await posted(house, await house.quote(OWN), NOON.date(), 80)
    await house.rewrite(f"{FACTS}The tide was high. {REST}\n{OWN}\n")
    report = await house.reported(OWN)
    made = await corrections.withdraw(HERE, report.key, NOON)
    posting = next(p for p in await house.library.messages.to_edit() if p.message == 80)
    (standing,) = await corrections.standing(HERE, posting.shown)
    assert standing.withdrawn == made
    assert standing.quote is not None
    assert standing.quote.text == OWN


async def test_a_claimed_quote_that_was_withdrawn_is_not_posted(house: House) -> None:
    quote = await house.quote(OWN)
    await posted(house, quote, NOON.date(), None)
    post = await house.library.daily.post_of(HERE, NOON.date())
    assert post is not None
    ready = await house.library.daily.quote_of(post)
    assert ready is not None
    assert ready.ref == quote.ref
    report = await house.reported(OWN)
    await house.library.corrections.withdraw(HERE, report.key, NOON)
    assert await house.library.daily.quote_of(post) is None
    anew = await house.library.daily.rechoose(post)
    assert anew is not None
    chosen = await house.library.daily.quote_of(anew)
    assert chosen is not None
    assert OWN not in chosen.text


async def test_a_server_that_is_left_leaves_nothing(house: House) -> None:
    for server in (HERE, ELSEWHERE):
        first = await house.reported(SAID, server)
        await house.library.corrections.withdraw(server, first.key, NOON)
        await house.reported(OWN, server)
    await house.library.forget_server(HERE)
    assert SAID in await house.texts(HERE)
    assert SAID not in await house.texts(ELSEWHERE)

    for name in (*table.TABLES, *messages.TABLES):
        rows = await house.library._store.read(lambda db: list(db.table(name).rows))  # noqa: B023
        assert {row["server"] for row in rows} == {ELSEWHERE}, name


async def test_opening_a_withdrawn_quote_is_told_apart_from_one_that_is_gone(house: House) -> None:
    quote = await house.quote(SAID)
    report = await house.reported(SAID)
    await house.library.corrections.withdraw(HERE, report.key, NOON)
    for ask in (house.library.find, house.library.context):
        with pytest.raises(Withdrawn):
            await ask(quote.ref, HERE)
        assert await ask(quote.ref, ELSEWHERE) is not None
    await house.rewrite(f"{FACTS}{OWN}\n")
    assert await house.library.find(quote.ref, HERE) is None


WITHDRAW_ALL = """
import asyncio, sys
from datetime import datetime, UTC
from pathlib import Path
from bot.library import Library
from tests.conftest import ROOT, settings_for

async def main():
    library = await Library.open(settings_for(Path(sys.argv[1])))
    print("open", flush=True)
    for report in await library.corrections.reports(7):
        await library.corrections.withdraw(7, report.key, datetime.now(UTC))
        print("done", flush=True)

asyncio.run(main())
"""


@pytest.mark.slow
async def test_killed_at_any_instant_a_report_is_open_or_its_quote_is_withdrawn(
    library: Library, tmp_path: Path
) -> None:
    found = (await library.quote(Query("", server=HERE, limit=24))).quotes
    for number, quote in enumerate(found):
        await library.corrections.report(HERE, quote, Complaint.OTHER, f"Number {number}", NOON)
        await library.messages.show(HERE, 50, number, [(0, "card", quote)], NOON)
    await library.close()
    # Of quotes with the same words, one withdrawal closes every report.
    total = len({words_digest(quote.text) for quote in found})
    assert total == len(found) > 10
    data = tmp_path / "data"
    command = [sys.executable, "-c", WITHDRAW_ALL, str(data)]
    for kept in (1, 4, 9):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(kept):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with sqlite3.connect(data / "commonplace.db") as db:
            assert db.execute("pragma integrity_check").fetchone() == ("ok",)
            ((reports,),) = db.execute("select count(*) from reports").fetchall()
            ((made,),) = db.execute("select count(*) from corrections").fetchall()
            ((edits,),) = db.execute("select count(*) from postings_to_edit").fetchall()
        db.close()
        assert reports + made == total
        assert edits >= made


async def test_a_reindex_lets_go_of_what_was_corrected_before_it(house: House) -> None:
    for server in (HERE, ELSEWHERE):
        report = await house.reported(SAID, server)
        await house.library.corrections.withdraw(server, report.key, NOON)
        await house.texts(server)
    del report
    old = weakref.ref(house.library._indexer.holdings)
    await house.rewrite(f"{TEXT}\nA pier is a street that lost its way.\n")
    await house.texts(ELSEWHERE)  # and from the other server, nobody asks
    gc.collect()
    assert old() is None


def test_messages_that_were_reported_are_among_those_that_show_a_quote(tmp_path: Path) -> None:
    """An earlier version kept these alone."""
    path = tmp_path / "commonplace.db"
    old = Database(sqlite3.connect(path))
    migrations.apply(old, stop_before="shown_quotes")
    old.table("reported_messages").insert(
        {
            "server": HERE,
            "message": 60,
            "channel": 50,
            "article": 3,
            "start": 5,
            "end": 9,
            "digest": "0a1b2c3d",
            "words": "of words",
            "at": "2026-11-24T12:00:00+00:00",
        }
    )
    old.table("postings_to_edit").insert({"server": HERE, "name": "60", "change": "c"})
    old.conn.commit()
    old.close()
    Store(path).close()
    new = Database(sqlite3.connect(path))
    assert "reported_messages" not in new.table_names()
    (posting,) = messages.load_to_edit(new)
    assert (posting.channel, posting.message) == (50, 60)
    assert posting.shown == (Shown(-1, "card", QuoteRef(3, Span(5, 9), "0a1b2c3d"), "of words"),)
    new.close()
