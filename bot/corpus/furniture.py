"""Which paragraphs of a file are not the article. They are marked with a reason, never deleted.

The rules go by shape and place: what stands in the head of a page, what may stand anywhere, and
what closes it. A closing rule applies only where nothing but furniture follows, so that a sentence
in the middle of an article is never taken for a footer. What no rule knows is furniture where it
stands in such a foot and resembles it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from bot.corpus.boilerplate import resembles_boilerplate
from bot.corpus.bylines import READ_TIME, read_byline, read_dateline, read_signature
from bot.corpus.furniture_rules import (
    ABOUT,
    ANYWHERE,
    CLOSING,
    CONTAINING,
    LABELS,
    NAMELESS_BIO,
    read_bio,
)
from bot.corpus.names import fold, surname
from bot.corpus.paragraphs import WORD, Paragraph
from bot.corpus.pull_quotes import find_pulled

_HEAD = 10  # paragraphs in which a page's head may stand
_STANDING_ABOVE = 2  # sentences that stand above a byline: a title, a standfirst
_PROSE_LEAST = 15  # words of the paragraph below a byline that has no "By"
_ANYWHERE_MOST = 700  # characters
_ABOUT_MOST = 80  # words of one author's description
_REPEATED_LEAST = 8  # words; shorter ones may be a refrain
# What a foot may begin with, so that the line below it need only resemble boilerplate.
_FOOT = frozenset(
    ["republication", "about the authors", "newsletter", "invitation", "disclaimer", "footer",
     "share line", "copyright"]
)  # fmt: skip
_GAP = 3  # paragraphs in a foot that no rule knows, one after another
_GAP_MOST = 60  # words of one that need not resemble boilerplate
_ABOVE_FOOT = 3  # times as many words stand above it as such paragraphs have


def mark_furniture(paragraphs: Sequence[Paragraph], quoted: Collection[int] = ()) -> dict[int, str]:
    """Reasons by paragraph number, for the paragraphs that are not the article.

    ``quoted`` are the numbers of those in a block quote.
    """
    marked: dict[int, str] = {}
    for index, paragraph in enumerate(paragraphs):
        reason = _anywhere(paragraph)
        if reason:
            marked[index] = reason
    prose = [p.text for i, p in enumerate(paragraphs) if i not in marked and i not in quoted]
    for index in find_pulled({i: paragraphs[i].text for i in quoted}, prose):
        marked.setdefault(index, "repeated")
    _mark_repeated(paragraphs, marked)
    _mark_head(paragraphs, marked)
    _mark_about(paragraphs, marked)
    _mark_closing(paragraphs, marked)
    _mark_lists(paragraphs, marked)
    if len(marked) == len(paragraphs):
        # A file of furniture alone is more likely a short text that only looks like it.
        return {i: reason for i, reason in marked.items() if reason == "repeated"}
    return marked


def _anywhere(paragraph: Paragraph) -> str | None:
    if len(paragraph.text) > _ANYWHERE_MOST:
        return None
    for reason, pattern in ANYWHERE:
        if pattern.fullmatch(paragraph.text):
            return reason
    lower = paragraph.text.lower()
    for word, reason, pattern in CONTAINING:
        if word in lower and pattern.fullmatch(paragraph.text):
            return reason
    return None


def _mark_repeated(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> None:
    seen: set[str] = set()
    for index, paragraph in enumerate(paragraphs):
        if marked.get(index) == "repeated":
            continue  # a pull quote may stand above what it repeats
        words = paragraph.text.casefold().split()
        if index >= _HEAD and len(words) < _REPEATED_LEAST:
            continue
        key = " ".join(words)
        if key in seen and index not in marked:
            marked[index] = "repeated"
        seen.add(key)


def _mark_head(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> None:
    head = [i for i in range(min(_HEAD, len(paragraphs))) if i not in marked]
    bylines: list[int] = []
    first = paragraphs[0] if paragraphs else None
    if first is not None and _is_site_name(paragraphs, marked):
        marked[0] = "site name"
    prose = 0
    for position, index in enumerate(head):
        paragraph = paragraphs[index]
        if paragraph.words > 25 or prose == _STANDING_ABOVE:
            break  # the article has begun
        text = paragraph.text
        if read_byline(text):
            marked[index] = "byline"
            bylines.append(index)
        elif read_dateline(text):
            marked[index] = "date line"
        elif READ_TIME.fullmatch(text):
            marked[index] = "timestamp"
        elif position + 1 < len(head) and _is_label(text):
            marked[index] = "section label"
        elif _is_signature(paragraphs, index, marked):
            marked[index] = "byline"
        elif paragraph.stopped and (position or paragraph.text.endswith(".")):
            prose += 1
    if len(bylines) > 1 and bylines[0] == head[0]:
        del marked[head[0]]  # a title such as "By Popular Demand"


def _is_signature(paragraphs: Sequence[Paragraph], index: int, marked: dict[int, str]) -> bool:
    """A name and an outlet right below the title and above prose that does not name the writer."""
    signature = read_signature(paragraphs[index].text)
    above = [paragraphs[i] for i in range(index) if i not in marked]
    if signature is None or len(above) != 1 or above[0].stopped:
        return False
    following = (paragraphs[i] for i in range(index + 1, len(paragraphs)) if i not in marked)
    begins = next((p for p in following if not read_dateline(p.text)), None)
    if begins is None or not begins.stopped or begins.words < _PROSE_LEAST:
        return False
    others = [i for i in range(len(paragraphs)) if i != index]
    return not _is_discussed(signature.names, paragraphs, others, marked)


def _is_site_name(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> bool:
    """The first line says twice what is too short for a title, and a title follows."""
    if len(paragraphs) < 4 or paragraphs[0].words > 6 or paragraphs[0].stopped:
        return False
    if paragraphs[1].key != paragraphs[0].key:
        return False
    following = next((p for i, p in enumerate(paragraphs) if i > 1 and i not in marked), None)
    return following is not None and not following.stopped and following.words <= 25


def _is_label(text: str) -> bool:
    words = [w.lower() for w in re.split(r"[\s/|·,&>›:-]+", text) if w]
    return 0 < len(words) <= 4 and all(word in LABELS for word in words)


def _mark_about(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> None:
    for index in range(len(paragraphs) - 1, max(0, len(paragraphs) // 3), -1):
        if ABOUT.fullmatch(paragraphs[index].text):
            for later in range(index, len(paragraphs)):
                if paragraphs[later].words > _ABOUT_MOST:
                    return
                marked.setdefault(later, "about the authors")
            return


def _mark_closing(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> None:
    for index in range(len(paragraphs) - 1, 0, -1):
        if index in marked:
            continue
        reason = _closing(paragraphs, index, marked)
        if reason is not None:
            marked[index] = reason
        elif not _is_link(paragraphs, index, marked):
            unknown = _unknown_in_foot(paragraphs, index, marked)
            if not unknown:
                return
            marked.update(dict.fromkeys(unknown, "boilerplate"))


def _is_link(paragraphs: Sequence[Paragraph], index: int, marked: dict[int, str]) -> bool:
    """The links of a list stand below the line that announces them."""
    if paragraphs[index].words > 4 or paragraphs[index].stopped:
        return False
    announced = _announcement(paragraphs, index)
    return announced is not None and _closing(paragraphs, announced, marked) is not None


def _unknown_in_foot(
    paragraphs: Sequence[Paragraph], last: int, marked: dict[int, str]
) -> list[int]:
    """The paragraphs up to ``last`` that belong to a foot, though no rule knows them; or none.

    They resemble boilerplate, or are short and stand between the notice of a republication and
    other furniture.
    """
    ends = last + 1 == len(paragraphs)  # here an article may end
    if ends and not resembles_boilerplate(paragraphs[last].text):
        return []
    above = last
    while last - above < _GAP and above > 0 and above not in marked:
        if above != last and _closing(paragraphs, above, marked):
            break
        above -= 1
    reason = marked.get(above) or _closing(paragraphs, above, marked)
    if reason not in _FOOT:
        return []
    unknown = list(range(above + 1, last + 1))
    for paragraph in (paragraphs[i] for i in unknown):
        between = reason == "republication" and not ends and paragraph.words <= _GAP_MOST
        if not between and not resembles_boilerplate(paragraph.text):
            return []
    before = sum(paragraphs[i].words for i in range(above) if i not in marked)
    return unknown if before >= _ABOVE_FOOT * sum(paragraphs[i].words for i in unknown) else []


def _closing(paragraphs: Sequence[Paragraph], index: int, marked: dict[int, str]) -> str | None:
    text = paragraphs[index].text
    if len(text) > 900:
        return None
    bare = text.strip("*_[]() ")
    for reason, pattern in CLOSING:
        if pattern.match(bare):
            return reason
    if NAMELESS_BIO.match(bare):
        return "about the authors"
    names = read_bio(bare)
    if names and not _is_discussed(names, paragraphs, range(index), marked):
        return "about the authors"
    return None


def _is_discussed(
    names: tuple[str, ...],
    paragraphs: Sequence[Paragraph],
    among: Iterable[int],
    marked: dict[int, str],
) -> bool:
    """Whether the article is about those persons: authors do not name themselves in it."""
    wanted = {surname(name) for name in names}
    for index in among:
        if index in marked:
            continue
        for word in WORD.findall(paragraphs[index].text):
            if word[0].isupper() and fold(word).removesuffix("’s").removesuffix("'s") in wanted:
                return True
    return False


def _announcement(paragraphs: Sequence[Paragraph], index: int) -> int | None:
    for earlier in range(index - 1, max(-1, index - 15), -1):
        paragraph = paragraphs[earlier]
        if paragraph.text.endswith(":"):
            return earlier
        if paragraph.words > 4:
            return None
    return None


def _mark_lists(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> None:
    for index, reason in sorted(marked.items()):
        if reason == "repeated" or not paragraphs[index].text.endswith(":"):
            continue
        for later in range(index + 1, len(paragraphs)):
            if paragraphs[later].words > 4 or paragraphs[later].stopped:
                break
            marked.setdefault(later, "link")
