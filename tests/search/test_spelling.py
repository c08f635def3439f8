from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.spelling import Vocabulary, nearest

VOCABULARY = Vocabulary.of(
    [
        "sanctions",
        "sanctions",
        "sanctions",
        "sections",
        "grain",
        "grail",
        "grail",
        "train",
        "Grainger",
        "port",
        "Zürich",
        "negotiation",
        "negotiations",
        "war",
        "ware",
        "May",
        "may",
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sanctons", "sanctions"),
        ("sanctoins", "sanctions"),
        ("asnctions", "sanctions"),
        ("sanktyonss", None),  # three letters off
        ("sanctions", None),  # a word of the corpus
        ("SANCTIONS", None),
        ("graim", "grail"),  # as near as "grain", and more frequent
        ("grian", "grain"),
        ("Grian", None),  # a name; the corpus has no such name
        ("Graingr", "grainger"),
        ("Zurich", "zürich"),
        ("negotation", "negotiation"),
        ("pot", None),  # short
        ("warr", "war"),
        ("2025", None),
        ("por1", None),
        ("rgain", "grain"),
        ("brain", None),  # of words that begin otherwise, none is meant
        ("", None),
    ],
)
def test_the_word_that_was_meant(typed: str, meant: str | None) -> None:
    assert nearest(typed, VOCABULARY) == meant


def test_of_words_as_near_the_more_frequent_is_meant() -> None:
    assert nearest("carts", Vocabulary.of(["carps", "cards", "cards"])) == "cards"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Iraq", None),
        ("coal", None),
        ("caol", None),
        ("irna", "iran"),
        ("irran", "iran"),
        ("coaxx", "coax"),
    ],
)
def test_a_letter_of_a_short_word_is_not_exchanged(typed: str, meant: str | None) -> None:
    assert nearest(typed, Vocabulary.of(["Iran", "coax", "coax"])) == meant


@given(st.text(), st.lists(st.text(min_size=1)))
def test_any_word_may_be_typed(typed: str, words: list[str]) -> None:
    vocabulary = Vocabulary.of(words)
    meant = nearest(typed, vocabulary)
    assert meant is None or meant in vocabulary.counts
