"""`/quote`: the best quotes on a topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from random import Random

from bot.answers.daily import standing_quotes
from bot.answers.elsewhere import elsewhere
from bot.answers.holdings import Holdings
from bot.answers.nearby import Nearby, nearby
from bot.answers.people import Person, people_seen_by, who_message
from bot.answers.scope import Scope
from bot.answers.selection import best_on_topic, once_a_paragraph
from bot.answers.sources import is_dated, is_from, sources_held, unknown_source
from bot.answers.speaking import says, speaks_in
from bot.answers.topic import Topic
from bot.model import Article, Query, Quote
from bot.search.question import Filters
from bot.text import sentences


@dataclass(frozen=True, slots=True)
class QuoteAnswer:
    """Quotes, best first. ``message`` says what else there is to know, in one or two sentences.

    When ``quotes`` is empty, ``message`` says what was not found, and ``nearby`` what there is.
    """

    query: Query
    quotes: tuple[Quote, ...]
    message: str = ""
    nearby: Nearby | None = None
    candidates: tuple[Person, ...] = ()  # when two people fit the author that was asked for
    nearest: tuple[Person, ...] = ()  # when nobody does, those who are called much like it


def answer_quote(holdings: Holdings, query: Query) -> QuoteAnswer:
    """The best quotes on the query's topic, under its filters and those typed in the topic.

    What the query says wins over what is typed.
    """
    topic = Topic.of(query.topic, holdings, query.server)
    typed = topic.question.filters
    query = replace(
        query,
        source=query.source or typed.source,
        since=query.since or typed.since,
        until=query.until or typed.until,
    )
    people = people_seen_by(holdings, query.server)
    speaker: Person | None = None
    if query.author is not None:
        resolution = people.resolve(query.author)
        if resolution.person is None:
            message = who_message(query.author, resolution)
            candidates, nearest = resolution.candidates, resolution.nearest
            return QuoteAnswer(query, (), message, candidates=candidates, nearest=nearest)
        speaker = resolution.person
    if query.source and (unknown := unknown_source(holdings, query.server, query.source)):
        return QuoteAnswer(
            query, (), sentences(unknown, sources_held(holdings, query.server, query.source))
        )
    if query.topic and topic.question.lack:
        return QuoteAnswer(query, (), topic.question.lack)
    names = Filters(author=typed.author, by=typed.by) if speaker is None else Filters()
    scope = Scope.of(names, holdings, query.server)
    if scope.message:
        return QuoteAnswer(
            query,
            (),
            scope.message,
            candidates=scope.unclear.candidates,
            nearest=scope.unclear.nearest,
        )
    articles = [article for article in eligible(holdings, query) if scope.admits(article)]
    spoken = [a for a in articles if speaker is None or speaks_in(people, speaker, a)]
    ranked = (
        best_on_topic(holdings, spoken, topic)
        if query.topic
        else _worth_reading(holdings, spoken, query.seed, query.limit)
    )
    theirs = (q for q in ranked if speaker is None or says(people, speaker, q))
    found = once_a_paragraph(q for q in theirs if scope.hears(q))[: query.limit]
    undated = _undated(holdings, query)
    if not found:
        limited = speaker or names.author or names.by or query.source
        others = elsewhere(holdings, query.server, topic) if limited and query.topic else ""
        message = sentences(*topic.notes, _nothing(query, speaker, articles), others, undated)
        return QuoteAnswer(query, (), message, nearby(holdings, query.server, topic))
    words = ", ".join(f"“{word}”" for word in topic.missing)
    missing = f"No article here mentions {words}." if words else ""
    return QuoteAnswer(query, tuple(found), sentences(*topic.notes, missing, undated))


def _worth_reading(
    holdings: Holdings, articles: Sequence[Article], seed: int, limit: int
) -> list[Quote]:
    """Quotes that stand by themselves, a different order for each seed, voices taking turns.

    Only as many articles are read for it as it takes.
    """
    random = Random(seed)  # noqa: S311 - a choice of quotes is no secret
    shelves: list[list[Quote]] = []
    for article in random.sample(articles, len(articles)):
        if shelf := list(standing_quotes(holdings, article)):
            random.shuffle(shelf)
            shelves.append(shelf)
        if len(shelves) == limit:
            break
    return [quote for turn in zip_longest(*shelves) for quote in turn if quote is not None]


def eligible(holdings: Holdings, query: Query) -> list[Article]:
    """The articles within the query's filters, of each voice only the fullest of them."""
    chosen = []
    for voice in holdings.voices(query.server):
        within = (
            a
            for a in voice.articles
            if is_from(a, query.source) and is_dated(a, query.since, query.until)
        )
        if (article := next(within, None)) is not None:
            chosen.append(article)
    return chosen


def _nothing(query: Query, speaker: Person | None, articles: Sequence[Article]) -> str:
    if speaker and speaker.reported and not (speaker.written or speaker.quoted):
        return f"{speaker.name} is not quoted in the library, only reported: /argues shows that."
    if not articles:
        limits = [f"from {query.source}"] if query.source else []
        limits += [f"since {query.since}"] if query.since else []
        limits += [f"until {query.until}"] if query.until else []
        return f"The library holds no article {' '.join(limits)}.".replace(" .", ".")
    who = f" by {speaker.name}" if speaker else ""
    where = f" in {query.source}" if query.source else ""
    what = f"on “{query.topic}”" if query.topic else "that can stand by itself"
    return f"Nothing {what}{who}{where} in the library."


def _undated(holdings: Holdings, query: Query) -> str:
    """What a question about dates leaves out."""
    if query.since is None and query.until is None:
        return ""
    count = sum(
        article.published.value is None and is_from(article, query.source)
        for article in holdings.seen_by(query.server)
    )
    if not count:
        return ""
    return f"{count} {'article' if count == 1 else 'articles'} without a known date left out."
