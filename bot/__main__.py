"""The ``commonplace`` command line.

What only some commands need is imported in them: discord.py and the corpus readers are slow to
load, and ``--help`` and a missing token should not wait for them.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import sys
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from bot.settings import Settings, SettingsError, load_settings
from bot.text import inert

if TYPE_CHECKING:
    from bot.library import Library

T = TypeVar("T")

# The numbers of sysexits.h, so that a service manager can tell them apart.
EXIT_INPUT = 66  # a file or folder of the user's can't be read
EXIT_NETWORK = 69
EXIT_DATA = 73  # the data folder can't be used
EXIT_LOCKED = 75
EXIT_TOKEN = 77
EXIT_CONFIG = 78

NO_TOKEN = (
    "DISCORD_TOKEN is not set: copy .env.example to .env and put your bot's token there, or run "
    "`commonplace preview` to try the bot in a browser without Discord."
)
PREVIEW_INSTEAD = (
    "Opening the preview: the same bot in your browser, on a simulated Discord. Nothing is missing "
    "for that.\nTo go live later, copy .env.example to .env, put your bot's token after "
    "DISCORD_TOKEN=, and start again."
)

as_json = click.option("--json", "json_", is_flag=True, help="Print the answer as JSON.")


class _Failure(Exception):
    """What the operator can mend: a sentence and an exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class _Program(click.Group):
    """Ends in a sentence where something is wrong; with ``--json``, in an object with ``error``."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        words = list(sys.argv[1:] if args is None else args)
        json_ = "--json" in words
        try:
            code = super().main(words, *rest, **(extra | {"standalone_mode": not json_}))
        except _Failure as failure:
            if json_:
                _print_json({"error": str(failure)})
            else:
                click.echo(inert(str(failure)), err=True)
            sys.exit(failure.code)
        except click.ClickException as error:  # not with an end of its own, so with --json
            _print_json({"error": error.format_message()})
            sys.exit(error.exit_code)
        sys.exit(code)


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="commonplace")
def main() -> None:
    """Commonplace answers questions on policy with verbatim, attributed quotes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # the terminal's encoding may not know a curly quote
            reconfigure(encoding="utf-8", errors="replace")


@main.command()
@click.option("--or-preview", is_flag=True, help="Without a token, open the preview instead.")
@click.pass_context
def run(context: click.Context, *, or_preview: bool) -> None:
    """Start the bot on Discord."""
    settings = _settings()
    token = settings.discord_token
    if token is None or not token.get_secret_value().strip():
        if or_preview:
            _print(PREVIEW_INSTEAD)
            context.invoke(preview)
            return
        _fail(NO_TOKEN, EXIT_CONFIG)
    _log(settings)
    from bot.client import CannotConnect, TokenRefused, run_bot

    try:
        _await(run_bot(settings, token.get_secret_value().strip()))
    except TokenRefused as error:
        _fail(str(error), EXIT_TOKEN)
    except CannotConnect as error:
        _fail(str(error), EXIT_NETWORK)


@main.command()
def preview() -> None:
    """Try the bot in a browser on this machine, without Discord."""
    settings = _settings()
    # Loaded before logging starts, as the simulator tries discord.py's warnings out.
    from bot.preview import PreviewError, run_preview

    if settings.log_level.upper() == "INFO":
        # What is told of a simulated Discord, such as an invite, would only mislead.
        settings = settings.model_copy(update={"log_level": "WARNING"})
    _log(settings)

    try:
        _await(run_preview(settings, click.echo))
    except PreviewError as error:
        _fail(str(error), EXIT_NETWORK)


@main.command()
@click.argument("topic", default="")
@click.option("--author", help="Only the words of this person, as author or as quoted.")
@click.option("--source", help="Only this outlet.")
@click.option("--since", help="Published then or later: 2025, 2025-05 or 2025-05-20.")
@click.option("--until", help="Published then or earlier.")
@click.option(
    "-n", "limit", default=5, show_default=True, type=click.IntRange(1, 100), help="How many."
)
@as_json
def quote(
    topic: str,
    author: str | None,
    source: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    *,
    json_: bool,
) -> None:
    """Print the best quotes on TOPIC; without one, some that are worth reading."""
    from bot.cli import as_json, as_text
    from bot.model import PartialDate, Query

    try:
        query = Query(
            topic.strip(),
            author=author or None,
            source=source or None,
            since=PartialDate.parse(since) if since else None,
            until=PartialDate.parse(until) if until else None,
            limit=limit,
            seed=random.randrange(1_000_000),  # noqa: S311 - which come first is no secret
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if query.since and query.until and query.since.earliest > query.until.latest:
        raise click.UsageError(f"Nothing can be since {since} and until {until}: swap the two.")
    answer = _ask(lambda library: library.quote(query))
    if json_:
        _print_json(as_json.quote_answer_json(answer))
    else:
        _print(as_text.quote_answer_text(answer))


@main.command()
@click.argument("topic")
@click.option("--source", "sources", multiple=True, help="Only this outlet; may be repeated.")
@as_json
def compare(topic: str, sources: tuple[str, ...], *, json_: bool) -> None:
    """Print what each voice says on TOPIC, and who is silent."""
    from bot.cli import as_json, as_text

    _need_topic(topic)
    answer = _ask(lambda library: library.compare(topic.strip(), sources))
    if json_:
        _print_json(as_json.comparison_json(answer))
    else:
        _print(as_text.comparison_text(answer))


@main.command()
@click.argument("who")
@click.argument("topic")
@as_json
def argues(who: str, topic: str, *, json_: bool) -> None:
    """Print what WHO argues about TOPIC: in their own words, as quoted, then as reported."""
    from bot.cli import as_json, as_text

    if not who.strip():
        raise click.UsageError("Please say who: an author, or somebody who is quoted or reported.")
    _need_topic(topic)
    answer = _ask(lambda library: library.argues(who.strip(), topic.strip()))
    if json_:
        _print_json(as_json.argues_json(answer))
    else:
        _print(as_text.argues_text(answer))


@main.command()
@click.argument("text")
@click.option("--by", help="Who is said to have said it.")
@as_json
def verify(text: str, by: str | None, *, json_: bool) -> None:
    """Print whether the quotation TEXT is true: its words, and whose they are."""
    from bot.cli import as_json, as_text

    answer = _ask(lambda library: library.verify(text, by))
    if json_:
        _print_json(as_json.verification_json(answer))
    else:
        _print(as_text.verification_text(answer))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@as_json
def annotate(file: Path, *, json_: bool) -> None:
    """Print what FILE is taken for: its facts, furniture, sentences and quotations."""
    from bot.cli import as_json, as_text
    from bot.corpus import Refused, load_sources, read_article

    settings = _settings()
    corpus = settings.corpus_dir.resolve()
    path = file.absolute()
    root = corpus if path.is_relative_to(corpus) else path.parent
    try:
        article = read_article(path, root, load_sources(root), settings.max_file_bytes)
    except OSError as error:
        _fail(f"{file} can't be read ({error.strerror}).", EXIT_INPUT)
    except Refused as refusal:
        _fail(f"{refusal.file}: {refusal.reason}", EXIT_INPUT)
    if json_:
        _print_json(as_json.annotation_json(article))
    else:
        _print(as_text.annotation_text(article))


@main.command()
@as_json
def reindex(*, json_: bool) -> None:
    """Read what changed in the corpus folder, and print what was added, changed, removed."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from bot import library as door
    from bot.cli import as_json, as_text
    from bot.library import Library

    async def work() -> Any:
        library = await Library.open(_settings())
        columns = BarColumn(), TextColumn("{task.description}")
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Reading", total=None)

            def show(step: door.Progress) -> None:
                bar.update(task, completed=step.done, total=step.total, description=str(step))

            try:
                return await library.reindex(show)
            finally:
                await library.close()

    report = _await(work())
    if json_:
        _print_json(as_json.report_json(report))
    else:
        _print(as_text.report_text(report))


@main.command()
@as_json
def library(*, json_: bool) -> None:
    """Print what the library holds."""
    from bot.cli import as_json, as_text

    shelf = _ask(lambda library: library.catalogue())
    if json_:
        _print_json(as_json.catalogue_json(shelf))
    else:
        _print(as_text.catalogue_text(shelf))


@main.command()
@as_json
def doctor(*, json_: bool) -> None:
    """Check the settings, the folders, the store and the corpus; exit 1 if something is wrong."""
    from bot.cli.doctor import examine

    findings = _await(examine())
    if json_:
        _print_json([finding.as_json() for finding in findings])
    else:
        for finding in findings:
            _print(f"{'ok  ' if finding.ok else 'WRONG'} {finding.name}: {finding.detail}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


def _need_topic(topic: str) -> None:
    from bot.search.question import NO_TOPIC

    if not topic.strip():
        raise click.UsageError(NO_TOPIC)


def _ask(question: Callable[[Library], Awaitable[T]]) -> T:
    """Answer from the library, first taking in what changed in the corpus folder.

    While another process has the data folder, that is left to it.
    """
    from bot.library import Library

    async def work() -> T:
        library = await Library.open(_settings(), shared=True)
        try:
            if library.writable:
                await library.reindex()
            return await question(library)
        finally:
            await library.close()

    return _await(work())


def _await(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; what the operator can mend ends in a sentence and an exit code."""
    from bot.library import CorpusError, StoreError, StoreLocked

    try:
        return asyncio.run(work)
    except StoreLocked as error:
        _fail(str(error), EXIT_LOCKED)
    except StoreError as error:
        _fail(str(error), EXIT_DATA)
    except CorpusError as error:
        _fail(str(error), EXIT_INPUT)
    except OSError as error:  # a path too long, a disk that fails
        _fail(f"{error.strerror or error}: {error.filename or 'a file of the system'}.", EXIT_INPUT)
    except KeyboardInterrupt:
        sys.exit(130)


def _settings() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        _fail(str(error), EXIT_CONFIG)


def _log(settings: Settings) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler])


class _Formatter(logging.Formatter):
    """Names of files and topics of members are in the log, and must not steer the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return inert(super().format(record))


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print(text: str) -> None:
    click.echo(inert(text))


def _fail(message: str, code: int) -> NoReturn:
    raise _Failure(message, code)


if __name__ == "__main__":
    main()
