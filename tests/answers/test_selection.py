"""Which of an author's sentences are shown, and from where on."""

from __future__ import annotations

import pytest

from bot.answers.selection import own_quote
from bot.corpus import annotate_text

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
