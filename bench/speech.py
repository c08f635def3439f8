"""How well speech is told from terms, and whose it is, against labels made by hand.

``python -m bench.speech DIR`` reads DIR's ``.txt`` files and its ``quotations.jsonl`` (or the file
that ``--labels`` names), one JSON object a line:

- ``file``, ``start``, ``end``, ``text``: a span in quotation marks, marks included, half-open
  character offsets into the file; ``text`` is the span itself, and guards against another version.
- ``kind``: ``speech`` or ``term``.
- ``speaker``: a name, or null where the article gives none.
- ``named`` (optional): false leaves the speaker unscored.

It prints a JSON line for each measure, then a table:

- ``precision``, ``recall`` and ``f1`` of speech against term. A label is met by the quotation that
  covers most of it, and at least half. A span of speech that no quotation meets is a miss;
  quotations without a label are not scored.
- ``speaker_accuracy`` over the spans labelled as speech with a speaker's name: the surname agrees,
  whatever its case, its accents and the titles before it. An unattributed span counts as wrong.
- ``unattributed``: the share of those spans for which no speaker was named.

``--errors N`` prints N wrong rows with their context first, for development.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.corpus import Refused, load_sources, read_article
from bot.corpus.names import surname
from bot.model import Article, Quotation, QuotationKind, Span

LABELS = "quotations.jsonl"
_MAX_BYTES = 50_000_000
_AFTER_SURNAME = re.compile(r"(?:,?\s+(?:Jr|Sr|I{2,3}|IV)\.?|[’']s|[’'])$", re.IGNORECASE)
_CONTEXT = 240  # characters on either side of an error


class LabelsError(Exception):
    """The labels cannot be read, with a sentence that says which line and why."""


@dataclass(frozen=True, slots=True)
class Label:
    """One row of the labels."""

    file: str
    span: Span
    text: str | None
    kind: QuotationKind
    speaker: str | None
    named: bool

    @property
    def scored(self) -> bool:
        """Whether its speaker is compared."""
        return self.kind is QuotationKind.SPEECH and self.named and self.speaker is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A label beside what was found for it."""

    label: Label
    found: Quotation | None

    @property
    def kind_agrees(self) -> bool:
        speech = self.found is not None and self.found.kind is QuotationKind.SPEECH
        return speech == (self.label.kind is QuotationKind.SPEECH)

    @property
    def speaker(self) -> str | None:
        return self.found.speaker if self.found is not None else None

    @property
    def speaker_agrees(self) -> bool:
        if self.speaker is None or self.label.speaker is None:
            return False
        return _surname(self.speaker) == _surname(self.label.speaker)

    @property
    def wrong(self) -> bool:
        return not self.kind_agrees or (self.label.scored and not self.speaker_agrees)


def read_labels(path: Path) -> list[Label]:
    """The rows of a file of labels, in order.

    Raises:
        LabelsError: the file or one of its lines is not as the module says.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LabelsError(f"{path} cannot be read: {error}.") from error
    labels = [_label(path, n, line) for n, line in enumerate(lines, 1) if line.strip()]
    if not labels:
        raise LabelsError(f"{path} holds no rows.")
    return labels


def _label(path: Path, number: int, line: str) -> Label:
    where = f"{path}, line {number}"
    try:
        row: Any = json.loads(line)
    except ValueError as error:
        raise LabelsError(f"{where} is not JSON: {error}.") from error
    if not isinstance(row, dict):
        raise LabelsError(f"{where} is not a JSON object.")
    file, start, end = row.get("file"), row.get("start"), row.get("end")
    if not isinstance(file, str):
        raise LabelsError(f"{where} names no file: give its name as “file”.")
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise LabelsError(f"{where}: “start” and “end” must be whole numbers, the second larger.")
    if row.get("kind") not in set(QuotationKind):
        raise LabelsError(f"{where}: “kind” must be speech or term, not {row.get('kind')!r}.")
    text, speaker, named = row.get("text"), row.get("speaker"), row.get("named", True)
    if not isinstance(text, str | None):
        raise LabelsError(f"{where}: “text” must be the span itself.")
    if not isinstance(speaker, str | None) or not isinstance(named, bool):
        raise LabelsError(f"{where}: “speaker” must be a name or null, “named” true or false.")
    return Label(file, Span(start, end), text, QuotationKind(row["kind"]), speaker or None, named)


def read_articles(root: Path, labels: Sequence[Label]) -> dict[str, Article]:
    """The articles that the labels name, by file.

    Raises:
        LabelsError: a file is missing or refused, or does not hold a label's text where it should.
    """
    sources = load_sources(root)
    articles: dict[str, Article] = {}
    for label in labels:
        if label.file not in articles:
            try:
                path = root / label.file
                articles[label.file] = read_article(path, root, sources, _MAX_BYTES)
            except Refused as error:
                raise LabelsError(f"{label.file} cannot be scored: {error.reason}") from error
        if label.text is not None and label.span.of(articles[label.file].text) != label.text:
            raise LabelsError(
                f"{label.file} does not hold “{label.text}” at character {label.span.start}: "
                "is it another version of the file?"
            )
    return articles


def compare(labels: Sequence[Label], articles: dict[str, Article]) -> Iterator[Outcome]:
    """Each label with the quotation that covers most of it, if that is half of it or more."""
    for label in labels:
        best: Quotation | None = None
        most = 0
        for quotation in articles[label.file].quotations:
            shared = _shared(label.span, quotation.span)
            if shared > most:
                best, most = quotation, shared
        yield Outcome(label, best if 2 * most >= len(label.span) else None)


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def measure(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """The measures, each with the counts behind it. A share of nothing is null."""
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        labelled = outcome.label.kind is QuotationKind.SPEECH
        if labelled == outcome.kind_agrees:
            counts["said"] += 1  # speech was found
            counts["both"] += labelled
        counts["labelled"] += labelled
        if outcome.label.scored:
            counts["scored"] += 1
            counts["right"] += outcome.speaker_agrees
            counts["nobody"] += outcome.speaker is None
    rows = [
        _share("precision", counts["both"], counts["said"]),
        _share("recall", counts["both"], counts["labelled"]),
        _share("f1", 2 * counts["both"], counts["said"] + counts["labelled"]),
        _share("speaker_accuracy", counts["right"], counts["scored"]),
        _share("unattributed", counts["nobody"], counts["scored"]),
    ]
    return [{**row, "rows": len(outcomes)} for row in rows]


def _share(name: str, part: int, whole: int) -> dict[str, object]:
    value = round(part / whole, 4) if whole else None
    return {"measure": name, "value": value, "part": part, "of": whole}


def _surname(name: str) -> str:
    bare = name.strip()
    while (shorter := _AFTER_SURNAME.sub("", bare)) != bare:
        bare = shorter
    return surname(bare)


def describe(outcome: Outcome, article: Article) -> str:
    """An error with its context, for a developer."""
    label, text = outcome.label, article.text
    before = text[max(0, label.span.start - _CONTEXT) : label.span.start]
    after = text[label.span.end : label.span.end + _CONTEXT]
    found = "nothing" if outcome.found is None else str(outcome.found.kind)
    wanted = label.speaker if label.scored else "(not scored)"
    head = f"{label.file}:{label.span.start}  {label.kind}, {wanted} <- {found}, {outcome.speaker}"
    return f"{head}\n    {before}[[{label.span.of(text)}]]{after}".replace("\n\n", "\n")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--labels", type=click.Path(path_type=Path), help=f"The labels; by default DIR/{LABELS}."
)
@click.option("--errors", default=0, help="How many wrong rows to print with their context.")
def main(folder: Path, labels: Path | None, errors: int) -> None:
    """Measure speech and speakers in FOLDER against labels made by hand."""
    try:
        rows = read_labels(labels or folder / LABELS)
        articles = read_articles(folder, rows)
    except LabelsError as error:
        raise click.ClickException(str(error)) from error
    outcomes = list(compare(rows, articles))
    for outcome in [outcome for outcome in outcomes if outcome.wrong][:errors]:
        click.echo(describe(outcome, articles[outcome.label.file]), err=True)
    measures = measure(outcomes)
    for line in measures:
        click.echo(json.dumps(line))
    click.echo(f"\n{'measure':<18} {'value':>7}  {'counts':>13}")
    for line in measures:
        value = "none" if line["value"] is None else f"{line['value']:.4f}"
        click.echo(f"{line['measure']:<18} {value:>7}  {line['part']:>6}/{line['of']:<6}")


if __name__ == "__main__":
    sys.exit(main())
