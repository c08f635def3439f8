"""`/quote`, as members and admins use it."""

from __future__ import annotations

import re

import discord
import pytest

from bot.model import Query
from bot.search.question import NO_TOPIC
from commands.ui.asking import STALE
from commands.ui.quotes import GONE
from tests.commands.conftest import Answer, Place
from tests.commands.discord_markdown import read
from tests.conftest import SEEDS


def words_of(answer: Answer) -> str:
    """The words of the one quote that a card shows, as a reader sees them."""
    shown = (answer.embeds[0].description or "").split("\n")
    return "\n".join(read(line)[0] for line in shown if line.startswith("> "))


def corpus() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))


@pytest.mark.parametrize("who", ["member", "admin"])
async def test_a_topic_gives_a_card_to_everybody(place: Place, who: str) -> None:
    answer = await place.ask("quote", by=getattr(place, who), topic="sanctions")
    assert not answer.private
    assert answer.embeds[0].author.name == "sanctions · 1 of 7"
    assert "sanctions" in words_of(answer)
    assert words_of(answer) in corpus()
    assert re.search(r"^— (\*\*.+\*\*|author not stated)", answer.text, re.MULTILINE)
    assert answer.labels == ["Back", "Next", "Context", "Cite", "Discuss", "Report"]


async def test_every_page_is_verbatim_and_the_pages_are_the_librarys(place: Place) -> None:
    found = await place.library.quote(Query("sanctions", server=place.guild.id, limit=10))
    answer = await place.ask("quote", topic="sanctions")
    for number, quote in enumerate(found.quotes, 1):
        assert words_of(answer) == quote.text
        assert answer.embeds[0].author.name == f"sanctions · {number} of {len(found.quotes)}"
        if number < len(found.quotes):
            answer = await place.press(answer, "Next")
    answer = await place.press(answer, "Back")
    assert words_of(answer) == found.quotes[-2].text


async def test_without_a_topic_there_is_something_worth_reading(place: Place) -> None:
    answer = await place.ask("quote")
    assert answer.embeds[0].author.name == "Worth reading · 1 of 10"
    first = words_of(answer)
    assert first in corpus()
    second = await place.press(answer, "Next")
    back = await place.press(second, "Back")
    assert words_of(back) == first


async def test_filters_hold_and_are_shown(place: Place) -> None:
    answer = await place.ask(
        "quote", topic="peace", author="trump", source="navigating the vortex", since="2025-05"
    )
    assert answer.embeds[0].author.name == ("peace · trump · navigating the vortex · since 2025-05")
    assert "— said by **Donald Trump**, quoted by Stefan Wolff (inferred)" in answer.text
    assert "Navigating the Vortex · 20 May 2025 · also in Asia Times" in answer.text


async def test_words_that_are_nowhere_are_named(place: Place) -> None:
    answer = await place.ask(
        "quote", topic="minerals deal Ukraine investment stability chromodynamics"
    )
    assert "*No article here mentions “chromodynamics”.*" in answer.text
    assert "minerals" in words_of(answer)


async def test_nothing_found_says_so_with_what_there_is(place: Place) -> None:
    answer = await place.ask("quote", topic="quantum chromodynamics")
    assert "Nothing on “quantum chromodynamics” in the library." in answer.text
    assert "The library does hold, for example:" in answer.text
    assert "- Trump’s Russia–Ukraine Reset" in answer.text
    assert answer.labels == []
    assert await place.library.keepsakes.gaps(place.guild.id) == [("quantum chromodynamics", 1)]


async def test_a_word_nearby_asks_again(place: Place) -> None:
    answer = await place.ask("quote", topic="Sanctoins")
    assert "sanctions" in answer.labels
    again = await place.press(answer, "sanctions")
    assert again.embeds[0].author.name == "sanctions · 1 of 7"


async def test_a_word_nearby_leaves_the_filters_out(place: Place) -> None:
    answer = await place.ask("quote", topic="sanctions", author="Vladimir Putin")
    assert answer.labels == ["sanctions, whoever and wherever"]
    again = await place.press(answer, answer.labels[0])
    assert again.embeds[0].author.name == "sanctions · 1 of 7"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"topic": "   "}, NO_TOPIC),
        ({"topic": "the of and"}, "“the of and” has no word that I could look for."),
        ({"topic": "?!"}, "“?!” has no word that I could look for."),
        ({"topic": "peace", "since": "May"}, "'May' is not a date: write 2025, 2025-05"),
        ({"topic": "peace", "until": "2025-13"}, "'2025-13' is not in the calendar."),
        (
            {"topic": "peace", "since": "2026", "until": "2025"},
            "Nothing can be since 2026 and until 2025: swap the two.",
        ),
    ],
)
async def test_what_can_not_be_asked_is_said_to_the_asker_alone(
    place: Place, options: dict[str, str], message: str
) -> None:
    answer = await place.ask("quote", **options)
    assert answer.private
    assert message in read(answer.text)[0]


async def test_an_unknown_source_or_author_is_said(place: Place) -> None:
    answer = await place.ask("quote", topic="peace", source="The Nowhere Times")
    assert "The library has no source called “The Nowhere Times”." in answer.text
    answer = await place.ask("quote", topic="peace", author="Nobody Whatsoever")
    assert "The library knows nobody called “Nobody Whatsoever”." in answer.text


async def test_what_a_member_types_stays_inert(place: Place) -> None:
    answer = await place.ask("quote", topic="<@1> **zzz** [qqq](https://qq.zz) @here")
    assert read(answer.embeds[0].description or "")[1] <= {"list"}
    shown = read(answer.text)[0]
    assert "<@1> **zzz** [qqq](https://qq.zz) @here" in shown


async def test_context_shows_the_text_around_to_one_person(place: Place) -> None:
    answer = await place.ask("quote", topic="sanctions")
    context = await place.press(answer, "Context", by=place.admin)
    assert context.private
    shown = "\n".join(
        read(line)[0].replace("\u2060", "").replace("**", "")
        for line in context.text.split("\n")
        if line.startswith(">")
    )
    assert words_of(answer) in shown
    assert len(shown) > len(words_of(answer)) + 200
    assert all(line in corpus() for line in shown.split("\n"))
    assert context.labels == ["Cite", "Report"]


async def test_cite_offers_five_styles_to_copy(place: Place) -> None:
    answer = await place.ask("quote", topic="sanctions", author="Stefan Wolff")
    citation = await place.press(answer, "Cite")
    assert citation.private
    assert "Cite: Chicago" in citation.text
    assert "```\n[Stefan Wolff], “For the sake of a reset with Russia," in citation.text
    assert [o["value"] for o in citation.options] == ["Chicago", "APA", "MLA", "BibTeX", "Markdown"]
    bibtex = await place.choose(citation, "BibTeX")
    assert "@misc{wolff2025sake," in bibtex.text
    assert "note = {author inferred}" in bibtex.text


async def test_buttons_work_after_a_restart_and_for_anybody(place: Place) -> None:
    answer = await place.ask("quote", topic="sanctions")
    first = words_of(answer)
    await place.restart()
    assert (await place.press(answer, "Context", by=place.admin)).private
    assert (await place.press(answer, "Cite", by=place.admin)).private
    turned = await place.press(answer, "Next", by=place.admin)
    assert turned.embeds[0].author.name == "sanctions · 2 of 7"
    assert words_of(turned) != first


async def test_a_question_that_is_too_old_is_said_to_be(place: Place) -> None:
    answer = await place.ask("quote", topic="sanctions")
    await place.forget_questions()
    told = await place.press(answer, "Next")
    assert STALE in told.told
    assert told.text == answer.text


async def test_a_quote_whose_article_changed_is_said_to_be_gone(place: Place) -> None:
    answer = await place.ask("quote", topic="sanctions")
    place.empty_the_library()
    for label in ("Context", "Cite", "Discuss", "Next"):
        told = await place.press(answer, label)
        assert GONE in f"{told.text}\n{told.told}", label


async def test_discuss_opens_a_thread_once(place: Place) -> None:
    answer = await place.ask("quote", topic="sanctions", author="Stefan Wolff")
    opened = await place.press(answer, "Discuss")
    assert opened.private
    assert opened.text == f"The thread is open: <#{answer.raw.id}>"
    threads = place.env.bot.get_guild(place.guild.id).threads
    assert [t.id for t in threads] == [answer.raw.id]
    assert threads[0].name.startswith("Stefan Wolff: Part of this lack of progress")
    assert len(threads[0].name) <= 100
    again = await place.press(answer, "Discuss", by=place.admin)
    assert again.text == f"It is discussed in <#{answer.raw.id}>"


async def test_discuss_needs_the_members_permission_and_the_bots(place: Place) -> None:
    for who, sentence in (
        (place.member, "You may not open threads in this channel."),
        (place.guild.me, "I may not open threads in this channel."),
    ):
        quiet = place.guild.create_text_channel(
            f"quiet-{who.id}",
            overwrites={who: discord.PermissionOverwrite(create_public_threads=False)},
        )
        answer = await place.ask("quote", where=quiet, topic="sanctions")
        told = await place.press(answer, "Discuss")
        assert told.private
        assert sentence in f"{told.text}\n{told.told}"
    assert list(place.env.bot.get_guild(place.guild.id).threads) == []
