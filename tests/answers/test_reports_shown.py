"""What an author reports of others is never shown as the author's own claim; claims come first."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.answers.argues import answer_argues
from bot.answers.compare import answer_compare
from bot.answers.context import find_quote
from bot.answers.daily import candidates
from bot.answers.holdings import Holdings
from bot.answers.quote import answer_quote
from bot.answers.verify import Verdict, verify
from bot.cli.as_json import quote_json
from bot.cli.as_text import quote_text
from bot.corpus import annotate_text
from bot.library import Library
from bot.model import Basis, Fact, Query, Quote, SpokenBy
from bot.search import Analyzer
from tests.conftest import settings_for

QUAY = """Mayor Otto Ruler opened the northern quay in the spring.

The northern quay was built by masons from the hills. Ruler claims that the northern quay is the \
safest in the whole county.

The northern quay will sink because its piles are rotten. For example, \
the third pile broke in a calm sea. Gulls sit on the mole.

Critics say that the northern quay will ruin every captain in the town. “The northern quay stands \
like a rock,” Ruler said at the opening."""


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    folder = tmp_path_factory.mktemp("quay")
    (folder / "quay.md").write_text(f"---\nauthor: Una Writer\n---\n{QUAY}\n", "utf-8")

    async def read() -> Holdings:
        library = await Library.open(settings_for(tmp_path_factory.mktemp("data"), folder))
        await library.reindex()
        await library.close()
        return library._indexer.holdings

    return asyncio.run(read())


def by_text(quotes: tuple[Quote, ...] | list[Quote], beginning: str) -> Quote:
    return next(quote for quote in quotes if quote.text.startswith(beginning))


def test_a_report_is_ranked_behind_and_says_whose_claim_it_is(quay: Holdings) -> None:
    quotes = answer_quote(quay, Query("northern quay", limit=10)).quotes
    report = by_text(quotes, "Ruler claims")
    assert report.spoken_by is SpokenBy.REPORTED
    assert (report.speaker, report.claimant) == ("Una Writer", "Otto Ruler")
    others = by_text(quotes, "Critics say")
    assert (others.spoken_by, others.claimant) == (SpokenBy.REPORTED, None)
    assert quotes.index(report) > quotes.index(by_text(quotes, "The northern quay will sink"))


def test_it_is_the_same_when_it_is_found_again(quay: Holdings) -> None:
    report = by_text(answer_quote(quay, Query("northern quay", limit=10)).quotes, "Ruler claims")
    again = find_quote(quay, report.ref, None)
    assert again is not None
    assert (again.spoken_by, again.claimant) == (SpokenBy.REPORTED, "Otto Ruler")


def test_it_is_the_same_in_a_terminal_and_as_json(quay: Holdings) -> None:
    quotes = answer_quote(quay, Query("northern quay", limit=10)).quotes
    report = by_text(quotes, "Ruler claims")
    assert "— Una Writer, reporting what Otto Ruler says" in quote_text(report)
    assert "reporting what others say" in quote_text(by_text(quotes, "Critics say"))
    assert "— said by Otto Ruler, quoted by Una Writer" in quote_text(by_text(quotes, "“The"))
    assert (quote_json(report)["voice"], quote_json(report)["claimant"]) == (
        "reported",
        "Otto Ruler",
    )


def test_an_authors_arguments_leave_reports_out_and_put_claims_first(quay: Holdings) -> None:
    answer = answer_argues(quay, "Una Writer", "northern quay", limit=1)
    (argument,) = answer.arguments
    assert all(quote.spoken_by is SpokenBy.AUTHOR for quote in argument.quotes)
    assert argument.quotes[0].text.startswith("The northern quay will sink")


def test_a_claim_brings_the_support_beside_it_as_one_span(quay: Holdings) -> None:
    for quotes in (
        answer_argues(quay, "Una Writer", "northern quay", limit=1).quotes,
        answer_compare(quay, "northern quay", limit=1).panels[0].quotes,
    ):
        assert quotes[0].text == (
            "The northern quay will sink because its piles are rotten. "
            "For example, the third pile broke in a calm sea."
        )
        assert find_quote(quay, quotes[0].ref, None) is not None


def test_a_persons_own_words_come_before_what_is_reported_of_them(quay: Holdings) -> None:
    answer = answer_argues(quay, "Otto Ruler", "northern quay")
    assert [argument.quotes[0].spoken_by for argument in answer.arguments] == [
        SpokenBy.QUOTED,
        SpokenBy.REPORTED,
    ]
    assert [quote.text for quote in answer.arguments[1].quotes] == [
        "Ruler claims that the northern quay is the safest in the whole county."
    ]


def test_no_report_is_a_quote_of_the_day(quay: Holdings) -> None:
    texts = {quote.text for quote in candidates(quay, None, None, ())}
    assert "The northern quay will sink because its piles are rotten." in texts
    assert not any(text.startswith(("Ruler claims", "Critics say")) for text in texts)


def test_a_place_that_is_a_report_is_verified_as_one(quay: Holdings) -> None:
    words = "the northern quay is the safest in the whole county"
    (match,) = verify(quay, words, by="Otto Ruler").matches
    assert (match.quote.spoken_by, match.quote.claimant) == (SpokenBy.REPORTED, "Otto Ruler")
    answer = verify(quay, words, by="Otto Ruler")
    assert answer.verdict is Verdict.MISATTRIBUTED
    assert answer.message == (
        "The words are in the library, but they are a report, not Otto Ruler’s own words: here it "
        "is Una Writer, reporting what Otto Ruler says."
    )
    altered = verify(quay, words.replace("safest", "oldest"), by="Otto Ruler")
    assert altered.warnings == (
        (
            "The words are a report, not Otto Ruler’s own words: "
            "here it is Una Writer, reporting what Otto Ruler says."
        ),
    )
    assert verify(quay, words, by="Una Writer").verdict is Verdict.EXACT


LED_IN = """Mayor Otto Ruler came late.

Ruler claims that the southern pier is the safest in the whole county. But its beams are rotten \
from the sea, and the southern pier will fall in the first storm of the winter.

Critics say that the eastern pier is ugly. Besides, they say that the eastern pier is dear.

The western pier is closed. Yet Ruler claims that the western pier is open to every captain."""


@pytest.mark.parametrize(
    ("topic", "opening", "claimant"),
    [
        # The last sentence is the author's answer, and no claim of Ruler's.
        ("southern pier storm", "Ruler claims that the southern pier", None),
        ("eastern pier dear", "Critics say", None),
        ("open captain", "The western pier is closed. Yet", "Otto Ruler"),
    ],
)
def test_what_has_a_report_in_it_is_no_claim_of_the_authors(
    topic: str, opening: str, claimant: str | None
) -> None:
    article = annotate_text("pier.md", LED_IN)
    article = replace(article, authors=Fact(("Una Writer",), Basis.DECLARED), id=1, voice=1)
    pier = Holdings.build([article], 1, Analyzer())
    quotes = answer_quote(pier, Query(topic, limit=10)).quotes
    led_in = by_text(quotes, opening)
    assert len([s for s in article.sentences if s.span.overlaps(led_in.span)]) == 2
    assert (led_in.spoken_by, led_in.claimant) == (SpokenBy.REPORTED, claimant)
    assert find_quote(pier, led_in.ref, None) == replace(led_in, score=0.0)
    for answered in (quotes, answer_argues(pier, "Una Writer", topic).quotes):
        for quote in answered:
            reports = any(s.reported and s.span.overlaps(quote.span) for s in article.sentences)
            assert reports == (quote.spoken_by is SpokenBy.REPORTED), quote.text
