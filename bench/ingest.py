"""How many articles a second become annotated, stage by stage.

``python -m bench.ingest DIR`` reads DIR's ``.txt`` files (by default the seeds) and times the
stages of ``bot.corpus`` on one core: a JSON line for each, then a table. ``per_second`` counts
articles of 1,000 words, so that corpora of short and long articles can be compared.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from bot.corpus import Declared, annotate_text, group_voices
from bot.corpus.furniture import mark_furniture
from bot.corpus.headings import find_headings
from bot.corpus.metadata import read_facts
from bot.corpus.paragraphs import Paragraph, find_paragraphs
from bot.corpus.sentences import find_sentences
from bot.corpus.speech import read_speech
from bot.corpus.speech.people import find_people
from bot.model import Article, Sentence, Span

ROOT = Path(__file__).parent.parent


class Stages:
    """The texts, and what each stage makes of them for the next."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.paragraphs: list[list[Paragraph]] = []
        self.furniture: list[dict[int, str]] = []
        self.bodies: list[list[Span]] = []
        self.sentences: list[list[Sentence]] = []
        self.articles: list[Article] = []

    def split(self) -> None:
        self.paragraphs = [find_paragraphs(text) for text in self.texts]

    def mark(self) -> None:
        self.furniture = [dict(mark_furniture(paragraphs)) for paragraphs in self.paragraphs]
        self.bodies = [
            [p.span for i, p in enumerate(paragraphs) if i not in furniture]
            for paragraphs, furniture in zip(self.paragraphs, self.furniture, strict=True)
        ]

    def facts(self) -> None:
        for paragraphs, furniture in zip(self.paragraphs, self.furniture, strict=True):
            found = find_headings(paragraphs, furniture, known=None, declared_title=None)
            read_facts(paragraphs, furniture, found.title, Declared())

    def sentence(self) -> None:
        self.sentences = [
            [
                Sentence(span, number)
                for number, body in enumerate(bodies)
                for span in find_sentences(text, body)
            ]
            for text, bodies in zip(self.texts, self.bodies, strict=True)
        ]

    def people(self) -> None:
        for text in self.texts:
            find_people(text)

    def speech(self) -> None:
        for text, bodies, sentences in zip(self.texts, self.bodies, self.sentences, strict=True):
            read_speech(text, bodies, sentences)

    def whole(self) -> None:
        self.articles = []
        for number, text in enumerate(self.texts):
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            self.articles.append(annotate_text(f"{number}.txt", text, digest=digest))

    def republication(self) -> None:
        group_voices(self.articles)


def measure(texts: Sequence[str], rounds: int) -> list[dict[str, object]]:
    """Seconds of processor time of each stage, the best of ``rounds``."""
    stages = Stages(texts)
    words = sum(len(text.split()) for text in texts)
    named: list[tuple[str, Callable[[], None]]] = [
        ("paragraphs", stages.split),
        ("furniture", stages.mark),
        ("headings and facts", stages.facts),
        ("sentences", stages.sentence),
        ("speech", stages.speech),
        ("  of which people", stages.people),
        ("all of an article", stages.whole),
        ("republication", stages.republication),
    ]
    rows: list[dict[str, object]] = []
    for name, stage in named:
        best = min(_timed(stage) for _ in range(rounds))
        rows.append(
            {
                "stage": name.strip(),
                "articles": len(texts),
                "words": words,
                "seconds": round(best, 4),
                "per_second": round(words / 1000 / best, 1) if best else None,
            }
        )
    return rows


def _timed(stage: Callable[[], None]) -> float:
    started = time.process_time()
    stage()
    return time.process_time() - started


@click.command()
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "seeds",
)
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(min=1))
def main(folder: Path, rounds: int) -> None:
    """Time the stages on FOLDER's .txt files, and print JSON lines and a table."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.txt"))]
    if not any(text.strip() for text in texts):
        raise click.ClickException(f"{folder} holds no .txt file with words in it.")
    rows = measure(texts, rounds)
    for row in rows:
        click.echo(json.dumps(row))
    click.echo(f"\n{'stage':<20}{'seconds':>10}{'articles/s':>12}")
    for row in rows:
        click.echo(f"{row['stage']:<20}{row['seconds']:>10}{row['per_second']!s:>12}")


if __name__ == "__main__":
    main()
