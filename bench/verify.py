"""Whether `/verify` tells true quotations from false ones.

``python -m bench.verify`` draws quotations from a corpus, leaves each alone or changes it in one
known way, asks for the verdict, and prints a JSON line for each kind of change, then the confusion
matrix as a table. ``--show KIND`` prints the cases of a kind that were told wrongly.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click

from bot.answers.holdings import Holdings
from bot.answers.people import people_seen_by
from bot.answers.verify import Verdict, Warn, verify
from bot.library import Library
from bot.model import Article
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
_NO_PROSE = re.compile(r"```.*?```|^\|.*?$", re.DOTALL | re.MULTILINE)  # code and tables
_MARKS = re.compile(r"^[“\"‘'«„]|[”\"’'»]$")
SPELLINGS = (
    ("defence", "defense"), ("towards", "toward"), ("programme", "program"), ("centre", "center"),
    ("organisation", "organization"), ("prioritise", "prioritize"), ("favour", "favor"),
    ("neighbour", "neighbor"), ("labour", "labor"), ("meagre", "meager"), ("travelled", "traveled"),
    ("realise", "realize"), ("recognise", "recognize"), ("analysing", "analyzing"),
    ("armoured", "armored"), ("theatre", "theater"), ("behaviour", "behavior"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A true quotation: whole sentences of an author's, or somebody's quoted words."""

    article: Article
    text: str
    speakers: tuple[str, ...]
    sentence: int  # its place in the article


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked. ``warn`` is the warning that the answer should have."""

    text: str
    by: str | None = None
    warn: Warn | None = None


class Maker:
    """Draws quotations and changes them, each in one way."""

    def __init__(self, holdings: Holdings, foreign: Sequence[str], random: Random) -> None:
        self.random = random
        self.articles = list(holdings.articles.listed)
        self.sources = [source for article in self.articles for source in sources_of(article)]
        self.people = [person.name for person in people_seen_by(holdings, None).all]
        self.foreign = [text for text in foreign if not self.is_true(text)]
        self.words = sorted(
            {word for source in self.sources for word in re.findall(r"\b[a-z]{5,}\b", source.text)}
        )
        self.names = sorted(
            {
                name
                for source in self.sources
                for name in re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}\b", source.text)
            }
        )

    def is_true(self, text: str) -> bool:
        """Whether an article has this text, so that a change made it true by chance."""
        return any(text in article.text for article in self.articles)

    def untouched(self, source: Source) -> Case | None:
        """As it is; every other time with who says it, as it might be pasted."""
        if not source.speakers or self.random.random() < 0.5:
            return Case(source.text)
        return Case(f"“{source.text}” — {source.speakers[0]}")

    def typography(self, source: Source) -> Case | None:
        """Other marks, dashes, spaces, spelling or first letter, one to four of them."""
        text = source.text
        swaps: list[Callable[[str], str]] = [
            lambda t: t.translate(str.maketrans("“”‘’", "\"\"''")),
            lambda t: re.sub(r"[—–]", self.random.choice(["-", " - ", "--"]), t),
            lambda t: t.replace("…", "...") if "…" in t else t.replace("...", "…"),
            lambda t: t[0].swapcase() + t[1:],
            lambda t: re.sub(r" (?=\w)", self.random.choice(["  ", "\n", "\u00a0"]), t, count=3),
            self._spelling,
        ]
        for swap in self.random.sample(swaps, self.random.randint(1, 4)):
            text = swap(text)
        return Case(text) if text != source.text and not self.is_true(text) else None

    def _spelling(self, text: str) -> str:
        for british, american in SPELLINGS:
            for one, other in ((british, american), (american, british)):
                if re.search(rf"\b{one}\b", text):
                    return re.sub(rf"\b{one}\b", other, text)
        return text

    def word(self, source: Source) -> Case | None:
        """One word replaced by another."""
        found = list(re.finditer(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])", source.text))
        if not found:
            return None
        match = self.random.choice(found)
        other = self.random.choice(self.words)
        if other[:4] == match[0][:4]:
            return None
        return self._case(replaced(source.text, match, other))

    def negation_dropped(self, source: Source) -> Case | None:
        """Without a "not", "never" or "no" that it has within."""
        found = [
            match
            for match in re.finditer(r"\b(?:not|never|no) |(?<=\w)n[’']t\b", source.text)
            if match.start() > 0 and match.end() < len(source.text) - 1
        ]
        if not found:
            return None
        return self._case(replaced(source.text, self.random.choice(found), ""), Warn.NEGATION)

    def negation_added(self, source: Source) -> Case | None:
        """With a "not" after an auxiliary verb."""
        pattern = r"\b(?:is|are|was|were|will|would|can|could|should|must|may|has|have)\b(?= \w)"
        found = list(re.finditer(pattern, source.text))
        if not found:
            return None
        match = self.random.choice(found)
        return self._case(replaced(source.text, match, f"{match[0]} not"), Warn.NEGATION)

    def number(self, source: Source) -> Case | None:
        """With another number."""
        found = list(re.finditer(r"\d+", source.text))
        if not found:
            return None
        match = self.random.choice(found)
        other = str(int(match[0]) + self.random.choice([1, 2, 10, 100]))
        return self._case(replaced(source.text, match, other), Warn.NUMBER)

    def name(self, source: Source) -> Case | None:
        """With another name in place of one within a sentence."""
        found = list(re.finditer(r"(?<=[a-z] )[A-Z][a-z]{3,}\b(?![’'-])", source.text))
        if not found:
            return None
        match, other = self.random.choice(found), self.random.choice(self.names)
        if other == match[0]:
            return None
        return self._case(replaced(source.text, match, other), Warn.NAME)

    def halves(self, source: Source) -> Case | None:
        """Its first half, and the second half of another quotation."""
        other = self.random.choice(self.sources)
        near = other.article is source.article and abs(other.sentence - source.sentence) < 3
        first, second = source.text.split(), other.text.split()
        if near or min(len(first), len(second)) < 12:
            return None
        joined = [*first[: len(first) // 2], *second[len(second) // 2 :]]
        return self._case(" ".join(joined))

    def speaker(self, source: Source) -> Case | None:
        """As it is, said to be somebody else's."""
        saying = {
            name
            for other in self.sources
            if source.text in other.text or other.text in source.text
            for name in other.speakers
        }
        others = [name for name in self.people if name not in saying]
        if not source.speakers or not others:
            return None
        other = self.random.choice(others)
        if any(word in " ".join(saying).casefold() for word in other.casefold().split()):
            return None  # the same person, called otherwise
        return Case(source.text, other)

    def other_corpus(self, _source: Source) -> Case | None:
        """From elsewhere."""
        return Case(self.random.choice(self.foreign)) if self.foreign else None

    def _case(self, text: str, warn: Warn | None = None) -> Case | None:
        return None if self.is_true(text) else Case(text, warn=warn)


KINDS: dict[str, tuple[Callable[[Maker, Source], Case | None], Verdict]] = {
    "untouched": (Maker.untouched, Verdict.EXACT),
    "typography": (Maker.typography, Verdict.TYPOGRAPHIC),
    "word": (Maker.word, Verdict.ALTERED),
    "negation dropped": (Maker.negation_dropped, Verdict.ALTERED),
    "negation added": (Maker.negation_added, Verdict.ALTERED),
    "number": (Maker.number, Verdict.ALTERED),
    "name": (Maker.name, Verdict.ALTERED),
    "two halves": (Maker.halves, Verdict.SPLICED),
    "other speaker": (Maker.speaker, Verdict.MISATTRIBUTED),
    "other corpus": (Maker.other_corpus, Verdict.NOT_FOUND),
}


def replaced(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


def sources_of(article: Article) -> Iterator[Source]:
    """An article's sentences of 8 to 45 words, and its quotations of 6 words or more."""
    authors = article.authors.value or ()
    for number, sentence in enumerate(article.sentences):
        text = sentence.span.of(article.text)
        if not sentence.heading and article.is_own(sentence.span) and 8 <= len(text.split()) <= 45:
            yield Source(article, text, authors, number)
        for quotation in article.speech():
            if sentence.span.covers(quotation.span):
                inner = _MARKS.sub("", quotation.span.of(article.text))
                if len(inner.split()) >= 6:
                    yield Source(
                        article, inner, (quotation.speaker,) if quotation.speaker else (), number
                    )


def foreign_sentences(folder: Path | None) -> list[str]:
    """Sentences of another corpus: a folder's, or else this project's own documents."""
    paths = (
        sorted(folder.iterdir())
        if folder
        else [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "docs/decisions.md")]
    )
    found: list[str] = []
    for path in paths:
        if path.suffix in {".txt", ".md"}:
            prose = _NO_PROSE.sub("", path.read_text("utf-8"))
            sentences = re.split(r"(?<=[.!?])\s+|\n\s*\n", prose)
            found += [" ".join(s.split()) for s in sentences if 8 <= len(s.split()) <= 45]
    return found


def measure(
    holdings: Holdings, maker: Maker, each: int, show: str | None
) -> Iterator[dict[str, object]]:
    """A row for each kind: how many of each verdict, and how long they took."""
    for kind, (make, expected) in KINDS.items():
        verdicts: Counter[str] = Counter()
        times: list[float] = []
        warned = due = 0
        for _ in range(each * 30):
            if verdicts.total() == each:
                break
            case = make(maker, maker.random.choice(maker.sources))
            if case is None:
                continue
            started = time.perf_counter()
            answer = verify(holdings, case.text, case.by)
            times.append((time.perf_counter() - started) * 1000)
            verdicts[answer.verdict.value] += 1
            if case.warn is not None:
                due += 1
                warned += any(case.warn in change.warns for change in answer.changes)
            if show == kind and answer.verdict is not expected:
                print(f"{answer.verdict}: {case} {answer.message}")
        cases = verdicts.total()
        yield {
            "kind": kind,
            "expected": expected.value,
            "cases": cases,
            "recall": round(verdicts[expected.value] / cases, 4) if cases else None,
            "verdicts": dict(verdicts.most_common()),
            **({"warned": round(warned / due, 4)} if due else {}),
            "median_ms": round(statistics.median(times), 1) if times else None,
            "worst_ms": round(max(times), 1) if times else None,
        }


async def load(corpus: Path, data: Path) -> Holdings:
    """The corpus, read and indexed in the folder ``data``, which the articles are fetched from."""
    library = await Library.open(
        Settings(_env_file=None, corpus_dir=corpus, data_dir=data, discord_token=None)
    )
    try:
        await library.reindex()
        return library._indexer.holdings
    finally:
        await library.close()


@click.command()
@click.argument("corpus", type=click.Path(exists=True, path_type=Path), default=ROOT / "seeds")
@click.option("--foreign", type=click.Path(path_type=Path), help="A folder of other texts.")
@click.option("--each", default=300, show_default=True, help="Quotations of each kind.")
@click.option("--seed", default=1, show_default=True)
@click.option("--show", help="Print what was told wrongly of this kind.")
def main(corpus: Path, foreign: Path | None, each: int, seed: int, show: str | None) -> None:
    """Measure, and print JSON lines and the confusion matrix."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        holdings = asyncio.run(load(corpus, Path(folder)))
        random = Random(seed)  # noqa: S311 - a draw that can be repeated
        maker = Maker(holdings, foreign_sentences(foreign), random)
        print(f"{len(maker.articles)} articles, {len(maker.sources)} quotations to draw from")
        for row in measure(holdings, maker, each, show):
            print(json.dumps(row), flush=True)
            rows.append(row)
    print(f"\n{'':18}" + "".join(f"{verdict:>15}" for verdict in Verdict) + f"{'recall':>10}")
    for row in rows:
        counts = row["verdicts"]
        assert isinstance(counts, dict)
        cells = "".join(f"{counts.get(verdict.value, 0):>15}" for verdict in Verdict)
        print(f"{row['kind']:18}{cells}{row['recall']:>10}")
    changed = [row for row in rows if row["expected"] in {"altered", "spliced"}]
    called_exact = sum(dict(row["verdicts"]).get("exact", 0) for row in changed)  # type: ignore[call-overload]
    print(f"\nchanged and called exact: {called_exact}")


if __name__ == "__main__":
    main()
