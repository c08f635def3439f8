"""`/library`, `/help` and `/about`, as members and admins use them."""

from __future__ import annotations

from typing import Any

import pytest
from discord import AppCommandType, app_commands

import commands.library as library_command
from bot.model import Basis
from commands.help import embeds_of
from commands.library import counts, facts, people, row_of
from commands.ui.cards import total
from commands.ui.markdown import size
from tests.commands.conftest import Place
from tests.commands.examples import a_voice, an_article

NO_RIGHT = "This needs a permission that you lack: Manage Server."


async def test_the_list_has_every_voice_newest_first(place: Place) -> None:
    answer = await place.ask("library list")
    assert answer.private
    assert answer.embeds[0].title == "5 articles, 4 voices"
    names = [field.name for field in answer.embeds[0].fields]
    assert names[:2] == [
        "Untitled, begins “More than a year into U.S. President…”",
        "Trump’s Russia–Ukraine Reset",
    ]
    values = [field.value or "" for field in answer.embeds[0].fields]
    assert values[0] == "author not stated · Foreign Policy · February 2026"
    assert any(value.startswith("Stefan Wolff (inferred) · ") for value in values)
    assert any("also in Asia Times · [read](https://navigatingthevortex.com/" in v for v in values)
    assert answer.labels == []


async def test_a_long_list_is_paged(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_command, "VOICES", 3)
    first = await place.ask("library list")
    assert first.embeds[0].footer.text == "Page 1 of 2"
    second = await place.press(first, "Next")
    assert second.embeds[0].footer.text == "Page 2 of 2"
    assert len(second.embeds[0].fields) == 1
    back = await place.press(second, "Back")
    assert len(back.embeds[0].fields) == 3


@pytest.mark.parametrize("name", ["For the sake of a reset", "004_a71692a03df9a55d.txt"])
async def test_show_says_how_each_fact_is_known(place: Place, name: str) -> None:
    answer = await place.ask("library show", article=name)
    assert "**Title** read from the text" in answer.text
    assert "**Authors** Stefan Wolff (inferred)" in answer.text
    assert "**Outlet** Navigating the Vortex (read from the text)" in answer.text
    assert "**Date** 20 May 2025 (declared)" in answer.text
    assert "**Address** [navigatingthevortex.com](https://navigatingthevortex.com/" in answer.text
    assert "The same analysis: Asia Times" in answer.text


async def test_show_says_what_is_not_known(place: Place) -> None:
    answer = await place.ask("library show", article="More than a year into")
    for name in ("Title", "Authors", "Address"):
        assert f"**{name}** not known" in answer.text


async def test_an_unknown_article_is_said(place: Place) -> None:
    answer = await place.ask("library show", article="qqqqqqqq zzzzzzzz")
    assert "The library has no article called “qqqqqqqq zzzzzzzz”." in f"{answer.text}{answer.told}"


async def test_sources_and_authors(place: Place) -> None:
    sources = await place.ask("library sources")
    assert "Sources\nAsia Times · 1 article\n" in sources.text
    authors = await place.ask("library authors")
    assert "Stefan Wolff · wrote 2 articles" in authors.text
    assert "Steve Witkoff · quoted in 1 article" in authors.text


async def test_gaps_are_for_those_who_manage_the_server(place: Place) -> None:
    for _ in range(2):
        await place.ask("quote", topic="quantum chromodynamics")
    told = await place.ask("library gaps")
    assert told.private
    assert NO_RIGHT in told.text
    answer = await place.ask("library gaps", by=place.admin)
    assert answer.private
    assert "quantum chromodynamics · 2 times" in answer.text


async def test_without_gaps_that_is_said(place: Place) -> None:
    answer = await place.ask("library gaps", by=place.admin)
    assert "Nothing was asked here that the library could not answer." in answer.text


async def test_an_empty_library_says_how_to_fill_it(place: Place) -> None:
    place.empty_the_library()
    for command in ("library list", "library sources", "library authors"):
        answer = await place.ask(command)
        assert "The library is empty. An admin fills it with /reindex." in answer.text


@pytest.mark.parametrize("who", ["member", "admin"])
async def test_help_has_every_command_of_the_tree(place: Place, who: str) -> None:
    answer = await place.ask("help", by=getattr(place, who))
    assert answer.private
    shown = "\n".join(f"{f.name}\n{f.value}" for e in answer.embeds for f in e.fields)
    tree = place.env.bot.tree
    for command in tree.walk_commands():
        if isinstance(command, app_commands.Command):
            assert command.name in shown
            assert command.description in shown
    for kind in (AppCommandType.message, AppCommandType.user):
        assert all(menu.name in shown for menu in tree.get_commands(type=kind))
    assert total(answer.embeds) <= 6000


async def test_every_option_is_described(place: Place) -> None:
    for command in place.env.bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            for option in command.parameters:
                assert str(option.description) not in {"", "…"}, f"{command.name} {option.name}"


async def test_about_says_what_is_promised_and_kept(place: Place) -> None:
    answer = await place.ask("about")
    assert answer.private
    shown = {field.name: field.value or "" for field in answer.embeds[0].fields}
    assert "word for word" in shown["The promise"]
    assert "5 articles by 6 known authors" in shown["The library"]
    assert "They are 4 voices" in shown["The library"]
    assert "I read no messages and keep none." in shown["Privacy"]
    assert "kept for 90 days" in shown["Privacy"]
    assert "MIT licence" in (answer.embeds[0].footer.text or "")


@pytest.mark.parametrize(
    ("basis", "line"),
    [
        (Basis.DECLARED, "**Authors** First Author (declared)"),
        (Basis.TEXT, "**Authors** First Author (read from the text)"),
        (Basis.INFERRED, "**Authors** First Author (inferred)"),
    ],
)
def test_a_basis_is_put_in_words(basis: Basis, line: str) -> None:
    assert line in facts(an_article(basis=basis)).split("\n")


def test_a_row_of_the_list_is_no_longer_than_discord_takes() -> None:
    article = an_article(
        title="*" * 500,
        outlet="_" * 500,
        authors=("|" * 500,),
        url="https://example.org/" + "a" * 400,
    )
    name, value = row_of(a_voice(article, an_article(outlet="`" * 500, number=2)))
    assert size(name) <= 100
    assert size(value) <= 800


def test_counts_are_in_words() -> None:
    article = an_article("One two three. Four.")
    assert counts(article, a_voice(article)) == "4 words, 0 quotations of others"


def test_nobody_is_no_lines() -> None:
    assert people([]) == []


def test_help_puts_what_admins_need_apart() -> None:
    async def callback(interaction: object) -> None: ...

    for_all: Any = app_commands.Command(name="all", description="For all", callback=callback)
    for_admins: Any = app_commands.Command(name="some", description="For some", callback=callback)
    app_commands.default_permissions(manage_guild=True)(for_admins)
    embeds = embeds_of([for_admins, for_all])
    assert [embed.title for embed in embeds] == ["Commonplace", "For those who manage the server"]
    assert [field.name for embed in embeds for field in embed.fields] == ["/all", "/some"]
