"""Python's garbage collector is kept from going over the whole corpus, again and again.

A full collection takes time that grows with what is held (0.2 s at 3,000 articles), and holds the
interpreter meanwhile, so that no question is answered. Articles and their index have no cycles.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEVER = (1 << 31) - 1
# Two libraries in one process may overlap, and the last to finish must not put back the first's.
_USUAL = gc.get_threshold()


@contextmanager
def no_full_collections() -> Iterator[None]:
    """Only what is young is collected meanwhile, and what is old afterwards is never looked at.

    It is still freed as soon as nothing refers to it.
    """
    gc.set_threshold(*_USUAL[:2], _NEVER)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*_USUAL)
