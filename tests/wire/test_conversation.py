"""The real process on the real protocol: it registers its commands, answers, and ends cleanly."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.wire.people import done
from tests.wire.stage import Stage, staged
from tests.wire.standin.checking import check_bodies

pytestmark = pytest.mark.slow

PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)  # members, presences, message content


async def test_every_kind_of_request_is_one_that_discord_takes(stage: Stage) -> None:
    await stage.bot.start()
    world, member, manager = stage.standin.world, stage.member, stage.manager
    await stage.bot.says("Reindexed")
    assert stage.standin.gateway.identified[0]["intents"] & PRIVILEGED == 0
    assert stage.standin.count("PUT", "/commands") == 1
    assert check_bodies(stage.standin) == 1

    quote = await member.slash("quote", topic="sanctions")
    assert "1 of" in quote.text
    following = await member.press(quote.shown, quote.button("Next"))
    assert "2 of" in following.text
    assert following.callback == {"type": 6}
    for button in ("Context", "Cite", "Discuss"):
        assert (await member.press(quote.shown, quote.button(button))).shown
    form = await member.press(quote.shown, quote.button("Report"))
    assert form.callback is not None
    reported = await member.submit(
        form.callback["data"]["custom_id"], quote.shown, what="speaker", text="Somebody else."
    )
    assert "Thank you" in reported.text

    assert (await member.slash("compare", topic="sanctions")).shown["attachments"]
    for command, options in {
        "argues": {"who": "Stefan Wolff", "topic": "reset with Russia"},
        "verify": {"text": "We will continue to help"},
        "library list": {},
        "library show": {"article": "Trump"},
        "library sources": {},
        "library authors": {},
        "help": {},
        "about": {},
    }.items():
        assert (await member.slash(command, **options)).shown["embeds"], command
    assert "permission" in (await member.slash("reindex")).text
    admins: dict[str, dict[str, object]] = {
        "reindex": {},
        "library gaps": {},
        "library reports": {},
        "library corrections": {},
        "qotd setup": {"time": "8:30", "zone": "Europe/Berlin", "thread": True, "poll": True},
        "qotd preview": {},
        "qotd status": {},
        "qotd now": {},
    }
    for command, given in admins.items():
        assert (await manager.slash(command, **given)).shown["embeds"], command
    posts = world.history(manager.channel["id"])
    assert [m for m in posts if m.get("nonce", "").startswith(f"{stage.guild.id:x}-")]
    assert await member.complete("argues", "who", who="wol", topic="war")
    assert await manager.complete("qotd setup", "zone", zone="berl", time="8")
    assert check_bodies(stage.standin) > 25


async def test_sigterm_ends_it_in_time_with_open_answers_finished(stage: Stage) -> None:
    await stage.bot.start()
    await stage.bot.says("Reindexed")
    asked = [await stage.member.send("compare", topic="sanctions") for _ in range(5)]
    for each in asked:
        await each.responded.wait()
    assert await stage.bot.terminate() < 5
    assert stage.bot.process.returncode == 0
    for each in asked:
        assert (await done(each)).shown["embeds"]


async def test_sigterm_ends_it_in_time_when_discord_hangs(stage: Stage) -> None:
    """With a quote of the day and an answer on their way to a Discord that does not answer."""
    await stage.bot.start()
    await stage.bot.says("Reindexed")
    clock = stage.standin.clock
    at = (clock.now() + timedelta(minutes=10)).strftime("%H:%M")
    await stage.manager.slash("qotd setup", time=at, zone="UTC")
    post = stage.standin.faults.plan("POST", "/messages$", delay=30)
    edit = stage.standin.faults.plan("PATCH", "@original$", delay=30)
    clock.shift(timedelta(minutes=11))
    await post.hit.wait()
    await stage.member.send("quote", topic="sanctions")
    await edit.hit.wait()
    assert await stage.bot.terminate() < 5
    assert stage.bot.process.returncode == 0


async def test_sigterm_ends_a_reindex_with_an_answer(tmp_path: Path) -> None:
    async with staged(tmp_path, papers=1500) as stage:
        await stage.bot.start()
        await stage.bot.says("Online")
        asked = await stage.manager.send("reindex")
        await asked.responded.wait()
        assert await stage.bot.terminate() < 5
        assert (await done(asked)).text
        await stage.bot.start()
        stage.check()


async def test_the_token_is_in_no_log_however_much_is_logged(stage: Stage) -> None:
    stage.bot.settings["LOG_LEVEL"] = "DEBUG"
    await stage.bot.start()
    assert (await stage.member.slash("quote", topic="sanctions")).shown
    assert "has returned" in stage.bot.log()
    await stage.standin.gateway.close(4000)
    await stage.bot.connected()
    assert (await stage.member.slash("help")).shown
    assert await stage.bot.terminate() < 5
