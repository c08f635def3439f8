"""Where an answer may come from, as it was typed: `author:`, `by:`, `source:` and dates."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.answers.holdings import Holdings
from bot.answers.people import People, Person, Resolution, people_seen_by, who_message
from bot.answers.sources import is_dated, is_from, sources_held, unknown_source
from bot.model import Article, Quote, SpokenBy
from bot.search import Filter
from bot.search.question import Filters
from bot.text import sentences


@dataclass(frozen=True, slots=True)
class Scope:
    """The limits of an answer. With a ``message``, they can't be kept, and it says why.

    ``people`` are those of the library where somebody was asked for.
    """

    people: People | None = None
    filters: Filters = field(default_factory=Filters)
    author: Person | None = None
    quoted: Person | None = None
    message: str = ""
    unclear: Resolution = field(default_factory=Resolution)  # when a name was not found

    @classmethod
    def of(cls, filters: Filters, holdings: Holdings, server: int | None) -> Scope:
        """The limits as a server's library knows them."""
        people = people_seen_by(holdings, server) if filters.author or filters.by else None
        author, quoted = (
            people.resolve(name) if people and name else Resolution()
            for name in (filters.author, filters.by)
        )
        for name, resolution in ((filters.author, author), (filters.by, quoted)):
            if name and resolution.person is None:
                message = who_message(name, resolution)
                return cls(people, filters, message=message, unclear=resolution)
        message = ""
        if filters.source and (unknown := unknown_source(holdings, server, filters.source)):
            message = sentences(unknown, sources_held(holdings, server, filters.source))
        return cls(people, filters, author.person, quoted.person, message)

    def narrow(self, holdings: Holdings, server: int | None) -> Filter:
        """The passages within the limits, but for those of a source."""
        return Filter(
            servers=frozenset({None, server}),
            articles=holdings.articles.of_person(self.author.term) if self.author else None,
            quoted=frozenset({self.quoted.term}) if self.quoted else None,
            since=self.filters.since.earliest if self.filters.since else None,
            until=self.filters.until.latest if self.filters.until else None,
        )

    def admits(self, article: Article) -> bool:
        """Whether an article may be answered from."""
        return (
            is_from(article, self.filters.source)
            and is_dated(article, self.filters.since, self.filters.until)
            and (
                self.author is None
                or any(self._is(self.author, name) for name in article.authors.value or ())
            )
        )

    def hears(self, quote: Quote) -> bool:
        """Whether a quote is in the words of those who were asked for."""
        if self.quoted is not None:
            return quote.spoken_by is SpokenBy.QUOTED and self._is(self.quoted, quote.speaker)
        return self.author is None or quote.spoken_by is not SpokenBy.QUOTED

    def _is(self, person: Person, name: str | None) -> bool:
        return self.people is not None and self.people.is_called(person, name)
