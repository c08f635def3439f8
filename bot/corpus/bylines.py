"""Who wrote it and when, as bylines, date lines and author fields say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.corpus.dates import has_date_shape, parse_date
from bot.corpus.names import ABBREVIATED, CAPITAL_WORD, NAME, PARTICLE, is_name
from bot.corpus.speech.tables import (
    DETERMINERS,
    NOT_NAMES,
    PREPOSITIONS,
    ROLES,
    SURNAMES_TOO,
)
from bot.model import PartialDate

# Words that a person's name hardly holds and a publisher's often does. Those that are surnames as
# well, "Press" say, stand here only with their companions.
_BODY = re.compile(
    r"\b(?:times|news|today|gazette|journal|herald|tribune|magazine|guardian|telegraph|observer|"
    r"chronicle|newspapers?|newsroom|daily|weekly|monthly|radio|television|tv|university|institute|"
    r"foundation|council|centre|center|association|agency|services?|staff|team|desk|editors|"
    r"editorial board|bureau|reuters|bloomberg|politico|cnn|bbc|npr|media|network|reports?|wire|"
    r"dispatch|enquirer|inquirer|sentinel|policy|affairs|conversation|department|ministry|"
    r"committee|commission|group|company|inc|ltd|llc|corporation|project|initiative|society|"
    r"(?:associated|free|united|foreign|canadian|australian) press|"
    r"(?:washington|huffington|national|new york|daily) post|new york|los angeles|london|"
    r"washington|brussels|special|ap|afp|upi|tass|dpa|aap|xinhua)\b",
    re.IGNORECASE,
)
_AGENCY = r"(?:AP|AFP|UPI|dpa|AAP|PTI|TASS|Xinhua|Reuters|Bloomberg|Staff|staff)"
_NO_NAME = re.compile(
    r"\b(?:any|all|no|every|each|some|my|your|our|their|his|her|its|this|that|these|those|then|"
    r"now|far|what|how|why|hook|land|sea|air|night|day)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r",? (?:(?:senior|special|contributing|chief|staff|political|national|foreign|diplomatic|"
    r"guest|business|opinion|deputy|managing|associate) )+(?:writer|reporter|correspondent|"
    r"columnist|editor|contributor|journalist|fellow|analyst)s?$",
    re.IGNORECASE,
)
_RANK = r"(?:J[Rr]|S[Rr])\.?|I{2,3}|IV|(?:Ph\.?D|M\.?D|Esq)\.?"
_LIST = re.compile(rf",?\s+(?:and|&)\s+|\s*[,;|/](?!\s*(?:{_RANK})(?:\W|$))\s*")
_CONTACT = re.compile(
    r"[\s,;(<]*(?:\b(?:e-?mail|twitter|x|contact|web)\s*:\s*)?"
    r"(?:https?://\S+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w+)[)>]?",
    re.IGNORECASE,
)
_FOLLOW = re.compile(r"\.?\s+(?:Follow|E-?mail|Contact)\b.{0,120}$", re.DOTALL)
_BY = re.compile(
    r"(?:(?:written|words|story|text|reporting|analysis|opinion|commentary|column|essay|review|"
    r"posted|published)\s+)?by[:\s]\s*|authors?:\s*",
    re.IGNORECASE,
)
_NAMES = rf"(?:{ABBREVIATED} )?{NAME}(?:,? (?:{_RANK})|(?<= [JS][Rr])\.)?"
_NAME_LIST = rf"{_NAMES}(?:(?:,(?: and)?| and| &) {_NAMES})*"
_PERSON = re.compile(_NAMES)
_BYLINE = re.compile(
    rf"(?P<names>{_NAME_LIST}|{_AGENCY}|(?i:the editors|the editorial board))"
    r"(?:\s*(?:[|·•—–,-]|\b(?:in|for|at|from|on)\b)\s*(?P<rest>.{1,100}?))?\.?"
)
_NAME_AND_DATE = re.compile(rf"(?P<names>{_NAME_LIST})\s*[|·•—–]\s*(?P<rest>.+)")

# What a periodical is called by, where a line gives its name without saying what it is.
_PERIODICAL = re.compile(
    r"\b(?:times|news|today|gazette|journal|herald|tribune|magazine|telegraph|observer|chronicle|"
    r"daily|weekly|monthly|quarterly|dispatch|inquirer|enquirer|sentinel|examiner|bulletin|courier|"
    r"review|reuters|bloomberg|politico|cnn|bbc|npr)\b",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    rf"(?:(?:{CAPITAL_WORD}|[A-Z]{{2,}})(?: (?:{CAPITAL_WORD}|of|and|for|in|the|&)){{0,6}}|"
    r"[\w-]+(?:\.[\w-]+)+)"
)
_SIGNATURE = re.compile(
    rf"(?P<names>{_NAME_LIST})(?P<mark>,|\s*[|·•])\s*(?P<outlet>[^,|·•]{{3,60}})"
)

READ_TIME = re.compile(
    r"(?:\d+|[a-z]+)[- ]min(?:ute)?s?(?: read| listen|)|listen to (?:this )?\w+", re.IGNORECASE
)
_PIECES = re.compile(
    r"\s*[|·•]\s*|(?<!last)[\s,;.(–—/-]+(?=(?:and )?(?:last )?(?:updated|modified|edited)\b)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:(?:first |originally |and )*(?:(?P<changed>(?:last )?(?:updated|modified|edited))|"
    r"published|posted|date|on)\b:?\s*(?:on\s+)?)?(?P<date>[\w.,\s:/-]{4,60})\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says: no names for "By staff", no date for one that can't be told."""

    names: tuple[str, ...]
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who wrote for which outlet, as a line below the title says it without "By"."""

    names: tuple[str, ...]
    outlet: str


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is nothing but dates. ``published`` is None where it tells only of changes, or
    where day and month can't be told apart."""

    published: PartialDate | None


def is_periodical(name: str) -> bool:
    """Whether a name is called as a periodical, an agency or a broadcaster is."""
    return _PERIODICAL.search(name) is not None


def read_byline(text: str) -> Byline | None:
    """What "By A and B", "By A, The Outlet", "By A | date" or "A | date" says; else None."""
    if len(text) > 200:
        return None
    bare = _bare(text)
    prefix = _BY.match(bare)
    pattern = _BYLINE if prefix else _NAME_AND_DATE
    match = pattern.fullmatch(bare, prefix.end() if prefix else 0)
    if match is None:
        return None
    dates = read_dateline(rest) if (rest := (match.group("rest") or "").strip()) else None
    if dates is None and (prefix is None or "." in rest):
        return None
    names = _people(match.group("names"))
    if any(map(_NO_NAME.search, names)):
        return None
    return Byline(names, dates.published if dates else None)


def read_signature(text: str) -> Signature | None:
    """What "A, The Daily Outlet" or "A and B | The Outlet" says, if it can be a byline at all.

    Such a line may as well be a subtitle. Only where it stands can tell.
    """
    match = _SIGNATURE.fullmatch(text) if len(text) <= 120 else None
    if match is None:
        return None
    names, outlet = _people(match["names"]), match["outlet"].strip()
    named = is_periodical(outlet)
    apart = match["mark"] != "," and (outlet.startswith("The ") or "." in outlet)
    if not (named or apart) or not _OUTLET.fullmatch(outlet) or _is_office(outlet):
        return None
    if any(_NO_NAME.search(name) or _BODY.search(name) or _is_thing(name) for name in names):
        return None
    return Signature(names, outlet)


def _is_office(text: str) -> bool:
    return any(word.lower() in ROLES for word in text.split())


def _is_thing(name: str) -> bool:
    words = {word.lower() for word in name.split()}
    return bool(words & (NOT_NAMES - SURNAMES_TOO | PREPOSITIONS | DETERMINERS))


def read_dateline(text: str) -> DateLine | None:
    """What a line says that holds only dates, and perhaps how long the reading takes."""
    if len(text) > 120 or not any(character.isdigit() for character in text):
        return None
    published: PartialDate | None = None
    dated = False
    for piece in _PIECES.split(text):
        if not piece or READ_TIME.fullmatch(piece):
            continue
        match = _DATED.fullmatch(piece)
        if match is None:
            return None
        stated = match.group("date").strip(" .,")
        if stated.isdigit() or not has_date_shape(stated):
            return None
        dated = True
        if published is None and not match.group("changed"):
            published = parse_date(stated)
    return DateLine(published) if dated else None


def read_authors(text: str) -> tuple[str, ...]:
    """The names in an author field, such as "By A, B and C, Special to The Outlet".

    Addresses, handles and roles are left out, and so are publishers beside a person. A publisher
    alone is the author that the field declares, and so are pen names.
    """
    bare = _bare(text)
    if (prefix := _BY.match(bare)) is not None:
        bare = bare[prefix.end() :]
    return _people(re.sub(r"\(\s*\)|[\s,]+(?i:special to)\b.*|[\s,]+for The\b.*", "", bare))


def _bare(text: str) -> str:
    """The text without addresses, handles and what invites to follow them."""
    plain = _CONTACT.sub("", _FOLLOW.sub("", " ".join(text.split())))
    return re.sub(r"\s*,[\s,]*", ", ", plain).strip(" ,")


def _people(text: str) -> tuple[str, ...]:
    """The persons of a list; where there are none, the one body that it names."""
    found: list[str] = []
    for part in _LIST.split(text):
        name = (
            part.strip(" ,;.()") if not re.search(rf"(?:{_RANK})$", part) else part.strip(" ,;()")
        )
        shorter = _ROLE.sub("", f", {name}").removeprefix(", ")
        if not shorter:
            continue
        name = _in_case(shorter if is_name(shorter) else name)
        if name not in found and not _NOBODY.fullmatch(name):
            found.append(name)
    people = [name for name in found if not _BODY.search(name) and _PERSON.fullmatch(name)]
    if not people and any(" " in name for name in found):
        del found[1:]
    return tuple(people or found)


_NOBODY = re.compile(
    r"\d*|admin|administrator|author|editor|guest|staff|user|webmaster|anonymous|unknown|none",
    re.IGNORECASE,
)


def _in_case(name: str) -> str:
    """A name in capitals as it is written elsewhere: "UNA Q. VON MCWRITER", Una Q. von McWriter."""
    if not name.isupper() or " " not in name or _BODY.search(name):
        return name
    words = name.split(" ")
    return " ".join([words[0].title(), *map(_word_in_case, words[1:])])


def _word_in_case(word: str) -> str:
    if re.fullmatch(PARTICLE, word.lower()):
        return word.lower()
    if re.fullmatch(r"I{2,3}|IV", word):
        return word
    return re.sub(r"^Mc(\w)", lambda match: f"Mc{match[1].upper()}", word.title())
