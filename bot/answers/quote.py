"""`/quote`: the best quotes on a topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from random import Random

from bot.answers.daily import standing_quotes
from bot.answers.elsewhere import elsewhere
from bot.answers.holdings import Holdings
from bot.answers.nearby import Nearby, nearby
from bot.answers.people import People, Person, people_seen_by, who_message
from bot.answers.scope import Scope
from bot.answers.selection import Place, best_on_topic, once_a_paragraph
from bot.answers.sources import is_dated, is_from, sources_held, unknown_source
from bot.answers.speaking import says
from bot.answers.topic import Topic
from bot.model import Query, Quote
from bot.search.question import Filters
from bot.text import sentences

MOST_READ = 500  # articles in which something worth reading is looked for


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
    people: People | None = None
    speaker: Person | None = None
    if query.author is not None:
        people = people_seen_by(holdings, query.server)
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
    filters = replace(names, source=query.source, since=query.since, until=query.until)
    scope = Scope.of(filters, holdings, query.server)
    if scope.message:
        return QuoteAnswer(
            query,
            (),
            scope.message,
            candidates=scope.unclear.candidates,
            nearest=scope.unclear.nearest,
        )
    place = Place(query.server, scope.narrow(holdings, query.server), scope.admits)
    if speaker is not None:
        theirs = holdings.articles.of_person(speaker.term)
        place = replace(place, allowed=replace(place.allowed, articles=theirs))
    ranked = (
        best_on_topic(holdings, topic, place)
        if query.topic
        else _worth_reading(holdings, place, query.seed, query.limit)
    )
    own = (
        quote for quote in ranked if speaker is None or (people and says(people, speaker, quote))
    )
    found = once_a_paragraph(q for q in own if scope.hears(q))[: query.limit]
    undated = _undated(holdings, query)
    if not found:
        limited = speaker or names.author or names.by or query.source
        others = elsewhere(holdings, query.server, topic) if limited and query.topic else ""
        message = sentences(*topic.notes, _nothing(holdings, query, speaker), others, undated)
        return QuoteAnswer(query, (), message, nearby(holdings, query.server, topic))
    words = ", ".join(f"“{word}”" for word in topic.missing)
    missing = f"No article here mentions {words}." if words else ""
    return QuoteAnswer(query, tuple(found), sentences(*topic.notes, missing, undated))


def _worth_reading(holdings: Holdings, place: Place, seed: int, limit: int) -> list[Quote]:
    """Quotes that stand by themselves, a different order for each seed, voices taking turns.

    Only as many articles are read for it as it takes.
    """
    random = Random(seed)  # noqa: S311 - a choice of quotes is no secret
    voices = holdings.voices(place.server)
    shelves: list[list[Quote]] = []
    read = 0
    for voice in random.sample(voices, len(voices)):
        article = place.publication(voice)
        within = place.allowed.articles
        if article is None or (within is not None and article.id not in within):
            continue
        if shelf := list(standing_quotes(holdings, article)):
            random.shuffle(shelf)
            shelves.append(shelf)
        read += 1
        if len(shelves) == limit or read == MOST_READ:
            break
    return [quote for turn in zip_longest(*shelves) for quote in turn if quote is not None]


def _nothing(holdings: Holdings, query: Query, speaker: Person | None) -> str:
    if speaker and speaker.reported and not (speaker.written or speaker.quoted):
        return f"{speaker.name} is not quoted in the library, only reported: /argues shows that."
    limited = query.source or query.since or query.until
    if limited and not any(
        is_from(article, query.source) and is_dated(article, query.since, query.until)
        for article in holdings.seen_by(query.server)
    ):
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
