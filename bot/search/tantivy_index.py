"""Searching with tantivy: one generation of an index on disk, mapped into memory.

Passages that are deleted stay in tantivy's statistics until it merges their segment, and the
generation is a document as well; so a term's weight is counted here, as rank-bm25 does, and put in
the place of tantivy's. What stays different: the mean length includes those, and lengths above 40
terms are rounded down to steps of at most an eighth.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from math import log, log1p
from typing import Literal, NamedTuple, TypeAlias

import tantivy
from tantivy import FieldType, Occur, Query

from bot.model import Hit
from bot.search.index import Filter, Weighted
from bot.search.tantivy_filter import Limit, narrow, wide

# A field named for it makes a folder of an older format fail to open, and so be built again.
# Raise it when fields mean something else, though their types stay.
FORMAT = 2
PASSAGE, STAMP = "passage", "stamp"  # of the field "kind": a stamp holds the generation
# What passes a wide limit is sifted from so many times the hits that are asked for; only where too
# few of them pass is every match looked at.
SPARE = 4
ROUGHLY = 20_000  # terms whose frequency is remembered
EXACT = 1000  # postings; where a longer list has deletions, they are not counted one by one


Found: TypeAlias = tuple[float, tantivy.DocAddress]


def make_schema(*, positions: bool = True) -> tantivy.Schema:
    """What the index holds. The texts themselves are in the store.

    Without ``positions`` it takes half the room, and knows no phrases.
    """
    builder = tantivy.SchemaBuilder()
    kept: Literal["position", "freq"] = "position" if positions else "freq"
    builder.add_text_field("body", tokenizer_name="whitespace", index_option=kept)
    for name in ("kind", "authors", "quoted", "outlet"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("article", "server", "voice"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in ("passage", "length", "earliest", "latest", "generation"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_boolean_field(f"format{FORMAT}")
    return builder.build()


class TantivyIndex:
    """A searcher of tantivy's: what it sees does not change, whatever is committed."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        stamps = searcher.search(self._is("kind", STAMP), 2).hits
        if len(stamps) > 1:
            raise ValueError("the index holds two generations")
        (self._generation,) = self._values("generation", [a for _, a in stamps]) or (0,)
        self._size = searcher.num_docs - len(stamps)
        # With the deleted ones, as tantivy's own statistics have it.
        self._counted = sum(searcher.doc_freq("kind", kind) for kind in (PASSAGE, STAMP))
        self._deleted = self._counted - searcher.num_docs
        # Of a function that does not know this object: a cycle would keep the files open.
        self._roughly = lru_cache(ROUGHLY)(partial(_roughly, searcher, self._size, self._counted))

    @property
    def generation(self) -> int:
        return self._generation

    @property
    def size(self) -> int:
        return self._size

    @cached_property
    def mean_length(self) -> float:
        if not self._size:
            return 0.0
        every = self._is("kind", PASSAGE)
        found = self._searcher.aggregate(every, {"length": {"avg": {"field": "length"}}})
        return float(found["length"]["value"])

    def search(self, terms: Sequence[str], allowed: Filter, limit: int) -> list[Hit]:
        return self.search_weighted(Weighted(dict.fromkeys(terms, 1.0)), allowed, limit)

    def search_weighted(self, query: Weighted, allowed: Filter, limit: int) -> list[Hit]:
        wanted = self._any_of(query.terms)
        if not wanted or limit < 1:
            return []
        conditions = [
            *self._together(query),
            *((Occur.Must, self._silent(self._phrase(words))) for words in query.phrases),
            *((Occur.MustNot, self._phrase(words)) for words in query.without),
            *((Occur.Must, self._silent(test)) for test in narrow(self._schema, allowed)),
        ]
        limits = wide(self._schema, allowed, has_owners=self._has_owners)
        if limits and not conditions:
            best = self._best(_any_of(wanted), limit * SPARE)
            passing = self._sifted(best, limits)
            if len(passing) >= limit or len(best) < limit * SPARE:
                return self._hits(passing[:limit])
        conditions += [(Occur.Must, self._silent(each.query())) for each in limits]
        return self._hits(self._best(_all_of(wanted, conditions), limit))

    def _sifted(self, found: list[Found], limits: Sequence[Limit]) -> list[Found]:
        """Those that pass, in their order."""
        for each in limits:
            values = self._values(each.field, [address for _, address in found])
            found = [one for one, value in zip(found, values, strict=True) if each.passes(value)]
        return found

    def _best(self, asked: Query, limit: int) -> list[Found]:
        return self._searcher.search(asked, min(limit, max(1, self._size)), count=False).hits

    def _hits(self, found: list[Found]) -> list[Hit]:
        addresses = [address for _, address in found]
        passages = self._values("passage", addresses)
        hits = [Hit(passage, score) for passage, (score, _) in zip(passages, found, strict=True)]
        hits.sort(key=lambda hit: (-hit.score, hit.passage))
        return hits

    def weights(self, terms: Collection[str], *, roughly: bool = False) -> Mapping[str, float]:
        factors_of = self._roughly if roughly else self._factors
        found = {term: factors_of(term) for term in terms}
        return {term: factors.weight for term, factors in found.items() if factors}

    def _factors(self, term: str) -> _Factors | None:
        """What a term weighs; None where no passage holds it."""
        count = self._searcher.doc_freq("body", term)
        held = self._held(term, count)
        return _factors(held, count, self._size, self._counted) if held else None

    def _held(self, term: str, count: int) -> int:
        """How many passages hold a term, of which ``count`` with the deleted ones."""
        if not count or not self._deleted:
            return count
        if count <= EXACT or count <= self._deleted:
            return len(self._searcher.search(self._is("body", term), count, count=False).hits)
        return min(count, self._size)

    def _any_of(self, terms: Mapping[str, float]) -> list[Query]:
        return [
            Query.boost_query(
                Query.term_query(self._schema, "body", term, "freq"), weight * factors.of_tantivys
            )
            for term, weight in terms.items()
            if (factors := self._factors(term))
        ]

    def _together(self, query: Weighted) -> list[tuple[Occur, Query]]:
        """The condition that all terms of some set are there, unless any term is enough."""
        alone = {term for each in query.together if len(each) == 1 for term in each}
        if not query.together or alone >= query.terms.keys():
            return []
        sets = [
            Query.boolean_query([(Occur.Must, self._is("body", term)) for term in sorted(each)])
            for each in query.together
        ]
        return [(Occur.Must, self._silent(_any_of(sets)))]

    def _phrase(self, words: Sequence[str]) -> Query:
        if not words:
            return Query.all_query()
        if len(words) == 1:
            return self._is("body", words[0])
        return Query.phrase_query(self._schema, "body", list(words))

    @cached_property
    def _has_owners(self) -> bool:
        owned = Query.range_query(self._schema, "server", FieldType.Unsigned, 1, None)
        return bool(self._searcher.search(owned, 1, count=False).hits)

    def _is(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value, "basic")

    def _silent(self, query: Query) -> Query:
        """The query as a condition, which adds nothing to the score."""
        return Query.const_score_query(query, 0.0)

    def _values(self, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        """Numbers of some documents, read without loading the documents."""
        return self._searcher.fast_field_values(name, addresses)  # type: ignore[return-value]


class _Factors(NamedTuple):
    """What a term weighs, and how many times its weight in tantivy that is."""

    weight: float
    of_tantivys: float


def _roughly(searcher: tantivy.Searcher, size: int, counted: int, term: str) -> _Factors | None:
    """The factors of a term, but for what was deleted; None where nothing holds it."""
    count = searcher.doc_freq("body", term)
    return _factors(min(count, size), count, size, counted) if count else None


def _factors(held: int, count: int, size: int, counted: int) -> _Factors:
    """Of a term that so many passages hold, and that tantivy has counted so often."""
    weight = _weight(held, size)
    return _Factors(weight, weight / _tantivys_weight(count, counted))


def _weight(count: int, size: int) -> float:
    return log((size + 1) / count)


def _tantivys_weight(count: int, counted: int) -> float:
    return log1p((counted - count + 0.5) / (count + 0.5))


def _all_of(wanted: list[Query], conditions: list[tuple[Occur, Query]]) -> Query:
    """One of what is wanted, under the conditions."""
    asked = _any_of(wanted)
    # A plain union of terms is what tantivy answers without looking at every posting.
    if not conditions:
        return asked
    return Query.boolean_query([(Occur.Must, asked), *conditions])


def _any_of(queries: list[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])
