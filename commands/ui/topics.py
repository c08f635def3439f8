"""What a member types as a topic, a date or a list of sources, read with care."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.library import Library
from bot.model import PartialDate
from bot.text import fold
from commands.ui.errors import UserError
from commands.ui.markdown import visible

LONGEST_TOPIC = 1000  # characters: a paragraph may be pasted
LONGEST_NAME = 150
LONGEST_LIST = 600


def read_topic(text: str, library: Library) -> str:
    """The topic, its white space tidied.

    Raises:
        UserError: it has no word to search for.
    """
    topic = " ".join(text.split())
    if lack := library.says_nothing(topic):
        raise UserError(lack)
    return topic


def read_date(text: str | None) -> PartialDate | None:
    """The date, if one was given.

    Raises:
        UserError: it is none.
    """
    if text is None or not text.strip():
        return None
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise UserError(str(error)) from error


def read_name(text: str | None) -> str | None:
    """A name, its white space tidied; None where there is nothing that a reader could see."""
    return " ".join(visible(text).split()) or None if text else None


def rejoined(parts: Sequence[str], known: Iterable[str]) -> list[str]:
    """The parts of a list with commas, but for names that hold commas themselves."""
    whole = {fold(" ".join(name.split())) for name in known}
    names: list[str] = []
    first = 0
    while first < len(parts):
        for last in range(len(parts), first, -1):
            name = ", ".join(parts[first:last])
            if last == first + 1 or fold(name) in whole:
                names.append(name)
                first = last
                break
    return names


def read_list(text: str | None) -> list[str]:
    """The parts of a list with commas, each once."""
    names = (read_name(part) for part in (text or "").split(","))
    return list(dict.fromkeys(name for name in names if name))
