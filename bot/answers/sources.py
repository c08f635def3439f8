"""What a source can be called, and which articles are from it."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.answers.holdings import Holdings
from bot.model import Article, PartialDate
from bot.text import fold, listed

MOST = 5  # outlets that are named
ALIKE = 70  # of 100 in rapidfuzz's ratio


def is_from(article: Article, source: str | None) -> bool:
    """Whether an article is from a source: its outlet, or its title, first words or file.

    Case, accents and a leading "the" do not matter, and some words of an outlet are enough:
    "journal" for "The Metro Journal".
    """
    if source is None:
        return True
    wanted = _name(source)
    stem = article.file.rpartition("/")[2].rpartition(".")[0]
    whole = (article.outlet.value, article.title.value, article.label, article.file, stem)
    if wanted in {_name(name) for name in whole if name}:
        return True
    words = set(wanted.split())
    return bool(words) and words <= set(_name(article.outlet.value or "").split())


def is_dated(article: Article, since: PartialDate | None, until: PartialDate | None) -> bool:
    """Whether an article may have appeared within the dates. One without a date has not."""
    if since is None and until is None:
        return True
    published = article.published.value
    if published is None:
        return False
    after = since is None or published.latest >= since.earliest
    before = until is None or published.earliest <= until.latest
    return after and before


def is_from_any(article: Article, sources: Sequence[str]) -> bool:
    """Whether an article is from one of the sources; no sources are all of them."""
    named = [source for source in sources if source.strip()]
    return not named or any(is_from(article, source) for source in named)


def unknown_source(holdings: Holdings, server: int | None, source: str) -> str | None:
    """What to say of a source that the server's library lacks; None when it has it."""
    articles = holdings.seen_by(server)
    if any(is_from(article, source) for article in articles):
        return None
    near = _alike(source, articles)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"The library has no source called “{source}”.{hint}"


def sources_held(holdings: Holdings, server: int | None, *unknown: str) -> str:
    """A sentence that names outlets, where those asked for resemble none; else empty."""
    articles = holdings.seen_by(server)
    names = sorted({a.outlet.value for a in articles if a.outlet.value}, key=fold)
    if not names or any(_alike(source, articles) for source in unknown):
        return ""
    shown = names if len(names) <= MOST else [*names[:MOST], f"{len(names) - MOST} more"]
    return f"It has {listed(shown)}."


def _alike(source: str, articles: Sequence[Article]) -> list[str]:
    """The outlets, two at most, whose names resemble that of a source."""
    outlets = {a.outlet.value: _name(a.outlet.value) for a in articles if a.outlet.value}
    near = process.extract(_name(source), outlets, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2)
    return [name for _, _, name in near]


def _name(source: str) -> str:
    return " ".join(fold(source).split()).removeprefix("the ")
