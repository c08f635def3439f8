"""Whatever an article holds, every request is one that Discord takes, and shows but its text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import discord
import pytest
import pytest_asyncio

from tests.abuse.hostile import check
from tests.abuse.hostile_articles import CLAIM, NASTY, Texts, files_of, shown_quotes, squeezed
from tests.wire.articles import article, marker
from tests.wire.shelf import texts_of
from tests.wire.stage import Stage, staged
from tests.wire.standin.payloads import Json
from tests.wire.standin.world import Asked, items_of

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

LIST = frozenset({"list"})
COMPLETED = {
    "quote": {"author": "", "source": ""},
    "compare": {"sources": "", "topic": "tariff"},
    "argues": {"who": "", "topic": "tariff"},
    "verify": {"by": "", "text": "tariff"},
    "library show": {"article": ""},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One bot that has an article for each odd text, in four forms."""
    folder = tmp_path_factory.mktemp("hostile")
    async with staged(folder) as stage:
        for number, text in enumerate(NASTY):
            # Else they would be versions of one article.
            more = article(number).partition("\n---\n")[2]
            files = files_of(Texts.all_of(text), f"odd-{number}", marker(number), more)
            for name, content in files.items():
                (stage.bot.corpus / name).write_bytes(content)
        await stage.bot.start()
        await stage.bot.says("Reindexed")
        yield stage
        assert await stage.bot.terminate() < 5


def seen(asked: Asked, sources: list[str]) -> int:
    """Check an answer, and return how many quotes it shows."""
    embeds = [discord.Embed.from_dict(embed) for embed in asked.shown["embeds"]]
    assert embeds, asked.shown
    for embed in embeds:
        check(embed, more=LIST)
    if asked.payload["data"].get("name") == "verify":
        embeds = embeds[1:]  # without what was pasted
    quotes = list(shown_quotes(embeds))
    for quote in quotes:
        assert any(quote in source for source in sources), quote
    return len(quotes)


def check_mentions(stage: Stage) -> None:
    """Nothing that was sent lets anything ring."""
    for method, path, _ in stage.standin.bodies:
        body = stage.standin.bodies[method, path, _]
        for message in messages_in(body):
            assert message["allowed_mentions"]["parse"] == [], (method, path)
            assert not message.get("content") or "@" not in message["content"]


def messages_in(body: Any) -> Iterator[Json]:
    if isinstance(body, dict) and ("embeds" in body or body.get("content")):
        yield body
    if isinstance(body, dict) and isinstance(body.get("data"), dict):
        yield from messages_in(body["data"])


@pytest.mark.parametrize("number", range(len(NASTY)))
async def test_an_odd_text_in_every_place_of_an_article(running: Stage, number: int) -> None:
    member, word = running.member, marker(number)
    sources = [squeezed(text) for text in texts_of(running.bot.data)]
    claim = CLAIM.format(word)
    questions: list[tuple[str, dict[str, str]]] = [
        ("quote", {"topic": word}),
        ("compare", {"topic": word}),
        ("argues", {"who": "Una", "topic": word}),
        ("argues", {"who": "Ada", "topic": word}),
        ("verify", {"text": claim}),
        ("verify", {"text": claim.replace("winter", "summer"), "by": "Ada"}),
    ]
    quotes: dict[str, int] = {}
    for command, options in questions:
        asked = await member.slash(command, **options)
        quotes[command] = seen(asked, sources) + quotes.get(command, 0)
        for label in ("Context", "Next"):  # which then shows others
            if pressable := [i for i in items_of(asked.shown) if i.get("label") == label]:
                seen(await member.press(asked.shown, pressable[0]["custom_id"]), sources)
    assert quotes["quote"]
    assert quotes["compare"]
    assert quotes["verify"]
    check_mentions(running)
    running.check()


async def test_the_lists_of_a_library_of_odd_articles(running: Stage) -> None:
    for command in ("library list", "library sources", "library authors"):
        asked = await running.member.slash(command)
        for _ in range(40):
            seen(asked, [])
            following = [i for i in items_of(asked.shown) if i.get("label") == "Next"]
            if not following or following[0].get("disabled"):
                break
            asked = await running.member.press(asked.shown, following[0]["custom_id"])
    for command, options in COMPLETED.items():
        option = next(iter(options))
        for typed in ("", "u", "<", "*", "@", "z", "\u202e"):
            choices = await running.member.complete(command, option, **{**options, option: typed})
            for choice in choices:
                shown = (
                    await running.member.slash("library show", article=choice["value"])
                    if command == "library show"
                    else None
                )
                assert shown is None or shown.shown["embeds"]
    check_mentions(running)
    running.check()
