"""Which files of a corpus folder are articles, and how their bytes are reached."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from pathlib import Path

from bot.model import Refusal
from bot.piecewise import sorted_piecewise

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm"})
OTHER_KIND = "Only .txt, Markdown and HTML files are read: save it as one of these."

# What people put among articles in the belief that it will be read. Pictures and data are not.
_DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".pages"})

# Files that stand beside articles in any folder and are about it, not of it.
_BESIDE = re.compile(
    r"(readme(\.[a-z]{2})?|licen[sc]e(-[a-z]+)?|copying|notice)\.[a-z]+", re.IGNORECASE
)

_CHUNK = 1 << 20


class Refused(Exception):
    """A file that cannot be an article.

    ``file`` is its POSIX path relative to the corpus folder; ``reason`` says in a sentence what is
    wrong and what to do. ``lost`` tells that the file may be as good as ever, but could not be
    reached or read: no permission, say, or a failing disk.
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
    """The POSIX path of ``path`` below ``root``, or its bare name where it is not below it.

    What of it is not UTF-8 is shown by U+FFFD, so that it can be printed and stored.
    """
    try:
        name = path.relative_to(root).as_posix()
    except ValueError:
        name = path.name
    return name if _is_sound(name) else os.fsencode(name).decode("utf-8", "replace")


def _is_sound(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def survey(root: Path) -> tuple[list[Path], list[Refusal]]:
    """What ``corpus_files`` and ``left_out`` say of ``root``, from one look at it.

    Raises:
        OSError: ``root`` itself cannot be listed.
    """
    found: dict[str, Path] = {}
    refused: list[Refusal] = []

    def leave(path: Path, reason: str) -> None:
        refused.append(Refusal(relative(path, root), reason))

    # A list in place of recursion: folders may be nested deeper than Python's stack.
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            if folder == root:
                raise
            leave(folder, _unlisted(error))
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith((".", "~$")):
                continue
            # Folder links are not followed: one could lead out of the corpus, or round in a circle.
            if _is_folder(entry):
                if not _is_sound(entry.name):
                    leave(path, _ODD_NAME)
                elif not entry.is_symlink():
                    waiting.append(path)
            elif reason := _left_out(path, root, entry):
                leave(path, reason)
            elif path.suffix.lower() in SUFFIXES and not _BESIDE.fullmatch(entry.name):
                found[path.relative_to(root).as_posix()] = path
    refused.sort(key=lambda refusal: refusal.file)
    return [found[name] for name in sorted_piecewise(found)], refused


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that cannot be followed
        return False


def _left_out(path: Path, root: Path, entry: os.DirEntry[str]) -> str:
    """Why a file that was meant to be read is not; empty where it is, or was not meant to be."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES | _DOCUMENTS or _BESIDE.fullmatch(entry.name):
        return ""
    if not _is_sound(entry.name):
        return _ODD_NAME
    if suffix in _DOCUMENTS:
        return OTHER_KIND
    return _stray(path, root) if entry.is_symlink() else ""


def _stray(path: Path, root: Path) -> str:
    """What is wrong with where a link leads; empty where nothing is."""
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "It is a link that goes round in a circle. Put a file in its place."
        if error.errno in _ABSENT:
            return "It is a link that points at nothing. Put a file in its place."
    return "" if _inside(path, root) else _OUTSIDE


def _inside(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def corpus_files(root: Path) -> list[Path]:
    """The files below ``root`` that count as articles, sorted by their path.

    Raises:
        OSError: ``root`` itself cannot be listed.
    """
    return survey(root)[0]


def left_out(root: Path) -> list[Refusal]:
    """One refusal for each thing below ``root`` that may have been meant to be read, but is not.

    These are folders that cannot be listed, names that are not UTF-8, links that lead out of the
    folder, nowhere or in a circle, and documents of other programs.

    Raises:
        OSError: ``root`` itself cannot be listed.
    """
    return survey(root)[1]


_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})
_OUTSIDE = (
    "It is a link that leads out of the corpus folder. "
    "Copy the file into the folder in place of the link."
)
_ODD_NAME = "Its name is not UTF-8: rename it."


def check_reachable(path: Path, root: Path) -> None:
    """Raise Refused unless ``path`` is a plain file within ``root``. It is not opened."""
    file = relative(path, root)
    if not _is_sound(path.name) or not _is_sound(str(path)[len(str(root)) :]):
        raise Refused(file, _ODD_NAME)
    try:
        if path.is_symlink() and (reason := _stray(path, root)):
            raise Refused(file, reason)
        if not _inside(path, root):
            raise Refused(file, _OUTSIDE)
        mode = path.stat().st_mode
    except OSError as error:
        raise _unreadable(file, error) from error
    if not stat.S_ISREG(mode):
        raise Refused(file, "It is not a plain file. Put a text, Markdown or HTML file there.")


def _unlisted(error: OSError) -> str:
    if error.errno == errno.ENAMETOOLONG:
        return "The folder could not be read: its path is too long. Move it nearer to the top."
    what = error.strerror or type(error).__name__
    return (
        f"The folder could not be read ({what}). Make it readable for the user that runs the bot."
    )


def _unreadable(file: str, error: OSError) -> Refused:
    if error.errno in _ABSENT:
        return Refused(
            file, "There is no such file. It is no longer there, or its name is spelt otherwise."
        )
    if error.errno == errno.ENAMETOOLONG:
        return Refused(file, "Its path is too long to be read. Give it a shorter one.", lost=True)
    what = error.strerror or type(error).__name__
    return Refused(
        file,
        f"It could not be read ({what}). Make it readable for the user that runs the bot.",
        lost=True,
    )


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
        raise _unreadable(file, error) from error
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
        raise _unreadable(relative(path, root), error) from error
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
