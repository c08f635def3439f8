"""Who argues on a topic: authors, those whom they quote, and those whom they only report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.argues import answer_argues
from bot.answers.catalogue import catalogue
from bot.answers.holdings import Holdings
from bot.answers.quote import answer_quote
from bot.corpus import annotate_text
from bot.library.names import Names
from bot.model import Article, Basis, Fact, Query, SpokenBy
from bot.search import Analyzer

PIER = """In the spring, Vera Mast came late.

Mast claims that the old pier is the safest in the whole county. Gulls sit on the mole, and nobody \
feeds them.

“The lighthouse needs paint,” Otto Ruler said at the opening. Ruler argues that the harbour is deep.

The ferry should sail on Sundays as well."""

WALL = (
    """In the autumn, Vera Mast came early. Mast believes that the sea wall will hold for ever."""
)


def shelved(*texts: tuple[str, str]) -> Holdings:
    """Articles by author and text, of a voice each."""
    articles: list[Article] = []
    for number, (author, text) in enumerate(texts, start=1):
        article = annotate_text(f"{number}.md", text)
        authors: Fact[tuple[str, ...]] = Fact((author,), Basis.DECLARED)
        articles.append(replace(article, authors=authors, id=number, voice=number))
    analyzer = Analyzer()
    names = Names(analyzer, lambda _: ()).but_for((), articles)
    return Holdings.build(map(names.name_in_full, articles), 1, analyzer)


@pytest.fixture(scope="module")
def harbour() -> Holdings:
    return shelved(("Una Writer", PIER), ("Ida Penn", WALL))


def test_one_who_is_only_reported_is_listed_as_that(harbour: Holdings) -> None:
    people = {each.name: each for each in catalogue(harbour).people}
    mast, ruler = people["Vera Mast"], people["Otto Ruler"]
    assert (mast.written, mast.quoted, mast.reported) == (0, 0, 2)
    assert (ruler.written, ruler.quoted, ruler.reported) == (0, 1, 1)
    assert list(people)[-1] == "Vera Mast"


@pytest.mark.parametrize(
    ("who", "topic", "spoken_by", "text"),
    [
        ("Una Writer", "ferry", SpokenBy.AUTHOR, "The ferry should sail on Sundays as well."),
        ("Ruler", "lighthouse", SpokenBy.QUOTED, "“The lighthouse needs paint,”"),
        ("Ruler", "harbour", SpokenBy.REPORTED, "Ruler argues that the harbour is deep."),
        (
            "Vera Mast",
            "old pier",
            SpokenBy.REPORTED,
            "Mast claims that the old pier is the safest in the whole county.",
        ),
        (
            "mast",
            "sea wall",
            SpokenBy.REPORTED,
            "Mast believes that the sea wall will hold for ever.",
        ),
    ],
)
def test_each_is_shown_as_what_it_is(
    harbour: Holdings, who: str, topic: str, spoken_by: SpokenBy, text: str
) -> None:
    (quote,) = answer_argues(harbour, who, topic).quotes
    assert (quote.spoken_by, quote.text) == (spoken_by, text)
    if spoken_by is SpokenBy.REPORTED:
        assert quote.speaker in {"Una Writer", "Ida Penn"}


@pytest.mark.parametrize(
    ("who", "topic", "says", "others"),
    [
        (
            "Una Writer",
            "old pier",
            "Una Writer says nothing on “old pier” in the articles here but for what others claim.",
            ["Vera Mast"],
        ),
        (
            "Una Writer",
            "lighthouse",
            "Una Writer says nothing on “lighthouse” in the articles here.",
            ["Otto Ruler"],
        ),
        (
            "Vera Mast",
            "lighthouse",
            "Vera Mast says nothing on “lighthouse” in the articles here.",
            ["Otto Ruler"],
        ),
        (
            "Otto Ruler",
            "ferry",
            "Otto Ruler says nothing on “ferry” in the articles here.",
            ["Una Writer"],
        ),
    ],
)
def test_one_who_is_silent_is_never_among_those_who_are_not(
    harbour: Holdings, who: str, topic: str, says: str, others: list[str]
) -> None:
    answer = answer_argues(harbour, who, topic)
    assert answer.message == f"{says} These do:"
    assert [each.name for each in answer.others] == others


@pytest.mark.parametrize("topic", ["pier", "lighthouse", "harbour", "ferry", "gulls", "sea wall"])
def test_nobody_both_says_nothing_and_something(harbour: Holdings, topic: str) -> None:
    for person in catalogue(harbour).people:
        answer = answer_argues(harbour, person.name, topic)
        assert person.name not in {each.name for each in answer.others}
        for other in answer.others:
            assert answer_argues(harbour, other.name, topic).quotes, (person.name, other.name)


def test_a_report_is_no_quote_of_the_one_reported(harbour: Holdings) -> None:
    answer = answer_quote(harbour, Query("old pier", author="Vera Mast"))
    assert not answer.quotes
    assert answer.message == (
        "Vera Mast is not quoted in the library, only reported: /argues shows that."
    )
