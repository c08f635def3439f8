"""Which quotes there are to choose from, and whose turn it is."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.daily import Shown, candidates, choose, remaining, words_digest
from bot.answers.holdings import Holdings
from bot.model import Quote, SpokenBy

from .examples import BRIDGES, ISLANDS, TREES, chance, make_article, make_holdings, three_voices


def pool_of(holdings: Holdings, server: int | None = 7) -> list[Quote]:
    return candidates(holdings, server, None, ())


def run(
    pool: list[Quote], posts: int, seed: int = 1, shown: list[Shown] | None = None
) -> list[Quote]:
    shown = list(shown or ())
    quotes = []
    for turn in range(posts):
        quote = choose(pool, shown, chance(seed + turn))
        assert quote is not None
        shown.append(Shown(words_digest(quote.text), quote.article.voice))
        quotes.append(quote)
    return quotes


def test_candidates_are_verbatim_and_the_authors_own() -> None:
    said = "Mayor Quill said, “Bridges should be paid for by those who cross them every day.”"
    article = make_article(
        1,
        ["Bridges Are What A Town Should Build First Of All.", said, *ISLANDS, "They fail."],
        headings=[0],
        authors=("Ann Example", "Bo Sample"),
    )
    pool = pool_of(make_holdings(article))
    assert [quote.text for quote in pool] == list(ISLANDS)
    for quote in pool:
        assert quote.text == article.text[quote.span.start : quote.span.end]
        assert quote.spoken_by is SpokenBy.AUTHOR
        assert quote.speaker == "Ann Example and Bo Sample"


def test_what_is_said_of_the_author_is_no_candidate() -> None:
    about = "Ann Example is a professor of bridges at the University of Nowhere in Particular."
    article = make_article(1, [about, *ISLANDS], authors=("Ann Example",))
    assert about not in [quote.text for quote in pool_of(make_holdings(article))]


def test_a_voice_speaks_through_its_fullest_version() -> None:
    short = make_article(1, ISLANDS[:1], voice=1, outlet="Digest")
    full = make_article(2, ISLANDS, voice=1, outlet="Harbour Post")
    holdings = make_holdings(short, full)
    assert {quote.article.id for quote in pool_of(holdings)} == {2}
    assert {q.article.id for q in candidates(holdings, 7, None, ["digest"])} == {1}


def test_the_same_words_come_once() -> None:
    other = ISLANDS[0].replace(" ", "  ", 1).upper().capitalize()
    holdings = make_holdings(make_article(1, ISLANDS), make_article(2, [other, *TREES]))
    assert len(pool_of(holdings)) == len(ISLANDS) + len(TREES)


def test_another_servers_articles_are_never_candidates() -> None:
    holdings = make_holdings(make_article(1, ISLANDS), make_article(2, BRIDGES, server=8))
    assert {quote.article.id for quote in pool_of(holdings, 7)} == {1}
    assert {quote.article.id for quote in pool_of(holdings, 8)} == {1, 2}


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("ferries", {ISLANDS[0], ISLANDS[2]}),
        ("Ferry harbours", {*ISLANDS}),
        ("toll", {BRIDGES[1]}),
        ("volcanoes", set()),
        ("the", set()),
        (None, {*ISLANDS, *BRIDGES, *TREES}),
        ("", {*ISLANDS, *BRIDGES, *TREES}),
    ],
)
def test_a_topic_keeps_sentences_that_share_a_term(topic: str | None, expected: set[str]) -> None:
    assert {q.text for q in candidates(three_voices(), 7, topic, ())} == expected


@pytest.mark.parametrize(
    ("sources", "articles"),
    [
        (["The Harbour Post"], {1}),
        (["harbour post"], {1}),
        (["gazette elan"], {3}),
        (["WHO PAYS"], {2}),
        (["002.txt"], {2}),
        (["003"], {3}),
        (["Harbour Post", "Shade"], {1, 3}),
        (["Harbour"], {1}),
        (["Harb"], set()),
        ([" "], {1, 2, 3}),
        ([], {1, 2, 3}),
    ],
)
def test_sources_are_outlets_titles_or_files(sources: list[str], articles: set[int]) -> None:
    found = candidates(three_voices(), 7, None, sources)
    assert {quote.article.id for quote in found} == articles


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert choose([], [], chance(1)) is None
    assert choose([], [Shown("gone", 1)], chance(1)) is None


@given(st.integers(0, 2**32))
@settings(max_examples=30)
def test_every_voice_gets_its_turn_and_no_quote_returns_early(seed: int) -> None:
    pool = pool_of(three_voices())
    quotes = run(pool, 3 * len(pool), seed)
    texts = [quote.text for quote in quotes]
    for start in range(0, len(texts), len(pool)):
        assert set(texts[start : start + len(pool)]) == {quote.text for quote in pool}
        voices = [quote.article.voice for quote in quotes[start : start + 3]]
        assert sorted(voices) == [1, 2, 3]
    assert set(Counter(texts).values()) == {3}


def test_the_best_scored_of_a_voice_comes_first() -> None:
    pool = pool_of(make_holdings(make_article(1, ISLANDS)))
    assert run(pool, 1)[0].score == max(quote.score for quote in pool)


def test_what_is_new_comes_before_what_was_shown() -> None:
    old = pool_of(make_holdings(make_article(1, ISLANDS), make_article(2, BRIDGES)))
    shown = [Shown(words_digest(q.text), q.article.voice) for q in run(old, len(old) + 1)]
    new = pool_of(three_voices())
    texts = [quote.text for quote in run(new, len(TREES), shown=shown)]
    assert set(texts) == set(TREES)


def test_a_reindex_or_a_republication_brings_no_quote_back() -> None:
    before = pool_of(make_holdings(make_article(1, ISLANDS)))
    shown = [Shown(words_digest(quote.text), 1) for quote in run(before, 2)]
    longer = make_article(9, ["A preface that is long enough is added here.", *ISLANDS])
    after = pool_of(make_holdings(longer))
    left = {words_digest(text) for text in ISLANDS} - {past.words for past in shown}
    assert {words_digest(run(after, 1, shown=shown)[0].text)} == left


def test_the_rotation_restarts_when_all_were_shown() -> None:
    pool = ["a", "b", "c"]
    for shown, left in {
        "": "abc",
        "a": "bc",
        "abc": "abc",
        "abca": "bc",
        "abcab": "c",
        "abcabc": "abc",
        "xab": "c",
        "abcax": "bc",
    }.items():
        assert "".join(remaining(pool, [Shown(words) for words in shown])) == left


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("It’s “late”.", 'it\'s "late"', True),
        ("Café — open", "Cafe - open", True),
        ("two  words\n", "two words", True),
        ("two words", "two word", False),
    ],
)
def test_words_are_the_same_whatever_their_dress(one: str, other: str, same: bool) -> None:
    assert (words_digest(one) == words_digest(other)) is same


def test_in_a_large_library_the_voices_heard_longest_ago_are_asked_first() -> None:
    holdings = three_voices()
    every = candidates(holdings, 7, None, ())
    few = candidates(holdings, 7, None, (), most=1)
    assert {quote.article.voice for quote in few} < {quote.article.voice for quote in every}
    first = few[0].article.voice
    heard = [Shown(words_digest(few[0].text), first)]
    assert first not in {q.article.voice for q in candidates(holdings, 7, None, (), heard, most=1)}
