"""What an article says of itself, each fact with its basis. What is not said stays unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.corpus.bylines import read_byline, read_dateline, read_signature
from bot.corpus.furniture_rules import read_bio
from bot.corpus.names import is_name
from bot.corpus.paragraphs import Paragraph
from bot.corpus.sources import Declared
from bot.model import Basis, Fact, PartialDate

T = TypeVar("T")

_FOOTER = re.compile(
    r"the post (?P<title>.{1,300}) (?:first appeared|appeared first) on "
    r"(?P<outlet>.{1,100}?)\.?",
    re.IGNORECASE,
)
# The outlet from which a piece was republished as it stands. An "earlier version" that appeared
# elsewhere is another text, so it says nothing of this one's outlet or date.
_FROM = re.compile(
    r"(?:re-?published|reprinted|reproduced|syndicated)(?: with permission| with the permission)?"
    r" (?:from|of|by) (?P<outlet>[^.]{2,80}?)(?= under\b| with\b| on\b|,|\.|\)|$)",
    re.IGNORECASE,
)
_FIRST_IN = re.compile(
    r"(?:originally|first) (?:published|appeared) (?:by|in|on|at) (?P<outlet>[A-Z][^.,;()]{1,80}?)"
    r"(?= on\b| under\b| with\b|,|\.|\)|$)"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, outlet, authors, date and address of an article."""

    title: Fact[str]
    outlet: Fact[str]
    authors: Fact[tuple[str, ...]]
    published: Fact[PartialDate]
    url: Fact[str]


def read_facts(
    paragraphs: Sequence[Paragraph],
    furniture: Mapping[int, str],
    title: int | None,
    declared: Declared,
) -> Facts:
    """The facts of an article: what is declared first, then what its furniture and title say."""
    lines = [(reason, paragraphs[i].text) for i, reason in sorted(furniture.items())]
    return Facts(
        title=_fact("title", declared.title, declared, _title(paragraphs, lines, title)),
        outlet=_fact("outlet", declared.outlet, declared, _outlet(lines)),
        authors=_fact("authors", declared.authors, declared, _authors(lines)),
        published=_fact("date", declared.published, declared, _date(lines)),
        url=_fact("url", declared.url, declared, None),
    )


def _fact(field: str, stated: T | None, declared: Declared, read: T | None) -> Fact[T]:
    if stated is not None:
        return Fact(stated, declared.basis.get(field, Basis.DECLARED))
    return Fact(read, Basis.TEXT) if read is not None else Fact()


def _title(
    paragraphs: Sequence[Paragraph], lines: list[tuple[str, str]], title: int | None
) -> str | None:
    if title is not None:
        return paragraphs[title].text
    footers = (_FOOTER.fullmatch(text) for reason, text in lines if reason == "footer")
    return next((m.group("title") for m in footers if m), None)


def _outlet(lines: list[tuple[str, str]]) -> str | None:
    for reason, text in lines:
        if reason == "footer" and (match := _FOOTER.fullmatch(text)):
            return match.group("outlet").strip()
    for reason, text in lines:
        if reason == "republication" and " version of " not in text[:60]:
            match = _FROM.search(text) or _FIRST_IN.search(text)
            if match:
                return match.group("outlet").strip()
    for reason, text in lines:
        if reason == "byline" and not read_byline(text) and (signature := read_signature(text)):
            return signature.outlet
    return next((text for reason, text in lines if reason == "site name"), None)


def _authors(lines: list[tuple[str, str]]) -> tuple[str, ...] | None:
    for reason, text in lines:
        byline = read_byline(text) or read_signature(text) if reason == "byline" else None
        if byline is not None and byline.names:
            return byline.names
    names: list[str] = []
    for reason, text in lines:
        if reason == "about the authors":
            bare = text.strip("*_[]() ")
            for name in read_bio(bare) or _listed(bare):
                if name not in names:
                    names.append(name)
    return tuple(names) or None


def _listed(text: str) -> tuple[str, ...]:
    """The name in "Name, role, body"; in a list of authors the role may be all there is."""
    name = text.split(",", 1)[0].strip()
    return (name,) if "," in text and is_name(name) else ()


def _date(lines: list[tuple[str, str]]) -> PartialDate | None:
    for reason, text in lines:
        read = {"date line": read_dateline, "byline": read_byline}.get(reason)
        stated = read(text) if read else None
        if stated is not None and stated.published is not None:
            return stated.published
    return None
