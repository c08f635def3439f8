"""A filter as tantivy's conditions.

Those that name a few articles, people or outlets are quickest inside the query. What a server may
see, when something was published, and a long list of articles leave many passages; such a limit is
quicker to test on the best that were found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import partial

import tantivy
from tantivy import FieldType, Occur, Query

from bot.search.index import Filter

FEW = 256  # articles


@dataclass(frozen=True, slots=True)
class Limit:
    """What the number in a field has to be, as a query and as a test; None where it has none.

    The query is made when it is needed: one of many articles takes longer than a search.
    """

    field: str
    query: Callable[[], Query]
    passes: Callable[[int | None], bool]


def narrow(schema: tantivy.Schema, allowed: Filter) -> list[Query]:
    """The conditions that are best met inside the query."""
    articles = allowed.articles
    one_of: tuple[tuple[str, Collection[int | str] | None], ...] = (
        ("article", articles if articles is not None and len(articles) <= FEW else None),
        ("voice", allowed.voices),
        ("authors", allowed.authors),
        ("quoted", allowed.quoted),
        ("outlet", allowed.outlets),
    )
    return [_one_of(schema, name, values) for name, values in one_of if values is not None]


def wide(schema: tantivy.Schema, allowed: Filter, *, has_owners: bool) -> list[Limit]:
    """The others. ``has_owners``: whether there are passages that are not everybody's."""
    limits: list[Limit] = []

    def one_of(name: str, values: Collection[int]) -> None:
        query = partial(_one_of, schema, name, values)
        limits.append(Limit(name, query, lambda number: number in values))

    def in_range(name: str, first: int | None, last: int | None) -> None:
        query = partial(
            Query.range_query, schema, name, FieldType.Unsigned, lower_bound=first, upper_bound=last
        )
        low, high = first or 0, last if last is not None else date.max.toordinal()
        limits.append(Limit(name, query, lambda day: day is not None and low <= day <= high))

    if allowed.articles is not None and len(allowed.articles) > FEW:
        one_of("article", allowed.articles)
    if allowed.servers is not None and (has_owners or None not in allowed.servers):
        one_of("server", {server or 0 for server in allowed.servers})
    if allowed.since is not None:
        in_range("latest", allowed.since.toordinal(), None)
    if allowed.until is not None:
        in_range("earliest", None, allowed.until.toordinal())
    return limits


def _one_of(schema: tantivy.Schema, name: str, values: Collection[int | str]) -> Query:
    if not values:
        return Query.empty_query()
    if len(values) > FEW:
        return Query.term_set_query(schema, name, list(values))
    # Of a few, a set takes five times as long.
    each = [(Occur.Should, Query.term_query(schema, name, value, "basic")) for value in values]
    return Query.boolean_query(each)
