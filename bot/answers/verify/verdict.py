"""From a pasted quotation to a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answers.holdings import Holdings
from bot.answers.people import people_seen_by
from bot.answers.verify import wording
from bot.answers.verify.candidates import candidates, exact_places, literal_candidates, within_reach
from bot.answers.verify.changes import Differences, find_differences
from bot.answers.verify.cover import Stretch, cover
from bot.answers.verify.pasted import Pasted, quotations_joined, read_pasted
from bot.answers.verify.result import Change, Match, Verdict, Verification
from bot.answers.verify.speakers import Attribution, match_of
from bot.answers.verify.words import Words, words_of, words_of_article
from bot.model import Article, Quote

FEWEST = 4  # words; with fewer, any sentence might be an altered quotation
MOST_MATCHES = 5
_FARTHEST_FIRST = [
    *(Verdict.NOT_FOUND, Verdict.SPLICED, Verdict.ALTERED, Verdict.TYPOGRAPHIC, Verdict.EXACT)
]
_DASH_FOLLOWS = re.compile(r"[\s.,!?…\"”’')]{0,5}[-–—―]")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the words are, whoever is said to have said them."""

    quotation: str
    verdict: Verdict
    message: str
    matches: tuple[Match, ...] = ()
    changes: tuple[Change, ...] = ()
    differences: tuple[str, ...] = ()
    uncapped: tuple[str, ...] = ()


def verify(
    holdings: Holdings, text: str, by: str | None = None, server: int | None = None
) -> Verification:
    """Hold a quotation against the articles that a server may see.

    ``text`` may have quotation marks around it, and an attribution after a dash; that is taken for
    ``by`` where none is given. Any text has a verdict.
    """
    people = people_seen_by(holdings, server)
    pasted = read_pasted(text, people.knows)
    by = " ".join((by or pasted.by or "").split()) or None
    readings = [reading for reading in pasted.readings if words_of(reading).keys]
    if not readings:
        return Verification(text.strip(), by, Verdict.NOT_FOUND, wording.NO_WORDS)
    asked = [*readings, *([pasted.dash] if pasted.dash else [])]
    articles = within_reach(holdings, server, map(words_of, asked))
    found, by = _nearest(holdings, articles, replace(pasted, readings=tuple(readings)), by)
    if by is None or not found.matches:
        answer = _verification(found, by, _within(found))
    else:
        answer = _attributed(found, Attribution(holdings, by, server))
    several = len(quotations_joined(text))
    if several and found.verdict not in {Verdict.EXACT, Verdict.TYPOGRAPHIC}:
        return replace(answer, warnings=(wording.several(several), *answer.warnings))
    return answer


def _nearest(
    holdings: Holdings, articles: Sequence[Article], pasted: Pasted, by: str | None
) -> tuple[_Found, str | None]:
    """What the words are in the reading that is nearest to an article, and whose they are said to
    be in it."""

    def look(reading: str) -> _Found:
        return _exact(articles, [reading]) or _alike(holdings, articles, reading)

    found = _exact(articles, pasted.readings) or _alike(holdings, articles, pasted.readings[-1])
    if pasted.dash:
        # The source may have a dash there, too: what follows it are words, and no attribution.
        own = None if by == pasted.by else by
        if found.quotation == pasted.dash:
            return found, own
        if _may_go_on(found, pasted):
            whole = look(pasted.dash)
            if whole.matches and (found.verdict is Verdict.EXACT or _is_nearer(whole, found)):
                return whole, own
    if pasted.told and found.verdict not in {Verdict.EXACT, Verdict.TYPOGRAPHIC}:
        words, teller = pasted.told
        bare = look(words)
        if bare.matches and _is_nearer(bare, found):
            return bare, by or teller
    return found, by


def _may_go_on(found: _Found, pasted: Pasted) -> bool:
    """Whether a dash follows in the source, or so much follows it here that it is hardly a name."""
    if found.matches:
        return all(_goes_on(match.quote) for match in found.matches)
    named = len(words_of(pasted.readings[-1])) + len(words_of(pasted.by or ""))
    return len(words_of(pasted.dash or "")) >= named + FEWEST


def _is_nearer(one: _Found, other: _Found) -> bool:
    """Whether one is as near to a place in an article as the other, or nearer."""

    def nearness(found: _Found) -> tuple[int, int]:
        return _FARTHEST_FIRST.index(found.verdict), -len(found.changes)

    return nearness(one) >= nearness(other)


def _exact(articles: Sequence[Article], readings: Iterable[str]) -> _Found | None:
    for reading in readings:
        places = list(exact_places(articles, reading))
        if places:
            matches = []
            for article, span in places:
                words = words_of_article(article.text)
                matches.append(match_of(article, span, words, words.within(span)))
            return _Found(reading, Verdict.EXACT, wording.EXACT, _plain_first(_by_voice(matches)))
    return None


def _alike(holdings: Holdings, articles: Sequence[Article], reading: str) -> _Found:
    quotation = words_of(reading)
    found = cover(
        candidates(holdings, articles, quotation),
        quotation,
        lambda within: literal_candidates(articles, quotation, within),
    )
    if not found:
        short = len(quotation) < FEWEST
        message = wording.TOO_SHORT if short else wording.NOT_FOUND
        return _Found(reading, Verdict.NOT_FOUND, message)
    if len(found) > 1:
        return _spliced(articles, quotation, found)
    stretches = found[0]
    differences = [_held_against(articles, quotation, each, 0) for each in stretches]
    first = differences[0]
    changes, others = tuple(first.changes), tuple(sorted(first.others))
    left_out = wording.left_out(first.clauses)
    shown = tuple(sorted((*changes, *first.clauses), key=lambda change: change.span))
    if shown and len(quotation) < FEWEST:
        return _Found(reading, Verdict.NOT_FOUND, wording.TOO_SHORT)
    # Of places that were equally near, those that differ in the same way are the same words.
    same = [
        stretch
        for stretch, each in zip(stretches, differences, strict=True)
        if [(c.source, c.pasted) for c in each.changes] == [(c.source, c.pasted) for c in changes]
    ]
    matches = _by_voice(_match(each) for each in same)
    if not shown:  # they say in which match they are
        matches = _plain_first(matches)
    if changes:
        verdict, message = Verdict.ALTERED, wording.altered(changes, others)
    elif first.clauses and not others:
        verdict, message = Verdict.EXACT, wording.EXACT
    else:
        verdict, message = Verdict.TYPOGRAPHIC, wording.differs(others)
    return _Found(
        reading, verdict, f"{message}{left_out}", matches, shown, others, tuple(first.uncapped)
    )


def _spliced(
    articles: Sequence[Article], quotation: Words, found: Sequence[Sequence[Stretch]]
) -> _Found:
    """Each part from the nearest of its places."""
    matches = tuple(_match(stretches[0]) for stretches in found)
    changes: list[Change] = []
    others: set[str] = set()
    for number, stretches in enumerate(found):
        differences = _held_against(articles, quotation, stretches[0], number)
        changes += sorted(
            [*differences.changes, *differences.clauses], key=lambda change: change.span
        )
        others |= differences.others
    message = wording.spliced(matches)
    return _Found(
        quotation.text,
        Verdict.SPLICED,
        message,
        matches,
        tuple(changes),
        tuple(sorted(others)),
    )


def _held_against(
    articles: Sequence[Article], quotation: Words, stretch: Stretch, match: int
) -> Differences:
    return find_differences(
        stretch.article, stretch.pieces, stretch.words, quotation, match=match, known=articles
    )


def _match(stretch: Stretch) -> Match:
    said = [number for piece in stretch.pieces if piece.same for number in piece.source]
    return match_of(stretch.article, stretch.span, stretch.words, said)


def _by_voice(matches: Iterable[Match]) -> tuple[Match, ...]:
    """One match a voice and speaker, those negated apart; the same words elsewhere in the voice are
    publications."""
    kept: dict[tuple[object, ...], list[Match]] = {}
    for match in matches:
        quote = match.quote
        whose = quote.article.voice, quote.spoken_by, quote.speaker, match.quoting
        teller = match.within and match.within.speaker
        key = (*whose, match.within is None, teller, match.negated is None)
        kept.setdefault(key, []).append(match)
    grouped = []
    for same in kept.values():
        articles = {match.quote.article.id: match.quote for match in reversed(same)}
        others = tuple(q for a, q in articles.items() if a != same[0].quote.article.id)
        grouped.append(replace(same[0], publications=tuple(sorted(others, key=_place))))
    return tuple(grouped)


def _plain_first(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Those first that no negation stands before: they speak for the quotation."""
    return tuple(sorted(matches, key=lambda match: match.negated is not None))


def _goes_on(quote: Quote) -> bool:
    """Whether a dash follows in the source."""
    return _DASH_FOLLOWS.match(quote.article.text, quote.span.end) is not None


def _place(quote: Quote) -> tuple[int, int]:
    return quote.article.id, quote.span.start


def _attributed(found: _Found, name: Attribution) -> Verification:
    """The same, with what is wrong about whose words they are said to be."""
    held = [name.holds(match) for match in found.matches]
    if found.verdict is Verdict.SPLICED:
        wrong = [m for m, holds in zip(found.matches, held, strict=True) if holds is False]
        said = list(dict.fromkeys(wording.who(match) for match in wrong))
        added = [f"Not all of it is {name.full_name}’s: a part is by {who}." for who in said]
        return _verification(found, name.name, added)
    # Those who are said to have said it first, then those of whom it can't be told.
    if not found.changes:
        order = sorted(range(len(held)), key=lambda n: (held[n] is not True, held[n] is False))
        found = replace(found, matches=tuple(found.matches[n] for n in order))
    if any(held):
        return _verification(found, name.name, _within(found))
    first = found.matches[0]
    if None in held:
        unsure = (
            f"Whether {name.full_name} says this can't be told: here it is {wording.who(first)}."
        )
        return _verification(found, name.name, [unsure])
    theirs = f"not {name.full_name}’s"
    if report := next((match for match in found.matches if name.is_reported(match)), None):
        first, theirs = report, f"a report, {theirs} own words"
    theirs = f"{theirs}: here it is {wording.who(first)}"
    if first.quote.speaker is None and name.tells(first):
        theirs += f". {wording.within(first).removesuffix('.')}"
    if found.verdict is Verdict.ALTERED:
        return _verification(found, name.name, [f"The words are {theirs}."])
    message = f"The words are in the library, but they are {theirs}."
    if found.verdict is Verdict.TYPOGRAPHIC or found.changes:
        message += f" {found.message}"
    return _verification(replace(found, verdict=Verdict.MISATTRIBUTED, message=message), name.name)


def _within(found: _Found) -> list[str]:
    """What to know of the first place, where its words are quoted within others'."""
    if found.verdict is Verdict.SPLICED or not found.matches or not found.matches[0].within:
        return []
    return [wording.within(found.matches[0])]


def _withdrawn(matches: Iterable[Match]) -> Iterator[str]:
    if any(match.quote.article.is_withdrawn(match.quote.span) for match in matches):
        yield wording.WITHDRAWN


def _verification(found: _Found, by: str | None, attribution: Sequence[str] = ()) -> Verification:
    message = found.message
    if len(found.matches) > MOST_MATCHES:
        message += f" {len(found.matches)} voices have them; these are {MOST_MATCHES}."
    if found.verdict is Verdict.EXACT and len(words_of(found.quotation)) < FEWEST:
        message += " It is so short that others may say it, too."
    return Verification(
        found.quotation,
        by,
        found.verdict,
        message,
        found.matches[:MOST_MATCHES],
        found.changes,
        found.differences,
        (
            *wording.warnings(found.changes, found.uncapped),
            *wording.negated(found.matches, parts=found.verdict is Verdict.SPLICED),
            *attribution,
            *_withdrawn(found.matches),
        ),
    )
