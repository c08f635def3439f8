"""What an article is found by where others are looked for that may share a passage with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sketch:
    """The minima of an article's windows (``bot.corpus.near_duplicates``), and how many windows."""

    minima: tuple[int, ...]
    windows: int
