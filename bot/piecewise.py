"""What holds the interpreter for long when done at once to very many, done piece by piece.

Otherwise nobody is answered meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, MutableSequence
from typing import Any

PIECE = 2_000  # names; sorted in half a millisecond


def sorted_piecewise(names: Iterable[str]) -> list[str]:
    """As ``sorted``. The last step is quick, as it finds pieces in order."""
    every = list(names)
    for start in range(0, len(every), PIECE):
        every[start : start + PIECE] = sorted(every[start : start + PIECE])
    every.sort()
    return every


def let_go(*collections: MutableMapping[Any, Any] | MutableSequence[Any]) -> None:
    """Free what collections hold, and nobody else does, one by one."""
    for each in collections:
        if isinstance(each, MutableMapping):
            while each:
                each.popitem()
        else:
            while each:
                each.pop()
