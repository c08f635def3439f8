from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Document, Filter, RankBM25Index

EVERYTHING = Filter()


def index(*texts: str) -> RankBM25Index:
    return RankBM25Index(
        [Document(n, n * 10, tuple(text.split())) for n, text in enumerate(texts)], generation=7
    )


def found(index: RankBM25Index, *terms: str, allowed: Filter = EVERYTHING) -> list[int]:
    return [hit.passage for hit in index.search(terms, allowed, 10)]


@pytest.mark.parametrize("texts", [(), ("",), ("", "")])
def test_an_empty_corpus_finds_nothing(texts: tuple[str, ...]) -> None:
    assert found(index(*texts), "war") == []
    assert index(*texts).weights(["war"]) == {}


def test_a_passage_matches_when_it_shares_a_term_whatever_its_score() -> None:
    # Half and all of the passages hold these terms, where BM25's usual score is 0 or below.
    both = index("war peace", "war talks")
    assert found(both, "peace") == [0]
    assert found(both, "war") == [0, 1]
    assert found(both, "sanctions") == []
    assert all(hit.score > 0 for hit in both.search(["war"], EVERYTHING, 10))


def test_more_of_the_question_ranks_higher() -> None:
    assert found(index("war", "peace talks war", "talks"), "peace", "talks") == [1, 2]


def test_a_filter_keeps_other_articles_out() -> None:
    three = index("war", "war", "war")
    assert found(three, "war", allowed=Filter(frozenset({10}))) == [1]
    assert found(three, "war", allowed=Filter(frozenset())) == []


def test_the_score_is_bm25() -> None:
    # By hand: N=2, n=1, tf=1, length 2 of average 2, k1=1.2, b=0.75.
    (hit,) = index("war peace", "talks deal").search(["war"], EVERYTHING, 10)
    assert hit.score == pytest.approx(math.log(3 / 1) * (1 * 2.2) / (1.2 + 1))


def test_the_index_carries_the_stores_generation() -> None:
    assert index("war").generation == 7


words = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(st.lists(words, max_size=8), words)
def test_exactly_the_passages_that_share_a_term_match(
    texts: list[list[str]], query: list[str]
) -> None:
    sharing = {n for n, text in enumerate(texts) if set(text) & set(query)}
    hits = index(*(" ".join(text) for text in texts)).search(query, EVERYTHING, 100)
    assert {hit.passage for hit in hits} == sharing
    assert all(hit.score > 0 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
