"""Bring the store up to date with the corpus folder: what changed is read again, nothing else.

The functions of ``bot.corpus`` are called by its name, so that a start loads no parser.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from bot import corpus
from bot.corpus import REVISION, Refused, Sources, Stamp, server_of
from bot.corpus.readings import Reading, failed
from bot.corpus.sketches import Sketch
from bot.corpus.workers import Task
from bot.library.progress import Meter, Progress
from bot.library.reading import read_files
from bot.library.staging import Staging
from bot.model import Article, Refusal, ReindexReport
from bot.piecewise import Pauses, let_go, sorted_piecewise
from bot.store.articles import Known, RefusedFile, State

log = logging.getLogger(__name__)


PART = 1_000  # articles that are saved together; one of 1,000 words takes some 40 kB of memory


class CorpusError(Exception):
    """The corpus folder can't be read as a whole. The message is for the operator."""


@dataclass(frozen=True, slots=True)
class Found:
    """What differs in the corpus folder: the articles read anew by file, with their sketches, and
    the files that left.

    When it is not the ``whole``, more follows, and refusals and report are in the last part.
    ``stamps`` are of the files that the next reindex need not open while they look the same.
    """

    read: dict[str, Article]
    sketches: dict[str, Sketch]
    removed: tuple[str, ...]
    refused: tuple[RefusedFile, ...]
    report: ReindexReport
    stamps: dict[str, Stamp]
    revision: int  # of the rules by which the articles were read
    whole: bool = True


def survey(
    root: Path,
    known: dict[str, Known],
    state: State,
    stamps: dict[str, Stamp],
    max_bytes: int,
    staging: Staging,
    progress: Callable[[Progress], None],
) -> Iterator[Found]:
    """Compare the folder with what is known, and read the files that are new or differ.

    Of many, those read are given as soon as there are ``PART``, so that memory is bounded and they
    can be searched while the rest is read; the last part has all that remains, and the report.

    What ``staging`` has of a reindex that was stopped is not read again. An article keeps its id
    as long as its file keeps its name. One whose file is there but can't be read now stays as it
    was. ``known`` is used up.

    Raises:
        CorpusError: the folder is missing or holds nothing, while the library does: a volume that
            was not mounted must not empty the library.
    """
    files, outside = _files(root, len(known))
    sources = corpus.load_sources(root)
    problems = [*sources.problems, *outside]
    # What older rules read or refused is read again.
    trusted = {name: each for name, each in known.items() if each.revision == REVISION}
    before = {i.refusal.file: i for i in state.refused} if state.revision == REVISION else {}
    refused = [RefusedFile(problem, "") for problem in problems]
    task = Task(root, sources, max_bytes)
    part: dict[str, Article] = {}
    sketches: dict[str, Sketch] = {}
    read, present = set[str](), set[str]()
    seen: dict[str, Stamp] = {}
    for file in _settled(files, task, trusted, before, stamps, staging, progress):
        if file.stamp is not None:
            seen[file.name] = file.stamp
        if isinstance(file.outcome, Article) and file.sketch is not None:
            part[file.name], sketches[file.name] = file.outcome, file.sketch
            read.add(file.name)
        elif isinstance(file.outcome, RefusedFile):
            refused.append(file.outcome)
        if not isinstance(file.outcome, RefusedFile) or (file.lost and file.name in known):
            present.add(file.name)
        if len(part) >= PART:
            yield Found(
                _in_order(part), sketches, (), state.refused, ReindexReport(), stamps, REVISION,
                whole=False,
            )  # fmt: skip
            part, sketches = {}, {}
    present |= {name for name in known if _is_below(name, problems)}
    if known and not present:
        raise CorpusError(
            f"None of the files in the corpus folder {root} can be used, so the library keeps the "
            f"{len(known)} articles that it has. `commonplace doctor` names the reasons."
        )
    report = _report(known.keys(), present, read, refused)
    yield Found(_in_order(part), sketches, report.removed, tuple(refused), report, seen, REVISION)
    let_go(files, trusted, known)


def _settled(
    files: Sequence[Path],
    task: Task,
    trusted: Mapping[str, Known],
    before: Mapping[str, RefusedFile],
    stamps: Mapping[str, Stamp],
    staging: Staging,
    progress: Callable[[Progress], None],
) -> Iterator[_File]:
    """Every file with what comes of it: those that need not be read, then the others."""
    meter = Meter(progress, len(files))
    unread: dict[Path, _File] = {}
    pause = Pauses()
    for path in files:
        pause()
        file = _File(path, task.root, task.max_bytes)
        file.look(task.sources, trusted, before, stamps, staging)
        if file.outcome is None:
            unread[path] = file
            meter.tick()
        else:
            meter.settled(file.name)
            yield file
    fingerprints = {path: file.fingerprint for path, file in unread.items()}
    for path, reading in read_files(task, fingerprints, staging, meter):
        file = unread.pop(path)
        file.take(reading, before)
        yield file
    meter.finish()


def _report(
    known: AbstractSet[str],
    present: AbstractSet[str],
    read: AbstractSet[str],
    refused: list[RefusedFile],
) -> ReindexReport:
    """What is told of a reindex; ``refused`` is put in order."""
    refused.sort(key=lambda item: (item.refusal.file, item.refusal.reason))
    return ReindexReport(
        added=tuple(sorted_piecewise(read - known)),
        changed=tuple(sorted_piecewise(read & known)),
        removed=tuple(sorted_piecewise(known - present)),
        refused=tuple(item.refusal for item in refused),
        unchanged=tuple(sorted_piecewise(present - read)),
    )


def _in_order(read: dict[str, Article]) -> dict[str, Article]:
    """Articles in the order of their names, whichever was read first.

    They are taken out: whoever gets them frees them when they are saved, and not all at once.
    """
    return {name: read.pop(name) for name in sorted(read)}


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
        self.sketch: Sketch | None = None  # of an article
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
            self.outcome, self.sketch = reading.article, reading.sketch
            return
        known = before.get(self.name)
        if known is None or known.refusal != refusal:
            log.warning("Refused %s: %s", refusal.file, refusal.reason)
            if reading.trouble:
                log.error("%s could not be read as an article\n%s", self.name, reading.trouble)
        self.outcome = RefusedFile(refusal, self.fingerprint)
