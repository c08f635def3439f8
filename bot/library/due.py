"""When a quote of the day is due: pure arithmetic on local dates, zones and instants.

Every instant that goes out is in UTC. Two datetimes of one zone compare by their wall clocks, which
is wrong in the hour that daylight saving repeats.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.library.times import zone
from bot.model import DailyPost, DailySettings

# A morning's quote may still come in the afternoon; one that comes in the night would ring people
# who set an hour on purpose, and the next one is not far then.
LATE_WINDOW = timedelta(hours=6)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A server's post of one local date, with the instant (UTC) at which it is due."""

    day: date
    at: datetime


def local_day(settings: DailySettings, now: datetime) -> date:
    """The date in the server's zone."""
    return _utc(now).astimezone(zone(settings.zone)).date()


def slot_of(settings: DailySettings, day: date) -> Slot | None:
    """The slot of a local date, or None where the zone left that whole date out.

    A time that daylight saving skips moves to the first instant after the gap, even if that is past
    midnight; one that it repeats is meant at its first occurrence. Either way the date as written
    is the slot's key.
    """
    place = zone(settings.zone)
    # Samoa had no 30 December 2011: a post of that date would come twice on the 31st.
    if _instant(day, time(0), place).astimezone(place).date() != day:
        return None
    return Slot(day, _instant(day, settings.at, place))


def next_slot(settings: DailySettings, after: datetime) -> Slot:
    """The first slot strictly after an instant, and not before ``settings.since``."""
    after = _utc(after)
    since = _utc(settings.since) if settings.since is not None else after
    day = local_day(settings, max(after, since)) - _DAY
    while True:
        slot = slot_of(settings, day)
        if slot is not None and slot.at > after and slot.at >= since:
            return slot
        day += _DAY


def next_due(settings: DailySettings, after: datetime) -> datetime:
    """When the first post strictly after an instant is due."""
    return next_slot(settings, after).at


def due_now(settings: DailySettings, now: datetime, last_day: date | None) -> date | None:
    """The local date whose post is due at this instant, or None.

    Only the latest slot counts, so that there is at most one late post after downtime, and only
    within ``LATE_WINDOW``. ``last_day`` is the last date that has a record of any kind; it and
    those before it are done.
    """
    now = _utc(now)
    slot = _latest_slot(settings, now)
    if slot is None or now - slot.at > LATE_WINDOW:
        return None
    if settings.since is not None and slot.at < _utc(settings.since):
        return None
    if last_day is not None and slot.day <= last_day:
        return None
    return slot.day


def upcoming(settings: DailySettings, now: datetime, recorded: Collection[date]) -> Slot:
    """The slot that will be posted next: one that is due and not recorded, or a later one."""
    day = due_now(settings, now, None)
    if day is not None and day not in recorded:
        slot = slot_of(settings, day)
        if slot is not None:
            return slot
    slot = next_slot(settings, now)
    while slot.day in recorded:
        slot = next_slot(settings, slot.at)
    return slot


def deadline(settings: DailySettings, post: DailyPost) -> datetime:
    """Until when a claimed post may be sent.

    The window opens when the post was due; for one that an admin asked for after that window, when
    it was claimed.
    """
    claimed = _utc(post.claimed_at)
    slot = slot_of(settings, post.day)
    opened = slot.at if slot is not None and claimed <= slot.at + LATE_WINDOW else claimed
    return opened + LATE_WINDOW


def _latest_slot(settings: DailySettings, now: datetime) -> Slot | None:
    day = local_day(settings, now) + _DAY
    for _ in range(4):
        slot = slot_of(settings, day)
        if slot is not None and slot.at <= now:
            return slot
        day -= _DAY
    return None


def _instant(day: date, at: time, place: ZoneInfo) -> datetime:
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    first = wall.replace(tzinfo=place).astimezone(UTC)
    if _wall(first, place) == wall:
        return first
    # The wall clock jumps over this time. The zone changes somewhere between the two readings of
    # it, and always on a whole second.
    low = int(wall.replace(tzinfo=place, fold=1).timestamp()) - 1
    high = int(first.timestamp()) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if _wall(datetime.fromtimestamp(middle, UTC), place) >= wall:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)


def _wall(instant: datetime, place: ZoneInfo) -> datetime:
    return instant.astimezone(place).replace(tzinfo=None)


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone, so it names no instant.")
    return instant.astimezone(UTC)
