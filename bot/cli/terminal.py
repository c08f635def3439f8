"""What every command of the command line shares: asking, printing, and how it ends."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from bot.logs import Concealer
from bot.settings import Settings, SettingsError, load_settings
from bot.text import inert

if TYPE_CHECKING:
    from bot.library import Library

T = TypeVar("T")

# The numbers of sysexits.h, so that a service manager can tell them apart.
EXIT_INPUT = 66  # a file or folder of the user's can't be read
EXIT_NETWORK = 69
EXIT_FULL = 71  # the data folder's disk is full; there may be room when it is started again
EXIT_DATA = 73  # the data folder or a backup can't be used
EXIT_LOCKED = 75
EXIT_TOKEN = 77
EXIT_CONFIG = 78
EXIT_INTERRUPTED = 130

as_json = click.option("--json", "json_", is_flag=True, help="Print the answer as JSON.")


class Failure(Exception):
    """What the operator can mend: a sentence and an exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class Program(click.Group):
    """Ends in a sentence where something is wrong; with ``--json``, in an object with ``error``."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        words = list(sys.argv[1:] if args is None else args)
        json_ = "--json" in takewhile(lambda word: word != "--", words)
        try:
            code = super().main(words, *rest, **(extra | {"standalone_mode": not json_}))
        except Failure as failure:
            if json_:
                print_json({"error": str(failure)})
            else:
                click.echo(inert(str(failure)), err=True)
            sys.exit(failure.code)
        except click.ClickException as error:  # not with an end of its own, so with --json
            print_json({"error": error.format_message()})
            sys.exit(error.exit_code)
        sys.exit(code)


def ask(question: Callable[[Library], Awaitable[T]]) -> T:
    """Answer from the library, first taking in what changed in the corpus folder.

    While another process has the data folder, that is left to it.
    """
    from bot.library import Library

    async def work() -> T:
        library = await Library.open(settings_or_fail(), shared=True)
        try:
            if library.writable:
                await library.reindex()
            return await question(library)
        finally:
            await library.close()

    return run_to_end(work())


def run_to_end(work: Coroutine[Any, Any, T], *, interrupted: str = "") -> T:
    """Run to the end; what the operator can mend ends in a sentence and an exit code.

    ``interrupted`` is what to say when it was stopped by Ctrl+C.
    """
    from bot.library import CorpusError, DiskFull, NotAStore, StoreError, StoreLocked

    try:
        return asyncio.run(work)
    except StoreLocked as error:
        fail(str(error), EXIT_LOCKED)
    except DiskFull as error:
        fail(str(error), EXIT_FULL)
    except (NotAStore, CorpusError) as error:
        fail(str(error), EXIT_INPUT)
    except StoreError as error:
        fail(str(error), EXIT_DATA)
    except OSError as error:  # a path too long, a disk that fails
        fail(f"{error.strerror or error}: {error.filename or 'a file of the system'}.", EXIT_INPUT)
    except KeyboardInterrupt:
        if interrupted:
            click.echo(interrupted, err=True)
        sys.exit(EXIT_INTERRUPTED)


def settings_or_fail() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        fail(str(error), EXIT_CONFIG)


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_text(text: str) -> None:
    click.echo(inert(text))


def need_topic(topic: str) -> None:
    from bot.search.question import NO_TOPIC

    if not topic.strip():
        raise click.UsageError(NO_TOPIC)


def fail(message: str, code: int) -> NoReturn:
    raise Failure(Concealer()(message), code)
