"""Words of an article are found again when it has changed, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.anchors import Finder, is_same, quote_of, span_of, spans_of
from bot.answers.verify.words import words_of
from bot.model import Article
from tests.corrections.examples import (
    BRIDGES,
    ISLANDS,
    SAID,
    TREES,
    YES,
    anchored,
    harbour,
    make_article,
    quoting,
    span_in,
)

TWICE = (
    f"Asked by the mayor of the northern town whether to build, she said {YES} and sat down.",
    "Nobody in the hall had expected such a short reply to a long question.",
    f"When a farmer from the south asked the same she sighed {YES} and went home.",
)


def changed(article: Article, *sentences: str) -> Article:
    """The same file with other sentences."""
    return quoting(article.id, sentences, "Otto Ruler")


@pytest.mark.parametrize(
    "sentences",
    [
        (*ISLANDS, f"{SAID} said the minister of the islands last week."),
        (BRIDGES[0], BRIDGES[1], *ISLANDS, f"{SAID} said the minister."),
        (f"{SAID} said the minister.", BRIDGES[2]),
        (f"It was {SAID.replace('“', '‟').replace(',”', '”')} that they heard.",),
    ],
    ids=["the same", "moved down", "all else is new", "other marks"],
)
def test_words_are_found_wherever_they_went(sentences: tuple[str, ...]) -> None:
    old = harbour()
    anchor = anchored(old, SAID)
    new = changed(old, *sentences)
    span = span_of(anchor, new)
    assert span is not None
    assert words_of(span.of(new.text)).keys == words_of(SAID).keys


@pytest.mark.parametrize(
    "sentences",
    [
        (*ISLANDS,),
        (*ISLANDS, SAID.replace("will be", "will not be")),
        (*ISLANDS, SAID.replace("open again", "open")),
    ],
    ids=["gone", "a word was added", "a word was left out"],
)
def test_words_that_are_gone_are_not_found(sentences: tuple[str, ...]) -> None:
    old = harbour()
    anchor = anchored(old, SAID)
    assert span_of(anchor, changed(old, *sentences)) is None
    assert spans_of(anchor, changed(old, *sentences)) == []


@pytest.mark.parametrize("number", [0, 1])
def test_of_two_places_the_one_with_the_same_words_around_is_meant(number: int) -> None:
    old = quoting(1, TWICE, "Una Writer")
    anchor = anchored(old, YES, number)
    for sentences in (TWICE, (*BRIDGES, *TWICE), (*TREES, TWICE[0], *ISLANDS, TWICE[2])):
        new = changed(old, *sentences)
        quote = quote_of(anchor, new)
        assert quote is not None
        assert quote.span == span_in(new, YES, number)


def test_of_two_places_that_are_alike_the_nearest_is_meant() -> None:
    paragraph = f"She looked up from her papers and said {YES} and nodded."
    old = quoting(1, (paragraph, *ISLANDS, paragraph), "Una Writer")
    for number in (0, 1):
        quote = quote_of(anchored(old, YES, number), old)
        assert quote is not None
        assert quote.span == span_in(old, YES, number)


def test_a_short_quotation_in_other_surroundings_may_be_anybodys() -> None:
    old = quoting(1, TWICE[:2], "Una Writer")
    anchor = anchored(old, YES)
    assert quote_of(anchor, changed(old, *ISLANDS, f"The pilot replied {YES} at once.")) is None
    assert quote_of(anchor, changed(old, *TWICE[2:])) is None


def test_a_word_that_was_turned_round_is_another_word() -> None:
    old = make_article(1, ["Violent protest is a danger to every captain who enters a harbour."])
    anchor = anchored(old, old.text)
    new = make_article(1, [f"Non-{old.text[0].lower()}{old.text[1:]}"])
    assert span_of(anchor, new) is None


def test_a_renamed_file_is_known_by_its_text() -> None:
    old, other = harbour(), make_article(2, BRIDGES)
    anchor = anchored(old, SAID)
    renamed = replace(old, file="renamed.txt", id=3)
    assert Finder([other, renamed]).article_of(anchor) is renamed
    assert Finder([other]).article_of(anchor) is None


@pytest.mark.parametrize(
    ("sentences", "same"),
    [
        ((*ISLANDS, f"{SAID} said the minister of the islands last week."), True),
        ((*ISLANDS, *TREES), True),
        ((ISLANDS[1], ISLANDS[2].replace("rich", "poor"), f"{SAID} he said.", BRIDGES[0]), True),
        ((ISLANDS[1], *BRIDGES), False),
        ((*BRIDGES, *TREES), False),
        (("Short.",), False),
    ],
)
def test_another_article_under_the_same_name_is_another(
    sentences: tuple[str, ...], same: bool
) -> None:
    old = harbour()
    assert is_same(anchored(old, SAID), changed(old, *sentences)) is same


PLAIN = ("yes", "no", "of", "course", "not", "said", "the", "minister")
WORDS = st.sampled_from([*PLAIN, SAID, YES, "“", "”"])


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30), st.sampled_from([SAID, YES]), st.integers(0, 2))
def test_whatever_an_article_becomes_no_other_words_are_found(
    pieces: list[str], words: str, cut: int
) -> None:
    old = quoting(1, (*TWICE, f"{SAID} she added."), "Una Writer")
    new = changed(old, " ".join(pieces), *TWICE[cut:])
    anchor = anchored(old, words)
    for span in [*spans_of(anchor, new), span_of(anchor, new)]:
        if span is not None:
            assert words_of(span.of(new.text)).keys == words_of(words).keys
    quote = quote_of(anchor, new)
    if quote is not None:
        assert words_of(quote.text).keys == words_of(words).keys


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_may_be_anchored_and_searched(before: str, words: str, after: str) -> None:
    article = make_article(1, [before or ".", words or ".", after or "."])
    for sentence in article.sentences:
        anchor = anchored(
            make_article(1, [sentence.span.of(article.text)]), sentence.span.of(article.text)
        )
        for span in spans_of(anchor, article):
            assert words_of(span.of(article.text)).keys == words_of(anchor.words).keys
