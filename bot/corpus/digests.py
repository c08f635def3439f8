"""Whether a file has changed, told without reading it as an article."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.files import hash_file, relative
from bot.corpus.sources import Sources

# A file may change twice within one tick of its disk's clock, and that clock may be another
# machine's. What was changed less than this before it was hashed is hashed again.
_SETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looked like from outside, and the digest that it had then.

    ``size`` is in bytes, ``mtime_ns`` in nanoseconds since 1970. ``entry`` is the SHA-256 of the
    file's entry in ``sources.toml``; empty where it has none.
    """

    size: int
    mtime_ns: int
    entry: str
    digest: str


def digest(path: Path, root: Path, sources: Sources) -> str:
    """SHA-256, in hexadecimal, of a file's bytes and of its entry in ``sources.toml``.

    Tells an unchanged file without annotating it.

    Raises:
        Refused: the file is out of the folder, gone or unreadable.
    """
    return finished(hash_file(path, root), relative(path, root), sources)


def finished(running: hashlib._Hash, file: str, sources: Sources) -> str:
    """The digest of a file whose bytes ``running`` has taken in."""
    running.update(sources.fingerprint(file))
    return running.hexdigest()


def stamped(
    path: Path, root: Path, sources: Sources, known: Stamp | None
) -> tuple[str, Stamp | None]:
    """A file's digest, and the stamp by which it is told next time.

    The file is not opened while it looks as ``known`` says. There is no stamp for a link, nor for
    a file that changed so lately that it may change again and look the same. ``path`` is one that
    ``survey`` found below ``root``.

    Raises:
        Refused: as ``digest``.
    """
    # Before the bytes are read: a file that changes meanwhile must not look like its old self.
    now, look = time.time_ns(), _look(path)
    if look is None:
        return digest(path, root, sources), None
    fingerprint = sources.fingerprint(relative(path, root))
    entry = hashlib.sha256(fingerprint).hexdigest() if fingerprint else ""
    size, mtime_ns = look.st_size, look.st_mtime_ns
    if known is not None and (known.size, known.mtime_ns, known.entry) == (size, mtime_ns, entry):
        return known.digest, known
    found = digest(path, root, sources)
    settled = mtime_ns + _SETTLED_NS < now
    return found, Stamp(size, mtime_ns, entry, found) if settled else None


def _look(path: Path) -> os.stat_result | None:
    """The file from outside; None where ``digest`` has to say what it is or what is wrong."""
    try:
        look = path.lstat()
    except OSError:
        return None
    return look if stat.S_ISREG(look.st_mode) and os.access(path, os.R_OK) else None
