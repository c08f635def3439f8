"""A server's corrections over the holdings of all: what its answers show, and nobody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.argues import answer_argues
from bot.answers.catalogue import catalogue
from bot.answers.compare import answer_compare
from bot.answers.context import Withdrawn, context_of, find_quote
from bot.answers.corrections import Overlay, as_fact, as_text, lay_over, merged, quote_on
from bot.answers.daily import candidates, words_digest
from bot.answers.holdings import Holdings
from bot.answers.quote import answer_quote
from bot.answers.verify import Verdict, verify
from bot.model import Article, Basis, Correction, Fact, Query, Shown, Subject
from commands.ui.verdicts import match_card, summary, verdict_card
from tests.corrections.examples import (
    BRIDGES,
    ELSEWHERE,
    HERE,
    ISLANDS,
    SAID,
    TREES,
    anchored,
    correction,
    harbour,
    holdings,
    make_article,
    quote_in,
    quoting,
)

TOPIC = "harbour"


def over(base: Holdings, *corrections: Correction) -> Overlay:
    return lay_over(base, HERE, corrections)


def shown(seen: Holdings) -> set[str]:
    """Every quote of every kind of answer."""
    texts = {q.text for q in answer_quote(seen, Query(TOPIC, HERE, limit=50)).quotes}
    texts |= {q.text for q in answer_quote(seen, Query("", HERE, limit=50)).quotes}
    texts |= {q.text for p in answer_compare(seen, TOPIC, (), HERE, 9).panels for q in p.quotes}
    for who in ("Una Writer", "Otto Ruler"):
        texts |= {q.text for q in answer_argues(seen, who, TOPIC, HERE, 9).quotes}
    return texts | {q.text for q in candidates(seen, HERE, None, ())}


@pytest.mark.parametrize("words", [SAID, ISLANDS[1]])
def test_a_withdrawn_quote_is_in_no_answer(words: str) -> None:
    article = harbour(authors=("Una Writer",))
    base = holdings(article)
    quote = quote_in(article, words)
    overlay = over(base, correction(anchored(article, words)))
    assert words in shown(base)
    assert not any(words in text for text in shown(overlay.holdings))
    with pytest.raises(Withdrawn, match="withdrawn by this server’s admins"):
        find_quote(overlay.holdings, quote.ref, HERE)
    assert find_quote(base, quote.ref, HERE) == quote
    assert overlay.holdings.index is base.index
    assert overlay.holdings.indexes is base.indexes


def test_a_claim_is_not_shown_with_support_that_was_withdrawn() -> None:
    claim = "The harbour must be rebuilt before the islands lose their last ferry."
    support = "Without it, every ferry would stay ashore all winter from now on."
    article = make_article(1, [claim, support], authors=("Una Writer",))
    base = holdings(article)
    assert f"{claim} {support}" in shown(base)
    seen = over(base, correction(anchored(article, support))).holdings
    assert claim in shown(seen)
    assert not any(support in text for text in shown(seen))


def test_words_around_a_quote_end_before_what_was_withdrawn() -> None:
    article = harbour()
    seen = over(holdings(article), correction(anchored(article, ISLANDS[1]))).holdings
    quote = find_quote(seen, quote_in(article, ISLANDS[0]).ref, HERE)
    assert quote is not None
    assert ISLANDS[1] not in context_of(quote).after


@pytest.mark.parametrize("withdrawn", [0, 1])
def test_words_around_a_quote_end_before_what_was_withdrawn_in_its_own_sentence(
    withdrawn: int,
) -> None:
    said = ("“Every ferry will sail tonight,”", "“and no harbour will be closed for it.”")
    sentence = f"{said[0]} the minister of the islands said last week, {said[1]}"
    article = quoting(1, [ISLANDS[0], sentence, ISLANDS[1]], "Otto Ruler")
    seen = over(holdings(article), correction(anchored(article, said[withdrawn]))).holdings
    quote = find_quote(seen, quote_in(article, said[1 - withdrawn]).ref, HERE)
    assert quote is not None
    context = context_of(quote)
    assert said[withdrawn] not in context.before + context.after
    (match,) = verify(seen, said[1 - withdrawn], None, HERE).matches
    assert said[withdrawn] not in (match_card(match, None).description or "")


def test_who_is_quoted_in_what_was_withdrawn_alone_is_no_longer_listed() -> None:
    article = harbour(authors=("Una Writer",))
    base = holdings(article)
    seen = over(base, correction(anchored(article, SAID))).holdings
    assert [p.name for p in catalogue(base, HERE).people] == ["Una Writer", "Otto Ruler"]
    assert [p.name for p in catalogue(seen, HERE).people] == ["Una Writer"]
    # That they said it is no less true.
    assert verify(seen, SAID, "Ruler", HERE).verdict is Verdict.EXACT


def test_an_untitled_article_is_not_called_by_what_was_withdrawn() -> None:
    article = make_article(1, ISLANDS)
    seen = over(holdings(article), correction(anchored(article, ISLANDS[0]))).holdings
    assert article.label.startswith(ISLANDS[0][:20])
    assert seen.articles[1].label.startswith(ISLANDS[1][:20])


def test_verify_says_that_it_is_there_and_was_withdrawn() -> None:
    article = harbour()
    base = holdings(article)
    seen = over(base, correction(anchored(article, SAID))).holdings
    answer = verify(seen, SAID, None, HERE)
    assert answer.verdict is Verdict.EXACT
    assert answer.warnings == ("This server’s admins have withdrawn this quote, or a part of it.",)
    assert answer.matches[0].shown is None
    altered = verify(seen, SAID.replace("open", "closed"), None, HERE)
    assert altered.verdict is Verdict.ALTERED
    for each in (answer, altered):
        assert "Every" not in (match_card(each.matches[0], None).description or "")
        assert "said by **Otto Ruler**" in (match_card(each.matches[0], None).description or "")
    assert "**open**" not in (verdict_card(altered).description or "").replace("\u2060", "")
    assert "**open**" not in summary(altered)[1].replace("\u2060", "")
    assert verify(base, SAID, None, HERE).warnings == ()


def test_a_withdrawal_reaches_every_publication_of_the_voice() -> None:
    first = harbour()
    second = quoting(2, (BRIDGES[0], f"{SAID} he said.", ISLANDS[1]), "Otto Ruler", voice=1)
    third = quoting(3, (f"{SAID} they said in another voice.",), "Otto Ruler")
    base = holdings(first, second, third)
    overlay = over(base, correction(anchored(first, SAID)))
    assert {a.id for a in overlay.holdings.articles.listed if a.withdrawn} == {1, 2}
    # The publication on which it was withdrawn may leave the library.
    anchor = anchored(first, SAID, others=[first, second])
    left = over(holdings(replace(second, voice=2), third), correction(anchor))
    assert {a.id for a in left.holdings.articles.listed if a.withdrawn} == {2}


def test_a_corrected_speaker_is_followed_everywhere() -> None:
    article = harbour("Otto Ruler")
    base = holdings(article)
    overlay = over(base, correction(anchored(article, SAID), Subject.SPEAKER, "Ada Example"))
    seen = overlay.holdings
    (found,) = answer_argues(seen, "Ada Example", TOPIC, HERE).quotes
    assert (found.speaker, found.text) == ("Ada Example", SAID)
    assert found.speaker_corrected
    assert [p.name for p in catalogue(seen, HERE).people] == ["Ada Example"]
    assert answer_argues(seen, "Otto Ruler", TOPIC, HERE).person is None
    assert verify(seen, SAID, "Otto Ruler", HERE).verdict is Verdict.MISATTRIBUTED
    assert [p.name for p in catalogue(base, HERE).people] == ["Otto Ruler"]


def test_a_speaker_may_be_said_to_be_unknown() -> None:
    article = harbour("Otto Ruler")
    seen = over(
        holdings(article), correction(anchored(article, SAID), Subject.SPEAKER, None)
    ).holdings
    assert next(seen.articles[1].speech()).speaker is None


FACTS = [
    (Subject.TITLE, "Open or shut", "title", "Open or shut"),
    (Subject.OUTLET, "The Sample Post", "outlet", "The Sample Post"),
    (Subject.AUTHORS, "Una Writer\nAda Example", "authors", ("Una Writer", "Ada Example")),
    (Subject.DATE, "2025-05", "published", "2025-05"),
]


@pytest.mark.parametrize(("subject", "text", "field", "value"), FACTS)
def test_a_fact_is_corrected_and_says_so(
    subject: Subject, text: str, field: str, value: object
) -> None:
    article = harbour()
    overlay = over(holdings(article), correction(anchored(article, SAID), subject, text))
    fact = getattr(overlay.holdings.articles[1], field)
    assert fact.basis is Basis.CORRECTED
    assert str(fact.value) == str(value)
    assert as_text(overlay.holdings.articles[1], subject) == text


def test_a_fact_may_be_said_to_be_unknown() -> None:
    article = harbour(outlet="The Harbour Post")
    anchor = anchored(article, SAID)
    overlay = over(holdings(article), correction(anchor, Subject.OUTLET, None))
    assert overlay.holdings.articles[1].outlet == Fact()
    assert "k" in overlay.reach


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a date"):
        as_fact(Subject.DATE, "last week")


def test_authors_that_were_inferred_are_inferred_anew() -> None:
    first = harbour(authors=("Una Writer",))
    second = replace(
        make_article(2, ISLANDS, voice=1), authors=Fact(("Una Writer",), Basis.INFERRED)
    )
    base = holdings(first, second)
    overlay = over(base, correction(anchored(first, SAID), Subject.AUTHORS, "Ada Example"))
    assert overlay.holdings.articles[2].authors == Fact(("Ada Example",), Basis.INFERRED)
    assert set(overlay.reach["k"]) == {1, 2}
    unknown = over(base, correction(anchored(first, SAID), Subject.AUTHORS, None))
    assert unknown.holdings.articles[1].authors == Fact()
    assert unknown.holdings.articles[2].authors == Fact()


def test_authors_that_follow_from_another_publication_have_a_correction_of_their_own() -> None:
    first = harbour(authors=("Una Writer",))
    second = make_article(2, ISLANDS, voice=1)
    second = replace(second, authors=Fact(("Una Writer",), Basis.INFERRED))
    known = correction(anchored(first, SAID), Subject.AUTHORS, "Ada Example", key="first")
    overlay = over(holdings(first, second), known)
    quote = quote_in(overlay.holdings.articles[2], ISLANDS[0])
    # As everybody sees it; but without a correction it would follow the first.
    new = replace(
        correction(anchored(second, ISLANDS[0]), Subject.AUTHORS, "Una Writer", key="second"),
        was="Una Writer",
    )
    assert merged([known], [new], overlay, quote) == ([new], [])
    again = replace(new, key="third", value="Bob Sample")
    both = over(holdings(first, second), known, new)
    assert both.holdings.articles[2].authors == Fact(("Una Writer",), Basis.CORRECTED)
    assert merged([known, new], [again], both, quote) == ([replace(again, key="second")], [])
    back = replace(new, key="fourth")
    assert merged([known, new], [back], both, quote) == ([], [new])


def test_the_later_of_two_corrections_holds() -> None:
    article = harbour()
    anchor = anchored(article, SAID)
    early = correction(anchor, Subject.SPEAKER, "Ada Example", key="a")
    late = correction(anchor, Subject.SPEAKER, "Una Writer", key="b", minutes=1)
    seen = over(holdings(article), late, early).holdings
    assert next(seen.articles[1].speech()).speaker == "Una Writer"


@pytest.mark.parametrize(
    "new",
    [
        make_article(1, (*BRIDGES, *TREES)),
        quoting(1, (*BRIDGES, "“No harbour,” said the minister."), "Somebody Else"),
    ],
    ids=["another article", "other words"],
)
@pytest.mark.parametrize("subject", list(Subject))
def test_what_is_not_there_any_more_lies_dormant(new: Article, subject: Subject) -> None:
    value = "2024" if subject is Subject.DATE else "Ada Example"
    anchor = anchored(harbour(), SAID)
    base = holdings(new)
    overlay = over(base, correction(anchor, subject, value))
    assert overlay.holdings is base
    assert overlay.reach == {}


def shown_of(article: Article, words: str) -> Shown:
    return Shown(0, "card", quote_in(article, words).ref, words_digest(words))


@pytest.mark.parametrize("words", [ISLANDS[1], f"{ISLANDS[0]} {ISLANDS[1]}", SAID])
def test_what_a_message_shows_is_found_whatever_became_of_its_article(words: str) -> None:
    article = harbour()
    shown = shown_of(article, words)
    renamed = replace(article, id=5, voice=5, file="new/name.txt")
    sentences = (BRIDGES[0], *ISLANDS, f"{SAID} he said.")
    changed = replace(quoting(1, sentences, "Otto Ruler"), digest="another")
    for now in (article, renamed, changed):
        found = quote_on(holdings(now, make_article(2, TREES)), HERE, shown)
        assert found is not None
        assert (found.text, found.article) == (words, now)
    elsewhere = replace(article, server=ELSEWHERE)
    assert quote_on(holdings(elsewhere), HERE, shown) is None
    # The number of an article that left may be another one's now.
    assert quote_on(holdings(make_article(1, TREES)), HERE, shown) is None


def test_an_article_of_another_server_is_never_reached() -> None:
    article = harbour()
    anchor = anchored(article, SAID)
    base = holdings(replace(article, server=8))
    assert (
        over(base, correction(anchor), correction(anchor, Subject.TITLE, "X", key="b")).reach == {}
    )


def test_what_was_worked_out_from_the_texts_is_shared() -> None:
    article, other = harbour(), make_article(2, BRIDGES)
    base = holdings(article, other)
    seen = over(base, correction(anchored(article, SAID))).holdings
    candidates(seen, HERE, None, ())
    assert base.keeper_of(other) is base
    assert seen.keeper_of(seen.articles[2]) is base
    assert seen.keeper_of(seen.articles[1]) is seen
    assert base.remember_a_while(("standing", 2), list)
    assert ("standing", 1) not in base._memory
