"""Who speaks on a topic, when those who were asked for don't."""

from __future__ import annotations

from bot.answers.holdings import Holdings
from bot.answers.people import Person, people_seen_by
from bot.answers.selection import Place, best_on_topic
from bot.answers.speaking import says, speakers_of
from bot.answers.topic import Topic
from bot.model import SpokenBy
from bot.search import Filter
from bot.text import listed

MOST = 4  # names of people, and of outlets


def elsewhere(
    holdings: Holdings, server: int | None, topic: Topic, besides: Person | None = None
) -> str:
    """A sentence that names whose quotes on the topic there are, and where; empty for none.

    What an author only reports is nobody's own; ``besides`` is left out.
    """
    people = people_seen_by(holdings, server)
    everywhere = Place(server, Filter(servers=frozenset({None, server})))
    quotes = [
        quote
        for quote in best_on_topic(holdings, topic, everywhere)
        if quote.spoken_by is not SpokenBy.REPORTED
        and (besides is None or not says(people, besides, quote))
    ]
    if not quotes:
        return ""
    speakers = list(dict.fromkeys(name for quote in quotes for name in speakers_of(quote)))
    outlets = list(dict.fromkeys(q.article.outlet.value for q in quotes if q.article.outlet.value))
    by = f" by {_some(speakers)}" if speakers else ""
    where = f" in {_some(outlets)}" if outlets else ""
    return f"There are quotes on it{by}{',' if by and where else ''}{where}."


def _some(names: list[str]) -> str:
    """The first of many names."""
    return listed(names if len(names) <= MOST else [*names[:MOST], "others"])
