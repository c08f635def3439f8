"""`/compare`: what each voice says on a topic, side by side, and who is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.holdings import Holdings
from bot.answers.nearby import Nearby, nearby
from bot.answers.quote import is_from
from bot.answers.selection import is_on, select
from bot.answers.topic import Topic
from bot.model import Article, Quote, Voice


@dataclass(frozen=True, slots=True)
class Panel:
    """One voice on the topic.

    ``sentences`` counts the sentences of ``article`` that are on the topic, whoever says them, of
    ``length`` in all.
    """

    voice: Voice
    article: Article  # the publication that the quotes are from
    quotes: tuple[Quote, ...]
    sentences: int
    length: int

    @property
    def share(self) -> float:
        """The part of the article that is on the topic: 0 to 1."""
        return self.sentences / self.length if self.length else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Panels, the voice that says most on the topic first, and the voices that say nothing."""

    topic: str
    panels: tuple[Panel, ...]
    silent: tuple[Voice, ...]
    message: str = ""
    nearby: Nearby | None = None
    unknown: tuple[str, ...] = ()  # sources asked for that the library doesn't have


def answer_compare(
    holdings: Holdings,
    text: str,
    sources: Sequence[str] = (),
    server: int | None = None,
    limit: int = 2,
) -> Comparison:
    """Compare the voices of these sources, or all voices; at most ``limit`` quotes of each."""
    topic = Topic.of(text, holdings)
    unknown = tuple(
        source
        for source in sources
        if not any(is_from(article, source) for article in holdings.seen_by(server))
    )
    panels: list[Panel] = []
    silent: list[Voice] = []
    for voice in holdings.voices(server):
        article = next(
            (a for a in voice.articles if not sources or any(is_from(a, s) for s in sources)), None
        )
        if article is None:
            continue
        panel = _panel(holdings, voice, article, topic, limit)
        if panel is None:
            silent.append(voice)
        else:
            panels.append(panel)
    panels.sort(key=lambda panel: (-panel.sentences, -panel.share, panel.voice.id))
    message = _message(text, panels, silent, unknown)
    near = None if panels else nearby(holdings, server, topic)
    return Comparison(text, tuple(panels), tuple(silent), message, near, unknown)


def _panel(
    holdings: Holdings, voice: Voice, article: Article, topic: Topic, limit: int
) -> Panel | None:
    quotes = [q for q in select(holdings, [article], topic) if is_on(holdings, q, topic)]
    if not quotes:
        return None
    prose = [sentence for sentence in article.sentences if not sentence.heading]
    on_topic = sum(
        topic.coverage(holdings.terms_of(article, sentence.span)) >= topic.enough
        for sentence in prose
    )
    return Panel(voice, article, tuple(quotes[:limit]), max(1, on_topic), len(prose))


def _message(
    text: str, panels: Sequence[Panel], silent: Sequence[Voice], unknown: Sequence[str]
) -> str:
    parts = []
    if unknown:
        parts.append(f"The library has no source called {' or '.join(f'“{u}”' for u in unknown)}.")
    if not panels and (silent or not unknown):
        parts.append(f"Nothing on “{text}” in the library.")
    return " ".join(parts)
