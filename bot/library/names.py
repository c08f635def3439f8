"""Whom a surname alone means: the one person of that name whom the corpus names in full.

"Trump" becomes "Donald Trump" where the corpus has one full name with that surname, and no more.
Names of articles that only one server sees are not used for those that others see.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from bot.answers.articles import QUOTED, REPORTED, mentions_in
from bot.model import Article
from bot.search import Analyzer
from bot.store import Store
from bot.store.people import PersonRow, load_namesakes

SAYING = {QUOTED, REPORTED}


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody whom an article quotes or reports by a full name, under its key."""

    article: int
    server: int | None
    key: str
    name: str


Find: TypeAlias = Callable[[str], Iterable[Namesake]]


class Names:
    """Names in full, as of one generation. Each surname is looked up once."""

    def __init__(self, analyzer: Analyzer, find: Find) -> None:
        """``find`` gives whom the corpus quotes by a full name that ends so."""
        self._analyzer = analyzer
        self._find = find
        self._known: dict[str, Mapping[int | None, tuple[str, str] | None]] = {}

    @classmethod
    def of_store(cls, analyzer: Analyzer, store: Store) -> Names:
        """As the store has them."""

        def find(last: str) -> Iterable[Namesake]:
            rows = store.read_here(partial(load_namesakes, last=last))
            return (Namesake(*row) for row in rows)

        return cls(analyzer, find)

    def but_for(self, gone: Collection[int], new: Iterable[Article]) -> Names:
        """As they will be without some articles, and with others."""
        theirs: dict[str, list[Namesake]] = defaultdict(list)
        for article in new:
            for row in self.rows(article):
                if row.role in SAYING and row.key != row.last:
                    theirs[row.last].append(Namesake(article.id, article.server, row.key, row.name))

        def find(last: str) -> Iterable[Namesake]:
            yield from (each for each in self._find(last) if each.article not in gone)
            yield from theirs.get(last, ())

        return Names(self._analyzer, find)

    def rows(self, article: Article) -> list[PersonRow]:
        """Who writes and speaks in an article, as the store keeps it."""
        found = []
        for role, name in sorted(mentions_in(article)):
            terms = self._analyzer.name_terms(name) or [name.casefold()]
            found.append(PersonRow(article.id, role, name, " ".join(terms), terms[-1]))
        return found

    def in_full(self, name: str, server: int | None) -> str:
        """A name as an article of this server, or of everybody, means it."""
        terms = self._analyzer.name_terms(name)
        if len(terms) != 1:
            return name
        return self.of_surname(terms[0], server) or name

    def of_surname(self, last: str, server: int | None) -> str | None:
        """The one full name that a surname, as a term, stands for; None where there is not one."""
        meant = self._meant(last, server)
        return meant[1] if meant else None

    def key_of(self, last: str, server: int | None) -> str | None:
        """The key of that name."""
        meant = self._meant(last, server)
        return meant[0] if meant else None

    def _meant(self, last: str, server: int | None) -> tuple[str, str] | None:
        if last not in self._known:
            self._known[last] = self._look(last)
        known = self._known[last]
        return known[server] if server in known else known[None]

    def name_in_full(self, article: Article) -> Article:
        """An article with its speakers and claimants named in full."""
        content = article.read()
        server = article.server
        named = {
            name: self.in_full(name, server)
            for name in {q.speaker for q in content.quotations}
            | {s.claimant for s in content.sentences}
            if name
        }
        if all(name == full_name for name, full_name in named.items()):
            return article
        quotations = tuple(
            replace(q, speaker=named[q.speaker]) if q.speaker else q for q in content.quotations
        )
        sentences = tuple(
            replace(s, claimant=named.get(s.claimant, s.claimant)) if s.claimant else s
            for s in content.sentences
        )
        return replace(
            article, content=replace(content, quotations=quotations, sentences=sentences)
        )

    def _look(self, last: str) -> Mapping[int | None, tuple[str, str] | None]:
        """By server that has such a name of its own, and for everybody, whom the surname means."""
        forms: dict[int | None, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for each in self._find(last):
            forms[each.server][each.key][each.name] += 1
        everybodys = dict(forms[None])

        def only(server: int | None) -> tuple[str, str] | None:
            keys = {*everybodys, *forms[server]}
            if len(keys) != 1:
                return None
            (key,) = keys
            counts = Counter(everybodys.get(key, {}))
            if server is not None:
                counts.update(forms[server].get(key, {}))
            return key, max(counts, key=lambda name: (counts[name], name))

        return {server: only(server) for server in list(forms)}
