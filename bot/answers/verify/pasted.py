"""What a member pasted: the words themselves, and whose they are said to be.

Marks around the whole, an attribution after a dash, Discord's Markdown and ellipses at the edges
are the member's, not the source's; but the source may have them, too, so the text is also offered
as it was pasted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.corpus.names import is_name
from bot.corpus.speech.marks import find_marks
from bot.model import Span

_LINE_QUOTE = re.compile(r"^[ \t]*(?:>>>|>)[ \t]?", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\*_~`|>#\[\]()\-+.!])")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}|[*_]{1,3}(?!\w)|~~|\|\||`+")
# What is struck out is not said; a text that is struck out as a whole is read all the same.
_STRUCK = re.compile(r"~~(?!~)[^\n~]+~~")
_PAIRS = {"“": "”", "«": "»", "„": "“"}
_CLOSING = "”\"’'»“‘"
_DASH = "-–—―"
_AFTER_MARK = re.compile(
    rf"(?P<words>.*[{_CLOSING}])(?P<space>\s*)[{_DASH}~]{{1,2}}[ \t]*"
    r"(?P<name>[^\n“”\"]{2,150})",
    re.DOTALL,
)
_TAIL = re.compile(
    rf"(?P<words>.*\S)(?P<space>\s+)[{_DASH}~]{{1,2}}[ \t]*(?P<name>[^\n“”\"]{{2,150}})", re.DOTALL
)
_HEAD = re.compile(r"(?P<name>[^\n:“”\"]{2,80}):\s*(?P<words>[“\"„«].*)", re.DOTALL)
_SAYS = (
    r"(?:said|says|wrote|writes|tweeted|argued|argues|declared|stated|added|warned|insisted|claimed|"
    r"claims|noted|(?:told|tells) [^:,“\"]{2,40})"
)
_SAID_BEFORE = re.compile(
    rf"(?:according to (?P<name>[^\n:,“”\"]{{2,80}}),|"
    rf"(?P<teller>[^\n:“”\"]{{2,80}}?),? {_SAYS}(?: that)?[:,]?)\s*(?P<words>[“\"„«].*)",
    re.DOTALL | re.IGNORECASE,
)
_SAID_AFTER = re.compile(
    rf"(?P<words>.*[”\"»])[,.]?\s*(?:{_SAYS} (?P<name>[^\n“”\"]{{2,80}})|"
    rf"(?P<teller>[^\n“”\",]{{2,60}}) {_SAYS})\.?",
    re.DOTALL,
)
_NAME_END = re.compile(r"[,;(|]| in (?=[A-Z])|(?<=\w{5})\.(?:\s|$)")
_FIRST_ELLIPSIS = re.compile(r"[\s\[(]*(?:…|\.{3,}|\. \. \.)[\s\])]*")
_JOINING = re.compile(r"[\s,;.]*(?:(?:and|or|&|then)[\s,]*)?")  # between two quotations
_LONGEST_NAME = 6  # words: "Secretary of State Una Writer"
_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>")


@dataclass(frozen=True, slots=True)
class Pasted:
    """``readings`` of the words, the most literal first, the one most likely meant last.

    ``dash`` is the text with what was taken for an attribution, where only a dash before it says
    that it is one. ``told`` is what the text is without "Ada Quill said" before or after it, and
    her name, where the source may have these words, too.
    """

    readings: tuple[str, ...]
    by: str | None
    dash: str | None = None
    told: tuple[str, str] | None = None


def read_pasted(text: str, knows: Callable[[str], bool] = lambda _: False) -> Pasted:
    """Tell the quoted words from what the member put around them.

    ``knows`` says whether somebody is called so: after a dash that need not be an attribution, a
    single word is one only then.
    """
    literal = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    clean = _without_markdown(literal)
    words, by = _attributed(clean, knows)
    unmarked = _unmarked(words)
    bare = _without_ellipses(unmarked) or unmarked
    readings = (literal, clean, words, unmarked, bare)
    dash = clean if by and words == unmarked and "\n" not in clean[len(words) :] else None
    told = None if by else _told(clean, knows)
    return Pasted(tuple(dict.fromkeys(each for each in readings if each)), by, dash, told)


def quotations_in(message: str, most: int = 5) -> list[str]:
    """The quotations of a message, each with its attribution where one follows.

    They are its block quotes, and what stands in quotation marks outside of them; a single word
    in marks is no quotation.
    """
    found: list[str] = []
    for block, quoted in _blocks(message.replace("\r\n", "\n")):
        if quoted:
            found.append(block)
            continue
        line = _without_markdown(block)
        for span in find_marks(line, [Span(0, len(line))] if line else []):
            tail = re.match(rf"\s*[{_DASH}]{{1,2}}\s*[^\n“”\"]{{2,150}}$", line[span.end :])
            found.append(line[span.start : span.end + (tail.end() if tail else 0)])
    return [each for each in found if len(re.findall(r"\w+", each)) > 1][:most]


def quotations_joined(text: str) -> list[str]:
    """The quotations of a text that is nothing but several of them: "“…” and “…”"; else none."""
    words, _ = _attributed(_without_markdown(text), lambda _: False)
    spans = find_marks(words, [Span(0, len(words))]) if words else []
    found = [span.of(words) for span in spans]
    rest = [words[one.end : other.start] for one, other in pairwise(spans)]
    if (
        len(found) < 2
        or words[: spans[0].start].strip()
        or words[spans[-1].end :].strip(" \t\n.,;")
        or not all(map(_JOINING.fullmatch, rest))
        or any(len(re.findall(r"\w+", each)) < 2 for each in found)
    ):
        return []
    return found


def _blocks(message: str) -> Iterator[tuple[str, bool]]:
    """The message's lines; those of a block quote together, with an attribution right after."""
    quoted: list[str] = []
    lines = message.split("\n")
    for number, line in enumerate(lines):
        if line.lstrip().startswith(">>>"):
            if quoted:
                yield "\n".join(quoted), True
            yield "\n".join(lines[number:]), True
            return
        if re.match(r"[ \t]*>(?:\s|$)", line):
            quoted.append(line)
            continue
        if quoted:
            own = re.match(rf"\s*[{_DASH}]{{1,2}}\s*\S", line) is not None
            yield "\n".join([*quoted, line] if own else quoted), True
            quoted = []
            if own:
                continue
        yield line, False
    if quoted:
        yield "\n".join(quoted), True


def _without_markdown(text: str) -> str:
    text = _LINE_QUOTE.sub("", text)
    text = _STRUCK.sub("", text) if _STRUCK.sub("", text).strip() else text
    text = _EMPHASIS.sub("", text)
    return _ESCAPED.sub(r"\1", text).strip()


def _without_ellipses(text: str) -> str:
    """The text without an ellipsis before it or after it, and without the brackets around one."""
    if first := _FIRST_ELLIPSIS.match(text):
        text = text[first.end() :]
    rest = text.rstrip().rstrip(" \t\n\u00a0])")
    for mark in ("…", "...", ". . ."):
        if rest.endswith(mark):
            text = rest.removesuffix(mark).rstrip("." if mark == "..." else "")
            return text.rstrip(" \t\n\u00a0[(")
    return text.strip()


def _attributed(text: str, knows: Callable[[str], bool]) -> tuple[str, str | None]:
    """The words without their attribution, and the name in it."""
    after_mark = _AFTER_MARK.fullmatch(text)
    if after_mark and _unmarked(after_mark["words"]) == after_mark["words"]:
        after_mark = None  # the marks are not around all of it, so what follows may be prose
    if match := after_mark or _TAIL.fullmatch(text):
        name = _name(match["name"])
        words = match["words"].rstrip()
        marked = _unmarked(words) != words
        own_line = "\n" in match["space"]
        if name and (
            knows(name)
            or is_name(name)
            or (marked and not name[0].islower() and len(name.split()) <= _LONGEST_NAME)
            or (own_line and looks_like_name(name))
        ):
            return words, name
    if match := _HEAD.fullmatch(text):
        name = _name(match["name"])
        named = name is not None and (is_name(name) or knows(name))
        if named and _unmarked(match["words"]) != match["words"]:
            return match["words"], name
    return text, None


def _told(text: str, knows: Callable[[str], bool]) -> tuple[str, str] | None:
    """The words in marks and the name, of "Ada Quill said: “…”" or "“…,” said Ada Quill"."""
    for pattern in (_SAID_BEFORE, _SAID_AFTER):
        if match := pattern.fullmatch(text):
            name = _name(match["name"] or match["teller"])
            words = match["words"].strip()
            inner = _unmarked(words)
            if name and (is_name(name) or knows(name)) and inner != words:
                return inner.rstrip(","), name
    return None


def _name(text: str) -> str | None:
    """The name that an attribution begins with: "Tammy Bruce, State Department"."""
    if _MENTION.search(text):
        return None
    name = _NAME_END.split(text.strip(), maxsplit=1)[0]
    return " ".join(name.split()) or None


def looks_like_name(name: str) -> bool:
    """Whether a name may be a person's, and is no description such as "the US president"."""
    words = name.split()
    return 0 < len(words) <= 5 and words[0][0].isupper() and words[-1][0].isupper()


def _unmarked(text: str) -> str:
    """The text without the marks around all of it, where there are any."""
    if text[:1] in _PAIRS:  # other marks within do not disturb a pair that there is once
        ending = text.rstrip(".,;:!?… \n")
        pair = text[0] + _PAIRS[text[0]]
        if len(ending) > 2 and ending[-1] == pair[1] and all(text.count(m) == 1 for m in pair):
            return ending[1:-1].strip() or text
    spans = find_marks(text, [Span(0, len(text))]) if text else []
    if len(spans) != 1 or text[: spans[0].start].strip():
        return text
    span = spans[0]
    if any(letter.isalnum() for letter in text[span.end :]) or len(span) < 3:
        return text
    inner = text[span.start + 1 : span.end]
    return (inner[:-1] if inner[-1] in _CLOSING else inner).strip() or text
