"""What is typed into a topic, through to the answer, on a small corpus of our own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.argues import answer_argues
from bot.answers.compare import answer_compare
from bot.answers.holdings import Holdings
from bot.answers.quote import answer_quote
from bot.answers.topic import MOST, Topic
from bot.corpus import annotate_text
from bot.corpus.sources import Declared
from bot.model import Article, PartialDate, Query
from bot.search import Analyzer, Filter
from bot.search.passages import article_of
from bot.search.ranking import weighted

HARBOUR = """The harbour council will widen the grain terminal next year.

Grain exports through the harbour rose by a third after the terminal opened.

“The terminal has paid for itself,” said Otto Ruler, who runs the harbour."""

RAILWAY = """The railway to the eastern mines carries less grain than it did.

Una Writer thinks that the railway needs new wagons before it needs new track.

Grain and ore share the terminal, and neither exports as much as was promised."""

TRAMWAY = """Klöver, the mayor, wants the old tramway back in the streets of the town.

The tramway was closed when the buses came, and nobody counted the passengers."""


def article(number: int, text: str, **facts: object) -> Article:

    made = annotate_text(f"{number}.txt", text, Declared(**facts))  # type: ignore[arg-type]
    return replace(made, id=number, voice=number)


@pytest.fixture(scope="module")
def holdings() -> Holdings:
    return Holdings.build(
        [
            article(
                1,
                HARBOUR,
                title="Harbour",
                outlet="Metro Journal",
                authors=("Una Writer",),
                published=PartialDate(2024, 3),
            ),
            article(
                2,
                RAILWAY,
                title="Railway",
                outlet="Rail Weekly",
                authors=("Jo Scribe",),
                published=PartialDate(2025, 3),
            ),
            article(3, TRAMWAY, title="Tramway", outlet="Town Paper", authors=("Una Writer",)),
        ],
        1,
        Analyzer(),
    )


@pytest.mark.parametrize(
    ("typed", "files", "message"),
    [
        ("grain terminal", {1, 2}, ""),
        ('"grain terminal"', {1}, ""),
        ("“grain exports”", {1}, ""),
        ('"terminal grain"', set(), 'Nothing on “"terminal grain"”'),
        ("grain -ore -harbour -railway", set(), "Nothing on"),
        ("grain -harbour", {2}, ""),
        ("grain author:scribe", {2}, ""),
        ("grain author:jo scribe", {2}, ""),
        ("grain source:Metro Journal", {1}, ""),
        ("grain source:nowhere", set(), "The library has no source called “nowhere”."),
        ("grain author:nobody", set(), "The library knows nobody called “nobody”."),
        ("terminal by:ruler", {1}, ""),
        ("grain before:2025", {1}, "1 article without a known date left out."),
        ("grain after:2025", {2}, "1 article without a known date left out."),
        ("grain exports before:soon", {1, 2}, "“before:soon” has no date"),
        ("tramwya", {3}, "Showing results for “tramway”, as “tramwya” is not in the library."),
        ("kloever", set(), "Nothing on “kloever” in the library."),
        ("klover", {3}, ""),
        ("KLÖVER", {3}, ""),
        ("tramwya grain -ore", {3}, "Showing results for “tramway”"),
        ('"tramwya"', set(), "Nothing on"),  # exact: not mended
        ("-grain", set(), "That only says what to leave out: “grain”."),
    ],
)
def test_quote(holdings: Holdings, typed: str, files: set[int], message: str) -> None:
    answer = answer_quote(holdings, Query(typed))
    assert {quote.article.id for quote in answer.quotes} == files
    assert message in answer.message
    assert bool(message) == bool(answer.message)


def test_what_is_left_out_is_in_no_quote(holdings: Holdings) -> None:
    found = answer_quote(holdings, Query("grain -ore", limit=10)).quotes
    assert found
    assert not any("ore" in quote.text.lower().split() for quote in found)


def test_a_quoted_person_is_heard_in_their_own_words(holdings: Holdings) -> None:
    (quote,) = answer_quote(holdings, Query("terminal by:ruler")).quotes
    assert quote.speaker == "Otto Ruler"
    found = answer_quote(holdings, Query("terminal author:una")).quotes
    assert {quote.speaker for quote in found} == {"Una Writer"}


def test_an_option_wins_over_what_is_typed(holdings: Holdings) -> None:
    answer = answer_quote(holdings, Query("grain author:nobody", author="Jo Scribe"))
    assert {quote.article.id for quote in answer.quotes} == {2}
    answer = answer_quote(holdings, Query("grain after:2025", until=PartialDate(2024)))
    assert answer.query.since == PartialDate(2025)
    assert not answer.quotes


def test_compare_and_argues_read_the_same_question(holdings: Holdings) -> None:
    compared = answer_compare(holdings, "grian source:Rail Weekly")
    assert [panel.article.id for panel in compared.panels] == [2]
    assert compared.message.startswith("Showing results for “grain”")
    assert answer_compare(holdings, "-grain").message.startswith("That only says")
    argued = answer_argues(holdings, "una", "grian before:2025")
    assert [argument.article.id for argument in argued.arguments] == [1]
    assert argued.message.startswith("Showing results for “grain”")
    assert answer_argues(holdings, "una", "-grain").message.startswith("That only says")


def test_a_paragraph_of_a_voice_is_quoted_once() -> None:
    twice = "Grain moves by rail. Grain moves by ship.\n\nGrain moves by rail.\n\nGrain is stored."
    holdings = Holdings.build([article(1, twice, title="Moves")], 1, Analyzer())
    found = answer_quote(holdings, Query("grain", limit=10)).quotes
    texts = [quote.text for quote in found]
    assert len(texts) == len(set(texts))
    assert len(found) == 2


def test_a_pasted_paragraph_is_searched_by_its_most_telling_words(holdings: Holdings) -> None:
    filler = " ".join(f"w{n}x" for n in range(300))
    topic = Topic.of(f"{filler} the tramway was closed when the buses came {filler}", holdings)
    assert set(topic.terms) == {"tramway", "close", "buse", "came"}
    assert topic.notes == ()
    many = Topic.of(" ".join([HARBOUR, RAILWAY, TRAMWAY] * 9), holdings)
    assert 20 < len(many.terms) <= MOST


def test_another_servers_words_are_not_offered(holdings: Holdings) -> None:

    own = replace(article(4, "The aqueduct leaks. It always did.", title="Water"), server=7)
    both = Holdings.build([*holdings.articles.listed, own], 2, Analyzer())
    assert Topic.of("aquaduct", both, 7).notes != ()
    assert Topic.of("aquaduct", both, 8).notes == ()


def test_of_a_large_library_the_best_voices_are_compared_and_nobody_is_called_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each passage that is looked at takes its time, and nobody pages through a thousand."""
    texts = [f"Grain was loaded at pier {number}. {'Grain! ' * number}" for number in range(1, 8)]
    made = [article(number, text) for number, text in enumerate([*texts, TRAMWAY], 1)]
    holdings = Holdings.build(made, 1, Analyzer())
    small = answer_compare(holdings, "grain")
    assert (len(small.panels), len(small.silent)) == (7, 1)
    monkeypatch.setattr("bot.answers.holdings.MANY", 7)
    monkeypatch.setattr("bot.answers.selection.WIDTH_OF_MANY", 3)
    large = answer_compare(holdings, "grain")
    assert (len(large.panels), len(large.silent)) == (3, 0)
    best = [hit.passage for hit in holdings.rank(weighted(["grain"]), Filter(), 3).passages]
    assert {panel.article.id for panel in large.panels} == set(map(article_of, best))
