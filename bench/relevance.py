"""How good the order of the answers is, against that of two other engines.

``python -m bench.relevance DIR`` takes a test collection in BEIR's form: ``corpus.jsonl`` (``_id``,
``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``) and ``qrels/test.tsv`` (query, document,
grade). It prints a JSON line for each engine, then a table. Commonplace ranks articles as its
answers do: ``Holdings.rank``, with the question as ``Topic`` reads it, of all passages that match,
or of the best ``--width``. The others are bm25s (Lucene's BM25, English stop words, Snowball stems)
and rank-bm25 (``BM25Okapi``) over the same tokens, both with their defaults. Ranks are scored by
ir-measures.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

import bm25s
import click
import ir_measures
import numpy as np
import Stemmer
from ir_measures import R, nDCG
from rank_bm25 import BM25Okapi

from bot.answers.holdings import Holdings
from bot.answers.topic import Topic
from bot.corpus.paragraphs import find_paragraphs
from bot.corpus.sentences import find_sentences
from bot.model import Article, Basis, Content, Fact, Sentence
from bot.search import Analyzer, Filter

DEPTH = 100  # documents of a ranking
NDCG, RECALL = nDCG @ 10, R @ DEPTH

Ranks = Mapping[str, Mapping[str, float]]  # the score of each document, by query


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, the queries that have a relevant one, and how relevant each document is."""

    name: str
    ids: Sequence[str]
    titles: Sequence[str]
    texts: Sequence[str]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]

    @classmethod
    def load(cls, folder: Path) -> Collection:
        """Read a folder. Queries without a relevant document can't be scored, and are left out."""
        qrels: dict[str, dict[str, int]] = {}
        for line in (folder / "qrels" / "test.tsv").read_text("utf-8").splitlines():
            query, document, grade = line.split("\t")
            if grade.lstrip("-").isdigit():  # the first line names the columns
                qrels.setdefault(query, {})[document] = int(grade)
        documents = list(read_lines(folder / "corpus.jsonl"))
        queries = {each["_id"]: each["text"] for each in read_lines(folder / "queries.jsonl")}
        return cls(
            folder.name,
            [each["_id"] for each in documents],
            [each.get("title") or "" for each in documents],
            [each["text"] for each in documents],
            {
                q: text
                for q, text in queries.items()
                if any(g > 0 for g in qrels.get(q, {}).values())
            },
            qrels,
        )

    def whole(self) -> list[str]:
        """Each document as one text."""
        return [f"{t} {text}".strip() for t, text in zip(self.titles, self.texts, strict=True)]


def read_lines(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def commonplace(collection: Collection, width: int | None = None) -> Ranks:
    """The library's own ranking of the articles of all passages that match, or of the best ones."""
    articles = [
        article_of(number, title, text)
        for number, (title, text) in enumerate(
            zip(collection.titles, collection.texts, strict=True), 1
        )
    ]
    holdings = Holdings.build(articles, 1, Analyzer())
    ranks = {}
    for query, text in collection.queries.items():
        scores = holdings.rank(
            Topic.of(text, holdings).query, Filter(), width or holdings.index.size
        ).articles
        best = sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:DEPTH]
        ranks[query] = {collection.ids[article - 1]: score for article, score in best}
    return ranks


def article_of(number: int, title: str, text: str) -> Article:
    """A document as an article. What ranking does not look at, such as speech, is left out."""
    return Article(
        file=str(number),
        content=Content(
            text,
            tuple(
                Sentence(span, i)
                for i, paragraph in enumerate(find_paragraphs(text))
                for span in find_sentences(text, paragraph.span)
            ),
        ),
        digest="",
        title=Fact(title, Basis.DECLARED) if title else Fact(),
        id=number,
        voice=number,
    )


def with_bm25s(collection: Collection) -> Ranks:
    """bm25s: Lucene's BM25 with k1=1.5 and b=0.75, English stop words, Snowball stems."""
    retriever = bm25s.BM25(method="lucene")
    retriever.index(bm25s.tokenize(collection.whole(), **_as_bm25s()), show_progress=False)
    ranks = {}
    depth = min(DEPTH, len(collection.ids))
    for query, text in collection.queries.items():
        tokens = bm25s.tokenize([text], **_as_bm25s())
        found, scores = retriever.retrieve(tokens, k=depth, show_progress=False)
        ranks[query] = _scores(collection, found[0], scores[0])
    return ranks


def with_rank_bm25(collection: Collection) -> Ranks:
    """rank-bm25's ``BM25Okapi``, with k1=1.5 and b=0.75, over bm25s's tokens."""
    tokens = bm25s.tokenize(collection.whole(), return_ids=False, **_as_bm25s())
    engine = BM25Okapi(tokens)
    ranks = {}
    for query, text in collection.queries.items():
        [wanted] = bm25s.tokenize([text], return_ids=False, **_as_bm25s())
        scores = engine.get_scores(wanted)
        found = np.argsort(-scores, kind="stable")[:DEPTH]
        ranks[query] = _scores(collection, found, scores[found])
    return ranks


def _as_bm25s() -> dict[str, object]:
    return {"stopwords": "en", "stemmer": Stemmer.Stemmer("english"), "show_progress": False}


def _scores(
    collection: Collection, found: Iterable[int], scores: Iterable[float]
) -> dict[str, float]:
    pairs = zip(found, scores, strict=True)
    return {collection.ids[number]: float(score) for number, score in pairs if score > 0}


Engine: TypeAlias = Callable[[Collection], Ranks]
ENGINES: dict[str, Engine] = {
    "commonplace": commonplace,
    "bm25s": with_bm25s,
    "rank-bm25": with_rank_bm25,
}


def measured(collection: Collection, engine: str, rank: Engine) -> dict[str, object]:
    """An engine's figures: the mean over the queries."""
    started = time.perf_counter()
    ranks = rank(collection)
    seconds = time.perf_counter() - started
    found = ir_measures.calc_aggregate(
        [NDCG, RECALL], {query: collection.qrels[query] for query in collection.queries}, ranks
    )
    return {
        "dataset": collection.name,
        "engine": engine,
        "ndcg@10": round(found[NDCG], 4),
        "recall@100": round(found[RECALL], 4),
        "documents": len(collection.ids),
        "queries": len(collection.queries),
        "seconds": round(seconds, 1),
    }


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--width", type=click.IntRange(min=1), help="passages that Commonplace looks into")
def main(folders: Sequence[Path], width: int | None) -> None:
    """Measure the engines on each of FOLDERS, and print JSON lines and a table of ratios."""
    rows: list[dict[str, object]] = []
    for folder in folders:
        collection = Collection.load(folder)
        for engine, rank in (ENGINES | {"commonplace": partial(commonplace, width=width)}).items():
            rows.append(measured(collection, engine, rank))
            print(json.dumps(rows[-1]), flush=True)
    print(f"\n{'':16}{'':14}{'nDCG@10':>10}{'of bm25s':>10}{'recall@100':>12}{'of bm25s':>10}")
    for folder in folders:
        of_this = {str(row["engine"]): row for row in rows if row["dataset"] == folder.name}
        for engine in ENGINES:
            line = f"{folder.name:16}{engine:14}"
            for name, columns in (("ndcg@10", 10), ("recall@100", 12)):
                value, other = (float(str(of_this[each][name])) for each in (engine, "bm25s"))
                line += f"{value:>{columns}.4f}{value / other if other else 0:>10.3f}"
            print(line)
    for engine in ENGINES:
        figures = [float(str(row["ndcg@10"])) for row in rows if row["engine"] == engine]
        print(f"{'mean':16}{engine:14}{sum(figures) / len(figures):>10.4f}")


if __name__ == "__main__":
    main()
