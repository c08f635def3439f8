"""The quote of the day as commands and the scheduler ask for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.library.daily import NothingToPost
from bot.model import PostState

from .conftest import MORNING, Bot, at
from .examples import BRIDGES, ISLANDS, make_article, make_holdings

DAY = date(2025, 6, 10)


async def test_settings_are_saved_with_the_zones_own_name(bot: Bot) -> None:
    asked = replace(MORNING, zone="europe/berlin", at=time(8, 30, 12))
    saved = await bot.daily.set_up(7, asked)
    assert saved == replace(MORNING, zone="Europe/Berlin", at=time(8, 30))
    assert await bot.daily.settings(7) == saved
    assert [server.id for server in await bot.daily.servers()] == [7]
    assert await bot.daily.turn_off(7)
    assert await bot.daily.settings(7) is None


async def test_an_unknown_zone_is_not_saved(bot: Bot) -> None:
    with pytest.raises(ValueError, match="not a time zone"):
        await bot.daily.set_up(7, replace(MORNING, zone="Europe/Atlantis"))
    assert await bot.daily.settings(7) is None


async def test_a_preview_shows_what_the_next_post_will_be_and_claims_nothing(bot: Bot) -> None:
    await bot.set_up(7, 8)
    for number in range(12):
        day = date(2025, 6, 10 + number)
        shown = await bot.daily.preview(7)
        assert shown == await bot.daily.preview(7, MORNING)
        await bot.daily.claim(8, day, at("10 08:00"))  # another server's post changes nothing
        assert shown == await bot.daily.preview(7)
        assert await bot.daily.post_of(7, day) is None
        post = await bot.daily.claim(7, day, at("10 08:00"))
        assert post is not None
        assert shown is not None
        assert post.quote == shown.ref
        assert await bot.daily.preview(7) == await bot.daily.quote_of(post)  # still to be sent
        await bot.daily.sent(7, day, number)


async def test_a_preview_works_before_it_is_set_up(bot: Bot) -> None:
    assert await bot.daily.preview(7) is not None
    toll = await bot.daily.preview(7, replace(MORNING, topic="toll"))
    assert toll is not None
    assert toll.text == BRIDGES[1]
    assert await bot.daily.preview(7, replace(MORNING, topic="volcanoes")) is None


async def test_a_claim_records_before_anything_is_sent(bot: Bot) -> None:
    await bot.set_up(7)
    post = await bot.daily.claim(7, DAY, at("10 08:00"))
    assert post is not None
    assert post == await bot.daily.pending(7) == await bot.daily.post_of(7, DAY)
    assert (post.state, post.channel, post.claimed_at) == (PostState.CLAIMED, 99, at("10 08:00"))
    quote = await bot.daily.quote_of(post)
    assert quote is not None
    assert post.voice == quote.article.voice
    await bot.daily.sent(7, DAY, 5)
    assert await bot.daily.pending(7) is None


@pytest.mark.parametrize("state", ["claimed", "sent", "skipped"])
async def test_a_day_on_record_is_not_claimed_again(bot: Bot, state: str) -> None:
    await bot.set_up(7)
    if state == "skipped":
        await bot.daily.skip(7, DAY)
    else:
        await bot.daily.claim(7, DAY, at("10 08:00"))
    if state == "sent":
        await bot.daily.sent(7, DAY, 5)
    before = await bot.daily.post_of(7, DAY)
    assert await bot.daily.claim(7, DAY, at("10 09:00")) is None
    assert await bot.daily.post_of(7, DAY) == before


async def test_nothing_to_choose_is_told_apart_and_records_nothing(bot: Bot) -> None:
    with pytest.raises(NothingToPost, match="off here"):
        await bot.daily.claim(7, DAY, at("10 08:00"))
    await bot.set_up(7, settings=replace(MORNING, topic="volcanoes"))
    with pytest.raises(NothingToPost, match="topic and sources"):
        await bot.daily.claim(7, DAY, at("10 08:00"))
    bot.holdings = make_holdings()
    await bot.set_up(7)
    with pytest.raises(NothingToPost, match="Add articles"):
        await bot.daily.claim(7, DAY, at("10 08:00"))
    assert await bot.daily.post_of(7, DAY) is None


async def test_a_quote_whose_article_changed_is_gone(bot: Bot) -> None:
    await bot.set_up(7)
    bot.holdings = make_holdings(make_article(1, ISLANDS))
    post = await bot.daily.claim(7, DAY, at("10 08:00"))
    assert post is not None
    bot.holdings = make_holdings(make_article(1, ["New words at the beginning.", *ISLANDS]))
    assert await bot.daily.quote_of(post) is None
    anew = await bot.daily.rechoose(post)
    assert anew is not None
    assert anew == await bot.daily.post_of(7, DAY)
    assert await bot.daily.quote_of(anew) is not None
    bot.holdings = make_holdings(make_article(1, ISLANDS, server=8))
    assert await bot.daily.quote_of(post) is None  # it is another server's now


async def test_the_status_says_how_it_stands(bot: Bot) -> None:
    off = await bot.daily.status(7, at("10 07:00"))
    assert (off.settings, off.last, off.next_due) == (None, None, None)
    await bot.set_up(7)
    early = await bot.daily.status(7, at("10 07:00"))
    assert early.next_due == at("10 08:00")
    assert (early.remaining, early.pool) == (8, 8)
    late = await bot.daily.status(7, at("10 09:00"))
    assert (late.next_due, late.next_day) == (at("10 08:00"), DAY)
    await bot.daily.claim(7, DAY, at("10 09:00"))
    await bot.daily.sent(7, DAY, 5)
    await bot.daily.skip(7, date(2025, 6, 11))
    done = await bot.daily.status(7, at("10 10:00"))
    assert done.settings == MORNING
    assert done.last is not None
    assert (done.last.day, done.last.message) == (DAY, 5)
    assert (done.next_due, done.next_day) == (at("12 08:00"), date(2025, 6, 12))
    assert (done.remaining, done.pool) == (7, 8)


async def test_candidates_are_worked_out_anew_after_a_reindex(bot: Bot) -> None:
    await bot.set_up(7)
    assert (await bot.daily.status(7, at("10 07:00"))).pool == 8
    bot.holdings = make_holdings(make_article(1, ISLANDS), generation=2)
    assert (await bot.daily.status(7, at("10 07:00"))).pool == 3
    assert (await bot.daily.status(8, at("10 07:00"))).pool == 0
