"""Which names are one person's, and whom a surname means that several share."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.corpus.names import fold
from bot.corpus.speech.given_names import GENDERS
from bot.corpus.speech.tables import NICKNAMES

_GOES_ON = 3
_LEAST_STEM = 3  # letters that "Ken" shares with "Kenneth"


def same_person(full: str, name: str) -> bool:
    """Whether ``name`` can be short for ``full``: the surname and the first letters agree."""
    a, b = fold(full).split(), fold(name).split()
    if a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    first, second = a[0].replace(".", ""), b[0].replace(".", "")
    return (
        first == second
        or _initials(a, second)
        or _initials(b, first)
        or _short_form(first, second)
        or a[-len(b) :] == b
        or b[-len(a) :] == a
    )


def _initials(words: list[str], short: str) -> bool:
    """ "JD" for "J.D.", "J" for "John": letters alone, in the order of the given names."""
    letters = "".join(word.replace(".", "")[:1] for word in words[:-1])
    return len(short) <= 2 and (letters.startswith(short) or short.startswith(letters))


def _short_form(a: str, b: str) -> bool:
    """ "Ken" for "Kenneth", "Chuck" for "Charles"; not "Paul" for "Paula"."""
    if NICKNAMES.get(a, a) == NICKNAMES.get(b, b):
        return True
    short, long = sorted((a, b), key=len)
    stem = short.removesuffix("y")
    rest = long[len(stem) :]
    return (
        len(stem) >= _LEAST_STEM
        and long.startswith(stem)
        and (short.endswith("y") or len(rest) > 1)
        and not (rest.endswith(("a", "ine", "ette")) and not short.endswith("y"))
    )


def merged(names: Counter[str]) -> list[str]:
    """One name for each person among those who share a surname, given how often each stands."""
    persons: list[str] = []
    for name in sorted(names, key=_fullness):
        twin = next((i for i, person in enumerate(persons) if same_person(person, name)), None)
        if twin is None:
            persons.append(name)
        elif _only_adds_a_word(persons[twin], name) and names[name] >= names[persons[twin]]:
            persons[twin] = name  # "Actress Jane Doe" was read where "Jane Doe" is the name
    return sorted(persons)


def _only_adds_a_word(longer: str, name: str) -> bool:
    return len(name.split()) > 1 and longer.endswith(" " + name)


def _fullness(name: str) -> tuple[int, int, bool, str]:
    """Sorts the fullest first; of two as full, the one with its accents."""
    return -len(name.split()), -len(name), name.isascii(), name


@dataclass(slots=True)
class Namesakes:
    """Where the persons of one surname are named in full."""

    places: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    bare: list[int] = field(default_factory=list)  # where the surname stands alone

    def add(self, place: int, name: str) -> None:
        """Places come in the order of the text."""
        self.places.append(place)
        self.names.append(name)
        self.counts[name] += 1

    def meant(self, start: int, end: int) -> str | None:
        """Whom the bare surname at ``end`` means, in a paragraph that begins at ``start``.

        It is the person whom the article is about: named in full first, and more often than the
        others; unless its own paragraph has just named another of them.
        """
        main = self._main()
        if main and self.counts[main] > 2 and self.counts[main] * 3 >= 2 * len(self.names):
            return main  # the others are asides
        near = set(self.names[bisect_left(self.places, start) : bisect_left(self.places, end)])
        return main if near <= {main} else None

    def _introduced_alone(self) -> bool:
        """Whether the surname already stood for the first person when another was named."""
        other = next(i for i, name in enumerate(self.names) if name != self.names[0])
        return bisect_left(self.bare, self.places[other]) > bisect_left(self.bare, self.places[0])

    def _main(self) -> str | None:
        if not self.names:
            return None
        first = self.names[0]
        others = [count for name, count in self.counts.items() if name != first]
        rival = max(others, default=0)
        # As often as another is enough where the article then goes on with the surname alone.
        if self.counts[first] > rival or (
            self.counts[first] == rival and len(self.bare) >= _GOES_ON
        ):
            return first
        if self._introduced_alone():
            return first
        (name, most), *rest = self.counts.most_common()
        return name if all(most >= 3 * count for _, count in rest) else None


def without_chance_words(names: Counter[str], sure: Iterable[str]) -> Counter[str]:
    """The names without those whose first word only a sentence's beginning capitalised.

    ``sure`` are the names that also stand within a sentence; "Neither Doe" is no namesake of "Jane
    Doe" when it is not among them.
    """
    certain = Counter({name: names[name] for name in sure if name in names})
    if not certain:
        return names
    kept = Counter(certain)
    for name in names - certain:
        given = fold(name.split()[0]) in GENDERS
        if given or any(same_person(name, other) for other in certain):
            kept[name] = names[name]
    return kept
