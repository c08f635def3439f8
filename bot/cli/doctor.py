"""``commonplace doctor``: what an operator would look at first, each with a sentence."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.library import CorpusError, Library, StoreError
from bot.settings import Settings, SettingsError, load_settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``detail`` says what was found, and what to do when it is not ok."""

    name: str
    ok: bool
    detail: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


async def examine() -> list[Finding]:
    """Look at everything; one thing that is wrong does not keep from looking at the others."""
    findings = [Finding("Python", sys.version_info >= (3, 11), platform.python_version())]
    try:
        settings = load_settings()
    except SettingsError as error:
        return [*findings, Finding("settings", False, str(error))]
    findings += [Finding("settings", True, "every value can be used"), *_folders(settings)]
    try:
        library = await Library.open(settings, shared=True)
    except StoreError as error:
        return [*findings, Finding("store", False, str(error))]
    try:
        findings += await _store(library)
    finally:
        await library.close()
    return findings


def _folders(settings: Settings) -> Iterator[Finding]:
    token = settings.discord_token
    # A bot without a token still has its preview, so that is no fault.
    yield Finding(
        "token",
        True,
        "DISCORD_TOKEN is set" if token else "DISCORD_TOKEN is not set: only the preview runs",
    )
    corpus = settings.corpus_dir
    readable = corpus.is_dir() and os.access(corpus, os.R_OK | os.X_OK)
    yield Finding(
        "corpus folder",
        readable,
        str(corpus)
        if readable
        else f"{corpus} is not a folder that can be read: make it, or set CORPUS_DIR.",
    )
    data = settings.data_dir
    nearest = next(folder for folder in (data, *data.absolute().parents) if Path(folder).exists())
    writable = os.access(nearest, os.W_OK)
    yield Finding(
        "data folder",
        writable,
        str(data) if writable else f"{data} can't be written: change its rights, or set DATA_DIR.",
    )


async def _store(library: Library) -> list[Finding]:
    shelf = await library.catalogue()
    if library.writable:
        try:
            await library.reindex()
        except CorpusError as error:
            return [Finding("corpus", False, str(error))]
        shelf = await library.catalogue()
        running = "no other process has the data folder"
    else:
        running = "another process, most likely the bot, has the data folder: reindex there"
    return [
        Finding("lock", True, running),
        Finding(
            "library",
            bool(shelf.articles),
            f"{len(shelf.articles)} articles in {len(shelf.voices)} voices, "
            f"generation {library.generation}"
            if shelf.articles
            else "no article: put .txt, .md or .html files into the corpus folder and reindex.",
        ),
        *(Finding(f"refused {refusal.file}", False, refusal.reason) for refusal in library.refused),
    ]
