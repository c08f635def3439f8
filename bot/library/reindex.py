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
from bot.model import Article, Refusal, ReindexReport
from bot.store.articles import Known, RefusedFile, State

log = logging.getLogger(__name__)


class CorpusError(Exception):
    """The corpus folder can't be read as a whole. The message is for the operator."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reindex is: files looked at, of how many, and the one at hand."""

    done: int
    total: int
    file: str


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
    progress: Callable[[Progress], None],
) -> Found:
    """Compare the folder with what is known, and read the files that are new or differ.

    An article keeps its id as long as its file keeps its name. One whose file is there but can't be
    read now stays as it was.

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
    present: dict[str, Article | Known] = {}
    seen: dict[str, Stamp] = {}
    for number, path in enumerate(files):
        name = path.relative_to(root).as_posix()
        progress(Progress(number, len(files), name))
        reader = _Reader(path, root, sources, max_bytes)
        outcome = reader.look(trusted.get(name), before.get(name), stamps.get(name))
        if reader.stamp is not None:
            seen[name] = reader.stamp
        if isinstance(outcome, RefusedFile):
            refused.append(outcome)
            if reader.lost and name in known:
                present[name] = known[name]
        else:
            present[name] = outcome
    progress(Progress(len(files), len(files), ""))
    for file, article in known.items():
        if file not in present and _is_below(file, problems):
            present[file] = article
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


class _Reader:
    """One file of the corpus, looked at.

    ``lost``: it is there, but could not be read now. ``stamp`` is how it looked, where that is
    enough to tell it by next time.
    """

    def __init__(self, path: Path, root: Path, sources: Sources, max_bytes: int) -> None:
        self._path, self._root, self._sources = path, root, sources
        self._max_bytes = max_bytes
        self._name = path.relative_to(root).as_posix()
        self.lost = False
        self.stamp: Stamp | None = None

    def look(
        self, known: Known | None, before: RefusedFile | None, stamp: Stamp | None
    ) -> Article | Known | RefusedFile:
        """The article as it is known, as read anew, or the refusal."""
        fingerprint = ""
        try:
            digest, self.stamp = corpus.stamped(self._path, self._root, self._sources, stamp)
            if known is not None and known.digest == digest:
                return known
            # A file that was too large is looked at again when the limit changes.
            fingerprint = f"{digest}:{self._max_bytes}"
            if before is not None and before.digest == fingerprint:
                return before
            return corpus.read_article(self._path, self._root, self._sources, self._max_bytes)
        except Refused as refused:
            self.lost = refused.lost
            refusal = refused.refusal
        except Exception:
            # One file must not keep the others out, whatever is in it.
            log.exception("%s could not be read as an article", self._name)
            refusal = Refusal(
                self._name,
                "It could not be read as an article; the log has the details. Save it as plain "
                "text, or leave it out.",
            )
        if before is None or before.refusal != refusal:
            log.warning("Refused %s: %s", refusal.file, refusal.reason)
        return RefusedFile(refusal, fingerprint)
