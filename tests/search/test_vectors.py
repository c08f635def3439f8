"""Term vectors: an article scored from what is kept of its terms."""

from __future__ import annotations

from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.index import Document, Weighted
from bot.search.rank_bm25_engine import RankBM25Index
from bot.search.vectors import MOST, TermVector, Vectors
from tests.search.engines import bm25

terms = st.lists(st.one_of(st.sampled_from("abcdef"), st.text(min_size=1, max_size=3)), max_size=20)


@given(st.lists(terms, max_size=5), st.dictionaries(st.sampled_from("abcdefg"), st.floats(0.1, 9)))
def test_articles_are_scored_as_an_index_scores_them(
    articles: list[list[str]], question: dict[str, float]
) -> None:
    held = [Document(n, n, tuple(each)) for n, each in enumerate(articles)]
    index = RankBM25Index(held, 1)
    expected = bm25(held, Weighted(question), index.mean_length)
    vectors = Vectors([TermVector.of(each, ()) for each in articles], index.mean_length)
    weights = {term: question[term] * idf for term, idf in index.weights(question).items()}
    assert vectors.scores(weights).tolist() == pytest.approx(list(expected.values()))


def test_nothing_is_asked_of_no_articles() -> None:
    assert Vectors([], 0.0).scores({"war": 1.0}).tolist() == []
    assert Vectors([TermVector.of([], ())], 0.0).scores({"war": 1.0}).tolist() == [0.0]
    assert Vectors([TermVector.of(["war"], ())], 1.0).scores({}).tolist() == [0.0]


def test_a_term_said_very_often_counts_as_the_most_that_fits() -> None:
    often, oftener = (TermVector.of(["war"] * n, ()) for n in (MOST, MOST + 1))
    assert often.packed == oftener.packed
    assert (often.length, oftener.length) == (MOST, MOST + 1)


def test_terms_whose_keys_are_alike_in_half_are_told_apart() -> None:
    by_half: dict[int, str] = {}
    for number in range(1 << 17):
        term = f"w{number}"
        other = by_half.setdefault(crc32(term.encode()) & 0xFFFF, term)
        if other != term:
            break
    vectors = Vectors([TermVector.of([term], ()), TermVector.of([other], ())], 1.0)
    assert vectors.scores({term: 1.0}).tolist() == [1.0, 0.0]
    assert vectors.scores({other: 1.0}).tolist() == [0.0, 1.0]
    assert vectors.scores({term: 1.0, other: 2.0}).tolist() == [1.0, 2.0]


def test_the_terms_of_the_beginning_count_as_often_as_in_the_whole_article() -> None:
    vector = TermVector.of(["talks", "on", "war", "on", "war", "war"], ["war", "on", "war"])
    assert list(vector.beginning) == [("war", 3), ("on", 2)]
    assert list(TermVector.of([], ()).beginning) == []
