"""`/argues`, as members and admins use it."""

from __future__ import annotations

import threading

import pytest

from bot.answers.argues import ArguesAnswer, Argument
from bot.answers.people import Person
from bot.model import SpokenBy
from commands.argues import MOST_EMBEDS, heading, paged
from commands.ui.cards import QuoteEmbed
from tests.commands.conftest import Place
from tests.commands.discord_markdown import read
from tests.commands.examples import a_quote, a_voice, an_article


@pytest.mark.parametrize("who", ["member", "admin"])
@pytest.mark.parametrize("name", ["Stefan Wolff", "wolff", "Stefan Wolf"])
async def test_an_author_argues_in_their_own_words(place: Place, who: str, name: str) -> None:
    answer = await place.ask("argues", by=getattr(place, who), who=name, topic="reset with Russia")
    assert answer.embeds[0].author.name == "Stefan Wolff on “reset with Russia” · own words"
    found = await place.library.argues(name, "reset with Russia", place.guild.id)
    shown = read(answer.text)[0]
    assert found.quotes
    for quote in found.quotes:
        assert quote.spoken_by is SpokenBy.AUTHOR
        assert quote.text in shown
    assert answer.text.count("For the sake of a reset with Russia, Trump has abandoned") == 1
    assert "quoted by" not in answer.text


async def test_its_pages_are_laid_out_beside_the_event_loop(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An author may have a thousand articles on a topic."""
    threads: list[threading.Thread] = []

    def noted(found: ArguesAnswer) -> list[list[tuple[Argument, QuoteEmbed]]]:
        threads.append(threading.current_thread())
        return paged(found)

    monkeypatch.setattr("commands.argues.paged", noted)
    await place.ask("argues", who="wolff", topic="reset")
    assert threads
    assert threading.main_thread() not in threads


async def test_a_quoted_person_is_shown_as_quoted(place: Place) -> None:
    answer = await place.ask("argues", who="putin", topic="peace")
    assert answer.embeds[0].author.name == "Vladimir Putin on “peace” · as quoted by others"
    assert "— said by **Vladimir Putin**, quoted by Stefan Wolff (inferred)" in answer.text


async def test_its_quotes_can_be_opened_and_cited(place: Place) -> None:
    answer = await place.ask("argues", who="putin", topic="peace")
    placeholder = answer.raw.components[0]["components"][0]["placeholder"]
    assert len(placeholder) <= 30, "more is cut at a phone's width"
    opened = await place.choose(answer, answer.options[0]["value"])
    assert opened.private
    cited = await place.press(opened, "Cite")
    assert "Vladimir Putin, quoted in [Stefan Wolff]," in cited.text


async def test_one_who_is_silent_is_said_to_be_and_others_are_offered(place: Place) -> None:
    answer = await place.ask("argues", who="Witkoff", topic="sanctions")
    assert (
        "Steve Witkoff says nothing on “sanctions” in the articles here. These do:" in answer.text
    )
    labels = [option["label"] for option in answer.options]
    assert {"Stefan Wolff", "Andrew Day"} <= set(labels)
    wolff = next(o for o in answer.options if o["label"] == "Stefan Wolff")
    again = await place.choose(answer, wolff["value"], by=place.admin)
    assert again.embeds[0].author.name == "Stefan Wolff on “sanctions” · own words"


async def test_nobody_of_that_name_is_said(place: Place) -> None:
    answer = await place.ask("argues", who="Qqq Zzz", topic="peace")
    assert "The library knows nobody called “Qqq Zzz”." in answer.text


async def test_when_several_fit_a_button_chooses_and_answers(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = (await place.library.catalogue(place.guild.id)).people
    two = tuple(p for p in people if p.name in {"Stefan Wolff", "Vladimir Putin"})
    ask = place.library.argues

    async def unsure(who: str, topic: str, server: int | None, limit: int = 3) -> ArguesAnswer:
        if who == "V":
            return ArguesAnswer(
                who, topic, message="“V” could be one or the other.", candidates=two
            )
        return await ask(who, topic, server, limit)

    monkeypatch.setattr(place.library, "argues", unsure)
    answer = await place.ask("argues", who="V", topic="peace")
    assert answer.labels == ["Stefan Wolff", "Vladimir Putin (quoted)"]
    await place.restart()
    chosen = await place.press(answer, "Vladimir Putin (quoted)")
    assert "— said by **Vladimir Putin**, quoted by" in chosen.text


@pytest.mark.parametrize(("who", "topic"), [("  ", "peace"), ("wolff", " ")])
async def test_blank_options_are_refused(place: Place, who: str, topic: str) -> None:
    answer = await place.ask("argues", who=who, topic=topic)
    assert answer.private
    assert "Please say" in answer.text


def test_many_articles_make_pages_that_lose_none() -> None:
    person = Person("First Author", ("first", "author"), 1, 0)
    arguments = tuple(
        Argument(a_voice(article), article, (a_quote(article),))
        for article in (
            an_article("A sentence. " * (n * 7), number=n, voice=n) for n in range(1, 24)
        )
    )
    pages = paged(ArguesAnswer("First Author", "peace", person, arguments))
    assert [argument for page in pages for argument, _ in page] == list(arguments)
    assert len(pages) > 3
    assert all(1 <= len(page) <= MOST_EMBEDS for page in pages)


def test_the_heading_says_whose_writing_it_is() -> None:
    person = Person("Ann", ("ann",), 1, 1)
    assert heading(person, "x", [a_quote()]) == "Ann on “x” · own words"
    assert heading(person, "x", [a_quote(quoted=True)]) == "Ann on “x” · as quoted by others"
    assert heading(person, "x", [a_quote(reported=True, claimant="Ann")]) == (
        "Ann on “x” · reported by others, not quoted"
    )


@pytest.mark.parametrize(
    ("command", "options"),
    [("quote", {}), ("compare", {}), ("argues", {"who": "Stefan Wolff"})],
)
async def test_a_misspelt_topic_is_answered_and_said_to_be(
    place: Place, command: str, options: dict[str, str]
) -> None:
    answer = await place.ask(command, topic="sanctons", **options)
    assert "Showing results for “sanctions”, as “sanctons” is not in the library." in answer.text
    assert len(answer.embeds) >= 1
    assert "sanction" in answer.text.replace("Showing results", "")


@pytest.mark.parametrize("command", ["quote", "compare", "argues"])
async def test_what_to_leave_out_is_no_topic(place: Place, command: str) -> None:
    options = {"who": "Stefan Wolff"} if command == "argues" else {}
    answer = await place.ask(command, topic="-sanctions", **options)
    assert answer.private
    assert "That only says what to leave out: “sanctions”." in answer.text


async def test_a_pasted_paragraph_is_a_topic(place: Place) -> None:
    pasted = "Some ask for a reset with Russia at any cost. " * 18
    answer = await place.ask("argues", who="Stefan Wolff", topic=pasted)
    assert not answer.private
    assert "· own words" in (answer.embeds[0].author.name or "")


async def test_one_who_is_only_reported_is_shown_as_reported(place: Place) -> None:
    people = await place.member.autocomplete(place.channel, "argues", "who", "new york")
    assert [choice["name"] for choice in people] == ["New York Times"]
    assert not await place.member.autocomplete(place.channel, "quote", "author", "new york")
    listed = await place.ask("library authors")
    assert "New York Times · reported in 1 article" in listed.text
    found = await place.library.argues("New York Times", "Patriot system", place.guild.id)
    answer = await place.ask("argues", who="New York Times", topic="Patriot system")
    assert answer.embeds[0].author.name == (
        "New York Times on “Patriot system” · reported by others, not quoted"
    )
    assert "— **Andrew Day**, reporting what **New York Times** says" in answer.text
    (quote,) = found.quotes
    assert quote.text in read(answer.text)[0]
