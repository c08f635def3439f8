"""What is too long is cut at a sentence's end, and never mid-way through a character."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Article, Content, Span
from commands.ui.cutting import cut, cut_quote
from commands.ui.markdown import block, bold, escape, size
from tests.commands.examples import a_quote, an_article


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("One. Two. Three.", 100, "One. Two. Three."),
        ("One. Two. Three.", 12, "One. Two."),
        ("One. Two. Three.", 9, "One. Two."),
        ("One. Two. Three.", 8, "One."),
        ("“Is it?” Yes. It is.", 9, "“Is it?”"),
        ("No sentence ends in here at all", 14, "No sentence"),
        ("Unbreakable", 5, "Unbre"),
        ("漢字漢字漢字", 3, "漢字漢"),
        ("ab👍🏽c", 5, "ab"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301"),
        ("", 5, ""),
        ("anything", 0, ""),
    ],
)
def test_a_text_is_cut_where_it_can_best_be(text: str, limit: int, kept: str) -> None:
    assert cut(text, limit, str) == kept


@given(
    st.text(), st.integers(0, 200), st.sampled_from([block, bold, escape]), st.text(alphabet="*. a")
)
def test_what_is_kept_is_the_beginning_and_fits_once_it_is_escaped(
    text: str, limit: int, render: Callable[[str], str], more: str
) -> None:
    text += more
    kept = cut(text, limit, render)
    assert text.startswith(kept)
    assert kept == "" or size(render(kept)) <= limit


@given(st.text(min_size=1), st.integers(50, 200))
def test_a_text_that_fits_is_not_cut(text: str, limit: int) -> None:
    if size(block(text)) <= limit:
        assert cut(text, limit) == text


def test_a_quote_is_cut_by_the_sentences_of_its_article() -> None:
    text = "Mr. A. said it. He did."
    article = an_article(text)
    whole = (Span(0, 15), Span(16, 23))
    sentences = tuple(
        type(article.sentences[0])(span, 0) for span in whole
    )  # the full stops of "Mr. A." end none
    quote = a_quote(Article(article.file, Content(text, sentences), article.digest))
    assert cut_quote(quote, 22) == "Mr. A. said it."
