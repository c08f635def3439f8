"""Bring the store up to date with the corpus folder: what changed is read again, nothing else.

The functions of ``bot.corpus`` are called by its name, so that a start loads no parser.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot import corpus
from bot.corpus import REVISION, Refused, Sources, Stamp, server_of
from bot.corpus.readings import Reading, failed
from bot.corpus.workers import Task
from bot.library.progress import Meter, Progress
from bot.library.reading import read_files
from bot.library.staging import Staging
from bot.model import Article, Refusal, ReindexReport
from bot.store.articles import Known, RefusedFile, State

log = logging.getLogger(__name__)


class CorpusError(Exception):
    """The corpus folder can't be read as a whole. The message is for the operator."""


@dataclass(frozen=True, slots=True)
class Found:
    """What differs in the corpus folder: the articles read anew by file, and the files that left.

    ``stamps`` are of the files that the next reindex need not open while they look the same.
    """

    read: Mapping[str, Article]
    removed: tuple[str, ...]
    refused: tuple[RefusedFile, ...]
    report: ReindexReport
    stamps: Mapping[str, Stamp]
    revision: int = 0  # of the rules by which the articles were read


def survey(
    root: Path,
    known: Mapping[str, Known],
    state: State,
    stamps: Mapping[str, Stamp],
    max_bytes: int,
    staging: Staging,
    progress: Callable[[Progress], None],
) -> Found:
    """Compare the folder with what is known, and read the files that are new or differ.

    What ``staging`` has of a reindex that was stopped is not read again. An article keeps its id
    as long as its file keeps its name. One whose file is there but can't be read now stays as it
    was.

    Raises:
        CorpusError: the folder is missing or holds nothing, while the library does: a volume that
            was not mounted must not empty the library.
    """
    files, outside = _files(root, len(known))
    sources = corpus.load_sources(root)
    problems = [*sources.problems, *outside]
    # What older rules read or refused is read again.
    trusted = known if state.revision == REVISION else {}
    before = {item.refusal.file: item for item in state.refused} if trusted else {}
    refused = [RefusedFile(problem, "") for problem in problems]
    meter = Meter(progress, len(files))
    looked: dict[str, _File] = {}
    for path in files:
        file = _File(path, root, max_bytes)
        file.look(sources, trusted, before, stamps, staging)
        looked[file.name] = file
        if file.outcome is not None:
            meter.settled(file.name)
        else:
            meter.tick()
    unread = {file.path: file for file in looked.values() if file.outcome is None}
    fingerprints = {path: file.fingerprint for path, file in unread.items()}
    task = Task(root, sources, max_bytes)
    for path, reading in read_files(task, fingerprints, staging, meter):
        unread[path].take(reading, before)
    meter.finish()
    present: dict[str, Article | Known] = {}
    for name, file in looked.items():  # in the order of their names, whichever was read first
        if isinstance(file.outcome, Article | Known):
            present[name] = file.outcome
        elif file.outcome is not None:
            refused.append(file.outcome)
            if file.lost and name in known:
                present[name] = known[name]
    seen = {name: file.stamp for name, file in looked.items() if file.stamp is not None}
    for name, article in known.items():
        if name not in present and _is_below(name, problems):
            present[name] = article
    if known and not present:
        raise CorpusError(
            f"None of the files in the corpus folder {root} can be used, so the library keeps the "
            f"{len(known)} articles that it has. `commonplace doctor` names the reasons."
        )
    refused.sort(key=lambda item: (item.refusal.file, item.refusal.reason))
    read = {file: article for file, article in present.items() if isinstance(article, Article)}
    removed = tuple(sorted(known.keys() - present.keys()))
    report = ReindexReport(
        added=tuple(sorted(read.keys() - known.keys())),
        changed=tuple(sorted(read.keys() & known.keys())),
        removed=removed,
        refused=tuple(item.refusal for item in refused),
        unchanged=tuple(sorted(present.keys() - read.keys())),
    )
    return Found(read, removed, tuple(refused), report, seen, REVISION)


def _files(root: Path, known: int) -> tuple[list[Path], list[Refusal]]:
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "does not exist. Make it"
        raise CorpusError(
            f"The corpus folder {root} {what}, or point CORPUS_DIR to the folder of your articles."
        )
    try:
        files, outside = corpus.survey(root)
    except OSError as error:
        raise CorpusError(f"The corpus folder {root} can't be read ({error.strerror}).") from error
    if not files and known:
        raise CorpusError(
            f"The corpus folder {root} holds no articles, so the library keeps the "
            f"{known} that it has. If the folder is on a volume, check that it is "
            "mounted; to empty the library, delete the data folder."
        )
    return files, outside


def _is_below(file: str, problems: Sequence[Refusal]) -> bool:
    """Whether a file is in a folder that can't be read now."""
    return any(file.startswith(f"{problem.file.rstrip('/')}/") for problem in problems)


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
        unchanged=tuple(filter(seen, report.unchanged)),
        refused=tuple(r for r in report.refused if seen(r.file) and seen(r.about)),
    )


class _File:
    """One file of the corpus, and what comes of it.

    ``outcome`` is None until it is read. ``lost``: it is there, but could not be read now.
    ``stamp`` is how it looked, where that is enough to tell it by next time.
    """

    def __init__(self, path: Path, root: Path, max_bytes: int) -> None:
        self.path, self._root = path, root
        self.name = path.relative_to(root).as_posix()
        self.outcome: Article | Known | RefusedFile | None = None
        self.lost = False
        self.stamp: Stamp | None = None
        self.fingerprint = ""
        self._max_bytes = max_bytes

    def look(
        self,
        sources: Sources,
        trusted: Mapping[str, Known],
        before: Mapping[str, RefusedFile],
        stamps: Mapping[str, Stamp],
        staging: Staging,
    ) -> None:
        """Settle what can be settled without reading it as an article."""
        known, refused = trusted.get(self.name), before.get(self.name)
        try:
            digest, self.stamp = corpus.stamped(
                self.path, self._root, sources, stamps.get(self.name)
            )
        except Exception as error:  # noqa: BLE001 - one file must not keep the others out
            self.take(failed(self.path, self._root, error), before)
            return
        # A file that was too large is looked at again when the limit changes.
        self.fingerprint = f"{digest}:{self._max_bytes}"
        if known is not None and known.digest == digest:
            self.outcome = known
        elif refused is not None and refused.digest == self.fingerprint:
            self.outcome = refused
        elif kept := staging.find(self.name, (digest, self.fingerprint)):
            self.take(kept, before)

    def take(self, reading: Reading, before: Mapping[str, RefusedFile]) -> None:
        """Take what the file was read as."""
        self.lost = reading.lost
        refusal = reading.refusal
        if refusal is None:
            self.outcome = reading.article
            return
        known = before.get(self.name)
        if known is None or known.refusal != refusal:
            log.warning("Refused %s: %s", refusal.file, refusal.reason)
            if reading.trouble:
                log.error("%s could not be read as an article\n%s", self.name, reading.trouble)
        self.outcome = RefusedFile(refusal, self.fingerprint)
