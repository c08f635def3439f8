"""What holds for every engine: the same matches, an agreeing order, changes in one commit.

Orders agree in this sense: on a fresh index, a score lies between ``N / (N + 1)`` and 9/8 of BM25's
by the definition (tantivy counts the generation as a document, and rounds lengths above 40 terms).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.index import Document, Engine, Facets, Filter, Weighted, update
from tests.search.engines import MAKERS, Make, bm25, documents, passes, sharing

EVERYTHING = Filter()
TERMS = "abcdef"


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Make:
    return MAKERS[request.param]


@pytest.fixture
def engine(make: Make, tmp_path: Path) -> Iterator[Engine]:
    made = make(tmp_path)
    yield made
    made.close()


def found(engine: Engine, *terms: str, allowed: Filter = EVERYTHING) -> list[int]:
    return [hit.passage for hit in engine.index.search(terms, allowed, 100)]


@pytest.mark.parametrize("texts", [(), ("",), ("", "")])
def test_an_empty_corpus_finds_nothing(engine: Engine, texts: tuple[str, ...]) -> None:
    assert (engine.index.size, engine.index.generation) == (0, 0)
    update(engine, (), documents(*texts), 1)
    assert found(engine, "war") == []
    assert engine.index.weights(["war"]) == {}
    assert (engine.index.size, engine.index.generation) == (len(texts), 1)
    assert engine.index.mean_length == 0


def test_ties_come_by_passage(engine: Engine) -> None:
    update(engine, (), documents("war", "war", "war"), 1)
    hits = engine.index.search(["war"], EVERYTHING, 10)
    assert [hit.passage for hit in hits] == [0, 1, 2]
    assert len({hit.score for hit in hits}) == 1
    assert len(engine.index.search(["war"], EVERYTHING, 2)) == 2
    assert engine.index.search(["war"], EVERYTHING, 0) == []
    assert engine.index.search([], EVERYTHING, 5) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Weighted({"war": 1.0}), {0, 1, 3}),
        (Weighted({"war": 1.0}, phrases=[("peace", "talks")]), {0}),
        (Weighted({"war": 1.0}, phrases=[("talks",)]), {0, 1}),
        (Weighted({"war": 1.0}, without=[("talks",)]), {3}),
        (Weighted({"war": 1.0}, without=[("talks", "peace")]), {0, 3}),
        (Weighted({"war": 1.0}, without=[("unheard",), ("of", "this")]), {0, 1, 3}),
        (Weighted({"war": 1.0}, phrases=[("unheard",)]), set()),
        (Weighted({"unheard": 1.0}), set()),
    ],
)
def test_phrases_and_exclusions(engine: Engine, query: Weighted, expected: set[int]) -> None:
    update(engine, (), documents("war peace talks", "war talks peace", "deal", "war"), 1)
    hits = engine.index.search_weighted(query, EVERYTHING, 10)
    assert {hit.passage for hit in hits} == expected


ISLAND = Facets(server=None, voice=1, authors=("una writer", "abe other"), outlet="harbour post")
BRIDGE = Facets(7, 2, ("otto ruler",), ("una writer",), None, date(2024, 1, 1), date(2024, 12, 31))
FOREST = Facets(8, 3, (), ("otto ruler", "abe other"), "gazette", date(2025, 5, 20), date.max)


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        (Filter(articles=frozenset({1})), {2, 3}),
        (Filter(articles=frozenset()), set()),
        (Filter(servers=frozenset({None})), {0, 1}),
        (Filter(servers=frozenset({None, 7})), {0, 1, 2, 3}),
        (Filter(servers=frozenset({8})), {4, 5}),
        (Filter(voices=frozenset({1, 3})), {0, 1, 4, 5}),
        (Filter(authors=frozenset({"una writer"})), {0, 1}),
        (Filter(authors=frozenset({"writer"})), set()),
        (Filter(quoted=frozenset({"una writer", "abe other"})), {2, 3, 4, 5}),
        (Filter(outlets=frozenset({"harbour post"})), {0, 1}),
        (Filter(since=date(2024, 12, 31)), {2, 3, 4, 5}),
        (Filter(since=date(2025, 1, 1)), {4, 5}),
        (Filter(until=date(2024, 1, 1)), {2, 3}),
        (Filter(since=date(2024, 6, 1), until=date(2024, 7, 1)), {2, 3}),
        (Filter(servers=frozenset({7}), until=date(2023, 12, 31)), set()),
    ],
)
def test_a_filter_keeps_others_out_and_changes_no_score(
    engine: Engine, allowed: Filter, expected: set[int]
) -> None:
    update(engine, (), documents(*["war peace"] * 6, facets=(ISLAND, BRIDGE, FOREST)), 1)
    hits = engine.index.search(["war"], allowed, 10)
    assert {hit.passage for hit in hits} == expected
    (score,) = {hit.score for hit in engine.index.search(["war"], EVERYTHING, 10)}
    assert all(hit.score == score for hit in hits)


def test_a_server_sees_no_others_once_there_are_some(engine: Engine) -> None:
    everybodys = Filter(servers=frozenset({None}))
    update(engine, (), documents("war", facets=(ISLAND,)), 1)
    assert found(engine, "war", allowed=everybodys) == [0]
    assert found(engine, "war", allowed=Filter(servers=frozenset({7}))) == []
    update(engine, (), [Document(9, 4, ("war",), BRIDGE)], 2)
    assert found(engine, "war", allowed=everybodys) == [0]


def test_a_server_finds_its_own_behind_many_that_it_may_not_see(engine: Engine) -> None:
    held = [
        Document(n, n, ("war",) if n < 99 else ("war", "peace"), FOREST if n < 99 else ISLAND)
        for n in range(102)
    ]
    update(engine, (), held, 1)
    assert found(engine, "war", allowed=Filter(servers=frozenset({None, 7}))) == [99, 100, 101]
    assert found(engine, "war", allowed=Filter(articles=frozenset(range(30, 200)))) == [
        *range(30, 99),
        *range(99, 102),
    ]
    few = Filter(articles=frozenset({99, 101, *range(300, 400)}))
    assert len(engine.index.search(["war"], few, 1)) == 1
    assert found(engine, "war", allowed=few) == [99, 101]
    two = engine.index.search(["war"], Filter(servers=frozenset({None, 7})), 2)
    assert len(two) == 2
    assert {hit.passage for hit in two} < {99, 100, 101}


def test_an_update_is_one_generation_and_older_indexes_stay(engine: Engine) -> None:
    first = update(engine, (), documents("war", "war", "peace"), 1)
    second = update(engine, [0], [Document(5, 0, ("talks",))], 2)
    assert (first.generation, first.size, second.generation, second.size) == (1, 3, 2, 2)
    assert [hit.passage for hit in first.search(["war"], EVERYTHING, 9)] == [0, 1]
    assert second.search(["war"], EVERYTHING, 9) == []
    assert second.weights(["war", "talks"]).keys() == {"talks"}
    assert found(engine, "talks", "peace") == [2, 5]
    assert engine.index is second


def test_an_update_that_fails_changes_nothing(engine: Engine) -> None:
    update(engine, (), documents("war"), 1)

    def broken() -> Iterator[Document]:
        yield Document(5, 5, ("peace",))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        update(engine, [0], broken(), 2)
    assert (engine.index.generation, found(engine, "war", "peace")) == (1, [0])
    update(engine, (), [Document(7, 7, ("talks",))], 2)
    assert found(engine, "war", "peace", "talks") == [0, 7]


def test_searches_go_on_while_it_is_updated(engine: Engine) -> None:
    index = update(engine, (), documents(*["war peace"] * 20), 1)
    seen: set[int] = set()

    def ask() -> None:
        for _ in range(50):
            seen.add(len(index.search(["war"], EVERYTHING, 100)))

    thread = Thread(target=ask)
    thread.start()
    for generation in range(2, 6):
        update(engine, [generation], (), generation)
    thread.join()
    assert seen == {20}
    assert engine.index.size == 12


texts = st.lists(st.text(TERMS, max_size=8).map(" ".join), max_size=10)
phrases = st.lists(st.lists(st.sampled_from(TERMS), min_size=1, max_size=3).map(tuple), max_size=2)
terms = st.dictionaries(st.sampled_from(TERMS + "z"), st.sampled_from([0.5, 1.0, 3.0]), max_size=4)
queries = st.builds(Weighted, terms, phrases, phrases)
days = st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 9))
names = st.lists(
    st.sampled_from(["una writer", "otto ruler", "abe other"]), max_size=2, unique=True
)
facets = st.builds(
    Facets,
    st.sampled_from([None, 7, 8]),
    st.integers(1, 3),
    names.map(tuple),
    names.map(tuple),
    st.none() | st.sampled_from(["gazette", "harbour post"]),
    days,
    days,
)
filters = st.builds(
    Filter,
    st.none() | st.frozensets(st.integers(0, 4)),
    st.none() | st.frozensets(st.sampled_from([None, 7, 8])),
    st.none() | st.frozensets(st.integers(1, 3)),
    st.none() | names.map(frozenset),
    st.none() | names.map(frozenset),
    st.none() | st.just(frozenset({"gazette"})),
    days,
    days,
)


@pytest.mark.parametrize("kind", MAKERS)
@settings(deadline=None, max_examples=40)
@given(texts, st.lists(facets, min_size=5, max_size=5), st.lists(queries, max_size=8), filters)
def test_the_matches_are_those_that_share_a_term_and_the_order_is_bm25s(
    kind: str,
    texts: list[str],
    facets: list[Facets],
    asked: list[Weighted],
    allowed: Filter,
) -> None:
    held = documents(*texts, facets=facets)
    with TemporaryDirectory() as folder:
        engine = MAKERS[kind](Path(folder))
        index = update(engine, (), held, 1)
        for query in asked:
            for limits in (EVERYTHING, allowed):
                hits = index.search_weighted(query, limits, 100)
                assert {h.passage for h in hits} == sharing(held, query, passes(limits))
                expected = bm25(held, query, index.mean_length)
                for hit in hits:
                    least = len(held) / (len(held) + 1)
                    assert least * 0.9999 <= hit.score / expected[hit.passage] <= 1.0001
                assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.passage))
        engine.close()


steps = st.lists(
    st.dictionaries(st.integers(0, 4), st.lists(st.text(TERMS, max_size=6), max_size=3)),
    min_size=2,
    max_size=4,
)


@pytest.mark.parametrize("kind", MAKERS)
@settings(deadline=None, max_examples=15)
@given(steps, st.lists(queries, max_size=6))
def test_changed_step_by_step_it_holds_what_one_built_afresh_does(
    kind: str, steps: list[dict[int, list[str]]], asked: list[Weighted]
) -> None:
    """Step by step: the corpus as each generation has it, by article the terms of its passages."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        engine, fresh = MAKERS[kind](Path(folder)), MAKERS[kind](Path(other))
        before: dict[int, list[str]] = {}
        for generation, corpus in enumerate(steps, 1):
            differing = {a for a in {*before, *corpus} if before.get(a) != corpus.get(a)}
            before = corpus
            held = [
                Document(article * 100 + number, article, tuple(text))
                for article, texts in sorted(corpus.items())
                for number, text in enumerate(texts)
            ]
            update(engine, differing, (d for d in held if d.article in differing), generation)
        afresh = update(fresh, (), held, len(steps))
        index = engine.index
        assert (index.generation, index.size) == (len(steps), len(held))
        assert index.mean_length == pytest.approx(afresh.mean_length)
        assert index.weights(TERMS) == pytest.approx(afresh.weights(TERMS))
        for query in asked:
            hits = index.search_weighted(query, EVERYTHING, 100)
            assert {h.passage for h in hits} == sharing(held, query)
            again = afresh.search_weighted(query, EVERYTHING, 100)
            assert {h.passage for h in again} == sharing(held, query)
        engine.close()
        fresh.close()


def test_long_passages_score_within_an_eighth(engine: Engine) -> None:
    held = documents(*["a " + "b " * n for n in range(30, 400, 7)])
    index = update(engine, (), held, 1)
    expected = bm25(held, Weighted({"a": 1.0}), index.mean_length)
    hits = index.search(["a"], EVERYTHING, 100)
    assert len(hits) == len(held)
    for hit in hits:
        assert len(held) / (len(held) + 1) <= hit.score / expected[hit.passage] <= 9 / 8
