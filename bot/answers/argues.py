"""`/argues`: what somebody says on a topic, in their own voice or as others quote them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.elsewhere import elsewhere
from bot.answers.holdings import Holdings
from bot.answers.people import People, Person, people_seen_by, who_message
from bot.answers.scope import Scope
from bot.answers.selection import Place, on_topic, quotes_of
from bot.answers.speaking import claimants_of, reports, says
from bot.answers.support import with_support
from bot.answers.topic import Topic
from bot.model import Article, Quote, SpokenBy, Voice
from bot.search.question import Filters
from bot.text import sentences


@dataclass(frozen=True, slots=True)
class Argument:
    """What one article has of the person on the topic, in the order of the text.

    The quotes are all the person's own writing, all quoted words, or all an author's report.
    """

    voice: Voice
    article: Article
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ArguesAnswer:
    """What a person argues: own writing, then quoted words, then what authors report of them.

    Within each, the newest article comes first.

    Without arguments, ``message`` says why: two people fit (``candidates``), nobody does
    (``nearest``), or the person is silent on the topic (``others`` are not).
    """

    who: str
    topic: str
    person: Person | None = None
    arguments: tuple[Argument, ...] = ()
    message: str = ""
    candidates: tuple[Person, ...] = ()
    nearest: tuple[Person, ...] = ()
    others: tuple[Person, ...] = ()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return tuple(quote for argument in self.arguments for quote in argument.quotes)


def answer_argues(
    holdings: Holdings, who: str, text: str, server: int | None = None, limit: int = 3
) -> ArguesAnswer:
    """What ``who`` says on a topic, claims first: at most ``limit`` quotes an article and kind."""
    people = people_seen_by(holdings, server)
    resolution = people.resolve(who)
    person = resolution.person
    if person is None:
        return ArguesAnswer(
            who,
            text,
            message=who_message(who, resolution),
            candidates=resolution.candidates,
            nearest=resolution.nearest,
        )
    topic = Topic.of(text, holdings, server)
    scope = Scope.of(replace(topic.question.filters, by=None), holdings, server)
    if problem := topic.question.lack or scope.message:
        return ArguesAnswer(who, text, person, message=problem)
    everywhere = Place(server, scope.narrow(holdings, server), scope.admits)
    speaking = holdings.articles.of_person(person.term)
    place = replace(everywhere, allowed=replace(everywhere.allowed, articles=speaking))
    arguments: list[Argument] = []
    for identity, found in on_topic(holdings, topic, place).items():
        article = holdings.articles[identity]
        voice = holdings.voice_of(article, server)
        quotes = quotes_of(holdings, found, topic, claims_first=True)
        said = [q for q in quotes if says(people, person, q)]
        for theirs in (
            [q for q in said if q.spoken_by is SpokenBy.AUTHOR],
            [q for q in said if q.spoken_by is SpokenBy.QUOTED],
            [q for q in quotes if reports(people, person, q)],
        ):
            if theirs:
                shown = sorted(
                    with_support(theirs[:limit], topic.question.admits),
                    key=lambda quote: quote.span,
                )
                arguments.append(Argument(voice, article, tuple(shown)))
    arguments.sort(key=_newest_own_first)
    if arguments:
        return ArguesAnswer(who, text, person, tuple(arguments), sentences(*topic.notes))
    hits = on_topic(holdings, topic, everywhere)
    on_it = [
        quote
        for found in hits.values()
        for quote in quotes_of(holdings, found, topic, claims_first=True)
    ]
    where = "in the articles here" if topic.question.filters == Filters() else "within these limits"
    message, others = _silent(people, person, f"“{text}” {where}", on_it)
    if not others:
        message = sentences(message, elsewhere(holdings, server, topic, person))
    return ArguesAnswer(who, text, person, message=sentences(*topic.notes, message), others=others)


def _silent(
    people: People, person: Person, what: str, on_it: Sequence[Quote]
) -> tuple[str, tuple[Person, ...]]:
    """What to say of one who has none of the quotes on a topic, and who has some."""
    heard = {people.key(name) for quote in on_it for name in claimants_of(quote)}
    others = tuple(other for other in people.all if other.key in heard)
    message = f"{person.name} says nothing on {what}"
    if any(says(people, person, quote) for quote in on_it):
        # Their articles have reports on it, which are not what they argue.
        message += " but for what others claim"
    rest = "These do:" if others else "Nor does anybody else whom the library knows by name."
    return f"{message}. {rest}", others


_ORDER = (SpokenBy.AUTHOR, SpokenBy.QUOTED, SpokenBy.REPORTED)


def _newest_own_first(argument: Argument) -> tuple[int, int, int]:
    kind = _ORDER.index(argument.quotes[0].spoken_by)
    published = argument.article.published.value
    latest = published.latest if published else date.min
    return kind, -latest.toordinal(), argument.voice.id
