"""Whatever an article holds, what is shown of it is its text and nothing else takes effect."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commands.ui.cards import total
from tests.abuse.hostile import MARK, check_answer, check_requests, hostile, trying
from tests.abuse.hostile_articles import (
    CLAIM,
    WORD,
    Texts,
    files_of,
    shown_quotes,
    squeezed,
)
from tests.abuse.test_inputs import COMPLETED, LIST, SHARE, raw
from tests.commands.conftest import Place

TOPIC, QUOTATION = f"{WORD} tariff", CLAIM.format(WORD)
QUESTIONS: list[tuple[str, dict[str, str]]] = [
    ("quote", {"topic": TOPIC}),
    ("quote", {}),
    ("compare", {"topic": TOPIC}),
    ("argues", {"who": "Una", "topic": TOPIC}),
    ("argues", {"who": "Ada", "topic": TOPIC}),
    ("verify", {"text": QUOTATION}),
    ("verify", {"text": QUOTATION.replace("winter", "summer"), "by": "Ada"}),
    ("library list", {}),
    ("library show", {"article": MARK}),
    ("library sources", {}),
    ("library authors", {}),
]


async def ask_everything(place: Place, corpus: Path, texts: Texts) -> None:
    """Take the article in, and ask about it."""
    for name, content in files_of(texts, "odd").items():
        (corpus / name).write_bytes(content)
    await place.library.reindex()
    articles = (await place.library.catalogue(place.guild.id)).articles
    sources = await asyncio.to_thread(lambda: [squeezed(article.text) for article in articles])
    for command, options in QUESTIONS:
        place.env.backend.http_requests.clear()
        answer = check_answer(await raw(place, command, options), more=LIST)
        check_requests(place.env.http_requests)
        embeds = answer.embeds[1:] if command == "verify" else answer.embeds
        for quote in shown_quotes(embeds):
            assert any(quote in source for source in sources), (command, quote)
        await follow(place, answer)
    for command, completed in COMPLETED.items():
        for option in completed:
            typed = await place.admin.autocomplete(place.channel, command, option, "")
            assert all(0 < len(choice["name"]) <= 100 for choice in typed)


async def follow(place: Place, answer: Any) -> None:
    """Press what is under an answer, and choose the first option of its menus; the page last."""
    items = [item for row in answer.components for item in row["components"]]
    for item in sorted(items, key=lambda item: item["custom_id"].startswith("press:ask")):
        if item.get("disabled"):
            continue
        if item["type"] == 3:
            value = item["options"][0]["value"]
            result = await place.admin.select(answer, [value], custom_id=item["custom_id"])
        else:
            result = await place.admin.click(answer, custom_id=item["custom_id"])
        if item["custom_id"].startswith("press:cite"):
            (embed,) = result.response.embeds
            inside = (embed.description or "").removeprefix("```\n").removesuffix("\n```")
            assert inside
            assert "```" not in inside
            assert total([embed]) <= 4096
        elif result.modal is None and not result.response.content:
            check_answer(result, more=LIST)
        if item["custom_id"].startswith("press:ask"):
            return


@trying(SHARE * 4)
@given(texts=st.builds(Texts, *[hostile] * 6))
async def test_any_texts_in_an_article(open_place: Place, corpus: Path, texts: Texts) -> None:
    """Each is in the title, a name, the heading and the sentences of the same four articles."""
    await ask_everything(open_place, corpus, texts)
