"""Memory that was freed is given back to the system.

glibc keeps what a thread has freed for the next time, and the threads of an index's writer free
much between pieces that stay: after some reindexes the process held three times what it used.
"""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Let the system have what is free. It takes some milliseconds, in which others may run.

    Where the C library is another than glibc there is nothing to do.
    """
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
