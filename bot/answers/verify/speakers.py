"""Whose the words of a place are, and whether they are of the person said to have said them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answers.holdings import Holdings
from bot.answers.people import People, people_seen_by
from bot.answers.selection import authors_quote, quoted
from bot.answers.sources import is_from
from bot.answers.verify.negations import negation_before
from bot.answers.verify.pasted import looks_like_name
from bot.answers.verify.result import Match
from bot.answers.verify.words import Words
from bot.corpus.names import fold, surname
from bot.corpus.speech import innermost
from bot.model import Article, Quotation, Quote, Span, SpokenBy

LEAD_IN = 3  # words of the author's beside somebody's quoted words that make them no less theirs


def match_of(article: Article, span: Span, words: Words, said: Sequence[int]) -> Match:
    """A place as a match, with who says it, and a negation that stands just before it.

    Args:
        said: the numbers of the article's words that the quotation has.
    """
    first = words.within(span).start
    return replace(_whose(article, span, words, said), negated=negation_before(words, first))


def _whose(article: Article, span: Span, words: Words, said: Iterable[int]) -> Match:
    numbers = list(said)
    place = words.span(min(numbers), max(numbers) + 1) if numbers else span
    near = [quotation for quotation in article.speech() if quotation.span.overlaps(place)]
    held: dict[int, list[Quotation]] = {
        number: [each for each in near if each.span.overlaps(words.span(number, number + 1))]
        for number in numbers
    }
    quotations = list(dict.fromkeys(q for found in held.values() for q in found))
    own = sum(not found for found in held.values())
    speakers = tuple(dict.fromkeys(quotation.speaker for quotation in quotations))
    if not quotations:
        return Match(authors_quote(article, span), _to_open(_around(article, span)))
    most = max(quotations, key=lambda each: _shared(each.span, span))
    if len(speakers) == 1 and own <= min(LEAD_IN, len(held) // 5):
        speaking, within = _innermost(article, most, words, list(held))
        quote = Quote(article, span, SpokenBy.QUOTED, speaking.speaker)
        return Match(quote, _to_open(quoted(article, most)), within=within)
    beside = _to_open(quoted(article, most))
    return Match(authors_quote(article, span), beside, quoting=speakers)


def _innermost(
    article: Article, quotation: Quotation, words: Words, said: Sequence[int]
) -> tuple[Quotation, Quotation | None]:
    """Whose quotation the words are in, and the one that quotes it, where that is another's."""
    inside = [n for n in said if quotation.span.covers(words.span(n, n + 1))]
    if not inside:
        return quotation, None
    place = words.span(inside[0], inside[-1] + 1)
    around = innermost(article.text, article.sentences, quotation, place)
    for outer, inner in reversed(list(pairwise(around))):
        if inner.speaker != outer.speaker:
            return inner, outer
    return quotation, None


def _to_open(quote: Quote | None) -> Quote | None:
    """The quote, unless the server's admins withdrew it."""
    return None if quote is None or quote.article.is_withdrawn(quote.span) else quote


def _around(article: Article, span: Span) -> Quote | None:
    """The author's whole sentences around a span; where others speak in them, their quotation."""
    first = bisect_right(article.sentences, span.start, key=lambda each: each.span.end)
    last = bisect_left(article.sentences, span.end, key=lambda each: each.span.start)
    around = [each for each in article.sentences[first:last] if not each.heading]
    if not around:
        return None
    whole = Span(around[0].span.start, around[-1].span.end)
    if article.is_own(whole):
        return authors_quote(article, whole)
    beside = (each for each in article.speech() if each.span.overlaps(whole))
    return quoted(article, min(beside, key=lambda each: abs(each.span.start - span.start)))


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


class Attribution:
    """A name, held against those who say the words of a match."""

    def __init__(self, holdings: Holdings, name: str, server: int | None) -> None:
        self.name = name
        self._people: People = people_seen_by(holdings, server)
        found = self._people.resolve(name)
        self._persons = (found.person,) if found.person else found.candidates
        self._holdings, self._server = holdings, server

    @property
    def full_name(self) -> str:
        """The name as the library has it, where it is one person's."""
        person = self._persons[0] if len(self._persons) == 1 else None
        return person.name if person else self.name

    def holds(self, match: Match) -> bool | None:
        """Whether the words are this person's; None where that can't be told."""
        quote = match.quote
        article = quote.article
        if quote.spoken_by is not SpokenBy.QUOTED and self._is_outlet(article):
            return not match.quoting
        if not self._persons and not looks_like_name(self.name):
            return None
        if quote.spoken_by is SpokenBy.QUOTED:
            if quote.speaker is not None:
                return self._is_called(quote.speaker) or (
                    match.within is not None and self._fits(quote.speaker)
                )
            # Whoever it is, the author says it is somebody else, and so does who tells it.
            writes = any(self._is_called(name) for name in article.authors.value or ())
            return False if writes or self.tells(match) else None
        if article.authors.value:
            return any(self._is_called(name) for name in article.authors.value)
        return False if self._is_spoken_of(article) else None

    def is_reported(self, match: Match) -> bool:
        """Whether the words are an author's report of what this person says."""
        quote = match.quote
        return (
            quote.spoken_by is SpokenBy.REPORTED
            and quote.claimant is not None
            and self._is_called(quote.claimant)
        )

    def tells(self, match: Match) -> bool:
        """Whether the words are quoted within this person's own."""
        teller = match.within.speaker if match.within else None
        return teller is not None and self._is_called(teller)

    def _is_called(self, name: str) -> bool:
        return any(self._people.is_called(person, name) for person in self._persons)

    def _fits(self, name: str) -> bool:
        """Whether the name may be this one in short; of somebody whom only others quote, nothing
        else is known."""
        return set(self._people.key(self.name)) <= set(self._people.key(name))

    def _is_outlet(self, article: Article) -> bool:
        publications = self._holdings.voice_of(article, self._server).articles
        name = re.sub(r"^the ", "", fold(self.name))
        return any(
            is_from(each, self.name)
            or (each.outlet.value and re.sub(r"^the ", "", fold(each.outlet.value)) == name)
            for each in publications
        )

    def _is_spoken_of(self, article: Article) -> bool:
        """Whether an article names the person, as authors hardly ever do themselves."""
        names = [person.name for person in self._persons] or [self.name]
        return any(
            re.search(rf"\b{re.escape(surname(name))}\b", fold(article.text)) for name in names
        )
