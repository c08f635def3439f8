"""Which paragraphs of a file are not the article. They are marked with a reason, never deleted.

The rules go by shape and place: what stands in the head of a page, what may stand anywhere, and
what closes it. A closing rule applies only where nothing but furniture follows, so that a sentence
in the middle of an article is never taken for a footer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.dates import parse_date
from bot.corpus.names import NAME, fold, split_names, surname
from bot.corpus.paragraphs import WORD, Paragraph

_HEAD = 10  # paragraphs in which a page's head may stand
_ABOUT_MOST = 80  # words of one author's description
_REPEATED_LEAST = 8  # words; shorter ones may be a refrain
_PIECE = (
    r"(?:article|story|piece|post|essay|analysis|commentary|column|op-?ed|report|interview|"
    r"episode|text|review|paper|excerpt|publication)"
)

# Paragraphs that are furniture wherever they stand.
_ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        ("timestamp", r"[-–−+]?\d{1,2}:\d{2}(?::\d{2})?(?:\s*/\s*\d{1,2}:\d{2}(?::\d{2})?)?"),
        ("footer", r"the post .{1,300} (?:first appeared|appeared first) (?:on|at|in) .{1,100}"),
        ("comments", rf"discussion about this {_PIECE}"),
        ("comments", r"(?:\d[\d,.]* )?comments?:?|(?:leave|post|add|write) a (?:comment|reply)"),
        ("link", r"(?:read|listen|watch|see|find|view|download|click)\b.{0,150}\bhere\b[.!:]?"),
        ("link", r"(?:click|tap|continue|keep) (?:here|reading)\b.{0,60}"),
        ("link", r"(?:read|see|find out|learn) more(?: ?[:»›→.…]+| ?>+)?.{0,80}(?<![.!?])"),
        ("link", r"(?:also|further|related|recommended|more)(?: reading| articles?| stories| posts"
         r"| from .{1,40}| on .{1,40})?:.{0,120}"),
        ("share line", r"(?:share|tweet|e-?mail|print|pin|copy link|save|like|follow|subscribe|"
         r"sign up|sign in|log in|donate|listen|watch|download|play|restack|repost|reply)"
         r"(?: (?:this|it|now|on|to|via|us|link|here|by|with|for|free|pdf|audio|story|article|post|"
         r"facebook|twitter|x|linkedin|whatsapp|reddit|email|e-mail|podcast|friends)){0,5}[:.!]?"),
        ("share line", r"(?:facebook|twitter|linkedin|whatsapp|reddit|instagram|telegram|"
         r"mastodon|bluesky|youtube|email|e-mail|print|copy link|share)"
         r"(?:[\s,|/·•]+(?:facebook|twitter|x|linkedin|whatsapp|reddit|instagram|telegram|"
         r"mastodon|bluesky|youtube|email|e-mail|print|copy link|share))*"),
        ("advertisement", r"advertisement|sponsored(?: content)?|promoted|loading\W*"),
        ("credit", r"(?:photo|image|picture|illustration|cover|featured image)s?"
         r"(?: credits?| by| source)?: ?.{1,160}"),
        ("labels", r"(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under)\s*:.{1,300}"),
        ("copyright", r"(?:copyright\b|©|\(c\) ?\d{4}).{0,200}|.{0,80}all rights reserved\.?"),
        ("link", r"https?://\S+"),
    )
)  # fmt: skip

# Paragraphs that are furniture where nothing but furniture follows.
_CLOSING: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for reason, pattern in (
        ("republication", rf"(?:this|the(?: original)?) {_PIECE} (?:is |was |has been |first |"
         r"originally |also )+(?:re-?published|published|reprinted|reproduced|appeared|adapted|"
         r"excerpted|syndicated)\b"),
        ("republication", rf"(?:an?|the|another) (?:\w+ )?version of (?:this|the) {_PIECE} "
         r".{0,40}\b(?:published|appeared|ran)\b"),
        ("republication", r"(?:originally|first|previously) (?:re)?published\b"),
        ("republication", r"(?:re-?published|reprinted|reproduced) (?:from|with|by|under)\b"),
        ("newsletter", r"(?:to )?(?:sign up|subscribe|get|receive|join)\b.{0,120}"
         r"\b(?:newsletters?|inbox|mailing list|e-?mail updates|podcasts?)\b"),
        ("invitation", r"(?:we|i) hope (?:that )?(?:you|you['’]ll|you will|you have|you['’]ve)\b"
         r".{0,80}\b(?:share|enjoy(?:ed)?|found|subscribe|join|liked?)\b"),
        ("invitation", r"(?:if you|did you) (?:enjoy|like|liked|found|value|appreciate|want)\w*\b"
         r".{0,200}\b(?:share|subscribe|support|donate|consider|sign up|follow|newsletter)\b"),
        ("invitation", r"(?:thanks|thank you) for (?:reading|listening|watching|subscribing)\b"),
        ("invitation", r"(?:please )?(?:share (?:this|it with)|follow (?:us|me|him|her|them|@|\w+"
         r"(?: \w+)? on)|support (?:us|our (?:work|journalism|reporting))|subscribe|donate|"
         r"listen (?:to (?:our|this)|on|now)|tune in|like us|join us)\b"),
        ("disclaimer", r"(?:the )?(?:views?|opinions?)(?: and \w+)? (?:expressed|presented)\b"),
        ("disclaimer", r"(?:disclosure|disclaimer|correction|clarification|editor['’]s note|"
         r"note to readers)\s*:"),
        ("contact", r"(?:contact|write to|reach|e-?mail|follow) .{1,120}(?:@|\bat\b \S+@)"),
    )
)  # fmt: skip

_ABOUT = re.compile(
    r"(?:about|meet) (?:the|our) (?:authors?|writers?|contributors?|editors?|speakers?)\b.{0,40}|"
    r"(?:contributors?|authors?|author bios?)\s*:?",
    re.IGNORECASE,
)
_ROLE = (
    r"professors?|lecturers?|fellows?|researchers?|scholars?|analysts?|journalists?|reporters?|"
    r"correspondents?|columnists?|editors?|writers?|authors?|contributors?|directors?|chair\w*|"
    r"scientists?|historians?|economists?|lawyers?|attorneys?|consultants?|students?|candidates?|"
    r"heads?|founders?|co-?founders?|members?|associates?|advis[eo]rs?|specialists?|experts?|"
    r"strategists?|producers?|hosts?|photographers?|engineers?|designers?|managers?|officers?|"
    r"presidents?|ambassadors?|diplomats?|critics?|novelists?|poets?|teachers?|partners?|interns?"
)
_BIO = re.compile(
    rf"(?P<names>{NAME}(?:(?:,| and| &)[ \u00a0]{NAME}){{0,3}}),?[ \u00a0](?:"
    rf"(?:is|was|are|were)\b[^.]{{0,120}}?\b(?:{_ROLE})\b|"
    r"(?:teaches|writes|covers|reports|works|lives|studies|researches|edits|serves|hosts)\b)"
)
_NAMELESS_BIO = re.compile(
    rf"the (?:authors?|writers?) (?:is|was|are|were)\b.{{0,120}}\b(?:{_ROLE})\b", re.IGNORECASE
)

_LABELS = frozenset(
    """analysis article articles arts blog books briefing briefings business col column columns
    comment commentary culture debate dispatch economics economy editorial editorials elections
    environment essay essays europe explainer explainers features feature finance foreign health
    history home idea ideas insight insights international interview interviews latest law letters
    long longform magazine media money national news newsletter op-ed opinion opinions perspective
    perspectives podcast podcasts policy politics press profile q&a read reader religion report
    reports research review reviews science security society special speech sport sports story
    technology tech transcript travel uk us video views viewpoint war watch world affairs and the of
    exclusive premium free subscribers only member members""".split()
)
_READ_TIME = re.compile(
    r"(?:\d+|[a-z]+)[- ]min(?:ute)?s?(?: read| listen|)|listen to (?:this )?\w+", re.I
)
_BYLINE = re.compile(
    rf"(?i:(?:written |words )?by[: ]\s*|authors?:\s*)"
    rf"(?P<names>{NAME}(?:(?:,(?: and)?| and| &) {NAME})*)"
    r"(?:\s*(?:[|·•—–,-]|in)\s*(?P<rest>[^.]{1,80}))?"
)
_NAME_AND_DATE = re.compile(rf"(?P<names>{NAME}(?:(?:,| and| &) {NAME})*)\s*[|·•—–]\s*(?P<rest>.+)")
_DATELINE = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|updated|last updated|date|on)\b:?\s*(?:on\s+)?)?"
    r"(?P<date>[\w.,\s:-]{4,40})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says. Either part may be missing."""

    names: tuple[str, ...]
    rest: str


def read_byline(text: str) -> Byline | None:
    """ "By A and B", "By A | date" or "A | date"; None where the text is no byline."""
    if len(text) > 200:
        return None
    for pattern in (_BYLINE, _NAME_AND_DATE):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        names = split_names(match.group("names"))
        rest = (match.group("rest") or "").strip()
        if names and (pattern is _BYLINE or dateline(rest)):
            return Byline(names, rest)
    return None


def dateline(text: str) -> str | None:
    """The date in a paragraph that is nothing but a date, as it is written there."""
    match = _DATELINE.fullmatch(text) if len(text) <= 80 else None
    if match is None:
        return None
    stated = match.group("date").strip()
    return stated if not stated.isdigit() and parse_date(stated) else None


def read_bio(text: str) -> tuple[str, ...] | None:
    """The names of those whom a closing paragraph describes; None where it is no biography."""
    match = _BIO.match(text)
    return split_names(match.group("names")) if match else None


def mark_furniture(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """Reasons by paragraph number, for the paragraphs that are not the article."""
    marked: dict[int, str] = {}
    for index, paragraph in enumerate(paragraphs):
        reason = _anywhere(paragraph)
        if reason:
            marked[index] = reason
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
    if len(paragraph.text) > 450:
        return None
    for reason, pattern in _ANYWHERE:
        if pattern.fullmatch(paragraph.text):
            return reason
    return None


def _mark_repeated(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> None:
    seen: set[str] = set()
    for index, paragraph in enumerate(paragraphs):
        if index >= _HEAD and paragraph.words < _REPEATED_LEAST:
            continue
        if paragraph.key in seen and index not in marked:
            marked[index] = "repeated"
        seen.add(paragraph.key)


def _mark_head(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> None:
    head = [i for i in range(min(_HEAD, len(paragraphs))) if i not in marked]
    first = paragraphs[0] if paragraphs else None
    if first is not None and _is_site_name(paragraphs, marked):
        marked[0] = "site name"
    for position, index in enumerate(head):
        paragraph = paragraphs[index]
        if paragraph.words > 25:
            break  # the article has begun
        text = paragraph.text
        if read_byline(text):
            marked[index] = "byline"
        elif dateline(text):
            marked[index] = "date line"
        elif _READ_TIME.fullmatch(text):
            marked[index] = "timestamp"
        elif position + 1 < len(head) and _is_label(text):
            marked[index] = "section label"


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
    return 0 < len(words) <= 4 and all(word in _LABELS for word in words)


def _mark_about(paragraphs: Sequence[Paragraph], marked: dict[int, str]) -> None:
    for index in range(len(paragraphs) - 1, max(0, len(paragraphs) // 3), -1):
        if _ABOUT.fullmatch(paragraphs[index].text):
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
        if reason is None:
            # The links of a list stand below the line that announces them.
            if paragraphs[index].words <= 4 and not paragraphs[index].stopped:
                announced = _announcement(paragraphs, index)
                if announced is not None and _closing(paragraphs, announced, marked):
                    continue
            return
        marked[index] = reason


def _closing(paragraphs: Sequence[Paragraph], index: int, marked: dict[int, str]) -> str | None:
    text = paragraphs[index].text
    if len(text) > 900:
        return None
    bare = text.strip("*_[]() ")
    for reason, pattern in _CLOSING:
        if pattern.match(bare):
            return reason
    if _NAMELESS_BIO.match(bare):
        return "about the authors"
    names = read_bio(bare)
    if names and not _is_discussed(names, paragraphs, index, marked):
        return "about the authors"
    return None


def _is_discussed(
    names: tuple[str, ...], paragraphs: Sequence[Paragraph], index: int, marked: dict[int, str]
) -> bool:
    """Whether the article is about those persons: authors do not name themselves in it."""
    wanted = {surname(name) for name in names}
    for earlier in range(index):
        if earlier in marked:
            continue
        for word in WORD.findall(paragraphs[earlier].text):
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
