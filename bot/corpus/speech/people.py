"""The people whom an article names, and what it calls them later.

Nobody is known beforehand: a person is a sequence of capitalised words that the article itself
introduces, by a first name, a title or a role.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from bot.corpus.names import fold
from bot.corpus.speech.bodies import find_bodies
from bot.corpus.speech.given_names import GENDERS
from bot.corpus.speech.mononyms import find_mononyms
from bot.corpus.speech.namesakes import Namesakes, merged, same_person, without_chance_words
from bot.corpus.speech.spotting import Found, find_names
from bot.corpus.speech.tables import BODY, HONORIFICS, SHORTENED, SUFFIXES

# What a body holds, and no verb of which it is the subject.
_OF = re.compile(" (?:of|for|on) ")
_HEARING = re.compile(r"[ \u00a0](?:hearing|briefing|meeting)")
_ARTICLE = re.compile(r"\b[Tt]he[ \u00a0]$")
_MARKS = ".,;:!?…()[]“”\"‘’'—–-"


_LIMITING = frozenset(["vice", "former", "ex", "deputy", "acting", "assistant"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name in the text. ``name`` is its fullest form in the article."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class People:
    """The persons of one article: by surname, by given name and by role."""

    by_surname: dict[str, list[str]] = field(default_factory=dict)
    by_suffixed: dict[str, list[str]] = field(default_factory=dict)  # "Doe": "John Doe Jr"
    by_given: dict[str, list[str]] = field(default_factory=dict)
    by_role: dict[str, set[str]] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)

    def resolve(self, name: str) -> str | None:
        """The canonical name for a full name, a surname or a given name; None where two fit."""
        words = name.split()
        last = fold(words[-1])
        fitting = self.by_surname.get(last, []) or self.by_suffixed.get(last, [])
        if len(words) > 1:
            fitting = [full for full in fitting if same_person(full, name)]
        elif not fitting:
            fitting = self.by_given.get(last, [])
        return fitting[0] if len(fitting) == 1 else None

    def with_role(self, words: list[str]) -> str | None:
        """The one person whom "the Russian leader" or "the president" can mean here."""
        key = " ".join(fold(word) for word in words)
        fitting = self.by_role.get(key, set())
        return next(iter(fitting)) if len(fitting) == 1 else None

    def gender(self, person: str) -> str | None:
        """By an honorific that the article gives, or by a given name of one gender alone."""
        words = person.split()
        known = GENDERS.get(fold(words[0])) if len(words) > 1 else None
        return self.genders.get(person) or known


def find_people(text: str) -> People:
    """The persons of a text, with every mention of each."""
    lower = {word.strip(_MARKS) for word in set(text.split()) if word.islower()}
    found = list(find_names(text, lower))
    things = {item.words for item in found if _is_article_s(text, item)}
    found = [item for item in found if item.words not in things]
    people = People()
    given = {fold(item.words[0]) for item in found if len(item.words) > 1}
    fulls = _fulls(found, given)
    whole = {fold(name.split()[0]) for names, _ in fulls.values() for name in names}
    suffixed = Counter(
        fold(name.split()[-2])
        for suffix in SUFFIXES & {name.split()[-1] for names, _ in fulls.values() for name in names}
        for name in fulls[fold(suffix)][0]
        if len(name.split()) > 2
    )
    whole |= {last for last, count in suffixed.items() if count == 1}
    for word, count in find_mononyms(text, found).items():
        if fold(word) not in fulls and fold(word) not in whole:
            fulls[fold(word)] = (Counter({word: count}), {word})
    for last, (names, sure) in fulls.items():
        people.by_surname[last] = merged(without_chance_words(names, sure))
    for persons in people.by_surname.values():
        for person in persons:
            words = person.split()
            if len(words) > 1:
                people.by_given.setdefault(fold(words[0]), []).append(person)
            if len(words) > 2 and words[-1] in SUFFIXES:
                people.by_suffixed.setdefault(fold(words[-2]), []).append(person)
    shared = _shared(people, found)
    resolved = {words: people.resolve(" ".join(words)) for words in {item.words for item in found}}
    for item in found:
        known = resolved[item.words]
        start = item.start
        if known is None and len(item.words) > 1 and item.opens:
            # "Neither Doe" is Doe, and what stands before is no part of the name.
            known = people.resolve(item.words[-1])
            start = item.end - len(item.words[-1])
        if known is None:
            known = _meant(people, item, shared.get(fold(item.words[-1])), text)
        if known is None:
            continue
        stop = item.words[-1] in SHORTENED and text[item.end : item.end + 1] == "."
        people.mentions.append(Mention(start, item.end + stop, known))
        _learn_role(people, known, item)
    _add_bodies(people, text)
    return people


def _learn_role(people: People, person: str, item: Found) -> None:
    if item.honorific in HONORIFICS:
        people.genders.setdefault(person, HONORIFICS[item.honorific])
    for n in range(len(item.role)):
        if n and item.role[n - 1] in _LIMITING:
            break  # a vice president is not "the president"
        people.by_role.setdefault(" ".join(item.role[n:]), set()).add(person)


def _add_bodies(people: People, text: str) -> None:
    found = list(find_bodies(text))
    # "Committee for Jane Pier" is a body, which no person of that name speaks for.
    whole = {end: start for start, end, name in found if _OF.search(name)}
    # Nor is a "Trawler" whom nobody introduces a person in "the Daily Trawler".
    the = {end: start for start, end, _ in found if _ARTICLE.search(text, max(0, start - 5), start)}
    people.mentions = [
        m
        for m in people.mentions
        if whole.get(m.end, m.start) == m.start
        and (" " in m.name or the.get(m.end, m.start) == m.start)
    ]
    taken = [mention.start for mention in people.mentions]
    bodies: list[Mention] = []
    for start, end, name in found:
        if _HEARING.match(text, end):
            continue
        person = people.resolve(name) if name.isupper() else None
        person = person if person != name else None
        place = bisect_right(taken, start)
        before = people.mentions[place - 1] if place else None
        after = people.mentions[place] if place < len(taken) else None
        if (before is None or before.end <= start) and (after is None or after.start >= end):
            bodies.append(Mention(start, end, person or name))  # "DOE: “…”" is Jane Doe
            if person is None:
                people.genders[name] = BODY
    people.mentions = sorted(people.mentions + bodies, key=lambda mention: mention.start)


def _is_article_s(text: str, item: Found) -> bool:
    """Whether "the" stands right before what is no person's given name: "the Harbour Watch"."""
    if item.role or len(item.words) < 2 or fold(item.words[0]) in GENDERS:
        return False
    return _ARTICLE.search(text, max(0, item.start - 5), item.start) is not None


def _fulls(found: list[Found], given: set[str]) -> dict[str, tuple[Counter[str], set[str]]]:
    """By surname: the names in full, how often each stands, and which stand within a sentence."""
    fulls: dict[str, tuple[Counter[str], set[str]]] = {}
    for item in found:
        last = fold(item.words[-1])
        # "designer Kate" is the Kate who was named in full, not somebody of that surname.
        if len(item.words) > 1 or (item.titled and last not in given):
            names, sure = fulls.setdefault(last, (Counter(), set()))
            name = " ".join(item.words)
            names[name] += 1
            if not item.opens:
                sure.add(name)
    return fulls


def _shared(people: People, found: list[Found]) -> dict[str, Namesakes]:
    """The surnames that several persons bear, with the places where each is named in full."""
    shared = {last: Namesakes() for last, who in people.by_surname.items() if len(who) > 1}
    for item in found:
        last = fold(item.words[-1])
        if last in shared and len(item.words) > 1:
            name = people.resolve(" ".join(item.words))
            if name is not None:
                shared[last].add(item.start, name)
        elif last in shared:
            shared[last].bare.append(item.start)
    return shared


def _meant(people: People, item: Found, shared: Namesakes | None, text: str) -> str | None:
    """Whom a surname means that several persons of the article bear."""
    if shared is None or len(item.words) > 1:
        return None
    # "Stop Doe" was read once and is nobody, or somebody mentioned in passing.
    solid = [p for p in people.by_surname[fold(item.words[-1])] if people.gender(p)]
    if len(solid) == 1 and all(n < 2 or p in solid for p, n in shared.counts.items()):
        return solid[0]
    gender = HONORIFICS.get(item.honorific or "")
    if gender is not None:
        persons = people.by_surname[fold(item.words[-1])]
        fitting = [person for person in persons if people.gender(person) in {None, gender}]
        if len(fitting) == 1:
            return fitting[0]
    meant = shared.meant(text.rfind("\n", 0, item.start) + 1, item.start)
    return (
        meant if meant and people.gender(meant) in {None, gender or people.gender(meant)} else None
    )
