"""Whether the words of a topic can be searched for at all."""

from __future__ import annotations

from functools import cache

from bot.search import Analyzer


def says_nothing(topic: str) -> bool:
    """Whether a topic has no word that search would look for: "the", say, or "?!"."""
    return not _analyzer().query_terms(topic)


@cache
def _analyzer() -> Analyzer:
    return Analyzer()
