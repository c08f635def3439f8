"""Which of an author's sentences are shown, and from where on."""

from __future__ import annotations

import pytest

from bot.answers.holdings import Holdings
from bot.answers.selection import DEPTH, Place, best_on_topic, own_quote
from bot.answers.topic import Topic
from bot.corpus import annotate_text
from bot.model import Article
from bot.search import Filter
from tests.daily.examples import analyzer, make_article

BEFORE = "Mayor Otto Ruler met the captains at the harbour on Monday and left."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Seals pay no toll. And they do not vote.", "Seals pay no toll. And they do not vote."),
        # The rest of the sentence is not there.
        ("and they do not vote.", None),
        ("but that is what the captains want.", None),
        # A name in lower case begins a sentence.
        ("example.org counts the seals of the harbour.",) * 2,
        # One that leans on what can't be shown is better than a vague one.
        ("And they do not vote.",) * 2,
    ],
)
def test_a_quote_begins_where_a_sentence_begins(text: str, shown: str | None) -> None:
    article = annotate_text("a.txt", f"{BEFORE}\n\n{text}\n")
    quote = own_quote(article, article.sentences[-1])
    assert (quote.text if quote else None) == shown


def test_no_more_articles_are_read_than_can_come_to_be_quoted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = [make_article(n, [f"The ferry to island {n} is late."]) for n in range(1, 2 * DEPTH)]
    holdings = Holdings.build(articles, 1, analyzer())
    read: set[int] = set()
    article_at = Holdings.article_at

    def noted(self: Holdings, passage: int) -> Article:
        read.add(passage)
        return article_at(self, passage)

    monkeypatch.setattr(Holdings, "article_at", noted)
    quotes = best_on_topic(holdings, Topic.of("ferry", holdings), Place(None, Filter()))
    assert len(quotes) == len(read) == DEPTH
