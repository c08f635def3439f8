"""An article becomes passages: consecutive sentences of one paragraph."""

from __future__ import annotations

from itertools import groupby

from bot.model import Article, Sentence, Span

LONGEST_PASSAGE = 120  # words; longer passages blur what a match is about


def cut_passages(article: Article) -> list[Span]:
    """The spans that the index holds for an article: no furniture and no headings.

    A sentence longer than a passage is a passage of its own: sentences are never cut.
    """
    spans: list[Span] = []
    prose = (sentence for sentence in article.sentences if not sentence.heading)
    for _, paragraph in groupby(prose, key=lambda sentence: sentence.paragraph):
        group: list[Sentence] = []
        words = 0
        for sentence in paragraph:
            length = len(sentence.span.of(article.text).split())
            if group and words + length > LONGEST_PASSAGE:
                spans.append(_around(group))
                group, words = [], 0
            group.append(sentence)
            words += length
        spans.append(_around(group))
    return spans


def _around(group: list[Sentence]) -> Span:
    return Span(group[0].span.start, group[-1].span.end)
