"""Where a text may name a person: sequences of capitals, with the roles and titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.corpus.names import ABBREVIATED, CAPITAL_WORD, PARTICLE, UPPER, fold
from bot.corpus.speech.given_names import GENDERS
from bot.corpus.speech.tables import (
    ABBREVIATED_TITLES,
    AUXILIARIES,
    GIVEN_TOO,
    HONORIFICS,
    NOT_A_VERB,
    NOT_NAMES,
    OPENING_WORDS,
    RARE_SURNAMES,
    ROLES,
    SUFFIXES,
    SURNAMES_TOO,
    TITLES,
)
from bot.corpus.speech.verbs import ALSO_NOUNS, SAYING

_SEQUENCE = re.compile(
    rf"(?<![\w’'])(?:{ABBREVIATED}|(?:{UPPER}\.)+|{CAPITAL_WORD})"
    rf"(?:[ \u00a0](?:{PARTICLE}[ \u00a0]){{0,2}}(?:{ABBREVIATED}|(?:{UPPER}\.)+|{CAPITAL_WORD})"
    rf"|(?<=\.){CAPITAL_WORD}){{0,7}}"
)
_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\s\u00a0]+")
_LOWER_PART = re.compile(r"-(?:based|born|style|led|area|backed|era|wide|like|only|bashing)$")
_ROLE_BEFORE = re.compile(r"([A-Za-z.’'-]+)[ \u00a0]$")
_VERB_AFTER = re.compile(r"[ \u00a0]([a-z]+)\b")
# After these even a title is a surname: "Mr. King".
_ADDRESS = frozenset({"mr", "mrs", "ms", "mx", "dr"})
_ALL_SURNAMES = SURNAMES_TOO | RARE_SURNAMES
# What may begin a sentence with a capital and be part of no name.
_FUNCTION_WORDS = NOT_A_VERB | (AUXILIARIES - {"will", "may", "sunday"}) | OPENING_WORDS


@dataclass(frozen=True, slots=True)
class Found:
    """A name as it stands, without the roles and titles before it, which are beside it."""

    start: int
    end: int
    words: tuple[str, ...]
    role: tuple[str, ...]
    honorific: str | None
    titled: bool
    common: bool  # the text writes its word small as well, so that only a known name is meant
    opens: bool  # it begins a sentence, so that its first word may be no part of it


def find_names(text: str, lower: set[str]) -> Iterator[Found]:
    """The names in a text, in order; ``lower`` are the words that it also writes small."""
    for match in _SEQUENCE.finditer(text):
        sequence = match.group()
        if " " not in sequence and _is_common(text, match.start(), sequence, lower):
            continue  # most sequences are one word that begins a sentence
        group: list[tuple[str, int]] = []
        for word in _WORD.finditer(sequence):
            bare = _bare(word.group())
            group.append((bare, match.start() + word.start()))
            if bare != word.group():  # "Ukraine’s President Zelensky" names two things
                yield from _name(text, group, lower)
                group = []
        yield from _name(text, group, lower)


def _is_common(text: str, start: int, word: str, lower: set[str]) -> bool:
    """Whether one capitalised word by itself can be no name."""
    small = _bare(word).lower()
    if len(small) < 2 or small in _FUNCTION_WORDS or (len(small) == 2 and word.isupper()):
        return True
    if small in NOT_NAMES and small not in _ALL_SURNAMES:
        return True
    return small in lower and _opens_sentence(text, start) and not _speaks(text, start + len(word))


def _is_known_only(text: str, word: str, start: int, lower: set[str]) -> bool:
    """Whether one word is a name only where somebody is named so in full."""
    small = word.lower()
    if len(small) < 3 or (small in RARE_SURNAMES and small not in SURNAMES_TOO):
        return True
    return small in lower and _opens_sentence(text, start)


def _speaks(text: str, end: int) -> bool:
    """Whether a verb of saying follows a word: "Fisher said", though the text has "a fisher"."""
    following = _VERB_AFTER.match(text, end)
    return following is not None and following.group(1) in SAYING - ALSO_NOUNS


def _office(words: list[tuple[str, int]]) -> int:
    """How many of the words are the office of the person whom the rest names."""
    count = 0
    for i in range(len(words) - 2, 0, -1):
        if words[i][0].endswith(".") and _key(words[i][0]) in ABBREVIATED_TITLES:
            # "Somestate Lt. Gov. Jane Doe": what stands before her title is no part of her name.
            count = i + 1
            break
    for i in range(len(words) - 2, count, -1):
        if _key(words[i][0]) in ROLES and len(words) - i > 2:
            # "Federal Chief Information Officer Jane Doe": all up to the role is her office.
            return i + 1
    return count


def _may_be_a_name(words: list[str]) -> bool:
    """Whether none of the words shows that they name no person."""
    if len(words) > 4 or _is_thing([_key(word) for word in words]):
        return False
    if any(word.lower() in _FUNCTION_WORDS and len(word) > 1 for word in words[1:]):
        return False  # a heading with a capital for every word
    if any(_LOWER_PART.search(word) for word in words):
        return False  # "Somewhere-based"
    # An acronym is a body's name.
    acronyms = (w for w in words if w.isupper() and len(w) > 2 and w not in SUFFIXES)
    return len(words) == 1 or all("." in w for w in acronyms)


def _name(text: str, words: list[tuple[str, int]], lower: set[str]) -> Iterator[Found]:
    outset = words[0][1] if words else 0
    office = _office(words)
    role = [_key(word) for word, _ in words[:office]]
    words = words[office:]
    while words:
        word, start = words[0]
        key = _key(word)
        common = _opens_sentence(text, start) and (
            word.lower() in lower or word.lower() in _FUNCTION_WORDS
        )
        if key in TITLES and (len(words) > 1 or (role and role[-1] not in _ADDRESS)):
            role.append(key)
        elif len(words) > 1 and key in NOT_NAMES and key not in GIVEN_TOO:
            role = [key]
        elif not (len(words) > 1 and (common or _LOWER_PART.search(word))):
            break
        words = words[1:]
    if not words or not _may_be_a_name([word for word, _ in words]):
        return
    if len(words) == 1:
        word, start = words[0]
        if len(word) < 2:
            return
        common = _opens_sentence(text, start) and word.lower() in lower
        if common and not _speaks(text, start + len(word)):
            return
        if word.isupper() and not role:
            return
    if not any(r in ROLES for r in role):
        role = _role_before(text, outset) + role
    yield Found(
        words[0][1],
        words[-1][1] + len(words[-1][0]),
        tuple(word for word, _ in words),
        tuple(role) if any(r in ROLES for r in role) else (),
        next((r for r in role if r in HONORIFICS), None),
        any(r in TITLES for r in role),
        len(words) == 1 and _is_known_only(text, *words[0], lower),
        not role and _opens_sentence(text, words[0][1]),
    )


def _is_thing(keys: list[str]) -> bool:
    """Whether the words name a place or a body. Some of their words are surnames, too."""
    given = len(keys) == 1 or keys[0] in GENDERS
    if keys[-1] in SURNAMES_TOO or (given and keys[-1] in RARE_SURNAMES):
        keys = keys[:-1]  # alone it is a person only where somebody is named so in full
    elif len(keys) > 2 and keys[0] in GENDERS and keys[-1] not in NOT_NAMES:
        return False
    elif len(keys) > 1 and keys[0] in GIVEN_TOO:
        keys = keys[1:]
    return any(key in NOT_NAMES for key in keys)


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    return fold(word).replace(".", "")


def _bare(word: str) -> str:
    if word[-1] not in "s’'":
        return word
    for ending in ("’s", "'s", "’", "'"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 5) : start].rstrip("“”‘’\"'()[] \u00a0")
    return not before or before[-1] in ".!?:\n…"


def _role_before(text: str, start: int) -> list[str]:
    """The lower-case role before a name: "US president", "Russian leader", "spokeswoman"."""
    roles: list[str] = []
    position = start
    while (match := _ROLE_BEFORE.search(text, max(0, position - 24), position)) and len(roles) < 3:
        word = _key(_bare(match.group(1)))
        if word not in ROLES and (not roles or word not in NOT_NAMES):
            break
        roles.insert(0, word)
        position = match.start()
    return roles
