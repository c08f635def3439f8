"""Which paragraphs are headings: the title, its standfirst, and the headings of sections."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.corpus.furniture_rules import find_dateline
from bot.corpus.paragraphs import Paragraph

_TITLE_MOST = 25  # words
_STANDFIRST_MOST = 35
_SECTION_MOST = 12
_BODY_LEAST = 15  # words of a paragraph that a section heading may stand above


@dataclass(frozen=True, slots=True)
class Headings:
    """Paragraph numbers. ``title`` is among ``all`` where there is one."""

    title: int | None
    all: frozenset[int]


def find_headings(
    paragraphs: Sequence[Paragraph],
    furniture: Collection[int],
    *,
    known: Collection[int] | None = None,
    declared_title: str | None = None,
) -> Headings:
    """The headings among the paragraphs that are not furniture.

    ``known`` holds those that a marked-up page names; where it is given none is guessed, and the
    first is the title when it opens the page.
    """
    body = [i for i in range(len(paragraphs)) if i not in furniture]
    if len(body) < 2:
        return Headings(None, frozenset(known or ()))
    title = _title(paragraphs, body, known, declared_title)
    found = set(known or ())
    if title is not None:
        found.add(title)
        standfirst = body[body.index(title) + 1] if title != body[-1] else None
        if standfirst is not None and _is_standfirst(paragraphs, body, standfirst, known):
            found.add(standfirst)
    if known is None:
        found.update(_sections(paragraphs, body, found))
    return Headings(title, frozenset(found))


def _title(
    paragraphs: Sequence[Paragraph],
    body: list[int],
    known: Collection[int] | None,
    declared: str | None,
) -> int | None:
    first = body[0]
    if declared and paragraphs[first].key == " ".join(declared.casefold().split()):
        return first
    if known is not None:
        return first if first in known else None
    paragraph = paragraphs[first]
    if paragraph.words > _TITLE_MOST or paragraph.text[-1] in ",;:…":
        return None
    if paragraph.text[-1] == "." and not _is_title_case(paragraph.text):
        return None
    if not paragraph.text[0].isalnum() and paragraph.text[0] not in "“‘\"'¿¡":
        return None
    # A title stands above prose; a list or a poem has only lines like itself.
    rest = [paragraphs[i] for i in body[1:]]
    return first if any(p.stopped and p.words > paragraph.words for p in rest) else None


def _is_title_case(text: str) -> bool:
    """Every longer word has a capital, as in no sentence."""
    words = [word for word in text.split() if len(word) > 3]
    return len(words) >= 4 and all(word.lstrip("“‘\"'(")[:1].isupper() for word in words)


def _is_standfirst(
    paragraphs: Sequence[Paragraph], body: list[int], index: int, known: Collection[int] | None
) -> bool:
    if known is not None:
        return False
    paragraph = paragraphs[index]
    later = [paragraphs[i] for i in body[body.index(index) + 1 :]]
    if paragraph.words > _STANDFIRST_MOST or len(later) < 2 or find_dateline(paragraph.text):
        return False
    if not paragraph.stopped and paragraph.words <= _TITLE_MOST:
        return True
    rarely = sum(p.set_off for p in later[:-1]) * 4 <= len(later)
    if paragraph.set_off and rarely:
        return True  # the only blank line stands below it
    return later[0].words >= 40 and later[0].words >= 2 * paragraph.words


def _sections(paragraphs: Sequence[Paragraph], body: list[int], taken: set[int]) -> Collection[int]:
    found = set()
    for before, index, after in zip(body, body[1:], body[2:], strict=False):
        paragraph = paragraphs[index]
        if (
            index not in taken
            and paragraph.words <= _SECTION_MOST
            and paragraph.text[-1] not in ".!…:;,”\"’'"
            and (paragraph.text[0].isupper() or paragraph.text[0].isdigit())
            and (paragraphs[before].stopped or before in taken)
            and paragraphs[after].words >= _BODY_LEAST
            and paragraphs[after].stopped
        ):
            found.add(index)
    return found
