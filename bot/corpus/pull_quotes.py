"""Pull quotes: block quotes that say again, set off as a lure, what the article says anyway."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.corpus.paragraphs import WORD

# Fewer words may be a refrain. The same number finds the place where a quote may begin.
_LEAST = 5


def find_pulled(quoted: Mapping[int, str], prose: Iterable[str]) -> Collection[int]:
    """The keys of the quoted texts that stand word for word within one of the prose texts.

    Case and all marks between words are ignored. Of the places where a text's first words stand,
    only the first one is looked at, which keeps the time linear.
    """
    sought = {key: _words(text) for key, text in quoted.items()}
    sought = {key: words for key, words in sought.items() if len(words) >= _LEAST}
    if not sought:
        return ()
    openings = {words[:_LEAST] for words in sought.values()}
    places: dict[tuple[str, ...], tuple[tuple[str, ...], int]] = {}
    for text in prose:
        words = _words(text)
        for at in range(len(words) - _LEAST + 1):
            opening = words[at : at + _LEAST]
            if opening in openings:
                places.setdefault(opening, (words, at))
    found = set()
    for key, words in sought.items():
        among, at = places.get(words[:_LEAST], ((), 0))
        if among[at : at + len(words)] == words:
            found.add(key)
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold().replace("’", "'")))
