"""The quote of the day, as commands and the scheduler ask for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from bot.answers.context import Withdrawn, find_quote
from bot.answers.daily import MOST, Shown, candidates, choose, remaining, words_digest
from bot.answers.holdings import Holdings
from bot.library.due import due_now, local_day, next_due, upcoming
from bot.library.moving import asked_again
from bot.library.times import zone
from bot.model import DailyPost, DailySettings, PostState, Quote, Server
from bot.store import Store
from bot.store import servers as table

T = TypeVar("T")
PoolKey = tuple[int | None, str | None, tuple[str, ...]]  # server, topic, sources

POOLS = 64  # of candidates that are kept; servers without topic or sources share one


class NothingToPost(Exception):
    """No quote can be chosen. The message says why, and what an admin can do."""


@dataclass(frozen=True, slots=True)
class DailyStatus:
    """How a server's quote of the day stands. ``settings`` is None when it is off.

    ``next_due`` (UTC) and ``next_day`` leave out the dates that are posted or skipped; ``next_due``
    is past while a post is late. ``remaining`` of ``pool`` quotes come before one comes back.
    """

    settings: DailySettings | None
    last: DailyPost | None
    pending: DailyPost | None
    next_due: datetime | None
    next_day: date | None
    remaining: int
    pool: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the scheduler has to do for a server: something now, and when to look again (UTC).

    ``error`` says why its settings can't be followed, when its zone is not known any more.
    """

    server: int
    due: bool
    again: datetime | None
    error: str = ""


class Daily:
    """Choosing runs on threads, and every step of a post is in the store before the next."""

    def __init__(
        self, store: Store, holdings: Callable[[int | None], Holdings], random: Random
    ) -> None:
        """``holdings`` gives, on a thread, what a server sees now."""
        self._store = store
        self._holdings = holdings
        # One number seeds every choice, so that a preview shows what the next claim takes,
        # whatever other servers are doing.
        self._seed = random.getrandbits(64)
        # Working out what may be chosen takes seconds on a large corpus, and other work must not
        # wait for it.
        self._thread = ThreadPoolExecutor(1, "daily")
        # They end with the holdings that they are drawn from.
        self._pools: WeakKeyDictionary[Holdings, dict[PoolKey, list[Quote]]] = WeakKeyDictionary()

    def close(self) -> None:
        """Let what runs on the thread end."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def _on_thread(self, function: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    # Settings

    async def settings(self, server: int) -> DailySettings | None:
        """What the server set up, or None when its quote of the day is off."""
        return await self._store.read(lambda db: table.load_daily(db, server))

    async def set_up(self, server: int, settings: DailySettings) -> DailySettings:
        """Save the settings, with the zone's name as the database spells it, and return them.

        ``settings.since`` should be now, or a time earlier today makes a late post at once. Call
        the scheduler's ``wake`` after it.

        Raises:
            ValueError: the zone is not known, with a sentence.
        """
        place = await self._on_thread(zone, settings.zone)
        saved = replace(settings, zone=place.key, at=settings.at.replace(second=0, microsecond=0))
        await self._store.write(lambda db: table.save_daily(db, server, saved))
        return saved

    async def turn_off(self, server: int) -> bool:
        """Turn it off; False if it was off. What was shown is remembered for when it is on again.

        A post that is claimed and not sent yet is skipped.
        """
        return await self._store.write(lambda db: table.delete_daily(db, server))

    async def servers(self) -> list[Server]:
        """Every server whose quote of the day is on."""
        return await self._store.read(table.load_servers)

    @asked_again
    async def status(self, server: int, now: datetime) -> DailyStatus:
        """How the server's quote of the day stands."""
        settings = await self.settings(server)
        last = await self._store.read(lambda db: table.load_last_sent(db, server))
        pending = await self.pending(server)
        shown = await self._shown(server)
        days = (await self._days(now)).get(server, {})

        def work_out() -> DailyStatus:
            if settings is None:
                return DailyStatus(None, last, pending, None, None, 0, 0)
            slot = upcoming(settings, now, days)
            pool = {words_digest(q.text): q for q in self._pool(server, settings, shown)}
            left = len(remaining(pool, shown))
            return DailyStatus(settings, last, pending, slot.at, slot.day, left, len(pool))

        return await self._on_thread(work_out)

    # Choosing

    @asked_again
    async def preview(self, server: int, settings: DailySettings | None = None) -> Quote | None:
        """What the next post would be; None when there is nothing to choose. Claims nothing.

        With ``settings`` it is as if the server had these; without, a claimed post comes first.
        It holds until another post is claimed, the articles change or the bot restarts.
        """
        if settings is None:
            settings = await self.settings(server)
            pending = await self.pending(server)
            if pending is not None and (quote := await self.quote_of(pending)) is not None:
                return quote
        return await self._choose(server, settings)

    @asked_again
    async def pass_over(self, server: int, quote: Quote, now: datetime) -> None:
        """Let a quote that an admin did not want come again only after all others."""
        words, voice = words_digest(quote.text), quote.article.voice
        await self._store.write(lambda db: table.pass_over(db, server, words, voice, now))

    @asked_again
    async def claim(self, server: int, day: date, now: datetime) -> DailyPost | None:
        """Choose the quote of a local date and record it, before anything is sent.

        Returns:
            The claimed post, or None when that date has a record: claimed, sent or skipped.

        Raises:
            NothingToPost: it is off, or there is nothing to choose; nothing was recorded.
        """
        settings = await self.settings(server)
        if settings is None:
            raise NothingToPost("The quote of the day is off here. Set it up with /qotd setup.")
        if await self.post_of(server, day) is not None:
            return None
        quote = await self._choose_or_say_why(server, settings)
        post = DailyPost(
            server=server,
            day=day,
            state=PostState.CLAIMED,
            quote=quote.ref,
            voice=quote.article.voice,
            channel=settings.channel,
            claimed_at=now,
        )
        words = words_digest(quote.text)
        claimed = await self._store.write(lambda db: table.claim_post(db, post, words))
        return post if claimed else None

    @asked_again
    async def rechoose(self, post: DailyPost) -> DailyPost | None:
        """Give a claimed post another quote, when its own is gone; the claim stays the same.

        Returns None when the post is not claimed any more.

        Raises:
            NothingToPost: there is nothing to choose.
        """
        settings = await self.settings(post.server)
        quote = await self._choose_or_say_why(post.server, settings)
        anew = replace(post, quote=quote.ref, voice=quote.article.voice)
        words = words_digest(quote.text)
        replaced = await self._store.write(lambda db: table.replace_claim(db, anew, words))
        return anew if replaced else None

    @asked_again
    async def quote_of(self, post: DailyPost) -> Quote | None:
        """The quote of a post; None if it has none, its article changed or went, or it was
        withdrawn since."""
        ref = post.quote
        if ref is None:
            return None
        try:
            return await self._on_thread(
                lambda: find_quote(self._holdings(post.server), ref, post.server)
            )
        except Withdrawn:
            return None

    # A post's way

    async def due(self, server: int, now: datetime) -> date | None:
        """The local date for which the server is due a post that has no record yet."""
        settings = await self.settings(server)
        if settings is None:
            return None
        day = await self._on_thread(due_now, settings, now, None)
        if day is None or await self.post_of(server, day) is not None:
            return None
        return day

    async def today(self, server: int, now: datetime) -> date:
        """The date in the server's zone.

        Raises:
            NothingToPost: the quote of the day is off there.
        """
        settings = await self.settings(server)
        if settings is None:
            raise NothingToPost("The quote of the day is off here. Set it up with /qotd setup.")
        return await self._on_thread(local_day, settings, now)

    async def post_of(self, server: int, day: date) -> DailyPost | None:
        """The record of a local date, whatever its state."""
        return await self._store.read(lambda db: table.load_post(db, server, day))

    async def pending(self, server: int) -> DailyPost | None:
        """The oldest post that was claimed and is not known to be on Discord."""
        return await self._store.read(lambda db: table.load_pending(db, server))

    async def move(self, post: DailyPost, channel: int) -> DailyPost | None:
        """Send a claimed post to another channel; None when it is not claimed any more."""
        moved = replace(post, channel=channel)
        done = await self._store.write(lambda db: table.replace_claim(db, moved, None))
        return moved if done else None

    async def reopen(self, server: int, day: date, now: datetime) -> DailyPost | None:
        """Claim a skipped date after all; None when it is not skipped."""
        return await self._store.write(lambda db: table.reopen_post(db, server, day, now))

    async def sent(self, server: int, day: date, message: int) -> bool:
        """Record that the post is on Discord; False if it was never claimed."""
        return await self._store.write(lambda db: table.mark_sent(db, server, day, message))

    async def skip(self, server: int, day: date) -> bool:
        """Record that a date gets no post; False if it was sent already."""
        return await self._store.write(lambda db: table.mark_skipped(db, server, day))

    async def give_up(self, server: int, day: date) -> bool:
        """Skip a claimed post that can't be sent; False if it is not claimed any more."""
        return await self._store.write(lambda db: table.give_up_claim(db, server, day))

    async def agenda(self, now: datetime) -> list[Agenda]:
        """What is to be done for each server whose quote of the day is on."""
        servers = await self.servers()
        days = await self._days(now)

        def look(server: Server) -> Agenda:
            known = days.get(server.id, {})
            pending = PostState.CLAIMED in known.values()
            if server.daily is None:
                return Agenda(server.id, due=False, again=None)
            try:
                day = due_now(server.daily, now, None)
                again = next_due(server.daily, now)
            except ValueError as error:
                return Agenda(server.id, due=False, again=None, error=str(error))
            return Agenda(server.id, pending or (day is not None and day not in known), again)

        return await self._on_thread(lambda: [look(server) for server in servers])

    # Within

    async def _days(self, now: datetime) -> dict[int, dict[date, PostState]]:
        since = now.date() - timedelta(days=4)  # a zone may be a day behind, and a post a day late
        return await self._store.read(lambda db: table.load_days(db, since))

    async def _shown(self, server: int) -> list[Shown]:
        rows = await self._store.read(lambda db: table.load_shown(db, server))
        return [Shown(words, voice) for words, voice in rows]

    async def _choose(self, server: int, settings: DailySettings | None) -> Quote | None:
        shown = await self._shown(server)
        return await self._on_thread(self._choose_now, server, settings, shown)

    async def _choose_or_say_why(self, server: int, settings: DailySettings | None) -> Quote:
        quote = await self._choose(server, settings)
        if quote is not None:
            return quote
        if settings is not None and (settings.topic or settings.sources):
            raise NothingToPost(
                "No quote fits the topic and sources of this server's quote of the day. "
                "Widen them with /qotd setup."
            )
        raise NothingToPost(
            "The library holds no sentence that can stand alone as a quote of the day. "
            "Add articles, then run /reindex."
        )

    def _choose_now(
        self, server: int, settings: DailySettings | None, shown: Sequence[Shown]
    ) -> Quote | None:
        random = Random(f"{self._seed}:{server}:{len(shown)}")  # noqa: S311 - no secret
        return choose(self._pool(server, settings, shown), shown, random)

    def _pool(
        self, server: int, settings: DailySettings | None, shown: Sequence[Shown]
    ) -> list[Quote]:
        """The candidates, kept until the articles change, as working them out reads every sentence;
        and where there are more than can be kept, until all of these were shown."""
        holdings = self._holdings(server)
        topic = settings.topic if settings else None
        sources = settings.sources if settings else ()
        key = (holdings.viewer(server), topic, sources)
        pools = self._pools.setdefault(holdings, {})
        pool = pools.get(key)
        ever = {past.words for past in shown}
        if pool is None or (
            len(pool) >= MOST and ever.issuperset(words_digest(quote.text) for quote in pool)
        ):
            pool = candidates(holdings, key[0], topic, sources, shown)
            if len(pools) >= POOLS:
                pools.clear()
            pools[key] = pool
        return pool
