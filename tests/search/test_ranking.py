from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Document, Filter, RankBM25Index, Weighted
from bot.search.feedback import ARTICLES, CANDIDATES, FIRST, TERMS, WEIGHT, Example, related_terms
from bot.search.ranking import FILLER, SHORTEST, Ranking, filled, rank, weighted
from bot.search.vectors import TermVector

EVERYTHING = Filter()


def index(*texts: str) -> RankBM25Index:
    return RankBM25Index([Document(n, n, tuple(text.split())) for n, text in enumerate(texts)], 1)


def found(index: RankBM25Index, query: Weighted, allowed: Filter = EVERYTHING) -> list[int]:
    return [hit.passage for hit in index.search_weighted(query, allowed, 10)]


@pytest.mark.parametrize(
    ("terms", "order"),
    [
        ({"war": 1, "oil": 2}, [1, 0]),
        ({"war": 2, "oil": 1}, [0, 1]),
        ({"nowhere": 1}, []),
        ({}, []),
    ],
)
def test_the_heavier_term_decides(terms: dict[str, float], order: list[int]) -> None:
    assert found(index("war east", "oil east", "peace deal now"), Weighted(terms)) == order


def test_a_filter_holds_for_weighted_questions_too() -> None:
    query = Weighted({"war": 1, "east": 0.5})
    two = index("war east", "war east")
    assert found(two, query, Filter(frozenset({1}))) == [1]
    assert found(two, query, Filter(frozenset())) == []


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("", {}),
        ("war", {"war": 1}),
        ("peace deal", {"peace": 1, "deal": 1}),
        ("war war oil", {"war": 1, "oil": 0.5}),
    ],
)
def test_a_question_as_weights(question: str, terms: dict[str, float]) -> None:
    assert weighted(question.split()) == Weighted(terms)


def example(terms: Sequence[str], score: float) -> Example:
    return Example(len(terms), Counter(terms).items(), score)


def flat(terms: Collection[str]) -> dict[str, float]:
    return dict.fromkeys(terms, 1.0)


@pytest.mark.parametrize(
    ("examples", "strongest"),
    [
        ([], []),
        ([("war oil oil", 0.0)], []),
        ([("oil war oil", 1.0)], ["oil", "war"]),
        # What an article far ahead says counts for more than what three behind it agree on.
        ([("oil", 8.0), ("war", 4.0), ("war", 4.0), ("war", 4.0)], ["oil", "war"]),
        ([("oil", 4.0), ("war", 4.0), ("war", 4.0), ("war", 4.0)], ["war", "oil"]),
    ],
)
def test_related_terms(examples: list[tuple[str, float]], strongest: list[str]) -> None:
    related = related_terms([example(text.split(), score) for text, score in examples], flat)
    assert list(related) == strongest
    assert max(related.values(), default=WEIGHT) == pytest.approx(WEIGHT)


def test_an_article_longer_than_most_is_taken_for_one_of_the_usual_length() -> None:
    usual, longer = (
        related_terms([Example(length, [("oil", 3), ("war", 1)], 1.0)], flat)
        for length in (FIRST, 9 * FIRST)
    )
    shorter = related_terms([Example(FIRST // 2, [("oil", 3), ("war", 1)], 1.0)], flat)
    assert usual == longer != shorter


def test_only_what_is_said_often_is_weighed() -> None:
    rare = " ".join(f"once{n}" for n in range(2 * CANDIDATES))
    weighed: list[str] = []

    def weigh(terms: Collection[str]) -> dict[str, float]:
        weighed.extend(terms)
        return flat(terms)

    related_terms([example(f"{rare} oil oil".split(), 1.0)], weigh)
    assert len(weighed) == len(set(weighed)) == CANDIDATES
    assert "oil" in weighed


@given(st.lists(st.tuples(st.text("abcdefghijklmnopqrstuvwxyz"), st.floats(0, 100)), max_size=12))
def test_related_terms_are_few_and_light(examples: list[tuple[str, float]]) -> None:
    related = related_terms([example(text, score) for text, score in examples], flat)
    assert len(related) <= TERMS
    assert all(0 < weight <= WEIGHT + 1e-9 for weight in related.values())


@pytest.mark.parametrize("length", [0, 1, SHORTEST - 1, SHORTEST, SHORTEST + 1])
def test_a_short_passage_is_filled_up(length: int) -> None:
    terms = ["war"] * length
    assert list(filled(terms))[:length] == terms
    assert len(filled(terms)) == max(length, SHORTEST)
    assert set(filled(terms)) <= {"war", FILLER}


def ranked(
    articles: list[list[str]],
    question: str,
    allowed: Filter = EVERYTHING,
    kind: type[RankBM25Index] = RankBM25Index,
) -> Ranking:
    """Articles, each a list of passages, whose numbers count on from article to article.

    An article begins with its first passage.
    """
    owner = [number for number, passages in enumerate(articles) for _ in passages]
    texts = [passage.split() for passages in articles for passage in passages]
    passages = kind([Document(n, owner[n], filled(terms)) for n, terms in enumerate(texts)], 1)
    wholes = RankBM25Index(
        [Document(n, n, tuple(" ".join(each).split())) for n, each in enumerate(articles)], 1
    )
    return rank(
        passages,
        wholes,
        weighted(question.split()),
        allowed,
        len(texts),
        owner.__getitem__,
        lambda wanted: [
            TermVector.of(" ".join(articles[n]).split(), articles[n][0].split()) for n in wanted
        ],
    )


def test_a_passage_is_carried_by_its_article() -> None:
    # The first passages say the same; only the second one's article goes on about it.
    answer = ranked([["grain port", "weather east"], ["grain port", "grain port"]], "grain")
    assert answer.passages[0].passage in {2, 3}
    assert answer.articles[1] > answer.articles[0]


def test_related_terms_order_and_never_match() -> None:
    # Of many articles on the port, the first ten also speak of ships.
    on_it = [["port port ship dock"] for _ in range(10)]
    others = [["port rail dock"], ["port ship dock"], *([["port rail rail"]] * 90)]
    off = [["ship ship ship"]]
    answer = ranked([*on_it, *others, *off], "port")
    assert answer.articles[11] > answer.articles[10]
    assert 102 not in answer.articles
    assert {hit.passage for hit in answer.passages} == set(range(102))


def test_related_terms_are_those_that_articles_begin_with() -> None:
    # The passages on the port speak of rails, and their articles begin with ships.
    on_it = [["ship dock", "port port rail"] for _ in range(10)]
    others = [["rail", "port dock"], ["ship", "port dock"], *([["dust", "port dust dust"]] * 90)]
    answer = ranked([*on_it, *others], "port")
    assert answer.articles[11] > answer.articles[10]


def test_no_more_than_the_best_few_articles_are_learned_from() -> None:
    # Each of the best speaks of something of its own; so do those that come next.
    best = [[f"port port port own{n}", "port port"] for n in range(ARTICLES)]
    next_best = [[f"port port next{n}", "dust"] for n in range(ARTICLES)]
    others = [["port dust dust dust"] for _ in range(10 * ARTICLES)]
    asked: set[str] = set()

    class Noting(RankBM25Index):
        def weights(self, terms: Collection[str], *, roughly: bool = False) -> Mapping[str, float]:
            asked.update(terms)
            return super().weights(terms, roughly=roughly)

    ranked([*best, *next_best, *others], "port", kind=Noting)
    assert "own0" in asked
    assert not any(term.startswith("next") for term in asked)


def test_where_little_matches_nothing_is_learned_from_it() -> None:
    answer = ranked([["port rail dock"], ["port ship dock"], ["ship ship ship"]], "port")
    assert answer.articles[0] == answer.articles[1]


words = st.lists(st.sampled_from("abcdef"), max_size=8).map(" ".join)


@given(st.lists(st.lists(words, min_size=1, max_size=3), max_size=6), words)
def test_exactly_the_passages_that_share_a_term_are_ranked(
    articles: list[list[str]], question: str
) -> None:
    texts = [passage.split() for passages in articles for passage in passages]
    sharing = {n for n, text in enumerate(texts) if set(text) & set(question.split())}
    answer = ranked(articles, question)
    assert {hit.passage for hit in answer.passages} == sharing
    scores = [hit.score for hit in answer.passages]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
