"""`/qotd`, as admins use it, and the posts that come of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.client import Commonplace
from bot.clock import Alarm
from bot.library import Library
from bot.model import DailyPost, DailySettings, PostState, Query
from bot.scheduler import nonce
from commands.ui.posting import Poster
from tests.commands.conftest import Place

START = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)


class HeldClock:
    """A clock that stands still until it is told the time, and then rings."""

    def __init__(self) -> None:
        self._now = START
        self._alarms: list[Alarm] = []

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, when: datetime, woken: Alarm) -> None:
        self._alarms.append(woken)
        if when > self._now:
            await woken.sleep(1e6)

    def set(self, now: datetime) -> None:
        self._now = now
        for alarm in self._alarms:
            alarm.set()


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
def simcord_bot(library: Library, clock: HeldClock) -> Commonplace:
    return Commonplace(library, clock)


async def pass_to(place: Place, clock: HeldClock, now: datetime) -> None:
    """Let the clock reach an instant, and what is due happen."""
    clock.set(now)
    await place.env.settle()


def posts(place: Place, channel: Any = None) -> list[discord.Message]:
    """The quotes of the day in a channel."""
    return [
        message
        for message in (channel or place.channel).history()
        if message.embeds and message.embeds[0].author.name == "Quote of the day"
    ]


async def set_up(place: Place, **options: Any) -> Any:
    options = {"time": "8:30", "zone": "Europe/Berlin", **options}
    return await place.ask("qotd setup", by=place.admin, **options)


async def let_everybody(place: Place, name: str) -> None:
    """Make Discord show a command to all, so that only the bot's own check is left."""
    commands = await place.env.bot.tree.fetch_commands()
    command = next(command for command in commands if command.name == name)
    place.guild.set_command_permissions(command, {place.guild.default_role: True})


SUBCOMMANDS: list[tuple[str, dict[str, str]]] = [
    ("setup", {"time": "8:30", "zone": "Berlin"}),
    ("preview", {}),
    ("now", {}),
    ("skip", {}),
    ("status", {}),
    ("off", {}),
]


@pytest.mark.parametrize(("command", "options"), SUBCOMMANDS)
async def test_a_member_without_the_permission_is_told_so(
    place: Place, command: str, options: dict[str, str]
) -> None:
    # The client hides the command; a modified one could still send it.
    await let_everybody(place, "qotd")
    answer = await place.ask(f"qotd {command}", **options)
    assert answer.private
    assert "Manage Server" in answer.text + answer.told
    assert await place.library.daily.settings(place.guild.id) is None


async def test_setup_says_when_and_where_and_what_comes_next(place: Place) -> None:
    answer = await set_up(place, zone="berlin", thread=True, poll=True, topic="sanctions")
    assert answer.private
    assert f"**08:30** (Europe/Berlin) in <#{place.channel.id}>" in answer.text
    assert "On sanctions" in answer.text
    assert "With a thread and a poll" in answer.text
    # 28 March 13:00 in Berlin: the next is on the 29th, when summer time has begun.
    due = int(datetime(2026, 3, 29, 6, 30, tzinfo=UTC).timestamp())
    assert f"<t:{due}:F>" in answer.text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"time": "25:00"}, "hours end at 23"),
        ({"time": "soon"}, "not a time of day"),
        ({"zone": "Atlantis"}, "not a time zone"),
        ({"zone": "../../etc/passwd"}, "not a time zone"),
        ({"topic": "quantum chromodynamics"}, "nothing was changed"),
        ({"sources": "The Daily Planet"}, "nothing was changed"),
    ],
)
async def test_setup_refuses_what_it_cannot_follow(
    place: Place, options: dict[str, str], says: str
) -> None:
    answer = await set_up(place, **options)
    assert says in answer.text + answer.told
    assert await place.library.daily.settings(place.guild.id) is None


async def test_setup_tells_the_admin_which_permission_the_bot_lacks(place: Place) -> None:
    closed = place.guild.create_text_channel(
        "closed",
        overwrites={
            place.guild.default_role: discord.PermissionOverwrite(
                embed_links=False, create_public_threads=False
            )
        },
    )
    answer = await set_up(place, channel=closed, thread=True)
    assert "I lack Embed Links and Create Public Threads in #closed" in answer.text
    status = await place.ask("qotd status", by=place.admin)
    assert "I lack Embed Links and Create Public Threads in #closed" in status.text


async def test_the_quote_comes_at_its_time_once_and_as_previewed(
    place: Place, clock: HeldClock
) -> None:
    await set_up(place)
    preview = await place.ask("qotd preview", by=place.admin)
    assert preview.private
    assert preview.labels == ["Context", "Cite", "Report", "Another"], (
        "a private message has no thread"
    )
    await pass_to(place, clock, datetime(2026, 3, 29, 6, 29, tzinfo=UTC))
    assert posts(place) == []
    await pass_to(place, clock, datetime(2026, 3, 29, 6, 30, tzinfo=UTC))
    (post,) = posts(place)
    assert post.embeds[0].description == preview.embeds[0].description
    await pass_to(place, clock, datetime(2026, 3, 29, 20, 0, tzinfo=UTC))
    assert len(posts(place)) == 1
    await pass_to(place, clock, datetime(2026, 3, 30, 6, 30, tzinfo=UTC))
    assert len(posts(place)) == 2
    assert len({message.embeds[0].description for message in posts(place)}) == 2


async def test_an_admin_can_have_another_quote(place: Place, clock: HeldClock) -> None:
    await set_up(place)
    first = await place.ask("qotd preview", by=place.admin)
    unwanted = first.embeds[0].description
    other = await place.press(first, "Another", by=place.admin)
    assert other.embeds[0].description != unwanted
    await pass_to(place, clock, datetime(2026, 3, 29, 6, 30, tzinfo=UTC))
    assert posts(place)[0].embeds[0].description == other.embeds[0].description


async def test_a_post_has_its_thread_and_its_poll(place: Place, clock: HeldClock) -> None:
    await set_up(place, thread=True, poll=True)
    await pass_to(place, clock, datetime(2026, 3, 29, 6, 30, tzinfo=UTC))
    (thread,) = place.channel.threads
    (poll,) = [message.poll for message in thread.history() if message.poll]
    assert [answer.text for answer in poll.answers] == ["I agree", "I disagree", "It depends"]


async def test_a_post_carries_a_nonce_that_discord_enforces(place: Place, clock: HeldClock) -> None:
    await set_up(place)
    await pass_to(place, clock, datetime(2026, 3, 29, 6, 30, tzinfo=UTC))
    (sent,) = [
        request.json
        for request in place.env.http_requests
        if request.method == "POST" and request.path.endswith(f"{place.channel.id}/messages")
    ]
    assert sent["nonce"] == nonce(place.guild.id, datetime(2026, 3, 29, tzinfo=UTC).date())
    assert sent["enforce_nonce"] is True
    assert sent["allowed_mentions"] == {"parse": []}


async def test_after_a_crash_the_bot_finds_its_own_post_and_does_not_send_again(
    place: Place, library: Library, clock: HeldClock
) -> None:
    await set_up(place, thread=True)
    due = datetime(2026, 3, 29, 6, 30, tzinfo=UTC)
    await pass_to(place, clock, due)
    (post,) = posts(place)
    # As if it had died after Discord took the message, and before that was recorded. (The claim is
    # put on the simulated Discord's own clock, which runs in January.)
    forget = "update daily_posts set state = 'claimed', message = null, claimed_at = ?"
    claimed = post.created_at.isoformat()
    await library._store.write(lambda db: db.execute(forget, [claimed]))
    place.blocking.deactivate()
    clock.set(due + timedelta(minutes=1))
    await place.env.restart_bot(Commonplace(library, clock))
    await place.env.settle()
    assert [message.id for message in posts(place)] == [post.id]
    record = await library.daily.post_of(place.guild.id, due.date())
    assert record is not None
    assert record.state is PostState.SENT
    assert record.message == post.id
    assert len(place.channel.threads) == 1


async def test_a_day_that_is_opened_again_is_not_posted_twice(
    place: Place, library: Library, clock: HeldClock
) -> None:
    await set_up(place)
    await pass_to(place, clock, datetime(2026, 3, 29, 6, 30, tzinfo=UTC))
    (post,) = posts(place)
    # It died before the message was recorded, and an admin turned it off and on before a restart.
    await library._store.write(
        lambda db: db.execute("update daily_posts set state = 'claimed', message = null")
    )
    await place.ask("qotd off", by=place.admin)
    await pass_to(place, clock, datetime(2026, 3, 29, 7, 30, tzinfo=UTC))
    # The simulated Discord's own clock runs in January.
    await library._store.write(lambda db: db.execute("update daily_posts set day = '2026-01-01'"))
    await set_up(place)
    clock.set(datetime(2026, 1, 1, 9, 0, tzinfo=UTC))
    answer = await place.ask("qotd now", by=place.admin)
    assert [message.id for message in posts(place)] == [post.id]
    assert f"/{post.id}" in answer.text


async def test_a_members_answer_is_not_taken_for_the_post(
    place: Place, library: Library, simcord_env: simcord.Env
) -> None:
    answer = await place.ask("quote", topic="sanctions")
    client = simcord_env.bot
    assert isinstance(client, Commonplace)
    found = (await library.quote(Query("sanctions", server=place.guild.id))).quotes[0]
    assert found.text[:20] in answer.text
    post = DailyPost(
        place.guild.id, datetime(2026, 1, 1, tzinfo=UTC).date(), PostState.CLAIMED, found.ref,
        found.article.voice, place.channel.id, datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    settings = DailySettings(place.channel.id, time(8, 30), "UTC")
    assert await Poster(client).find(post, settings) is None


async def test_a_server_error_is_tried_again_without_a_second_post(
    place: Place, clock: HeldClock
) -> None:
    await set_up(place)
    place.env.inject_error("POST", f"/channels/{place.channel.id}/messages", status=500, times=2)
    due = datetime(2026, 3, 29, 6, 30, tzinfo=UTC)
    await pass_to(place, clock, due)
    assert posts(place) == []
    for minutes in range(5, 60, 5):
        await pass_to(place, clock, due + timedelta(minutes=minutes))
    assert len(posts(place)) == 1


async def test_a_refusal_is_not_final_while_discord_fails_to_say_what_arrived_before(
    place: Place, clock: HeldClock
) -> None:
    await set_up(place)
    messages = f"/channels/{place.channel.id}/messages"
    place.env.inject_error("POST", messages, status=403, times=1)
    place.env.inject_error("GET", messages, status=503, times=1)
    due = datetime(2026, 3, 29, 6, 30, tzinfo=UTC)
    await pass_to(place, clock, due)
    assert posts(place) == []
    for minutes in range(5, 60, 5):
        await pass_to(place, clock, due + timedelta(minutes=minutes))
    assert len(posts(place)) == 1


async def test_now_posts_todays_once(place: Place, clock: HeldClock) -> None:
    await set_up(place)
    answer = await place.ask("qotd now", by=place.admin)
    (post,) = posts(place)
    assert f"/{place.channel.id}/{post.id}" in answer.text
    again = await place.ask("qotd now", by=place.admin)
    assert "posted already" in again.text + again.told
    await pass_to(place, clock, datetime(2026, 3, 28, 23, 0, tzinfo=UTC))
    assert len(posts(place)) == 1


async def test_skip_leaves_one_out(place: Place, clock: HeldClock) -> None:
    await set_up(place)
    answer = await place.ask("qotd skip", by=place.admin)
    assert "Left out: 29 March 2026" in answer.text
    await pass_to(place, clock, datetime(2026, 3, 29, 7, 0, tzinfo=UTC))
    assert posts(place) == []
    await pass_to(place, clock, datetime(2026, 3, 30, 6, 30, tzinfo=UTC))
    assert len(posts(place)) == 1


async def test_off_stops_it(place: Place, clock: HeldClock) -> None:
    await set_up(place)
    assert "is off" in (await place.ask("qotd off", by=place.admin)).text
    await pass_to(place, clock, datetime(2026, 3, 29, 7, 0, tzinfo=UTC))
    assert posts(place) == []
    again = await place.ask("qotd off", by=place.admin)
    assert "off already" in again.text + again.told
    assert "off here" in (await place.ask("qotd status", by=place.admin)).text


async def test_a_deleted_channel_is_told_at_now_and_in_the_status(
    place: Place, simcord_env: simcord.Env
) -> None:
    gone = place.guild.create_text_channel("gone")
    await set_up(place, channel=gone)
    channel = simcord_env.bot.get_channel(gone.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await simcord_env.settle()
    answer = await place.ask("qotd now", by=place.admin)
    assert "Choose another channel" in answer.text + answer.told
    assert "channel is gone" in (await place.ask("qotd status", by=place.admin)).text


async def test_the_zone_is_completed_by_its_city(place: Place) -> None:
    choices = await place.admin.autocomplete(
        place.channel, "qotd setup", "zone", "new yo", time="8:30"
    )
    assert "America/New_York" in str(choices)
