"""Whose words a quote is, and whose claim."""

from __future__ import annotations

from bot.answers.people import People, Person
from bot.model import Quote, SpokenBy


def speakers_of(quote: Quote) -> tuple[str, ...]:
    """Whose words a quote is, by the names that its article has for them."""
    if quote.spoken_by is SpokenBy.QUOTED:
        return (quote.speaker,) if quote.speaker else ()
    return quote.article.authors.value or ()


def claimants_of(quote: Quote) -> tuple[str, ...]:
    """Whose claim a quote is: of a report, the claim of the person whom it reports."""
    if quote.spoken_by is SpokenBy.REPORTED:
        return (quote.claimant,) if quote.claimant else ()
    return speakers_of(quote)


def says(people: People, person: Person, quote: Quote) -> bool:
    """Whether a quote is in this person's words."""
    return any(people.is_called(person, name) for name in speakers_of(quote))


def reports(people: People, person: Person, quote: Quote) -> bool:
    """Whether a quote is an author's report of what this person says."""
    reported = quote.spoken_by is SpokenBy.REPORTED
    return reported and people.is_called(person, quote.claimant)
