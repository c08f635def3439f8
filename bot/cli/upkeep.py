"""The commands that look after the bot's data."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from bot.cli.terminal import as_json, print_json, print_text, run_to_end, settings_or_fail

if TYPE_CHECKING:
    from bot.library import Progress

EVERY = 30.0  # seconds from one line of progress to the next, where no bar can be drawn
STOPPED = "Stopped. What was saved is kept: started again, a reindex goes on from there."


@click.command()
@as_json
def reindex(*, json_: bool) -> None:
    """Read what changed in the corpus folder, and print what was added, changed, removed."""
    from bot.cli import as_json, as_text
    from bot.library import Library

    async def work() -> Any:
        library = await Library.open(settings_or_fail())
        try:
            with _progress() as show:
                return await library.reindex(show)
        finally:
            await library.close()

    report = run_to_end(work(), interrupted=STOPPED)
    if json_:
        print_json(as_json.report_json(report))
    else:
        print_text(as_text.report_text(report))


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """What shows progress: by a bar in a terminal, elsewhere by a line now and then."""
    from rich import progress
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_interactive:
        last = monotonic()

        def say(step: Progress) -> None:
            nonlocal last
            if monotonic() - last >= EVERY:
                last = monotonic()
                click.echo(str(step), err=True)

        yield say
        return
    columns = progress.BarColumn(), progress.TextColumn("{task.description}")
    with progress.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def show(step: Progress) -> None:
            bar.update(task, completed=step.done, total=step.total, description=str(step))

        yield show


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over FILE if it exists.")
@as_json
def backup(file: Path, *, force: bool, json_: bool) -> None:
    """Copy the store to FILE, also while the bot runs."""
    from bot.cli import as_json, as_text
    from bot.store.backup import back_up

    data_dir = settings_or_fail().data_dir
    copy = run_to_end(asyncio.to_thread(back_up, data_dir, file, force=force))
    if json_:
        print_json(as_json.copy_json(copy))
    else:
        print_text(as_text.backup_text(copy))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@as_json
def restore(file: Path, *, json_: bool) -> None:
    """Put the backup FILE in the place of the store, which is kept. Stop the bot first."""
    from bot.cli import as_json, as_text
    from bot.library import Library
    from bot.store.backup import Copy, restore

    settings = settings_or_fail()

    async def work() -> Copy:
        copy = await asyncio.to_thread(restore, file, settings.data_dir, datetime.now(UTC))
        library = await Library.open(settings)  # migrates it, and builds the index
        await library.close()
        return copy

    copy = run_to_end(work())
    if json_:
        print_json(as_json.copy_json(copy))
    else:
        print_text(as_text.restore_text(copy))


@click.command()
@as_json
def doctor(*, json_: bool) -> None:
    """Check the settings, the folders, the store and the corpus; exit 1 if something is wrong."""
    from bot.cli.doctor import examine

    findings = run_to_end(examine())
    if json_:
        print_json([finding.as_json() for finding in findings])
    else:
        for finding in findings:
            print_text(f"{'ok  ' if finding.ok else 'WRONG'} {finding.name}: {finding.detail}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)
