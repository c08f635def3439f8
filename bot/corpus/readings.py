"""What came of reading a file, in a form that passes between processes and into the store."""

from __future__ import annotations

import traceback
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from bot import corpus
from bot.corpus.files import Refused, relative
from bot.corpus.sketches import Sketch
from bot.corpus.sources import Sources
from bot.model import Article, Refusal

BROKEN = (
    "It could not be read as an article; the log has the details. Save it as plain text, or leave "
    "it out."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The article with its sketch, or why the file is refused.

    ``lost``: the file may be as good as ever, but could not be read now. ``trouble`` is what the
    log should say beside the refusal.
    """

    article: Article | None = None
    sketch: Sketch | None = None
    refusal: Refusal | None = None
    lost: bool = False
    trouble: str = ""

    def __post_init__(self) -> None:
        if not ((self.article is None) == (self.sketch is None) != (self.refusal is None)):
            raise ValueError("a file is either read or refused")


@cache
def _form() -> TypeAdapter[Reading]:
    # Made when first used: a start that reads nothing need not wait for it.
    return TypeAdapter(Reading)


def pack(reading: Reading) -> bytes:
    """The reading as JSON, compressed."""
    return zlib.compress(_form().dump_json(reading), 1)


def unpack(packed: bytes) -> Reading:
    """The reading that ``pack`` was given.

    Raises:
        ValueError: an older release packed it, in another form.
    """
    try:
        return _form().validate_json(zlib.decompress(packed))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def read(path: Path, root: Path, sources: Sources, max_bytes: int) -> Reading:
    """Read one file. Nothing is raised: one file must not keep the others out, whatever is in it.

    ``corpus`` is asked by its name, so that importing this loads no parser.
    """
    try:
        article = corpus.read_article(path, root, sources, max_bytes)
        return Reading(article, corpus.sketch_of(article))
    except Exception as error:  # noqa: BLE001 - it is told with the refusal
        return failed(path, root, error)


def failed(path: Path, root: Path, error: Exception) -> Reading:
    """The refusal of a file that raised ``error``."""
    if isinstance(error, Refused):
        return Reading(refusal=error.refusal, lost=error.lost)
    trouble = "".join(traceback.format_exception(error))
    return Reading(refusal=Refusal(relative(path, root), BROKEN), trouble=trouble)
