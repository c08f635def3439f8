"""A filter as tantivy's conditions.

Those that name a few articles, people or outlets are quickest inside the query. What a server may
see and when something was published leaves most of the passages, or many; such a limit is quicker
to test on the best that were found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import tantivy
from tantivy import FieldType, Query

from bot.search.index import Filter


@dataclass(frozen=True, slots=True)
class Limit:
    """What the number in a field has to be, as a query and as a test; None where it has none."""

    field: str
    query: Query
    passes: Callable[[int | None], bool]


def narrow(schema: tantivy.Schema, allowed: Filter) -> list[Query]:
    """The conditions that are best met inside the query."""
    one_of: tuple[tuple[str, Collection[int | str] | None], ...] = (
        ("article", allowed.articles),
        ("voice", allowed.voices),
        ("authors", allowed.authors),
        ("quoted", allowed.quoted),
        ("outlet", allowed.outlets),
    )
    return [_one_of(schema, name, values) for name, values in one_of if values is not None]


def wide(schema: tantivy.Schema, allowed: Filter, *, has_owners: bool) -> list[Limit]:
    """The others. ``has_owners``: whether there are passages that are not everybody's."""
    limits: list[Limit] = []
    if allowed.servers is not None and (has_owners or None not in allowed.servers):
        servers = {server or 0 for server in allowed.servers}
        limits.append(
            Limit("server", _one_of(schema, "server", servers), lambda server: server in servers)
        )
    if allowed.since is not None:
        first = allowed.since.toordinal()
        after = Query.range_query(schema, "latest", FieldType.Unsigned, first, None)
        limits.append(Limit("latest", after, lambda day: day is not None and day >= first))
    if allowed.until is not None:
        last = allowed.until.toordinal()
        before = Query.range_query(schema, "earliest", FieldType.Unsigned, None, last)
        limits.append(Limit("earliest", before, lambda day: day is not None and day <= last))
    return limits


def _one_of(schema: tantivy.Schema, name: str, values: Collection[int | str]) -> Query:
    return Query.term_set_query(schema, name, list(values)) if values else Query.empty_query()
