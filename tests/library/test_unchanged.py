"""An unchanged file is told without being opened, and a changed one is never taken for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.corpus import Sources, digest, digests, load_sources, stamped
from bot.corpus.files import hash_file
from bot.library import Library
from tests.conftest import settings_for

OLD = 1_700_000_000 * 10**9
NAME = "note.txt"
BEFORE = "Otto Ruler says that tariffs raise prices for all.\n"
AFTER = "Otto Ruler says that tariffs lower prices for all.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    put(folder, BEFORE, OLD)
    return folder


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were opened to be hashed."""
    names: list[str] = []

    def noting(path: Path, root: Path) -> Any:
        names.append(path.name)
        return hash_file(path, root)

    monkeypatch.setattr(digests, "hash_file", noting)
    return names


def put(root: Path, text: str, mtime_ns: int) -> None:
    (root / NAME).write_text(text, "utf-8")
    os.utime(root / NAME, ns=(mtime_ns, mtime_ns))


def declare(root: Path, title: str, name: str = NAME) -> None:
    if name != NAME:  # an entry counts only where its file is there
        (root / name).touch()
    (root / "sources.toml").write_text(f'["{name}"]\ntitle = "{title}"\n', "utf-8")


CHANGES: list[tuple[str, Callable[[Path], None], bool]] = [
    ("nothing", lambda root: None, False),
    ("its time", lambda root: put(root, BEFORE, OLD + 1), True),
    ("its time, backwards", lambda root: put(root, BEFORE, OLD - 10**9), True),
    ("its size", lambda root: put(root, BEFORE * 2, OLD), True),
    ("its words", lambda root: put(root, AFTER, OLD + 10**6), True),
    ("its entry", lambda root: declare(root, "On tariffs"), True),
    ("another file's entry", lambda root: declare(root, "On tariffs", "other.txt"), False),
]


@pytest.mark.parametrize(
    ("change", "opened"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_a_file_is_opened_only_when_it_looks_changed(
    change: Callable[[Path], None], opened: bool, root: Path, hashed: list[str]
) -> None:
    path = root / NAME
    _, stamp = stamped(path, root, load_sources(root), None)
    assert stamp is not None
    hashed.clear()
    change(root)
    sources = load_sources(root)
    found, _ = stamped(path, root, sources, stamp)
    assert hashed == [NAME] * opened
    assert found == digest(path, root, sources)


@pytest.mark.parametrize(
    ("age_ns", "kept"),
    [(0, False), (1_900_000_000, False), (2_100_000_000, True), (-(10**12), False)],
)
def test_a_file_that_changed_just_now_is_hashed_again(
    age_ns: int, kept: bool, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: OLD + age_ns)
    assert (stamped(root / NAME, root, Sources(), None)[1] is not None) is kept


def test_a_link_has_no_stamp(root: Path) -> None:
    (root / "link.txt").symlink_to(NAME)
    found, stamp = stamped(root / "link.txt", root, Sources(), None)
    assert (found, stamp) == (digest(root / NAME, root, Sources()), None)


async def test_a_reindex_opens_no_file_that_looks_the_same_after_a_restart(
    root: Path, tmp_path: Path, hashed: list[str]
) -> None:
    settings = settings_for(tmp_path / "data", root)
    (root / "empty.txt").write_bytes(b"")
    os.utime(root / "empty.txt", ns=(OLD, OLD))
    library = await Library.open(settings)
    first = await library.reindex()
    assert first.added == (NAME,)
    await library.close()
    hashed.clear()

    library = await Library.open(settings)
    again = await library.reindex()
    assert (again.unchanged, again.refused) == ((NAME,), first.refused)
    assert hashed == []

    declare(root, "On tariffs")
    assert (await library.reindex()).changed == (NAME,)
    (root / NAME).unlink()
    (root / "sources.toml").unlink()
    put(root, AFTER, OLD + 1)
    assert (await library.reindex()).changed == (NAME,)
    await library.close()


async def test_a_change_of_the_same_size_within_the_clocks_grain_is_seen(
    root: Path, tmp_path: Path
) -> None:
    library = await Library.open(settings_for(tmp_path / "data", root))
    now = time.time_ns()
    put(root, BEFORE, now)
    await library.reindex()
    put(root, AFTER, now)
    assert (await library.reindex()).changed == (NAME,)
    await library.close()
