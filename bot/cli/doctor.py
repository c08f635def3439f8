"""``commonplace doctor``: what an operator would look at first, each with a sentence."""

from __future__ import annotations

import base64
import binascii
import os
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.library import CorpusError, Library, StoreError
from bot.model import Server
from bot.probe import MOST_SERVERS, Probe, probe
from bot.settings import Settings, SettingsError, load_settings
from bot.store.backup import STORE, faults_of
from bot.store.schema import schema_of

LEAST_DISK = 100_000_000  # bytes
MOST_DRIFT = 60.0  # seconds; Discord dates to the second, and a post may be that late


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
    findings += _database(settings.data_dir / STORE)
    servers: list[Server] = []
    try:
        library = await Library.open(settings, shared=True)
        try:
            servers = await library.daily.servers()
            findings += await _store(library)
        finally:
            await library.close()
    except StoreError as error:  # on a full disk, also of a store that could be opened
        findings.append(Finding("store", False, str(error)))
    return [*findings, *await _discord(settings, servers)]


def _folders(settings: Settings) -> Iterator[Finding]:
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
    used = sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
    free, wanted = shutil.disk_usage(nearest).free, max(LEAST_DISK, 2 * used)
    room = f"{free / 1e6:,.0f} MB free, {used / 1e6:,.0f} MB used by the data folder"
    yield Finding(
        "disk",
        free >= wanted,
        room
        if free >= wanted
        else f"{room}: make room for {wanted / 1e6:,.0f} MB, as a backup and a new index need it.",
    )


def _database(store: Path) -> Iterator[Finding]:
    """The store as a file, before anything is done to it."""
    if not store.exists():
        yield Finding("database", True, "there is none yet; the first start makes it")
        return
    try:
        with closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            faults = faults_of(opened)
            schema = schema_of(Database(opened))
    except sqlite3.Error as error:
        yield Finding("database", False, f"{store} can't be read ({error}): restore a backup.")
        return
    yield Finding(
        "database",
        not faults,
        "sound" if not faults else f"damaged ({'; '.join(faults)}): restore a backup.",
    )
    if schema.unknown:
        detail = f"made by a newer Commonplace ({', '.join(schema.unknown)}): run that version."
    elif schema.pending:
        detail = f"older; the next start backs it up and adds {', '.join(schema.pending)}"
    else:
        detail = f"as this version has it ({schema.applied[-1]})"
    yield Finding("schema", not schema.unknown, detail)


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
        Finding("index", True, f"{library.passages} passages, and it agrees with the store"),
        *(Finding(f"refused {refusal.file}", False, refusal.reason) for refusal in library.refused),
    ]


async def _discord(settings: Settings, servers: Sequence[Server]) -> list[Finding]:
    """The token, and what only Discord knows."""
    if settings.token is None:
        # A bot without a token still has its preview, so that is no fault.
        return [
            Finding("token", True, "DISCORD_TOKEN is not set: only the preview runs"),
            Finding("clock", True, "not checked against Discord's, as there is no token"),
        ]
    token = settings.token.get_secret_value()
    if fault := token_fault(token):
        return [
            Finding("token", False, f"{fault} Copy it again from the Bot page of your application.")
        ]
    return list(_told(await probe(token, servers), len(servers)))


def token_fault(token: str) -> str:
    """What is wrong with a token that can't be one; empty when it has the form of one."""
    parts = token.split(".")
    if token.lower().startswith("bot "):
        return "DISCORD_TOKEN begins with “Bot”, which is not part of it."
    if len(parts) != 3 or not all(re.fullmatch(r"[\w-]+", part) for part in parts):
        return "DISCORD_TOKEN has not the three parts, joined by dots, of a bot's token."
    try:
        owner = base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4))
    except (binascii.Error, ValueError):
        owner = b""
    return "" if owner.isdigit() else "DISCORD_TOKEN does not begin with a bot's id."


def _told(found: Probe, servers: int) -> Iterator[Finding]:
    if found.drift is None:
        yield Finding("clock", True, "could not be checked: Discord did not say what time it is")
    else:
        right = abs(found.drift) <= MOST_DRIFT
        side = "ahead of" if found.drift > 0 else "behind"
        apart = f"{abs(found.drift):.0f} s {side} Discord's"
        yield Finding(
            "clock", right, apart if right else f"{apart}: let this machine set it by NTP."
        )
    if found.refused:
        yield Finding(
            "token", False, "Discord refused it: copy it again from the Bot page of your app."
        )
        return
    if found.unreachable:
        yield Finding("token", True, "it has the form of one; Discord could not be asked")
        yield Finding(
            "Discord",
            False,
            f"can't be reached ({found.unreachable}): check this machine's network.",
        )
        return
    yield Finding("token", True, f"of {found.name}")
    unneeded = f"; {', '.join(found.privileged)} may be switched off" if found.privileged else ""
    yield Finding("intents", True, f"no privileged one is asked for{unneeded}")
    for sentence in found.channels:
        yield Finding("permissions", False, sentence)
    if not found.channels:
        most = f", the first {MOST_SERVERS}" if servers > MOST_SERVERS else ""
        yield Finding("permissions", True, f"enough for {found.looked} quotes of the day{most}")
