"""Bring the store up to date with the corpus folder: what changed is read again, nothing else.

The functions of ``bot.corpus`` are called by its name, so that a start loads no parser.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from bot import corpus
from bot.corpus import REVISION, Refused, Sources, server_of
from bot.model import Article, Refusal, ReindexReport
from bot.store.articles import RefusedFile, Shelf, save_corpus

log = logging.getLogger(__name__)


class CorpusError(Exception):
    """The corpus folder can't be read as a whole. The message is for the operator or admin."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reindex is: files looked at, of how many, and the one at hand."""

    done: int
    total: int
    file: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reindex is about to save."""

    saved: tuple[Article, ...]
    removed: tuple[int, ...]
    voices: dict[str, tuple[str, ...]]
    refused: tuple[RefusedFile, ...]
    report: ReindexReport


def find_changes(
    root: Path, shelf: Shelf, max_bytes: int, progress: Callable[[Progress], None]
) -> Changes:
    """Compare the folder with the shelf, and read the files that are new or differ.

    Raises:
        CorpusError: the folder is missing, or is empty while the library is not: a volume that
            was not mounted must not empty the library.
    """
    if not root.is_dir():
        raise CorpusError(
            f"The corpus folder {root} does not exist. Make it, or point CORPUS_DIR to the "
            "folder of your articles."
        )
    try:
        files = corpus.corpus_files(root)
    except OSError as error:
        raise CorpusError(f"The corpus folder {root} can't be read ({error.strerror}).") from error
    if not files and shelf.articles:
        raise CorpusError(
            f"The corpus folder {root} holds no articles, so the library keeps the "
            f"{len(shelf.articles)} that it has. If the folder is on a volume, check that it is "
            "mounted; to empty the library, delete the data folder."
        )
    sources = corpus.load_sources(root)
    known = {article.file: article for article in shelf.articles}
    # What older rules read or refused is read again.
    trusted = known if shelf.revision == REVISION else {}
    refused_before = {item.refusal.file: item for item in shelf.refused} if trusted else {}
    kept: list[Article] = []
    saved: list[Article] = []
    problems = (*sources.problems, *corpus.stray_links(root))
    refused = [RefusedFile(problem, "") for problem in problems]
    for number, path in enumerate(files):
        name = path.relative_to(root).as_posix()
        progress(Progress(number, len(files), name))
        outcome = _look_at(path, root, sources, max_bytes, trusted.get(name), refused_before)
        if isinstance(outcome, RefusedFile):
            refused.append(outcome)
        elif outcome is trusted.get(name):
            kept.append(outcome)
        else:
            saved.append(replace(outcome, id=known[name].id if name in known else 0))
    progress(Progress(len(files), len(files), ""))
    refused.sort(key=lambda item: (item.refusal.file, item.refusal.reason))
    present = {article.file for article in [*kept, *saved]}
    return Changes(
        saved=tuple(saved),
        removed=tuple(article.id for file, article in known.items() if file not in present),
        voices=_voices([*kept, *saved]),
        refused=tuple(refused),
        report=ReindexReport(
            added=tuple(a.file for a in saved if a.file not in known),
            changed=tuple(a.file for a in saved if a.file in known),
            removed=tuple(sorted(known.keys() - present)),
            refused=tuple(item.refusal for item in refused),
            unchanged=len(kept),
        ),
    )


def seen_by(report: ReindexReport, server: int | None) -> ReindexReport:
    """The report without the files that belong to other servers."""

    def seen(file: str) -> bool:
        try:
            return server_of(file) in (None, server)
        except Refused:  # meant for one server, and it is not known for which
            return False

    return replace(
        report,
        added=tuple(filter(seen, report.added)),
        changed=tuple(filter(seen, report.changed)),
        removed=tuple(filter(seen, report.removed)),
        refused=tuple(refusal for refusal in report.refused if seen(refusal.file)),
    )


def save_changes(db: Database, changes: Changes) -> int:
    """Save them in the transaction at hand; gives the new generation."""
    return save_corpus(
        db,
        saved=changes.saved,
        removed=changes.removed,
        voices=changes.voices,
        refused=changes.refused,
        revision=REVISION,
    )


def _look_at(
    path: Path,
    root: Path,
    sources: Sources,
    max_bytes: int,
    known: Article | None,
    refused_before: dict[str, RefusedFile],
) -> Article | RefusedFile:
    """The article as it is known, as read anew, or the refusal."""
    name = path.relative_to(root).as_posix()
    fingerprint = ""
    try:
        fingerprint = corpus.digest(path, root, sources)
        if known is not None and known.digest == fingerprint:
            return known
        before = refused_before.get(name)
        if before is not None and before.digest == fingerprint:
            return before
        return corpus.read_article(path, root, sources, max_bytes)
    except Refused as refusal:
        log.warning("Refused %s: %s", refusal.file, refusal.reason)
        return RefusedFile(Refusal(refusal.file, refusal.reason), fingerprint)


def _voices(articles: Sequence[Article]) -> dict[str, tuple[str, ...]]:
    return {
        article.file: tuple(member.file for member in group)
        for group in corpus.group_voices(articles)
        for article in group
    }
