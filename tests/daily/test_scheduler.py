"""Every server's post, once, whatever happens. The clock is held; nothing waits for real time."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from blockbuster import blockbuster_ctx

from bot.clock import Alarm, WallClock
from bot.library.daily import Daily, NothingToPost
from bot.library.due import next_due
from bot.library.times import zone
from bot.model import DailyPost, DailySettings, PostState, Quote
from bot.scheduler import AlreadyPosted, CannotPost, DiscordFailed, NotPostedYet, Scheduler
from bot.store import StoreError
from bot.store.servers import delete_server

from .conftest import MORNING, Bot, at
from .examples import BRIDGES, ISLANDS, make_article, make_holdings
from .held import HeldClock, pass_time

DAY = date(2025, 6, 10)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


async def state(bot: Bot, server: int, day: date = DAY) -> PostState | None:
    post = await bot.daily.post_of(server, day)
    return post.state if post else None


def fails(times: int, error: Exception) -> Callable[[int], None]:
    """Raises the first so many times that it is called for server 7."""
    calls = Counter[int]()

    def trouble(server: int) -> None:
        calls[server] += 1
        if server == 7 and calls[server] <= times:
            raise error

    return trouble


# The ordinary days


async def test_a_post_comes_at_its_time_and_not_before(bot: Bot) -> None:
    await bot.set_up(7)
    await bot.start()
    await bot.move_to(at("10 07:59"))
    assert bot.discord.messages == []
    await bot.move_to(at("10 08:00"))
    [(post, text, when)] = bot.discord.messages
    assert (post.server, post.day, when) == (7, DAY, at("10 08:00"))
    quote = await bot.daily.quote_of(post)
    assert quote is not None
    assert text == quote.text
    assert await state(bot, 7) is PostState.SENT
    sent = await bot.daily.post_of(7, DAY)
    assert sent is not None
    assert sent.message == 1001


@pytest.mark.parametrize(
    ("place", "start"),
    [
        ("Europe/Berlin", "2025-03-28"),
        ("Europe/Berlin", "2025-10-24"),
        ("America/New_York", "2025-03-07"),
        ("America/New_York", "2025-10-31"),
        ("Australia/Lord_Howe", "2025-10-03"),
        ("Australia/Lord_Howe", "2025-04-04"),
    ],
)
@pytest.mark.parametrize("hour", [time(1, 45), time(2, 15), time(2, 30)])
async def test_over_a_change_of_the_clock_each_date_is_posted_once(
    bot: Bot, place: str, start: str, hour: time
) -> None:
    first = date.fromisoformat(start)
    now = datetime.combine(first, time(0), zone(place))
    settings = DailySettings(channel=99, at=hour, zone=place, since=now)
    bot.clock.set(now)
    await bot.set_up(7, settings=settings)
    await bot.start()
    await pass_time(bot.scheduler, bot.clock, now + timedelta(days=4), timedelta(minutes=15))
    expected = [(first + timedelta(days=n)).isoformat() for n in range(4)]
    assert bot.discord.days(7) == expected
    for post, _, when in bot.discord.messages:
        due = next_due(settings, when - timedelta(minutes=15))
        assert timedelta(0) <= when - due < timedelta(minutes=15)
        assert when.astimezone(zone(place)).date() == post.day


async def test_servers_in_many_zones_each_keep_their_own_dates(bot: Bot) -> None:
    places = {1: "Pacific/Kiritimati", 2: "Pacific/Pago_Pago", 3: "Asia/Kathmandu"}
    for server, place in places.items():
        await bot.set_up(server, settings=replace(MORNING, zone=place, since=at("10 07:00")))
    await bot.start()
    await pass_time(bot.scheduler, bot.clock, at("14 07:00"), 30 * MINUTE)
    for server, place in places.items():
        days = bot.discord.days(server)
        assert len(days) == len(set(days)) == 4
        for post, _, when in bot.discord.messages:
            if post.server == server:
                assert when.astimezone(zone(place)).date() == post.day


async def test_nothing_blocks_the_event_loop(bot: Bot) -> None:
    zone.cache_clear()
    ZoneInfo.clear_cache()
    with blockbuster_ctx(["bot", "zoneinfo"]):
        await bot.set_up(7, settings=replace(MORNING, zone="Pacific/Chatham"))
        await bot.start()
        await bot.move_to(at("10 20:00"))
        await bot.daily.status(7, at("10 20:00"))
        await bot.daily.preview(7)
        with pytest.raises(AlreadyPosted):
            await bot.scheduler.post_now(7)
        await bot.scheduler.stop()
    assert bot.discord.days(7) == ["2025-06-11"]


# Downtime


@pytest.mark.parametrize(
    ("back", "posted"),
    [
        ("10 08:05", ["2025-06-10"]),
        ("10 14:00", ["2025-06-10"]),
        ("10 14:01", []),
        ("14 07:59", []),
        ("14 13:00", ["2025-06-14"]),  # four days missed: one late post
    ],
)
async def test_after_downtime_there_is_at_most_one_late_post(
    bot: Bot, back: str, posted: list[str]
) -> None:
    await bot.set_up(7)
    bot.clock.set(at(back))
    await bot.start()
    assert bot.discord.days(7) == posted


async def test_setting_up_after_the_hour_posts_tomorrow(bot: Bot) -> None:
    await bot.start()
    await bot.move_to(at("10 08:30"))
    await bot.set_up(7, settings=replace(MORNING, since=at("10 08:30")))
    await bot.move_to(at("10 23:00"))
    assert bot.discord.messages == []
    await bot.move_to(at("11 08:00"))
    assert bot.discord.days(7) == ["2025-06-11"]


# Dying


class DyingDaily(Daily):
    """Stops for ever before or after one of its steps, as a killed process does."""

    dies: tuple[str, str] = ("", "")

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.dead = asyncio.Event()

    async def _at(self, when: str, step: str) -> None:
        if self.dies == (when, step):
            self.dead.set()
            await asyncio.Event().wait()

    async def claim(self, server: int, day: date, now: datetime) -> DailyPost | None:
        await self._at("before", "claim")
        post = await super().claim(server, day, now)
        await self._at("after", "claim")
        return post

    async def quote_of(self, post: DailyPost) -> Quote | None:
        await self._at("before", "quote_of")
        return await super().quote_of(post)

    async def sent(self, server: int, day: date, message: int) -> bool:
        await self._at("before", "sent")
        done = await super().sent(server, day, message)
        await self._at("after", "sent")
        return done


POINTS = [
    ("before", "claim"),
    ("after", "claim"),
    ("before", "quote_of"),
    ("before", "post"),
    ("after", "post"),  # it reached Discord, but we never heard
    ("before", "sent"),
    ("after", "sent"),
]


async def die_at(bot: Bot, when: str, step: str) -> None:
    """Run until the point, with the post due, and die there."""
    await bot.die()
    bot.daily_class = DyingDaily
    await bot.open()
    assert isinstance(bot.daily, DyingDaily)
    dead = bot.daily.dead
    real = bot.discord.post

    async def post(post: DailyPost, quote: Quote, settings: DailySettings) -> int:
        if when == "after":
            await real(post, quote, settings)
        dead.set()
        await asyncio.Event().wait()
        return 0

    if step == "post":
        bot.discord.post = post  # type: ignore[method-assign]
    else:
        bot.daily.dies = (when, step)
    await bot.start(settled=False)
    await dead.wait()
    await bot.die()
    bot.discord.post = real  # type: ignore[method-assign]
    bot.daily_class = Daily


@pytest.mark.parametrize(("when", "step"), POINTS)
async def test_killed_at_any_point_the_post_comes_once(bot: Bot, when: str, step: str) -> None:
    await bot.set_up(7)
    bot.clock.set(at("10 08:00"))
    await die_at(bot, when, step)
    await bot.open()
    claimed = await bot.daily.post_of(7, DAY)
    await bot.start()
    assert bot.discord.days(7) == ["2025-06-10"]
    after = await bot.daily.post_of(7, DAY)
    assert after is not None
    assert (after.state, after.message) == (PostState.SENT, 1001)
    if claimed is not None:
        assert after.quote == claimed.quote
    await bot.move_to(at("11 08:00"))
    assert bot.discord.days(7) == ["2025-06-10", "2025-06-11"]
    assert len({text for _, text, _ in bot.discord.messages}) == 2


@pytest.mark.parametrize(("when", "step"), POINTS)
async def test_killed_and_back_after_the_window_nothing_comes_late(
    bot: Bot, when: str, step: str
) -> None:
    await bot.set_up(7)
    bot.clock.set(at("10 08:00"))
    await die_at(bot, when, step)
    reached = len(bot.discord.messages)
    bot.clock.set(at("10 14:01"))
    await bot.open()
    await bot.start()
    assert len(bot.discord.messages) == reached
    expected = None if (when, step) == ("before", "claim") else PostState.SKIPPED
    assert await state(bot, 7) is (PostState.SENT if reached else expected)
    await bot.move_to(at("11 08:00"))
    assert bot.discord.days(7)[-1] == "2025-06-11"


async def test_a_store_that_fails_after_the_send_brings_no_second_post(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.set_up(7)
    sent = bot.daily.sent
    calls = []

    async def full(server: int, day: date, message: int) -> bool:
        calls.append(message)
        if len(calls) == 1:
            raise OSError("the disk is full")
        return await sent(server, day, message)

    monkeypatch.setattr(bot.daily, "sent", full)
    await bot.start()
    await bot.move_to(at("10 08:00"))
    await pass_time(bot.scheduler, bot.clock, at("10 09:00"), MINUTE)
    assert calls == [1001, 1001]
    assert bot.discord.days(7) == ["2025-06-10"]
    assert await state(bot, 7) is PostState.SENT


# Trouble


async def test_a_passing_failure_is_tried_again_with_the_same_quote(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(3, ConnectionError("no route"))
    await bot.start()
    await bot.move_to(at("10 08:00"))
    claimed = await bot.daily.pending(7)
    assert claimed is not None
    await pass_time(bot.scheduler, bot.clock, at("10 09:00"), timedelta(seconds=10))
    [(post, _, when)] = bot.discord.messages
    assert post.quote == claimed.quote
    assert at("10 08:03") < when < at("10 08:05")  # 30 s, 1 min and 2 min
    assert bot.discord.calls == [("post", 7)] + [("find", 7), ("post", 7)] * 3
    assert caplog.text.count("no route") >= 3


@pytest.mark.parametrize(
    ("error", "traceback"),
    [
        (DiscordFailed("503 Service Unavailable"), False),
        (ConnectionError("no route"), False),
        (TimeoutError(), False),
        (StoreError("The store failed (disk is full)."), False),
        (KeyError("a fault in the program"), True),
    ],
)
async def test_a_passing_failure_is_one_line_and_a_fault_in_the_program_has_its_traceback(
    bot: Bot, caplog: pytest.LogCaptureFixture, error: Exception, traceback: bool
) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(2, error)
    await bot.start()
    await bot.move_to(at("10 08:00"))
    blamed = "store failed" if isinstance(error, StoreError) else "Discord did not take"
    with pytest.raises(NotPostedYet, match=blamed):
        await bot.scheduler.post_now(7)
    warned = [r for r in caplog.records if r.levelno == logging.WARNING]
    assert len(warned) == 2
    for line in warned:
        assert (line.exc_info is not None) == traceback
        assert (str(error) or "TimeoutError") in line.getMessage()
    await bot.move_to(at("10 08:05"))
    assert bot.discord.days(7) == ["2025-06-10"]


async def test_what_fails_all_through_its_window_is_skipped_and_tomorrow_is_tried(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(10_000, ConnectionError("no route"))
    await bot.start()
    await pass_time(bot.scheduler, bot.clock, at("10 15:00"), 5 * MINUTE)
    assert await state(bot, 7) is PostState.SKIPPED
    assert 20 < len([c for c in bot.discord.calls if c[0] == "post"]) < 40
    assert "too late" in caplog.text
    bot.discord.before_send = lambda _: None
    await bot.move_to(at("11 08:00"))
    assert bot.discord.days(7) == ["2025-06-11"]


async def test_a_send_that_failed_but_arrived_is_found(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.after_send = fails(1, TimeoutError())
    await bot.start()
    await bot.move_to(at("10 08:00"))
    assert await state(bot, 7) is PostState.CLAIMED
    await bot.move_to(at("10 08:01"))
    assert bot.discord.days(7) == ["2025-06-10"]
    assert await state(bot, 7) is PostState.SENT


async def test_nothing_is_sent_while_it_is_not_known_whether_it_was(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.after_send = fails(1, TimeoutError())
    bot.discord.before_find = fails(10_000, ConnectionError("no route"))
    await bot.start()
    await pass_time(bot.scheduler, bot.clock, at("10 15:00"), 5 * MINUTE)
    assert [c for c in bot.discord.calls if c[0] == "post"] == [("post", 7)]
    assert await state(bot, 7) is PostState.SKIPPED


async def test_what_can_never_be_posted_is_skipped_with_a_line_for_the_operator(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(1, CannotPost("the channel 99 was deleted."))
    await bot.start()
    await pass_time(bot.scheduler, bot.clock, at("10 15:00"), 10 * MINUTE)
    assert await state(bot, 7) is PostState.SKIPPED
    assert bot.discord.calls == [("post", 7)]
    [line] = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert "the channel 99 was deleted" in line.getMessage()
    assert line.exc_info is None
    await bot.move_to(at("11 08:00"))
    assert bot.discord.days(7) == ["2025-06-11"]


@pytest.mark.parametrize("error", [ConnectionError("down"), CannotPost("gone."), KeyError("bug")])
async def test_one_servers_failure_is_not_anothers(bot: Bot, error: Exception) -> None:
    await bot.set_up(6, 7, 8)
    bot.discord.before_send = fails(1000, error)
    await bot.start()
    await bot.move_to(at("10 08:00"))
    assert bot.discord.days(6) == bot.discord.days(8) == ["2025-06-10"]
    assert bot.discord.days(7) == []


async def test_one_server_that_hangs_delays_no_other(bot: Bot) -> None:
    await bot.set_up(6, 7)
    await bot.set_up(8, settings=replace(MORNING, at=time(8, 1)))
    bot.discord.hanging = {7}
    await bot.start()
    bot.scheduler._timeout = 3600
    await bot.move_to(at("10 08:00"), but=frozenset({7}))
    await bot.discord.hung.wait()
    await bot.move_to(at("10 08:01"), but=frozenset({7}))
    assert 7 in bot.scheduler._tasks
    assert bot.discord.days(6) == bot.discord.days(8) == ["2025-06-10"]


async def test_a_call_that_hangs_is_given_up_and_tried_again(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.hanging = {7}
    await bot.start()
    bot.scheduler._timeout = 0.001
    await bot.move_to(at("10 08:00"))
    assert bot.discord.calls == [("post", 7)]
    assert await state(bot, 7) is PostState.CLAIMED
    bot.discord.hanging = set()
    await bot.move_to(at("10 08:01"))
    assert bot.discord.calls == [("post", 7), ("find", 7), ("post", 7)]
    assert await state(bot, 7) is PostState.SENT


async def test_a_zone_that_is_not_known_any_more_is_told_once_and_harms_nobody(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.set_up(7, 8)
    await bot.store.write(
        lambda db: db.execute("update daily_settings set zone = 'Europe/Gone' where server = 7")
    )
    await bot.start()
    await pass_time(bot.scheduler, bot.clock, at("10 09:00"), 10 * MINUTE)
    assert bot.discord.days(8) == ["2025-06-10"]
    assert caplog.text.count("Europe/Gone") == 1


async def test_a_store_that_can_t_be_read_is_asked_again(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await bot.set_up(7)
    agenda = bot.daily.agenda
    await bot.start()
    with monkeypatch.context() as patch:

        async def locked(now: datetime) -> None:
            raise OSError("database is locked")

        patch.setattr(bot.daily, "agenda", locked)
        await bot.move_to(at("10 08:00"))
    assert "database is locked" in caplog.text
    assert bot.daily.agenda == agenda
    await bot.move_to(at("10 08:01"))
    assert bot.discord.days(7) == ["2025-06-10"]


async def test_an_empty_library_posts_when_articles_come(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    full, bot.holdings = bot.holdings, make_holdings()
    await bot.set_up(7)
    await bot.start()
    await pass_time(bot.scheduler, bot.clock, at("10 10:00"), 5 * MINUTE)
    assert bot.discord.messages == []
    assert caplog.text.count("Add articles") == 1
    bot.holdings = full
    await pass_time(bot.scheduler, bot.clock, at("10 11:00"), 5 * MINUTE)
    assert bot.discord.days(7) == ["2025-06-10"]


# What changes meanwhile


async def test_turned_off_between_two_attempts_nothing_comes(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(1, ConnectionError())
    await bot.start()
    await bot.move_to(at("10 08:00"))
    await bot.daily.turn_off(7)
    await pass_time(bot.scheduler, bot.clock, at("10 10:00"), 5 * MINUTE)
    assert bot.discord.messages == []
    assert await state(bot, 7) is PostState.SKIPPED
    await bot.set_up(7)  # and on again: the day stays skipped
    await bot.move_to(at("10 10:30"))
    assert bot.discord.messages == []


@pytest.mark.parametrize("change", ["off", "skip", "left"])
async def test_what_an_admin_does_while_we_look_for_a_post_counts(bot: Bot, change: str) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(1, ConnectionError())
    await bot.start()
    await bot.move_to(at("10 08:00"))
    real = bot.discord.find

    async def find(post: DailyPost, settings: DailySettings) -> int | None:
        if change == "off":
            await bot.daily.turn_off(7)
        elif change == "skip":
            await bot.daily.skip(7, DAY)
        else:
            await bot.store.write(lambda db: delete_server(db, 7))
        return await real(post, settings)

    bot.scheduler._find = find
    await bot.move_to(at("10 08:05"))
    assert bot.discord.messages == []
    assert await state(bot, 7) is (None if change == "left" else PostState.SKIPPED)


async def test_skipped_between_two_attempts_nothing_comes(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(1, ConnectionError())
    await bot.start()
    await bot.move_to(at("10 08:00"))
    assert await bot.daily.skip(7, DAY)
    await pass_time(bot.scheduler, bot.clock, at("10 10:00"), 5 * MINUTE)
    assert bot.discord.messages == []


async def test_a_day_skipped_beforehand_passes_in_silence(bot: Bot) -> None:
    await bot.set_up(7)
    await bot.daily.skip(7, DAY)
    await bot.start()
    await pass_time(bot.scheduler, bot.clock, at("11 09:00"), HOUR)
    assert bot.discord.days(7) == ["2025-06-11"]


async def test_a_reindex_between_claim_and_send_brings_another_quote(bot: Bot) -> None:
    bot.holdings = make_holdings(make_article(1, ISLANDS))
    await bot.set_up(7)
    bot.discord.before_send = fails(1, ConnectionError())
    await bot.start()
    await bot.move_to(at("10 08:00"))
    bot.holdings = make_holdings(make_article(1, BRIDGES), generation=2)
    await bot.move_to(at("10 08:05"))
    [(post, text, _)] = bot.discord.messages
    assert text in BRIDGES
    stored = await bot.daily.post_of(7, DAY)
    assert stored is not None
    assert (stored.quote, stored.state) == (post.quote, PostState.SENT)


async def test_a_reindex_after_a_send_that_arrived_brings_no_other_quote(bot: Bot) -> None:
    bot.holdings = make_holdings(make_article(1, ISLANDS))
    await bot.set_up(7)
    bot.discord.after_send = fails(1, ConnectionError())
    await bot.start()
    await bot.move_to(at("10 08:00"))
    claimed = await bot.daily.pending(7)
    bot.holdings = make_holdings(make_article(1, BRIDGES), generation=2)
    await bot.move_to(at("10 08:05"))
    stored = await bot.daily.post_of(7, DAY)
    assert stored is not None
    assert claimed is not None
    assert (stored.quote, stored.state) == (claimed.quote, PostState.SENT)
    assert len(bot.discord.messages) == 1


async def test_a_new_channel_is_used_at_the_next_attempt_after_a_look_in_the_old(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(1, ConnectionError())
    await bot.start()
    await bot.move_to(at("10 08:00"))
    await bot.set_up(7, settings=replace(MORNING, channel=55))
    bot.scheduler.wake(7)  # no waiting for the retry
    await bot.move_to(at("10 08:00"))
    [(post, _, _)] = bot.discord.messages
    assert post.channel == 55
    stored = await bot.daily.post_of(7, DAY)
    assert stored is not None
    assert stored.channel == 55


async def test_new_settings_are_followed_when_woken(bot: Bot) -> None:
    await bot.start()
    await bot.set_up(7, settings=replace(MORNING, at=time(7), since=at("10 07:00")))
    bot.scheduler.wake()
    bot.clock.asleep.clear()
    await bot.move_to(at("10 07:00"))
    assert bot.discord.days(7) == ["2025-06-10"]


@pytest.mark.parametrize("jump", ["09 08:00", "10 06:00", "01 08:00", "10 07:59"])
async def test_a_clock_set_back_brings_no_date_twice(bot: Bot, jump: str) -> None:
    await bot.set_up(7)
    await bot.start()
    await bot.move_to(at("10 08:00"))
    await bot.move_to(at(jump))
    await pass_time(bot.scheduler, bot.clock, at("12 09:00"), HOUR)
    days = bot.discord.days(7)
    assert len(days) == len(set(days))
    assert {"2025-06-10", "2025-06-11", "2025-06-12"} <= set(days)


async def test_a_clock_that_was_years_ahead_does_not_silence_a_server(bot: Bot) -> None:
    await bot.set_up(7)
    await bot.start()
    await bot.move_to(datetime.fromisoformat("2099-01-01T08:00:00+00:00"))
    await bot.move_to(at("10 08:00"))
    assert bot.discord.days(7) == ["2099-01-01", "2025-06-10"]


async def test_a_clock_set_forward_brings_one_post(bot: Bot) -> None:
    await bot.set_up(7)
    await bot.start()
    await bot.move_to(at("20 10:00"))
    assert bot.discord.days(7) == ["2025-06-20"]


async def test_a_clock_set_back_does_not_stretch_a_retry(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(1, ConnectionError())
    await bot.start()
    await bot.move_to(at("10 12:00"))
    assert await state(bot, 7) is PostState.CLAIMED
    await bot.move_to(at("10 09:00"))
    assert await state(bot, 7) is PostState.SENT


# Now


async def test_now_is_the_days_post(bot: Bot) -> None:
    await bot.set_up(7)
    await bot.start()
    preview = await bot.daily.preview(7)
    post = await bot.scheduler.post_now(7)
    assert (post.state, post.day, post.message) == (PostState.SENT, DAY, 1001)
    assert preview is not None
    assert bot.discord.messages[0][1] == preview.text
    with pytest.raises(AlreadyPosted) as again:
        await bot.scheduler.post_now(7)
    assert again.value.post == post
    await bot.move_to(at("10 09:00"))
    assert bot.discord.days(7) == ["2025-06-10"]


async def test_now_twice_and_the_hour_together_bring_one_post(bot: Bot) -> None:
    await bot.set_up(7)
    await bot.start()
    go, under_way = asyncio.Event(), asyncio.Event()
    real = bot.discord.post

    async def slow(post: DailyPost, quote: Quote, settings: DailySettings) -> int:
        under_way.set()
        await go.wait()
        return await real(post, quote, settings)

    bot.scheduler._post, bot.scheduler._timeout = slow, 3600
    first = asyncio.create_task(bot.scheduler.post_now(7))
    await under_way.wait()
    second = asyncio.create_task(bot.scheduler.post_now(7))
    await bot.move_to(at("10 08:00"), but=frozenset({7}))  # the first is still on its way
    go.set()
    assert (await first).state is PostState.SENT
    with pytest.raises(AlreadyPosted):
        await second
    await bot.move_to(at("10 08:01"))
    assert bot.discord.calls == [("post", 7)]


async def test_now_posts_a_skipped_day_after_all(bot: Bot) -> None:
    await bot.set_up(7)
    await bot.daily.skip(7, DAY)
    await bot.start()
    assert (await bot.scheduler.post_now(7)).state is PostState.SENT
    assert bot.discord.calls == [("post", 7)]


async def test_now_looks_before_it_repeats_a_post_that_was_given_up(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.after_send = fails(1, ConnectionError())
    await bot.start()
    await bot.move_to(at("10 08:00"))
    await bot.daily.skip(7, DAY)
    assert (await bot.scheduler.post_now(7)).message == 1001
    assert bot.discord.days(7) == ["2025-06-10"]


async def test_now_that_fails_says_so_and_is_tried_again(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.before_send = fails(1, ConnectionError())
    await bot.start()
    with pytest.raises(NotPostedYet):
        await bot.scheduler.post_now(7)
    await bot.move_to(at("10 07:01"))
    assert bot.discord.days(7) == ["2025-06-10"]


async def test_now_that_can_t_be_says_why(bot: Bot) -> None:
    await bot.start()
    with pytest.raises(NothingToPost, match="off here"):
        await bot.scheduler.post_now(7)
    await bot.set_up(7)
    bot.discord.before_send = fails(1, CannotPost("The bot may not write in that channel."))
    with pytest.raises(CannotPost, match="may not write"):
        await bot.scheduler.post_now(7)
    await bot.scheduler.post_now(7)  # once that is mended
    assert bot.discord.days(7) == ["2025-06-10"]


# The end


async def test_stop_lets_a_post_on_its_way_arrive(bot: Bot) -> None:
    await bot.set_up(7)
    go, under_way = asyncio.Event(), asyncio.Event()
    real = bot.discord.post

    async def post(post: DailyPost, quote: Quote, settings: DailySettings) -> int:
        under_way.set()
        await go.wait()
        return await real(post, quote, settings)

    bot.discord.post = post  # type: ignore[method-assign]
    bot.clock.set(at("10 08:00"))
    await bot.start(settled=False)
    bot.scheduler._timeout = bot.scheduler._grace = 3600
    await under_way.wait()
    stopping = asyncio.create_task(bot.scheduler.stop())
    go.set()
    await stopping
    await bot.running
    assert await state(bot, 7) is PostState.SENT


async def test_stop_ends_when_nothing_is_due_or_nothing_ran(bot: Bot) -> None:
    await bot.set_up(7)
    await bot.start()
    await bot.scheduler.stop()
    await bot.running
    idle = Scheduler(bot.daily, bot.clock, bot.discord.post, bot.discord.find)
    await idle.stop()


async def test_stop_does_not_wait_for_what_hangs(bot: Bot) -> None:
    await bot.set_up(7)
    bot.discord.hanging = {7}
    await bot.start()
    bot.scheduler._timeout, bot.scheduler._grace = 3600, 0.001
    await bot.move_to(at("10 08:00"), but=frozenset({7}))
    await bot.discord.hung.wait()
    await bot.scheduler.stop()
    await bot.running
    assert bot.scheduler._tasks == {}
    assert await state(bot, 7) is PostState.CLAIMED


async def test_the_wall_clock_wakes_at_once_and_never_waits_for_the_past() -> None:
    clock, woken = WallClock(), Alarm()
    await clock.sleep_until(clock.now() - HOUR, woken)
    woken.set()
    await clock.sleep_until(clock.now() + 1000 * HOUR, woken)
    assert clock.now().tzinfo is not None


async def test_the_held_clock_is_a_clock() -> None:
    clock = HeldClock(at("10 07:00"))
    sleep = asyncio.create_task(clock.sleep_until(at("10 08:00"), Alarm()))
    await clock.asleep.wait()
    clock.set(at("10 08:00"))
    await sleep
