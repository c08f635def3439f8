"""Whether a file has changed, told without reading it as an article."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.corpus.files import hash_file, relative
from bot.corpus.sources import Sources


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
