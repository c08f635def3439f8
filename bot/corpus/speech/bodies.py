"""The bodies that an article lets speak: papers, parties, ministries, firms with an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.corpus.names import CAPITAL_WORD, fold
from bot.corpus.speech.tables import (
    AUXILIARIES,
    BODIES,
    LONE_BODIES,
    NO_BODIES,
    NOT_A_VERB,
    NOT_NAMES,
    OPENING_WORDS,
    TITLES,
)
from bot.corpus.speech.verbs import ALSO_NOUNS, SAYING
from bot.text import word_set

_RUN = re.compile(
    rf"(?<![\w’'.-]){CAPITAL_WORD}"
    rf"(?:[ \u00a0](?:(?:of|for|on|and|the)[ \u00a0]){{0,2}}{CAPITAL_WORD}){{0,6}}"
)
_ACRONYM = re.compile(r"[A-Z]{3,5}")
_ACRONYM_HEARD = re.compile(r"[A-Z]{2,10}")
_OPENERS = word_set("The A An On In At For From By To With As And But When After While")
_POSSESSIVE = re.compile(r"[’']s?$")
# "the Harbour Times editorial board wrote": what the board writes is the paper's own.
_VOICE = re.compile(r"(?:[’']s?)?[ \u00a0]editorial[ \u00a0]board\b")
_SPEAKS = re.compile(r"(?:[ \u00a0](?:first|also|has|had|later|\w+ly))?[ \u00a0]([a-z]+)\b")
_JOINING = frozenset({"of", "for", "on"})
_THE = re.compile(
    r"^(?:(?:The|A|An|On|In|At|For|From|By|To|As|But|And|When|After|While)[ \u00a0])+"
)
_OF = re.compile(
    rf"((?:{CAPITAL_WORD}[ \u00a0])*?(?:{'|'.join(sorted(w.capitalize() for w in BODIES))})"
    r"[ \u00a0](?:of|for|on)[ \u00a0].+?)(?:[’']s?(?: |$)|$)"
)
_CITED = re.compile(r"\baccording to (?:the )?$", re.IGNORECASE)
_SAID = re.compile(
    r"[”\"’'][ \u00a0](?:said|wrote|reported|tweeted|opined|noted|asked) (?:the |\w+[’']s )?$"
)
_LOOK_BACK = 24  # characters, more than the longest of these has
_NO_OPENERS = NOT_A_VERB | AUXILIARIES | OPENING_WORDS
# Who belongs to a party or a people says nothing for it: "the Republican said".
_BELONGS = re.compile(r"(?:ans?|crats?|ese|ists?|ives?)$")
_BELONGS_ALONE = re.compile(r"(?:ans?|crats?|ese|ists?|ives?|ers?|men|s)$")  # "the Somewherer"


_VERBS = frozenset(verb for verb in SAYING - ALSO_NOUNS if not verb.endswith("ing"))


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    name: str
    kind: bool  # its last word tells a kind of body, or it is an acronym

    @property
    def words(self) -> list[str]:
        return self.name.split()


def find_bodies(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each body, in its fullest form, without the article before it.

    A body is known by its last word, as an acronym, or because it says something somewhere.
    """
    runs = [run for match in _RUN.finditer(text) if (run := _run(text, match)) is not None]
    heard = {run.name for run in runs if not run.kind and _is_heard(text, run)}
    fullest = _fullest([run for run in runs if run.kind])
    for run in runs:
        if run.kind or run.name in heard:
            voice = _VOICE.match(text, run.end)
            end = run.end if voice is None else voice.end()
            yield run.start, end, fullest.get(run.name, run.name)


def _run(text: str, match: re.Match[str]) -> _Run | None:
    """The capitalised words that may name a body."""
    run = match.group().split()
    start = match.start()
    last = _POSSESSIVE.sub("", run[-1])
    acronym = len(run) == 1 and _ACRONYM.fullmatch(last) and last not in NO_BODIES
    kind = bool(acronym) or last.lower() in BODIES
    if len(run) == 1 and not kind:
        # Most runs are one word that is no body's name.
        alone = last.lower() in LONE_BODIES or _ACRONYM_HEARD.fullmatch(last) is not None
        if (not alone or last in NO_BODIES) and not _has_the(text, start):
            return None
        return _Run(start, start + len(last), last, False)
    if (
        not kind
        and len(run) > 2
        and not _JOINING.isdisjoint(run)
        and (whole := _of_something(match.group())) is not None
    ):
        opened = len(whole) - len(_THE.sub("", whole))
        name = whole[opened:]
        return _Run(start + opened, start + len(whole), " ".join(name.split()), True)
    while (run[0] in _OPENERS or (not kind and run[0].lower() in _NO_OPENERS)) and len(run) > 1:
        start += len(run[0]) + 1
        run = run[1:]
    if len(run) == 1 and not acronym and not _has_the(text, start):
        return None
    if len(run) > 2 and _POSSESSIVE.search(run[0]) and not _has_the(text, start):
        start += len(run[0]) + 1  # "Somewhere’s Plain Dealer"
    name = " ".join(text[start : match.end()].split())
    bare = _POSSESSIVE.sub("", name)
    return _Run(start, match.end() - (len(name) - len(bare)), bare, kind)


def _of_something(run: str) -> str | None:
    """ "Department of Piers" in a run that may go on: "Department of Piers’ Una Roe"."""
    match = _OF.match(run)
    return None if match is None else match.group(1)


def _is_heard(text: str, run: _Run) -> bool:
    """Whether the article lets it speak here: "Harbour Beast reported"."""
    if not _is_subject(text, run):
        return False
    if any(word[0].isupper() and word.lower() in _NO_OPENERS for word in run.words):
        return False  # the title of a work: "The Truth About Piers"
    if any(_POSSESSIVE.search(word) for word in run.words[:-1]):
        return False  # "Harbour Beast’s Una Writer"
    keys = [fold(word) for word in run.words]
    if any(key in TITLES for key in keys if key not in NOT_NAMES):
        return False  # "Secretary of State"
    belongs = _BELONGS if len(keys) > 1 else _BELONGS_ALONE
    doubtful = len(keys) == 1 or keys[-1] in NOT_NAMES
    return keys[-1] in LONE_BODIES or not (doubtful and belongs.search(keys[-1]))


def _is_subject(text: str, run: _Run) -> bool:
    """Whether a verb of saying or "according to" stands beside it."""
    back = max(0, run.start - _LOOK_BACK)
    following = _SPEAKS.match(text, run.end)
    if following is not None and following.group(1) in _VERBS:
        return True
    before = text[back : run.start]
    if _CITED.search(before) or _SAID.search(before):
        return True
    return _VOICE.match(text, run.end) is not None


def _fullest(runs: list[_Run]) -> dict[str, str]:
    """By short name: the one body of the article that "the Times" can mean."""
    longer: dict[str, set[str]] = {}
    for run in runs:
        if len(run.words) > 1:
            longer.setdefault(run.words[-1], set()).add(run.name)
    return {short: next(iter(names)) for short, names in longer.items() if len(names) == 1}


def _has_the(text: str, start: int) -> bool:
    """ "the Post": one word is a body's name only after its article."""
    return text[max(0, start - 4) : start - 1].lower().endswith("the")
