"""Whether versions of an article join it, and nothing else does.

``python -m bench.republication DIR`` reads DIR as a corpus (by default the seeds), holds every
fifth article out to draw replacements from, and makes versions of the others, as plain text
without metadata but a first line:

- ``paragraphs``, ``sentences``: a share of the words is kept, in whole paragraphs or sentences and
  in order; the rest is replaced by others of about the same length, from the articles held out.
- ``words``: every n-th word is replaced, so that the share is that of the four-word shingles kept.
- ``cut``: a share of the words is kept in whole paragraphs, and nothing is put in their place.
- ``spelling``: British for American spelling and the reverse, straight marks for curly ones.
- ``excerpt``: three successive paragraphs of 60 words or more, with a first line and a footer.

For each kind and band of shares, all such versions are grouped together with the articles. A
version is found when it is in its article's voice. A ``false`` voice holds two articles, or
versions of two, that are not together in the folder as it is. The controls make texts that must
stay apart: ``quotes`` one paragraph of an article within an article held out, with and without
marks; ``boilerplate`` puts one paragraph of 60 words or more under every article. ``all versions``
groups every version of a sample of the articles at once.

It prints the voices that the folder has as it is, for a reader to judge, then a JSON line for each
measure, then a table. ``--missed`` lists what was not found and what was false.
"""

from __future__ import annotations

import json
import re
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import click

from bench.verify import SPELLINGS
from bot.corpus import (
    Refused,
    annotate_text,
    corpus_files,
    group_voices,
    load_sources,
    read_article,
)
from bot.model import Article

ROOT = Path(__file__).parent.parent
_MAX_BYTES = 50_000_000
_BANDS = [(low / 100, (low + 10) / 100) for low in range(30, 100, 10)]
_WORD = re.compile(r"\w+")
_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})
_BOTH_WAYS = dict([*SPELLINGS, *((b, a) for a, b in SPELLINGS)])
_FIRST = "From our archive: what we think is worth reading again this week."
_FOOTER = "The full text is on the author's own site, where you can also leave a comment."


def words(text: str) -> int:
    return len(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Case:
    """A made text, and the file of the article of which it is a version, or None."""

    of: str | None
    article: Article


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the cases of one kind. A voice is false if it mixes what is apart."""

    kind: str
    band: str
    versions: int
    missed: list[str]
    false: list[list[str]]
    seconds: float

    @property
    def row(self) -> dict[str, object]:
        found = self.versions - len(self.missed)
        return {
            "kind": self.kind,
            "band": self.band,
            "versions": self.versions,
            "found": found,
            "recall": round(found / self.versions, 3) if self.versions else None,
            "false": len(self.false),
            "seconds": round(self.seconds, 2),
        }


def paragraphs(article: Article) -> list[list[str]]:
    """The article's sentences by paragraph, headings left out."""
    found: dict[int, list[str]] = {}
    for sentence in article.sentences:
        if not sentence.heading:
            found.setdefault(sentence.paragraph, []).append(sentence.span.of(article.text))
    return list(found.values())


class Maker:
    """Makes versions of articles."""

    def __init__(self, held_out: Sequence[Article], random: Random) -> None:
        self.random = random
        texts = [" ".join(p) for article in held_out for p in paragraphs(article)]
        sentences = [s for article in held_out for p in paragraphs(article) for s in p]
        self.paragraphs = sorted(texts, key=words)
        self.sentences = sorted(sentences, key=words)
        self.all_of = {id(pool): list(pool) for pool in (self.paragraphs, self.sentences)}
        self.words: list[str] = sorted(
            {word for text in texts for word in _WORD.findall(text.lower())}
        )

    def like(self, pool: list[str], text: str) -> str:
        """One of the twenty unused pieces that are nearest to the text in length.

        Two texts with the same long piece would have that in common.
        """
        if len(pool) < 20:
            pool += self.all_of[id(pool)]
            pool.sort(key=words)
        at = max(0, min(bisect_left(pool, words(text), key=words) - 10, len(pool) - 20))
        return pool.pop(self.random.randrange(at, min(at + 20, len(pool))))

    def kept(self, pieces: Sequence[str], low: float, high: float) -> set[int] | None:
        """Which pieces to keep so that their share of the words is in the band."""
        total = sum(map(words, pieces))
        for _ in range(40):
            goal = self.random.uniform(low, high) * total
            chosen: set[int] = set()
            size = 0
            for number in self.random.sample(range(len(pieces)), len(pieces)):
                if size + words(pieces[number]) <= high * total:
                    chosen.add(number)
                    size += words(pieces[number])
                if size >= goal:
                    break
            if low * total <= size < high * total:
                return chosen
        return None

    def by_paragraph(self, article: Article, low: float, high: float) -> str | None:
        pieces = [" ".join(p) for p in paragraphs(article)]
        kept = self.kept(pieces, low, high)
        if kept is None:
            return None
        return "\n\n".join(
            piece if number in kept else self.like(self.paragraphs, piece)
            for number, piece in enumerate(pieces)
        )

    def by_sentence(self, article: Article, low: float, high: float) -> str | None:
        pieces = [s for p in paragraphs(article) for s in p]
        kept = self.kept(pieces, low, high)
        if kept is None:
            return None
        fresh = iter(
            piece if number in kept else self.like(self.sentences, piece)
            for number, piece in enumerate(pieces)
        )
        return "\n\n".join(" ".join(next(fresh) for _ in p) for p in paragraphs(article))

    def by_word(self, article: Article, low: float, high: float) -> str:
        step = 4 / (1 - self.random.uniform(low, min(high, 0.99)))
        count = due = 0

        def edit(match: re.Match[str]) -> str:
            nonlocal count, due
            count += 1
            if count < (due + 1) * step:
                return match[0]
            due += 1
            return self.random.choice(self.words)

        return _WORD.sub(edit, "\n\n".join(" ".join(p) for p in paragraphs(article)))

    def cut(self, article: Article, low: float, high: float) -> str | None:
        pieces = [" ".join(p) for p in paragraphs(article)]
        kept = self.kept(pieces, low, high)
        return None if kept is None else "\n\n".join(pieces[number] for number in sorted(kept))

    def spelling(self, article: Article, _low: float, _high: float) -> str:
        text = "\n\n".join(" ".join(p) for p in paragraphs(article)).translate(_MARKS)
        return _WORD.sub(lambda match: _BOTH_WAYS.get(match[0], match[0]), text)

    def excerpt(self, article: Article, _low: float, _high: float) -> str | None:
        pieces = [" ".join(p) for p in paragraphs(article)]
        starts = [
            at
            for at in range(len(pieces) - 2)
            if min(map(words, pieces[at : at + 3])) >= 8
            and sum(map(words, pieces[at : at + 3])) >= 60
        ]
        if not starts:
            return None
        at = self.random.choice(starts)
        return "\n\n".join([_FIRST, *pieces[at : at + 3], _FOOTER])

    def quoting(self, article: Article, host: Article, marks: str) -> str | None:
        """An article held out, with one paragraph of another in its midst."""
        pieces = [" ".join(p) for p in paragraphs(article)]
        long = [piece for piece in pieces if 30 <= words(piece) <= 150]
        text = [" ".join(p) for p in paragraphs(host)]
        if not long or sum(map(words, text)) < 300:
            return None
        text.insert(len(text) // 2, f"{marks[:1]}{self.random.choice(long)}{marks[1:]}")
        return "\n\n".join(text)


Make = Callable[[Article, float, float], str | None]


def versions(
    originals: Sequence[Article], kind: str, make: Make, low: float, high: float
) -> list[Case]:
    """A version of each article of which one can be made."""
    found = []
    for article in originals:
        text = make(article, low, high)
        if text is not None:
            file = f"{kind}-{low:.1f}/{article.file}.txt"
            found.append(Case(article.file, annotate_text(file, f"{_FIRST}\n\n{text}")))
    return found


def measure(
    indexed: Sequence[Article], cases: Sequence[Case], kind: str, band: str, known: dict[str, str]
) -> Result:
    """Group the cases with the articles. ``known`` names the voice of each file as it is."""
    started = time.process_time()
    groups = group_voices([*indexed, *(case.article for case in cases)])
    seconds = time.process_time() - started
    origin = dict(known)
    for case in cases:
        origin[case.article.file] = known[case.of] if case.of else case.article.file
    voice = {article.file: number for number, group in enumerate(groups) for article in group}
    named = [case for case in cases if case.of is not None]
    missed = [c.article.file for c in named if c.of and voice[c.article.file] != voice[c.of]]
    false = [
        [article.file for article in group]
        for group in groups
        if len({origin[article.file] for article in group}) > 1
    ]
    return Result(kind, band, len(named), missed, false, seconds)


def run(articles: Sequence[Article], seed: int, sample: int) -> Iterator[Result]:
    """All measures, one after the other."""
    held_out = articles[::5]
    indexed = [article for number, article in enumerate(articles) if number % 5]
    known = {a.file: group[0].file for group in group_voices(indexed) for a in group}
    random = Random(seed)  # noqa: S311  drawn to be repeated, not to be secret
    maker = Maker(held_out, random)
    long = [a for a in indexed if sum(words(s) for p in paragraphs(a) for s in p) >= 150]
    originals = random.sample(long, min(sample, len(long)))
    kinds: list[tuple[str, Make]] = [
        ("paragraphs", maker.by_paragraph),
        ("sentences", maker.by_sentence),
        ("words", maker.by_word),
        ("cut", maker.cut),
    ]
    few = {article.file for article in originals[:40]}
    together: list[Case] = []
    for kind, make in kinds:
        for low, high in _BANDS:
            cases = versions(originals, kind, make, low, high)
            together += [case for case in cases if case.of in few]
            yield measure(indexed, cases, kind, f"{low:.0%}-{high:.0%}", known)
    for kind, make in (("spelling", maker.spelling), ("excerpt", maker.excerpt)):
        cases = versions(originals, kind, make, 0, 0)
        together += [case for case in cases if case.of in few]
        yield measure(indexed, cases, kind, "", known)
    yield measure(indexed, together, "all versions", "", known)
    for name, marks in (("quotes", "“”"), ("quotes", "")):
        # Each host serves once, as two texts of one host would be versions of one another.
        cases = []
        for article, host in zip(random.sample(originals, len(originals)), held_out, strict=False):
            text = maker.quoting(article, host, marks)
            if text is not None:
                made = annotate_text(f"quotes/{article.file}.txt", text)
                cases.append(Case(None, replace(made, authors=host.authors)))
        yield measure(indexed, cases, name, "in marks" if marks else "without", known)
    lines = [text for text in maker.paragraphs if 60 <= words(text) <= 100]
    if lines:
        line = random.choice(lines)
        under = [annotate_text(a.file, f"{a.text}\n\n{line}", server=a.server) for a in indexed]
        under = [replace(new, authors=old.authors) for new, old in zip(under, indexed, strict=True)]
        yield measure(under, [], "boilerplate", "", known)


def read(folder: Path) -> list[Article]:
    """The articles of a corpus folder that can be read."""
    sources = load_sources(folder)
    articles = []
    for path in corpus_files(folder):
        try:
            articles.append(read_article(path, folder, sources, _MAX_BYTES))
        except Refused as refused:
            click.echo(f"Left out: {refused}", err=True)
    return articles


@click.command()
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "seeds",
)
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--sample",
    default=120,
    show_default=True,
    type=click.IntRange(min=1),
    help="Of how many articles, of 150 words or more, versions are made.",
)
@click.option("--missed", is_flag=True, help="List what was not found, and what was false.")
def main(folder: Path, seed: int, sample: int, missed: bool) -> None:
    """Make versions of FOLDER's articles, group them, and print JSON lines and a table."""
    articles = read(folder)
    if len(articles) < 2:
        raise click.ClickException(f"{folder} holds fewer than two articles that can be read.")
    groups = [group for group in group_voices(articles) if len(group) > 1]
    click.echo(f"{len(articles)} articles; of several publications: {len(groups)} voices")
    for group in groups:
        click.echo("  " + " + ".join(article.file for article in group))
    results = []
    for result in run(articles, seed, sample):
        results.append(result)
        click.echo(json.dumps(result.row))
        if missed:
            for file in result.missed:
                click.echo(f"  missed {file}")
            for files in result.false:
                click.echo(f"  false {' + '.join(files)}")
    click.echo(f"\n{'kind':<14}{'band':<12}{'versions':>9}{'found':>7}{'recall':>8}{'false':>7}")
    for result in results:
        row = result.row
        recall = "" if row["recall"] is None else f"{row['recall']:.3f}"
        click.echo(
            f"{result.kind:<14}{result.band:<12}{result.versions:>9}{row['found']:>7}"
            f"{recall:>8}{len(result.false):>7}"
        )


if __name__ == "__main__":
    main()
