"""The five seed articles are as they were collected, and are read as people read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from bot.corpus import corpus_files, group_voices, infer_facts, load_sources, read_article
from bot.corpus.names import surname
from bot.model import Article, Basis, PartialDate, QuotationKind, Span

from .expected import FURNITURE, QUOTATIONS, SHA256

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
GOLD = ROOT.parent / "shared" / "gold"
LIMIT = 5_000_000


@lru_cache
def seeds() -> dict[str, Article]:
    sources = load_sources(SEEDS)
    articles = [read_article(path, SEEDS, sources, LIMIT) for path in corpus_files(SEEDS)]
    return {article.file[:3]: article for article in articles}


@pytest.mark.parametrize("name", sorted(SHA256))
def test_no_byte_of_a_seed_changes(name: str) -> None:
    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == SHA256[name]


def test_the_seeds_are_five_and_their_sources_are_sound() -> None:
    assert [path.name for path in corpus_files(SEEDS)] == sorted(SHA256)
    sources = load_sources(SEEDS)
    assert sources.problems == ()
    assert set(sources.entries) == set(SHA256)


@pytest.mark.parametrize("number", sorted(name[:3] for name in SHA256))
def test_the_text_of_a_seed_is_its_file_s(number: str) -> None:
    article = seeds()[number]
    assert article.text == (SEEDS / article.file).read_text(encoding="utf-8")


@pytest.mark.parametrize(("number", "start", "end", "kind", "speaker"), QUOTATIONS)
def test_every_quotation_has_its_kind_and_speaker(
    number: str, start: int, end: int, kind: str, speaker: str | None
) -> None:
    found = {(q.span.start, q.span.end): q for q in seeds()[number].quotations}
    quotation = found[start, end]
    assert quotation.kind == kind
    assert (quotation.speaker and surname(quotation.speaker)) == (speaker and surname(speaker))


def test_nothing_else_is_taken_for_a_quotation() -> None:
    found = {
        (number, q.span.start, q.span.end)
        for number, article in seeds().items()
        for q in article.quotations
    }
    assert found == {(number, start, end) for number, start, end, _, _ in QUOTATIONS}


@pytest.mark.parametrize(("number", "start", "end"), FURNITURE)
def test_every_furniture_line_is_marked(number: str, start: int, end: int) -> None:
    assert any(f.span.covers(Span(start, end)) for f in seeds()[number].furniture)


@pytest.mark.parametrize(
    ("number", "repeated"),
    [("000", 0), ("001", 0), ("002", 2), ("003", 0), ("004", 2)],
)
def test_beside_those_only_repetitions_and_names_of_the_site_are_marked(
    number: str, repeated: int
) -> None:
    expected = {(start, end) for n, start, end in FURNITURE if n == number}
    others = [
        f.reason for f in seeds()[number].furniture if (f.span.start, f.span.end) not in expected
    ]
    assert others.count("repeated") == repeated
    assert set(others) <= {"repeated", "site name"}


HEADINGS = {
    "000": [
        "Trump’s Russia–Ukraine Reset",
        "The U.S. has withdrawn from peace talks.",
        "Here’s what comes next.",
    ],
    "001": [
        (
            "The art of the peace deal: What the Trump administration wants from the "
            "Russia-Ukraine negotiations"
        ),
        "Peace in our time",
        "The new generation in the room",
        "Sticks for Ukraine, carrots for Russia",
    ],
    "002": [],
    "003": ["Abandoning European allies"],
    "004": [
        (
            "For the sake of a reset with Russia, Trump has abandoned efforts to mediate peace in "
            "Ukraine"
        ),
        "But getting a deal with Putin over the line will be a pyrrhic victory.",
    ],
}


@pytest.mark.parametrize("number", sorted(HEADINGS))
def test_titles_standfirsts_and_section_headings_are_headings(number: str) -> None:
    article = seeds()[number]
    assert [s.span.of(article.text) for s in article.sentences if s.heading] == HEADINGS[number]


def facts(article: Article) -> Iterator[tuple[str, object, Basis]]:
    for name in ("title", "outlet", "authors", "published", "url"):
        fact = getattr(article, name)
        yield name, fact.value, fact.basis


def test_what_is_not_known_of_a_seed_stays_unknown() -> None:
    unknown = {
        number: {name for name, _, basis in facts(article) if basis is Basis.UNKNOWN}
        for number, article in seeds().items()
    }
    assert unknown == {
        "000": {"url"},
        "001": {"published", "url"},
        "002": {"title", "authors", "url"},
        "003": {"title", "url"},
        "004": set(),
    }


def test_the_earlier_version_s_date_is_declared_not_read() -> None:
    article = seeds()["004"]
    assert article.published.value == PartialDate(2025, 5, 20)
    assert article.published.basis is Basis.DECLARED
    assert article.authors.basis is Basis.INFERRED


def test_one_analysis_in_two_publications_is_one_voice() -> None:
    groups = group_voices(list(seeds().values()))
    assert [[a.file[:3] for a in group] for group in groups] == [
        ["000"],
        ["001"],
        ["002"],
        ["004", "003"],
    ]


def test_read_without_sources_the_byline_is_inferred_from_the_other_version() -> None:
    bare = load_sources(SEEDS / "nowhere")
    articles = [read_article(path, SEEDS, bare, LIMIT) for path in corpus_files(SEEDS)]
    (group,) = [g for g in group_voices(articles) if len(g) > 1]
    fuller, other = infer_facts(group)
    assert (other.authors.value, other.authors.basis) == (("Stefan Wolff",), Basis.TEXT)
    assert (fuller.authors.value, fuller.authors.basis) == (("Stefan Wolff",), Basis.INFERRED)


def test_no_sentence_of_the_author_s_own_is_somebody_s_speech() -> None:
    for article in seeds().values():
        for quotation in article.speech():
            assert not article.is_own(quotation.span)


gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the hand-made labels are not beside the tree")


def lines(name: str) -> list[dict[str, object]]:
    with (GOLD / name).open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


@gold
def test_the_table_of_expected_quotations_is_the_hand_made_one() -> None:
    labels = {
        (str(row["file"])[:3], row["start"], row["end"], row["kind"], _surname(row["speaker"]))
        for row in lines("seeds_quotations.jsonl")
    }
    assert labels == {(*row[:4], _surname(row[4])) for row in QUOTATIONS}


@gold
def test_the_table_of_expected_furniture_is_the_hand_made_one() -> None:
    labels = {
        (str(row["file"])[:3], row["start"], row["end"]) for row in lines("seeds_furniture.jsonl")
    }
    assert labels == set(FURNITURE)


def _surname(name: object) -> str | None:
    return surname(str(name)) if name else None


def test_speech_is_told_from_terms_by_kind_alone() -> None:
    kinds = {kind for _, _, _, kind, _ in QUOTATIONS}
    assert kinds == {str(kind) for kind in QuotationKind}
