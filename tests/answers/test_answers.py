"""What the answers are, on the five articles that the repository holds."""

from __future__ import annotations

import pytest

from bot.library import Library
from bot.model import PartialDate, Query, SpokenBy
from tests.conftest import FILES


@pytest.mark.parametrize(
    ("topic", "file"),
    [
        ("sanctions", "002"),
        ("mineral deal", "000"),
        ("arms control Arctic", "001"),
        ("peace plan Axios", "002"),
        ("rivalry with China", "004"),
        ("cease-fire agreement", "004"),
        ("Zelenskyy's first impeachment", "002"),
        ("U.S. missile defence Poland", "000"),
        ("prioritizing bilateral relations", "004"),
    ],
)
async def test_quote_finds_the_article_that_says_it(
    library: Library, topic: str, file: str
) -> None:
    answer = await library.quote(Query(topic))
    assert FILES[file] in {quote.article.file for quote in answer.quotes[:3]}


async def test_quote_without_a_topic_gives_sentences_that_stand_alone(library: Library) -> None:
    one = await library.quote(Query("", limit=10, seed=1))
    assert len(one.quotes) == 10
    assert len({quote.article.voice for quote in one.quotes[:4]}) == 4, "voices take turns"
    assert one.quotes == (await library.quote(Query("", limit=10, seed=1))).quotes
    assert one.quotes != (await library.quote(Query("", limit=10, seed=2))).quotes


@pytest.mark.parametrize(
    ("author", "speaker", "spoken_by"),
    [
        ("Stefan Wolff", "Stefan Wolff", SpokenBy.AUTHOR),
        ("wolff", "Stefan Wolff", SpokenBy.AUTHOR),
        ("Donald Trump", "Donald Trump", SpokenBy.QUOTED),
        ("trump", "Donald Trump", SpokenBy.QUOTED),
        ("Celia Belin", "Célia Belin", SpokenBy.AUTHOR),
    ],
)
async def test_the_author_filter_gives_only_their_words(
    library: Library, author: str, speaker: str, spoken_by: SpokenBy
) -> None:
    answer = await library.quote(Query("negotiations Russia deal", author=author, limit=20))
    assert answer.quotes
    for quote in answer.quotes:
        assert quote.spoken_by is spoken_by
        assert speaker in (quote.speaker or "")


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        ({"source": "Asia Times"}, {"003"}),
        ({"source": "asia times"}, {"003"}),
        ({"since": PartialDate(2026)}, {"002"}),
        ({"until": PartialDate(2025, 5, 20)}, {"000", "004"}),
        ({"since": PartialDate(2025, 5, 21), "until": PartialDate(2025, 12)}, {"000", "003"}),
        ({"source": "Foreign Policy", "until": PartialDate(2025)}, set()),
    ],
)
async def test_filters_by_source_and_date(
    library: Library, filters: dict[str, object], files: set[str]
) -> None:
    answer = await library.quote(Query("Russia war", limit=50, **filters))  # type: ignore[arg-type]
    assert {quote.article.file[:3] for quote in answer.quotes} == files
    undated = "1 article without a known date left out."
    if not files:
        assert answer.message.startswith("Nothing on") or "holds no article" in answer.message
    elif "source" in filters:
        assert not answer.message
    else:
        assert answer.message == undated


async def test_an_unknown_date_is_never_within_dates(library: Library) -> None:
    answer = await library.quote(Query("Russia", since=PartialDate(1900), limit=100))
    assert FILES["001"] not in {quote.article.file for quote in answer.quotes}


async def test_words_that_no_article_holds_are_named(library: Library) -> None:
    answer = await library.quote(Query("minerals deal Ukraine investment stability unicorns"))
    assert answer.quotes
    assert answer.message == "No article here mentions “unicorns”."


@pytest.mark.parametrize(
    "topic", ["climate change", "gun control", "housing", "sanctions unicorns"]
)
async def test_a_shared_word_is_not_the_topic(library: Library, topic: str) -> None:
    # "Change", "control" and the White House occur; so do sanctions.
    answer = await library.quote(Query(topic, server=3))
    assert not answer.quotes
    assert answer.message == f"Nothing on “{topic}” in the library."
    assert dict(await library.keepsakes.gaps(3)) == {topic: 1}


async def test_a_name_of_two_words_is_one_topic(library: Library) -> None:
    answer = await library.quote(Query("White House"))
    assert not answer.message
    assert all("White House" in quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    ("source", "hint"), [("Foreign Policyy", "Foreign Policy"), ("Asian Times", "Asia Times")]
)
async def test_a_misspelt_source_is_offered(library: Library, source: str, hint: str) -> None:
    answer = await library.quote(Query("sanctions", source=source))
    assert not answer.quotes
    assert answer.message.endswith(f"Did you mean {hint}?")


async def test_nothing_found_names_what_is_nearby(library: Library) -> None:
    answer = await library.quote(Query("Sanktions"))
    assert not answer.quotes
    assert "Nothing on “Sanktions”" in answer.message
    assert answer.nearby is not None
    assert "sanctions" in answer.nearby.words


@pytest.mark.parametrize("who", ["Stefan Wolff", "wolff", "STEFAN WOLFF", "Stephan Wolff", "Wolf"])
async def test_argues_knows_who_was_meant(library: Library, who: str) -> None:
    answer = await library.argues(who, "reset with Russia")
    assert answer.person is not None
    assert answer.person.name == "Stefan Wolff"
    assert {quote.article.file for quote in answer.quotes} <= {FILES["003"], FILES["004"]}


async def test_argues_asks_back_when_two_people_fit(library: Library) -> None:
    answer = await library.argues("volodimir", "Ukraine")
    assert not answer.quotes
    assert {p.name for p in answer.candidates} == {"Vladimir Putin", "Volodymyr Zelensky"}
    assert "please say which" in answer.message


async def test_argues_says_when_the_author_is_silent_and_names_who_is_not(
    library: Library,
) -> None:
    answer = await library.argues("Stefan Wolff", "Arctic")
    assert not answer.quotes
    assert answer.message.startswith("Stefan Wolff says nothing on “Arctic”")
    assert "Célia Belin" in {person.name for person in answer.others}


async def test_argues_does_not_take_half_of_a_topic_for_it(library: Library) -> None:
    # He writes that Trump will not "change his approach".
    answer = await library.argues("Stefan Wolff", "climate change")
    assert not answer.quotes
    assert not answer.others


async def test_argues_says_when_nobody_is_called_so(library: Library) -> None:
    answer = await library.argues("Xanthippe Quisling", "Ukraine")
    assert answer.person is None
    assert answer.message == "The library knows nobody called “Xanthippe Quisling”."


async def test_argues_shows_a_quoted_person_as_quoted(library: Library) -> None:
    answer = await library.argues("Putin", "peace agreement")
    assert answer.quotes
    assert all(quote.spoken_by is SpokenBy.QUOTED for quote in answer.quotes)
    assert all(quote.speaker == "Vladimir Putin" for quote in answer.quotes)


async def test_argues_has_the_newest_article_first(library: Library) -> None:
    answer = await library.argues("Trump", "negotiations deal Russia")
    dates = [a.article.published.value for a in answer.arguments]
    known = [date.latest for date in dates if date is not None]
    assert known == sorted(known, reverse=True)
    assert dates == known + [None] * (len(dates) - len(known)) or None in dates


async def test_compare_has_a_panel_for_each_voice_and_names_the_silent(library: Library) -> None:
    answer = await library.compare("Arctic")
    assert [panel.article.file for panel in answer.panels] == [FILES["001"]]
    assert len(answer.silent) == 3
    assert answer.panels[0].sentences == 2
    assert 0 < answer.panels[0].share < 1


async def test_compare_keeps_to_the_sources_asked_for(library: Library) -> None:
    answer = await library.compare("sanctions", ["Asia Times", "Foreign Policy"])
    assert {panel.article.outlet.value for panel in answer.panels} == {
        "Asia Times",
        "Foreign Policy",
    }


async def test_compare_names_a_source_that_the_library_lacks(library: Library) -> None:
    answer = await library.compare("sanctions", ["The Daily Planet"])
    assert answer.unknown == ("The Daily Planet",)
    assert "“The Daily Planet”" in answer.message
    assert not answer.panels


async def test_what_found_nothing_is_kept_as_a_gap_of_that_server(library: Library) -> None:
    await library.quote(Query("tariffs on cheese", server=1))
    await library.quote(Query("unicorns", server=1))
    await library.quote(Query("unicorns", server=1))
    await library.argues("Stefan Wolff", "unicorns", server=1)
    await library.quote(Query("unicorns"))
    assert ("unicorns", 2) in await library.keepsakes.gaps(1)
    assert await library.keepsakes.gaps(2) == []
