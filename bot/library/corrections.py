"""What members report and admins put right: each server's own, whatever a reindex changes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, TypeVar

from sqlite_utils import Database

from bot.answers.anchors import Finder, anchor_of, quote_of
from bot.answers.context import Context, context_of, quote_at
from bot.answers.corrections import Overlay, as_fact, as_text, lay_over, merged, quote_on
from bot.answers.daily import words_digest
from bot.answers.holdings import Holdings
from bot.clock import Alarm
from bot.library.moving import asked_again
from bot.model import (
    Complaint,
    Correction,
    Quote,
    Report,
    Shown,
    SpokenBy,
    Subject,
)
from bot.store import Store, messages
from bot.store import corrections as table

T = TypeVar("T")

MOST_REPORTS = 200  # of a server, open at a time
MOST_CORRECTIONS = 1000  # of a server
LONGEST_REPORT = 500  # characters
OVERLAYS = 64  # of servers, kept at a time

NOT_OPEN = "This report has been dealt with already, or there never was one here."


class CannotCorrect(Exception):
    """A report or a correction can't be taken. The message says why, to whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report, with its quote as the server has it now: None when the words are not there."""

    report: Report
    context: Context | None

    @property
    def quote(self) -> Quote | None:
        return self.context.quote if self.context else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a quote that was shown stands now, with what was corrected about it, earliest first.

    ``quote`` is None when its words are not in the library any more.
    """

    quote: Quote | None
    corrections: tuple[Correction, ...] = ()

    @property
    def withdrawn(self) -> Correction | None:
        return next((c for c in self.corrections if c.subject is Subject.QUOTE), None)


@dataclass(frozen=True, slots=True)
class _Changes:
    """What is to be kept and what goes, with an overlay in which either has its reach."""

    saved: list[Correction]
    deleted: list[Correction]
    overlay: Overlay


# By server, its corrections and what it sees with them.
_Overlays: TypeAlias = dict[int, tuple[tuple[Correction, ...], Overlay]]

# From a report and its quote, as the server sees it and as all others do, to what is put right.
Make: TypeAlias = Callable[[Report, Quote, Quote], list[Correction]]


class Corrections:
    """Reports and corrections. The messages that have to follow them are in ``Messages``.

    A change is in the store before anything else knows of it. What a server sees is worked out
    when it first asks, and kept until its corrections or the articles change.
    """

    def __init__(self, store: Store, holdings: Callable[[], Holdings], threads: Executor) -> None:
        self._store = store
        self._holdings = holdings
        self._threads = threads
        self._known: dict[int, tuple[Correction, ...]] = {}
        # Of one generation, so that no server that asks nothing keeps an older one's holdings.
        self._overlays: tuple[Holdings | None, _Overlays] = None, {}
        self._changing = asyncio.Lock()
        self.changed = Alarm()  # rings when there is something to edit

    async def load(self) -> None:
        """Read the corrections of every server."""
        self._known = await self._store.read(table.load_corrections)

    def seen_by(self, server: int | None, base: Holdings) -> Overlay:
        """What a server sees in place of the holdings of all. Call it on a thread."""
        known = self._known.get(server, ()) if server is not None else ()
        if server is None or not known:
            return Overlay(base)
        of, overlays = self._overlays
        if of is not base:
            overlays = {}
            self._overlays = base, overlays
        before = overlays.get(server)
        if before is not None and before[0] is known:
            return before[1]
        # Threads that meet here at worst work the same out twice.
        overlay = lay_over(base, server, known)
        if len(overlays) >= OVERLAYS:
            overlays.clear()
        overlays[server] = known, overlay
        return overlay

    # Reports

    @asked_again
    async def report(
        self,
        server: int,
        quote: Quote,
        complaint: Complaint,
        text: str,
        now: datetime,
    ) -> Report:
        """Keep what is wrong with a quote; the same said again is counted.

        Raises:
            CannotCorrect: too many reports are open.
        """
        base = self._holdings()

        def make() -> Report:
            publications = (a for a in base.seen_by(server) if a.voice == quote.article.voice)
            anchor = anchor_of(quote, publications)
            said = text.strip()[:LONGEST_REPORT]
            return Report(_key(), server, complaint, said, anchor, now)

        report = await self._on_thread(make)
        words = words_digest(quote.text)

        saved = await self._store.write(
            lambda db: table.save_report(db, report, words, MOST_REPORTS)
        )
        if saved is None:
            raise CannotCorrect(
                f"{MOST_REPORTS} reports wait for this server’s admins, so no more can be taken. "
                "Please tell an admin: /library reports shows them."
            )
        return saved

    async def reports(self, server: int) -> list[Report]:
        """The open reports of a server, the latest first."""
        return await self._store.read(lambda db: table.load_reports(db, server))

    @asked_again
    async def open(self, server: int, key: str) -> Opened | None:
        """A report of this server; None when it is closed or another's."""
        report = await self._store.read(lambda db: table.load_report(db, server, key))
        if report is None:
            return None
        return await self._on_thread(
            lambda: self._opened(report, self.seen_by(server, self._holdings()))
        )

    async def dismiss(self, server: int, key: str) -> bool:
        """Close a report without a change; False if it is not open."""
        return await self._store.write(lambda db: table.delete_report(db, server, key))

    # Corrections

    @asked_again
    async def withdraw(self, server: int, key: str, now: datetime) -> Correction:
        """Withdraw the quote of a report from every answer to its server, and close the report.

        Raises:
            CannotCorrect: the report is closed, or its words are not in the library.
        """

        def make(report: Report, _quote: Quote, _plain: Quote) -> list[Correction]:
            anchor, reason = report.anchor, report.complaint
            return [Correction(_key(), server, Subject.QUOTE, anchor, now, reason=reason)]

        return (await self._correct(server, key, make))[0]

    @asked_again
    async def correct_speaker(
        self, server: int, key: str, name: str | None, now: datetime
    ) -> list[Correction]:
        """Say who says the quotation of a report, or with None that it is not known.

        Returns the correction, or nothing where that is what is shown already.

        Raises:
            CannotCorrect: as for ``withdraw``, or the words are the author's own.
        """

        def make(report: Report, quote: Quote, plain: Quote) -> list[Correction]:
            if quote.spoken_by is not SpokenBy.QUOTED:
                raise CannotCorrect("These are the author’s own words: correct the article.")
            if name == quote.speaker:
                return []
            anchor = report.anchor
            return [Correction(_key(), server, Subject.SPEAKER, anchor, now, plain.speaker, name)]

        return await self._correct(server, key, make)

    @asked_again
    async def correct_article(
        self, server: int, key: str, facts: Mapping[Subject, str | None], now: datetime
    ) -> list[Correction]:
        """Correct what is known of the article of a report, as ``as_text`` writes it.

        Returns what differs from what is shown already.

        Raises:
            CannotCorrect: as for ``withdraw``.
            ValueError: the date is none, with a sentence.
        """
        for subject, value in facts.items():
            as_fact(subject, value)

        def make(report: Report, quote: Quote, plain: Quote) -> list[Correction]:
            return [
                Correction(_key(), server, subject, report.anchor, now, was, value)
                for subject, value in facts.items()
                if value != as_text(quote.article, subject)
                for was in [as_text(plain.article, subject)]
            ]

        return await self._correct(server, key, make)

    @asked_again
    async def all(self, server: int) -> list[tuple[Correction, bool]]:
        """A server's corrections, the latest first, and whether each has its words or article."""
        known = self._known.get(server, ())
        overlay = await self._on_thread(lambda: self.seen_by(server, self._holdings()))
        return [(each, each.key in overlay.reach) for each in reversed(known)]

    @asked_again
    async def undo(self, server: int, key: str) -> Correction | None:
        """Take a correction back; None when the server has none under this key."""
        async with self._changing:
            known = self._known.get(server, ())
            correction = next((each for each in known if each.key == key), None)
            if correction is None:
                return None
            overlay = await self._on_thread(lambda: self.seen_by(server, self._holdings()))

            def save(db: Database) -> None:
                table.delete_correction(db, server, key)
                self._mark(db, [correction], overlay)

            await self._store.write(save)
            self._known[server] = tuple(each for each in known if each is not correction)
            self.changed.set()
            return correction

    # How quotes stand that were shown

    @asked_again
    async def standing(self, server: int, shown: Sequence[Shown]) -> list[Standing]:
        """How each of the quotes of a message stands."""

        def look() -> list[Standing]:
            overlay = self.seen_by(server, self._holdings())
            known = self._known.get(server, ())
            standings = []
            for each in shown:
                quote = quote_on(overlay.holdings, server, each)
                about = (c for c in known if quote and overlay.shows(c, quote))
                standings.append(Standing(quote, tuple(about)))
            return standings

        return await self._on_thread(look)

    @asynccontextmanager
    async def unchanging(self) -> AsyncIterator[None]:
        """While this is held, nothing is corrected."""
        async with self._changing:
            yield

    @asked_again
    async def are_out_of_date(self, server: int, quotes: Sequence[Quote]) -> bool:
        """Whether what is known of one of the quotes was corrected since it was looked up."""

        def look() -> bool:
            articles = self.seen_by(server, self._holdings()).holdings.articles
            return any(articles.get(each.article.id) != each.article for each in quotes)

        return bool(self._known.get(server)) and await self._on_thread(look)

    def forget(self, server: int) -> None:
        """Know no corrections of a server any more: the store has deleted them."""
        self._known.pop(server, None)
        self._overlays[1].pop(server, None)

    # Within

    async def _correct(self, server: int, key: str, make: Make) -> list[Correction]:
        """Make the corrections, keep them, close the report, and note what has to be edited."""
        async with self._changing:
            report = await self._store.read(lambda db: table.load_report(db, server, key))
            if report is None:
                raise CannotCorrect(NOT_OPEN)
            known = self._known.get(server, ())
            base = self._holdings()
            made, changes = await self._on_thread(lambda: self._changes(report, base, make))

            def save(db: Database) -> None:
                for each in changes.saved:
                    table.save_correction(db, each)
                for each in changes.deleted:
                    table.delete_correction(db, server, each.key)
                self._mark(db, [*changes.saved, *changes.deleted], changes.overlay)
                table.delete_report(db, server, key)
                for each in made:
                    if each.subject is Subject.QUOTE:
                        reached = changes.overlay.reach.get(each.key, {})
                        files = {report.anchor.file, *(base.articles[i].file for i in reached)}
                        table.delete_reports_of(db, server, words_digest(each.anchor.words), files)

            await self._store.write(save)
            replaced = {each.key for each in (*changes.saved, *changes.deleted)}
            kept = (each for each in known if each.key not in replaced)
            self._known[server] = (*kept, *changes.saved)
            self.changed.set()
            return made

    def _changes(
        self, report: Report, base: Holdings, make: Make
    ) -> tuple[list[Correction], _Changes]:
        known = self._known.get(report.server, ())
        overlay = self.seen_by(report.server, base)
        quote = self._opened(report, overlay).quote
        if quote is None:
            raise CannotCorrect(
                "The article has changed or left the library, and these words with it: there is "
                "nothing to correct. You can dismiss the report."
            )
        plain = quote_at(base.articles[quote.article.id], quote.span) or quote
        made = make(report, quote, plain)
        saved, deleted = merged(known, made, overlay, quote)
        if len(known) + len(saved) - len(deleted) > MOST_CORRECTIONS:
            raise CannotCorrect(
                f"There are {MOST_CORRECTIONS} corrections, which is the most that can be kept. "
                "Undo some that are not needed any more with /library corrections."
            )
        return made, _Changes(
            saved, deleted, lay_over(base, report.server, [*known, *saved, *deleted])
        )

    def _mark(self, db: Database, corrections: Iterable[Correction], overlay: Overlay) -> None:
        for each in corrections:
            words = words_digest(each.anchor.words)
            messages.mark_to_edit(db, each.server, _key(), overlay.places(each), words)

    def _opened(self, report: Report, overlay: Overlay) -> Opened:
        seen = overlay.holdings.seen_by(report.server)
        article = Finder(seen).article_of(report.anchor)
        # In memory: the event loop shows it.
        article = overlay.holdings.articles[article.id] if article else None
        quote = quote_of(report.anchor, article) if article else None
        return Opened(report, context_of(quote) if quote else None)

    async def _on_thread(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function)


def _key() -> str:
    return secrets.token_hex(8)
