"""Small made-up articles, for what the seeds do not have."""

from __future__ import annotations

from bot.model import (
    Article,
    Basis,
    Content,
    Fact,
    PartialDate,
    Quote,
    Sentence,
    Span,
    SpokenBy,
    Voice,
)


def declared(value: object, basis: Basis = Basis.DECLARED) -> Fact[object]:
    """A fact; unknown for None."""
    return Fact(value, basis) if value is not None else Fact()


def an_article(
    text: str = "One sentence. Another one.",
    *,
    title: str | None = "A title",
    outlet: str | None = "An outlet",
    authors: tuple[str, ...] | None = ("First Author",),
    published: str | None = "2025-05-20",
    url: str | None = "https://example.org/a",
    basis: Basis = Basis.DECLARED,
    number: int = 1,
    voice: int = 1,
) -> Article:
    """An article, with a sentence up to each full stop."""
    ends = [place + 1 for place, letter in enumerate(text) if letter == "."] or [len(text)]
    starts = [0, *(end + 1 for end in ends)]
    sentences = tuple(
        Sentence(Span(start, end), 0) for start, end in zip(starts, ends, strict=False)
    )
    day = PartialDate.parse(published) if published else None
    return Article(
        file="example.txt",
        content=Content(text, sentences),
        digest="0123456789abcdef",
        title=declared(title, basis),  # type: ignore[arg-type]
        outlet=declared(outlet, basis),  # type: ignore[arg-type]
        authors=declared(authors, basis),  # type: ignore[arg-type]
        published=declared(day, basis),  # type: ignore[arg-type]
        url=declared(url, basis),  # type: ignore[arg-type]
        id=number,
        voice=voice,
    )


def a_quote(
    article: Article | None = None,
    span: Span | None = None,
    *,
    speaker: str | None = None,
    quoted: bool = False,
    reported: bool = False,
    claimant: str | None = None,
) -> Quote:
    """The whole article as the author's words, a report of theirs, or somebody's quoted words."""
    article = article or an_article()
    spoken_by = SpokenBy.QUOTED if quoted else SpokenBy.AUTHOR
    if reported:
        spoken_by = SpokenBy.REPORTED
    whole = span or Span(0, len(article.text))
    return Quote(article, whole, spoken_by, speaker, claimant=claimant)


def a_voice(*articles: Article) -> Voice:
    """The articles as one voice."""
    return Voice(articles[0].voice, articles)
