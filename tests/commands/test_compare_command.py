"""`/compare`, as members and admins use it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.search.question import NO_TOPIC
from commands.ui.cards import total
from commands.ui.quotes import read_address
from tests.commands.conftest import Place
from tests.commands.discord_markdown import read


@pytest.mark.parametrize("who", ["member", "admin"])
async def test_each_voice_has_a_panel_and_a_republication_is_one_voice(
    place: Place, who: str
) -> None:
    answer = await place.ask("compare", by=getattr(place, who), topic="sanctions")
    assert not answer.private
    summary, *panels = answer.embeds
    assert summary.title == "sanctions · 4 voices"
    assert len(panels) == 4
    one = [p for p in panels if (p.footer.text or "").startswith("One voice, 2 publications: ")]
    assert len(one) == 1
    assert "Navigating the Vortex, Asia Times · 20 May 2025" in (one[0].footer.text or "")
    assert (one[0].description or "").startswith("**Stefan Wolff** (inferred)\n> ")
    assert len({p.colour for p in panels}) == 4
    assert total(answer.embeds) <= 6000


async def test_every_quote_of_a_panel_is_verbatim_and_can_be_opened(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions")
    shown = read(answer.text)[0]
    assert len(answer.options) >= 4
    for option in answer.options:
        quote = await place.library.find(read_address(option["value"]), place.guild.id)
        assert quote is not None
        assert quote.text in shown
        opened = await place.choose(answer, option["value"], by=place.admin)
        assert opened.private
        assert quote.text.split("\n")[0] in read(opened.text)[0].replace("\u2060", "")
        assert opened.labels == ["Cite", "Report"]


async def test_the_menu_works_after_a_restart(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions")
    await place.restart()
    assert (await place.choose(answer, answer.options[0]["value"])).private


async def test_the_picture_is_there_and_its_words_have_the_numbers(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions")
    (picture,) = answer.raw.attachments
    assert answer.embeds[0].image.url == f"attachment://{picture.filename}"
    found = await place.library.compare("sanctions", server=place.guild.id)
    for panel in found.panels:
        assert f": {panel.sentences} of {panel.length}" in picture.description
        assert any(
            f"{panel.sentences} of {panel.length} sentences on this" in (embed.footer.text or "")
            for embed in answer.embeds
        )
    assert Image.open(io.BytesIO(await picture.read())).format == "PNG"


async def test_the_silent_are_named(place: Place) -> None:
    answer = await place.ask("compare", topic="Vatican")
    silent = (answer.embeds[0].description or "").splitlines()[-1]
    found = await place.library.compare("Vatican", server=place.guild.id)
    assert silent.startswith("Silent: ")
    assert len(silent.split("; ")) == len(found.silent)


async def test_sources_limit_it_and_unknown_ones_are_said(place: Place) -> None:
    answer = await place.ask(
        "compare", topic="sanctions", sources="asia times, Foreign Policy , The Nowhere Times,"
    )
    assert answer.embeds[0].title == "sanctions · 2 voices"
    assert "The library has no source called “The Nowhere Times”." in answer.text
    assert "The American Conservative" not in answer.text


async def test_nothing_found_says_so_and_a_word_nearby_asks_again(place: Place) -> None:
    answer = await place.ask("compare", topic="Sanctoins")
    assert "Nothing on “Sanctoins” in the library." in answer.text
    assert answer.raw.attachments == []
    again = await place.press(answer, "sanctions")
    assert again.embeds[0].title == "sanctions · 4 voices"
    assert len(again.raw.attachments) == 1


async def test_only_unknown_sources_find_nothing(place: Place) -> None:
    answer = await place.ask("compare", topic="sanctions", sources="The Nowhere Times")
    assert "The library has no source called “The Nowhere Times”." in answer.text


async def test_a_topic_without_a_word_is_refused(place: Place) -> None:
    answer = await place.ask("compare", topic="of the")
    assert answer.private
    assert NO_TOPIC in answer.text
