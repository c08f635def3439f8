"""How an article is indexed: its passages' ids, terms and facets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.model import Basis, Fact, PartialDate
from bot.search.feedback import FIRST
from bot.search.index import Facets
from bot.search.passages import (
    PASSAGES_AN_ARTICLE,
    documents_of,
    indexed,
    outlet_key,
    person_key,
)
from bot.search.ranking import TITLE
from tests.daily.examples import ISLANDS, analyzer, make_article


def test_a_passage_keeps_its_id_and_says_whose_it_is() -> None:
    article = replace(
        make_article(
            3,
            [*ISLANDS, "Otto Ruler said “ferries are a right” to all.", "Word " * 110 + "ends."],
            voice=2,
            outlet="The Harbour Post",
            authors=("Dr Una Wríter",),
            server=7,
        ),
        published=Fact(PartialDate(2024, 2), Basis.DECLARED),
    )
    (quotation,) = article.quotations
    named = (replace(quotation, speaker="Otto Ruler"),)
    article = replace(article, content=replace(article.read(), quotations=named))
    (first, document), (second, other) = documents_of(article, analyzer())
    assert (first.id, second.id) == (3 * PASSAGES_AN_ARTICLE, 3 * PASSAGES_AN_ARTICLE + 1)
    assert (document.passage, document.article) == (first.id, 3)
    assert document.terms == tuple(analyzer().terms(first.span.of(article.text)))
    facets = Facets(7, 2, ("una writer",), (), "harbour post", date(2024, 2, 1), date(2024, 2, 29))
    assert document.facets == replace(facets, quoted=("otto ruler",))
    assert other.facets == facets


def test_spellings_of_a_name_are_one_key() -> None:
    assert person_key("President Otto RULER", analyzer()) == person_key("otto ruler", analyzer())
    assert person_key("???", analyzer()) == "???"
    assert outlet_key("The Gazette  Élan") == outlet_key("gazette elan")


def test_an_article_of_which_little_is_known() -> None:
    ((_, document),) = documents_of(make_article(1, ISLANDS), analyzer())
    assert document.facets == Facets(voice=1)


def test_an_article_begins_with_its_title_and_its_first_passages() -> None:
    sentences = ["Otto speaks", "The ferries sail.", *["Word " * 100 + "never."] * 2]
    article = make_article(1, sentences, title="Harbour news", headings={0})
    title, start = analyzer().terms("Harbour news"), analyzer().terms("ferries sail")
    body = analyzer().terms(" ".join(sentences[2:]))[: FIRST - len(start)]
    counts = dict(indexed(article, analyzer()).vector.beginning)
    assert list(counts) == list(dict.fromkeys([*title, *start, *body]))
    assert [counts[term] for term in title] == [TITLE] * len(title)
    assert indexed(make_article(1, ISLANDS[:0]), analyzer()).vector == (0, b"", "")
