"""The commands that ask the library, as those of Discord do."""

from __future__ import annotations

import random
from pathlib import Path

import click

from bot.cli.terminal import (
    EXIT_INPUT,
    as_json,
    ask,
    fail,
    need_topic,
    print_json,
    print_text,
    settings_or_fail,
)


@click.command()
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
    answer = ask(lambda library: library.quote(query))
    if json_:
        print_json(as_json.quote_answer_json(answer))
    else:
        print_text(as_text.quote_answer_text(answer))


@click.command()
@click.argument("topic")
@click.option("--source", "sources", multiple=True, help="Only this outlet; may be repeated.")
@as_json
def compare(topic: str, sources: tuple[str, ...], *, json_: bool) -> None:
    """Print what each voice says on TOPIC, and who is silent."""
    from bot.cli import as_json, as_text

    need_topic(topic)
    answer = ask(lambda library: library.compare(topic.strip(), sources))
    if json_:
        print_json(as_json.comparison_json(answer))
    else:
        print_text(as_text.comparison_text(answer))


@click.command()
@click.argument("who")
@click.argument("topic")
@as_json
def argues(who: str, topic: str, *, json_: bool) -> None:
    """Print what WHO argues about TOPIC: in their own words, as quoted, then as reported."""
    from bot.cli import as_json, as_text

    if not who.strip():
        raise click.UsageError("Please say who: an author, or somebody who is quoted or reported.")
    need_topic(topic)
    answer = ask(lambda library: library.argues(who.strip(), topic.strip()))
    if json_:
        print_json(as_json.argues_json(answer))
    else:
        print_text(as_text.argues_text(answer))


@click.command()
@click.argument("text")
@click.option("--by", help="Who is said to have said it.")
@as_json
def verify(text: str, by: str | None, *, json_: bool) -> None:
    """Print whether the quotation TEXT is true: its words, and whose they are."""
    from bot.cli import as_json, as_text

    answer = ask(lambda library: library.verify(text, by))
    if json_:
        print_json(as_json.verification_json(answer))
    else:
        print_text(as_text.verification_text(answer))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@as_json
def annotate(file: Path, *, json_: bool) -> None:
    """Print what FILE is taken for: its facts, furniture, sentences and quotations."""
    from bot.cli import as_json, as_text
    from bot.corpus import Refused, load_sources, read_article

    settings = settings_or_fail()
    corpus = settings.corpus_dir.resolve()
    path = file.absolute()
    root = corpus if path.is_relative_to(corpus) else path.parent
    try:
        article = read_article(path, root, load_sources(root), settings.max_file_bytes)
    except OSError as error:
        fail(f"{file} can't be read ({error.strerror}).", EXIT_INPUT)
    except Refused as refusal:
        fail(f"{refusal.file}: {refusal.reason}", EXIT_INPUT)
    if json_:
        print_json(as_json.annotation_json(article))
    else:
        print_text(as_text.annotation_text(article))


@click.command()
@as_json
def library(*, json_: bool) -> None:
    """Print what the library holds."""
    from bot.cli import as_json, as_text

    shelf = ask(lambda library: library.catalogue())
    if json_:
        print_json(as_json.catalogue_json(shelf))
    else:
        print_text(as_text.catalogue_text(shelf))
