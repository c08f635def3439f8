"""The engine for a large corpus: tantivy, on disk, changed article by article."""

from __future__ import annotations

import json
import logging
import shutil
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from bot.search.index import Document, SearchError
from bot.search.tantivy_index import PASSAGE, STAMP, TantivyIndex, make_schema

log = logging.getLogger(__name__)

HEAP = 60_000_000  # bytes that an update may fill before it writes a segment; 15 MB at the least
BLOCK = 1 << 16


class TantivyEngine:
    """An index in a folder. The generation is committed with what it is the generation of."""

    def __init__(self, folder: Path, *, writable: bool = True, positions: bool = True) -> None:
        """Open the folder, or make it.

        What can't be read, is damaged, or was made by something else is emptied, if the folder is
        ``writable``, to be filled anew. One process at a time may write. Without ``positions``
        there are no phrases.

        Raises:
            SearchError: the folder can't be made or written, or can't be read and not be emptied.
        """
        self._folder = folder
        self._writer: tantivy.IndexWriter | None = None
        self._schema = make_schema(positions=positions)
        try:
            if not writable:
                if not tantivy.Index.exists(str(folder)):
                    raise FileNotFoundError("it is not there yet")
                self._open()
                return
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self._open()
            except (OSError, ValueError) as error:
                log.warning("The search index in %s is built anew: %s", folder, error)
                _empty(folder)
                self._open()
            self._writer = self._files.writer(HEAP, num_threads=1)
        except (OSError, ValueError) as error:
            raise SearchError(
                f"The search index in {folder} can't be used ({error}). Give this user the right "
                "to write there, and some free space, or set SEARCH_ENGINE to rank-bm25."
            ) from error

    def _open(self) -> None:
        verify(self._folder)
        self._files = tantivy.Index(self._schema, str(self._folder))
        self._files.config_reader("manual")
        self._index = TantivyIndex(self._schema, self._files.searcher())

    @property
    def index(self) -> TantivyIndex:
        return self._index

    def stage(self, removed: Collection[int] | None, added: Iterable[Document]) -> None:
        with self._writing() as writer:
            if removed is None:
                writer.delete_all_documents()
            elif removed:
                # By a query: by a term, tantivy's package deletes nothing from a field of numbers.
                gone = tantivy.Query.term_set_query(self._schema, "article", list(removed))
                writer.delete_documents_by_query(gone)
            for document in added:
                writer.add_document(_record(document))

    def commit(self, generation: int) -> TantivyIndex:
        with self._writing() as writer:
            writer.delete_documents_by_term("kind", STAMP)
            stamp = tantivy.Document()
            stamp.add_text("kind", STAMP)
            stamp.add_unsigned("generation", generation)
            writer.add_document(stamp)
            writer.commit()
        self._files.reload()
        self._index = TantivyIndex(self._schema, self._files.searcher())
        return self._index

    def give_up(self) -> None:
        if self._writer is not None:
            self._writer.rollback()

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """The writer; what was staged is given up when it fails."""
        writer = self._writer
        if writer is None:
            raise SearchError(f"The search index in {self._folder} was opened for reading.")
        try:
            yield writer
        except (OSError, ValueError) as error:
            writer.rollback()
            raise SearchError(
                f"The search index in {self._folder} can't be written ({error}). It stays as it "
                "was; see that the disk has free space."
            ) from error
        except BaseException:
            writer.rollback()
            raise

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None


def verify(folder: Path) -> None:
    """Check the files of an index against the checksums that tantivy ends them with.

    tantivy checks them only when asked, which its Python package can't do; a damaged file would
    make it panic in the middle of a search.

    Raises:
        ValueError: a file is not as it was written.
    """
    for path in sorted(folder.iterdir()):
        if path.suffix in _CHECKED and not _is_whole(path):
            raise ValueError(f"{path.name} is damaged")


_CHECKED = {".idx", ".pos", ".term", ".fast", ".fieldnorm", ".store", ".del"}
_TAIL = struct.Struct("<II")  # the length of the footer in bytes, and a number that marks it
_MARK = 1337


def _is_whole(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < _TAIL.size:
            return False
        file.seek(size - _TAIL.size)
        length, mark = _TAIL.unpack(file.read())
        end = size - _TAIL.size - length
        if mark != _MARK or end < 0:
            return False
        file.seek(end)
        try:
            wanted = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        found = 0
        while end:
            block = file.read(min(BLOCK, end))
            found = zlib.crc32(block, found)
            end -= len(block)
    return bool(found == wanted)


def _record(document: Document) -> tantivy.Document:
    """A passage for tantivy."""
    facets = document.facets
    record = tantivy.Document()
    record.add_text("body", " ".join(document.terms))
    record.add_text("kind", PASSAGE)
    numbers = {
        "passage": document.passage,
        "article": document.article,
        "length": len(document.terms),
        "server": facets.server or 0,
        "voice": facets.voice,
        "earliest": facets.earliest.toordinal() if facets.earliest else None,
        "latest": facets.latest.toordinal() if facets.latest else None,
    }
    for name, number in numbers.items():
        if number is not None:
            record.add_unsigned(name, number)
    for name, keys in (("authors", facets.authors), ("quoted", facets.quoted)):
        for key in keys:
            record.add_text(name, key)
    if facets.outlet is not None:
        record.add_text("outlet", facets.outlet)
    return record


def _empty(folder: Path) -> None:
    """Remove what is in a folder."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
