"""When each server's quote of the day is due, and that it is posted once and only once.

A post goes four steps, each in the store before the next: claimed, looked for (if an earlier
attempt may have reached Discord), sent, marked as sent. Whatever step the bot dies at, the next
start goes on from there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from bot.clock import Alarm, Clock
from bot.library import StoreError
from bot.library.daily import Agenda, Daily, NothingToPost
from bot.library.due import deadline
from bot.model import DailyPost, DailySettings, PostState, Quote

log = logging.getLogger(__name__)

RECHECK = timedelta(minutes=5)  # the longest sleep, so that a clock that jumps is noticed
TIMEOUT = 60.0  # seconds for one look or one post; a call that hangs is tried again
GRACE = 3.0  # seconds that stopping waits for posts on their way
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(minutes=15)

_DISCORD_FAILED = "Discord did not take the quote just now. It is tried again in a moment."
# Whether it is tried again depends on whether it was claimed.
_STORE_FAILED = (
    "The library’s store failed just now, so today’s quote may not be posted. The bot’s operator "
    "finds the reason in its log. Try again later: it is never posted twice."
)


class CannotPost(Exception):
    """Discord will not take the post however often it is tried. The message says why."""


class DiscordFailed(Exception):
    """Discord failed for a moment, and it is worth trying again. The message says how."""


class NotPostedYet(Exception):
    """An attempt failed and others follow. The message says so."""


class AlreadyPosted(Exception):
    """The day's quote is on Discord: ``post`` says where."""

    def __init__(self, post: DailyPost) -> None:
        super().__init__("Today's quote of the day has been posted already.")
        self.post = post


@dataclass(frozen=True, slots=True)
class _Retry:
    attempts: int
    at: datetime


def nonce(server: int, day: date) -> str:
    """What Discord tells a repeated send by: the same for a server's date, at most 25 characters.

    A server's id has 64 bits: 16 hexadecimal digits, and the date has 8.
    """
    return f"{server:x}-{day:%Y%m%d}"


def _told(error: Exception) -> str:
    """An error in one line."""
    return " ".join(str(error).split()) or type(error).__name__


def _fault(error: Exception) -> Exception | None:
    """The error, for its traceback to be logged, unless it is one that passes."""
    return None if isinstance(error, DiscordFailed | OSError | StoreError) else error


class Scheduler:
    """Posts every server's quote of the day. One server's trouble is never another's."""

    def __init__(
        self,
        daily: Daily,
        clock: Clock,
        post: Callable[[DailyPost, Quote, DailySettings], Awaitable[int]],
        find: Callable[[DailyPost, DailySettings], Awaitable[int | None]],
        *,
        timeout: float = TIMEOUT,
        grace: float = GRACE,
        count: Callable[[str], None] = lambda _outcome: None,
    ) -> None:
        """Nothing runs until ``run``.

        Args:
            post: sends the quote to ``DailyPost.channel`` under ``nonce(server, day)`` and returns
                the message's id. It raises ``CannotPost`` when trying again is of no use; after any
                other exception it is tried again. ``DiscordFailed`` is no fault in the program.
            find: looks in ``DailyPost.channel`` for our own message of that post, and returns its
                id, or None when it is surely not there. It raises what ``post`` raises.
            timeout: seconds that either may take.
            grace: seconds that stopping waits for posts on their way.
            count: is told how each attempt ended: posted, failed, or left out.
        """
        self._daily = daily
        self._clock = clock
        self._post = post
        self._find = find
        self._timeout = timeout
        self._grace = grace
        self._count = count
        self._woken = Alarm()
        self._stopping = False
        self._running: asyncio.Task[None] | None = None
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._locks: dict[int, asyncio.Lock] = {}
        self._retries: dict[int, _Retry] = {}
        self._complained: dict[int, str] = {}

    async def run(self) -> None:
        """Post what is due, whenever it is due, until ``stop`` or a cancellation."""
        self._running = asyncio.ensure_future(self._loop())
        try:
            await self._running
        finally:
            self._running.cancel()
            await self._finish()

    def wake(self, server: int | None = None) -> None:
        """Look again now: settings changed. With a server, it is not made to wait for a retry."""
        if server is not None:
            self._retries.pop(server, None)
        self._woken.set()

    async def stop(self) -> None:
        """End ``run``. Posts on their way get a moment; what is left is found at the next start."""
        self._stopping = True
        self._woken.set()
        await self._finish()
        if self._running is not None:
            await asyncio.gather(self._running, return_exceptions=True)

    async def post_now(self, server: int) -> DailyPost:
        """Post today's quote at once, for an admin: as the day's post, so it comes once.

        A day that was skipped is posted after all.

        Raises:
            AlreadyPosted: today's is on Discord.
            NothingToPost: it is off there, or there is nothing to choose.
            CannotPost: Discord will not take it; the day is skipped.
            NotPostedYet: it failed; what was claimed is tried again within the late window.
        """
        async with self._lock(server):
            now = self._clock.now()
            day = await self._daily.today(server, now)
            try:
                post = await self._post_today(server, day, now)
            except (CannotPost, NothingToPost, AlreadyPosted):
                raise
            except Exception as error:
                self._count("failed")
                log.warning(
                    "Posting now failed in server %d: %s",
                    server,
                    _told(error),
                    exc_info=_fault(error),
                )
                self._back_off(server)
                self._woken.set()
                raise NotPostedYet(
                    _STORE_FAILED if isinstance(error, StoreError) else _DISCORD_FAILED
                ) from error
            self._woken.set()
            return post

    # The loop

    async def _loop(self) -> None:
        while not self._stopping:
            self._woken.clear()
            when = self._clock.now() + RECHECK
            try:
                agenda = await self._daily.agenda(self._clock.now())
            except Exception:
                log.exception("The settings of the quote of the day can't be read; trying again")
            else:
                when = min([when, *self._start_due(agenda)])
            await self._clock.sleep_until(when, self._woken)

    def _start_due(self, agenda: list[Agenda]) -> list[datetime]:
        """Start what is due; returns the instants at which to look again."""
        now = self._clock.now()
        instants = []
        for entry in agenda:
            self._complain(entry)
            if entry.again is not None:
                instants.append(entry.again)
            if not entry.due or entry.server in self._tasks or self._stopping:
                continue
            retry = self._retries.get(entry.server)
            # A clock that was set back must not stretch the wait.
            if retry is not None and now < retry.at <= now + LONGEST_RETRY:
                instants.append(retry.at)
                continue
            task = asyncio.create_task(self._serve(entry.server))
            self._tasks[entry.server] = task
            task.add_done_callback(partial(self._served, entry.server))
        known = {entry.server for entry in agenda if entry.due}
        self._retries = {s: retry for s, retry in self._retries.items() if s in known}
        return instants

    def _served(self, server: int, _: asyncio.Task[None]) -> None:
        self._tasks.pop(server, None)
        self._woken.set()

    def _complain(self, entry: Agenda) -> None:
        """Once for each new reason, not every minute."""
        if entry.error and self._complained.get(entry.server) != entry.error:
            log.error("No quote of the day in server %d: %s", entry.server, entry.error)
        self._complained[entry.server] = entry.error

    async def _serve(self, server: int) -> None:
        try:
            async with self._lock(server):
                await self._post_due(server)
            self._retries.pop(server, None)
        except CannotPost as error:
            log.error("The quote of the day in server %d is left out: %s", server, error)  # noqa: TRY400
            self._count("failed")
            self._retries.pop(server, None)
        except NothingToPost as error:
            if server not in self._retries:
                log.warning("No quote of the day in server %d: %s", server, error)
            self._back_off(server)
        except Exception as error:
            self._back_off(server)
            self._count("failed")
            log.warning(
                "The quote of the day failed in server %d; trying again at %s: %s",
                server,
                self._retries[server].at.isoformat(timespec="seconds"),
                _told(error),
                exc_info=_fault(error),
            )

    def _back_off(self, server: int) -> None:
        past = self._retries.get(server)
        attempts = past.attempts + 1 if past is not None else 1
        wait = min(FIRST_RETRY * 2 ** min(attempts - 1, 10), LONGEST_RETRY)
        self._retries[server] = _Retry(attempts, self._clock.now() + wait)

    def _lock(self, server: int) -> asyncio.Lock:
        return self._locks.setdefault(server, asyncio.Lock())

    async def _finish(self) -> None:
        """Wait for what is on its way, then cancel it."""
        tasks = list(self._tasks.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=self._grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    # One server

    async def _post_due(self, server: int) -> None:
        while (pending := await self._daily.pending(server)) is not None:
            await self._deliver(pending, fresh=False)
        now = self._clock.now()
        day = await self._daily.due(server, now)
        if day is None:
            return
        post = await self._daily.claim(server, day, now)
        if post is not None:
            await self._deliver(post, fresh=True)

    async def _post_today(self, server: int, day: date, now: datetime) -> DailyPost:
        while (pending := await self._daily.pending(server)) is not None:
            post = await self._deliver(pending, fresh=False)
            if post.day == day and post.state is PostState.SENT:
                return post
        claimed = await self._daily.claim(server, day, now)
        if claimed is not None:
            return await self._deliver(claimed, fresh=True)
        reopened = await self._daily.reopen(server, day, now)
        if reopened is not None:
            return await self._deliver(reopened, fresh=False)
        known = await self._daily.post_of(server, day)
        if known is None:
            raise NothingToPost("This server's record was deleted meanwhile. Try again.")
        raise AlreadyPosted(known)

    async def _deliver(self, post: DailyPost, *, fresh: bool) -> DailyPost:
        """Bring a claimed post to its end: sent or skipped. ``fresh``: no attempt was made yet."""
        settings = await self._daily.settings(post.server)
        if settings is None:
            return await self._leave_out(post, "it was turned off")
        if not fresh and post.quote is not None:
            message = await self._look(post, settings)
            if message is not None:
                return await self._sent(post, message)
        if self._clock.now() > await asyncio.to_thread(deadline, settings, post):
            return await self._leave_out(post, "it would come too late")
        ready = await self._make_ready(post, settings)
        if ready is None:
            return await self._leave_out(post, "it was skipped or turned off meanwhile")
        post, quote = ready
        try:
            async with asyncio.timeout(self._timeout):
                message = await self._post(post, quote, settings)
        except CannotPost:
            await self._daily.give_up(post.server, post.day)
            raise
        return await self._sent(post, message)

    async def _look(self, post: DailyPost, settings: DailySettings) -> int | None:
        """The id of the message that an earlier attempt left on Discord, if it did."""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._find(post, settings)
        except CannotPost:
            await self._daily.give_up(post.server, post.day)
            raise
        except Exception as error:
            # Without knowing, nothing is sent; and past the window it need not be known.
            if self._clock.now() > await asyncio.to_thread(deadline, settings, post):
                await self._daily.give_up(post.server, post.day)
                raise CannotPost(
                    f"it is not known whether the post of {post.day} was sent, and by now it is "
                    f"too late for it ({error!r})."
                ) from error
            raise

    async def _make_ready(
        self, post: DailyPost, settings: DailySettings
    ) -> tuple[DailyPost, Quote] | None:
        """The post, not sent yet, with the channel and a quote as of now.

        None when it is not to be sent any more: looking for it takes its time, in which an admin
        may have thought again.
        """
        current = await self._daily.post_of(post.server, post.day)
        if current is None or current.state is not PostState.CLAIMED:
            return None
        if post.channel != settings.channel:
            current = await self._daily.move(post, settings.channel)
        if current is None:
            return None
        quote = await self._daily.quote_of(current)
        if quote is None:
            current = await self._daily.rechoose(current)
            if current is None:
                return None
            quote = await self._daily.quote_of(current)
        if quote is None:
            raise NothingToPost("The articles are changing; trying again.")
        return current, quote

    async def _sent(self, post: DailyPost, message: int) -> DailyPost:
        await self._daily.sent(post.server, post.day, message)
        self._count("posted")
        return await self._after(post)

    async def _leave_out(self, post: DailyPost, reason: str) -> DailyPost:
        self._count("left out")
        log.warning("No quote of %s in server %d: %s", post.day, post.server, reason)
        await self._daily.give_up(post.server, post.day)
        return await self._after(post)

    async def _after(self, post: DailyPost) -> DailyPost:
        return await self._daily.post_of(post.server, post.day) or post
