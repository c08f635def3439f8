"""`/compare`: what each voice says on a topic, side by side, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answers.elsewhere import elsewhere
from bot.answers.holdings import Holdings
from bot.answers.nearby import Nearby, nearby
from bot.answers.scope import Scope
from bot.answers.selection import Place, on_topic, quotes_of
from bot.answers.sources import is_from_any, sources_held, unknown_source
from bot.answers.support import with_support
from bot.answers.topic import Topic
from bot.model import Article, Hit, Quote, Voice
from bot.search.question import Filters
from bot.text import listed, sentences


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
    """Compare the voices of these sources, or all voices; at most ``limit`` quotes of each.

    Claims in the author's own voice come before background and before others' words.
    """
    topic = Topic.of(text, holdings, server)
    scope = Scope.of(topic.question.filters, holdings, server)
    if problem := topic.question.lack or scope.message:
        return Comparison(text, (), (), problem)
    said = {source: unknown_source(holdings, server, source) for source in sources}
    unknown = {source: message for source, message in said.items() if message is not None}
    known = [source for source in sources if source not in unknown]

    def admits(article: Article) -> bool:
        return is_from_any(article, sources) and scope.admits(article)

    place = Place(server, scope.narrow(holdings, server), admits)
    hits = on_topic(holdings, topic, place)
    panels: list[Panel] = []
    silent: list[Voice] = []
    for voice in _asked(holdings, server, hits):
        article = place.publication(voice)
        if article is None:
            continue
        quotes = quotes_of(holdings, hits.get(article.id, ()), topic, claims_first=True)
        quotes = [quote for quote in quotes if scope.hears(quote)]
        if quotes:
            counts = _count(holdings, quotes[0].article, hits[article.id], topic)
            shown = tuple(with_support(quotes[:limit], topic.question.admits))
            panels.append(Panel(voice, quotes[0].article, shown, *counts))
        else:
            silent.append(voice)
    panels.sort(key=lambda panel: (-panel.sentences, -panel.share, panel.voice.id))
    message = sentences(*topic.notes, _message(text, panels, silent, known, unknown.values()))
    near = None if panels else nearby(holdings, server, topic)
    if not panels and (sources or topic.question.filters != Filters()):
        held = sources_held(holdings, server, *unknown) if unknown else ""
        message = sentences(message, held, elsewhere(holdings, server, topic))
    return Comparison(text, tuple(panels), tuple(silent), message, near, tuple(unknown))


def _asked(holdings: Holdings, server: int | None, hits: Iterable[int]) -> Sequence[Voice]:
    """The voices that are compared: all, or, of very many, those that speak on the topic."""
    if not holdings.is_large:
        return holdings.voices(server)
    speaking = {holdings.articles[article].voice: article for article in hits}
    return [holdings.voice_of(holdings.articles[each], server) for each in speaking.values()]


def _count(
    holdings: Holdings, article: Article, hits: Sequence[Hit], topic: Topic
) -> tuple[int, int]:
    """How many sentences of these passages hold a word of the topic; how many the article has."""
    spoken = sum(
        topic.coverage(holdings.terms_of(article, sentence.span)) > 0
        for hit in hits
        for sentence in holdings.sentences_in(holdings.passage(hit.passage))
    )
    length = sum(not sentence.heading for sentence in article.sentences)
    return spoken, length


def _message(
    text: str,
    panels: Sequence[Panel],
    silent: Sequence[Voice],
    known: Sequence[str],
    unknown: Iterable[str],
) -> str:
    parts = list(unknown)
    if not panels and (silent or not parts):
        where = f" from {listed(known, 'or')}" if known else ""
        parts.append(f"Nothing on “{text}”{where} in the library.")
    return " ".join(parts)
