"""Which files of a corpus folder are articles, and how their bytes are reached."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from bot.model import Refusal

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm"})

# Files that stand beside articles in any folder and are about it, not of it.
_BESIDE = re.compile(
    r"(readme(\.[a-z]{2})?|licen[sc]e(-[a-z]+)?|copying|notice)\.[a-z]+", re.IGNORECASE
)

_CHUNK = 1 << 20


class Refused(Exception):
    """A file that cannot be an article.

    ``file`` is its POSIX path relative to the corpus folder; ``reason`` says in a sentence what is
    wrong and what to do.
    """

    def __init__(self, file: str, reason: str, *, lost: bool = False) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
        self.lost = lost

    @property
    def refusal(self) -> Refusal:
        return Refusal(self.file, self.reason)


def relative(path: Path, root: Path) -> str:
    """The POSIX path of ``path`` below ``root``, or its bare name where it is not below it."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


def _candidates(root: Path) -> Iterator[Path]:
    # Folder links are not followed: one could lead out of the corpus, or round in a circle.
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if (
                not name.startswith(".")
                and path.suffix.lower() in SUFFIXES
                and not _BESIDE.fullmatch(name)
            ):
                yield path


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link that goes round in a circle
        return False


def corpus_files(root: Path) -> list[Path]:
    """The files below ``root`` that count as articles, sorted by their path."""
    found = [p for p in _candidates(root) if not p.is_symlink() or _inside(p, root)]
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())


def stray_links(root: Path) -> list[Refusal]:
    """One refusal for each link that would be an article but leads out of ``root``."""
    return sorted(
        (
            Refusal(relative(p, root), _OUTSIDE)
            for p in _candidates(root)
            if p.is_symlink() and not _inside(p, root)
        ),
        key=lambda refusal: refusal.file,
    )


_OUTSIDE = (
    "It is a link that leads out of the corpus folder. "
    "Copy the file into the folder in place of the link."
)


def check_reachable(path: Path, root: Path) -> None:
    """Raise Refused unless ``path`` is a plain file within ``root``."""
    file = relative(path, root)
    if not _inside(path, root):
        raise Refused(file, _OUTSIDE)
    if not path.exists():
        raise Refused(file, "It is no longer there. Put it back, or reindex to drop it.")
    if not path.is_file():
        raise Refused(file, "It is not a plain file. Put a text, Markdown or HTML file there.")


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "It is no longer there. Put it back, or reindex to drop it."
    what = error.strerror or type(error).__name__
    return f"It could not be read ({what}). Make it readable for the user that runs the bot."


def _megabytes(size: int) -> str:
    mega = 1024 * 1024
    return f"{size:,} bytes" if size < mega // 10 else f"{size / mega:,.1f} MB"


def read_bytes(path: Path, root: Path, max_bytes: int) -> bytes:
    """The file's bytes.

    Raises:
        Refused: the file is out of the folder, gone, unreadable or larger than ``max_bytes``.
    """
    check_reachable(path, root)
    file = relative(path, root)
    try:
        size = path.stat().st_size
        if size <= max_bytes:
            with path.open("rb") as stream:
                # One byte more than allowed tells a file that grew since it was measured.
                raw = stream.read(max_bytes + 1)
            if len(raw) <= max_bytes:
                return raw
            size = len(raw)
    except OSError as error:
        raise Refused(file, _unreadable(error)) from error
    raise Refused(
        file,
        f"It is {_megabytes(size)}, and the limit is {_megabytes(max_bytes)}. "
        "Split it, or raise MAX_FILE_MB.",
    )


def hash_file(path: Path, root: Path) -> hashlib._Hash:
    """The running SHA-256 of the file's bytes, read in pieces. Raises Refused as read_bytes."""
    check_reachable(path, root)
    running = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                running.update(piece)
    except OSError as error:
        raise Refused(relative(path, root), _unreadable(error)) from error
    return running


def server_of(file: str) -> int | None:
    """The guild to which a file belongs: the id in ``servers/<id>/…``, or None for everybody's.

    Raises:
        Refused: the file is under ``servers/``, but not under an id. It was meant for one server,
            so it must not be shown to all.
    """
    first, _, rest = file.partition("/")
    if first.casefold() != "servers" or not rest:
        return None
    identity, slash, _ = rest.partition("/")
    if first == "servers" and slash and re.fullmatch(r"[1-9]\d{0,18}", identity, re.ASCII):
        number = int(identity)
        if number < 1 << 63:
            return number
    raise Refused(
        file,
        "It is under servers/, but not in a folder named by a Discord server's id, such as "
        "servers/123456789012345678/. Move it there, or out of servers/ to show it to everybody.",
    )
