"""One analysis in several publications: which articles are versions of one another.

A republication is, of a fuller article,

- a full copy, whatever its spelling and typography;
- a revised version: some passages kept, others rewritten, added or cut;
- an excerpt: a part of it, with perhaps a line at its head and a footer.

Sketches name the pairs that may be so; the texts decide. What counts is the author's own words in
passages that both articles carry, small edits allowed (`bot.corpus.passages`):

- most of the shorter article stands in the fuller one, or all of it, however short; or
- a lesser part stands in both, yet it is a good part of either, and the two do not name different
  authors.

What stands in two other articles, strangers to both, is boilerplate and doesn't count.

Two articles by one author on one topic share phrases, two on one event share quotations, and a
series shares its introduction: none of these makes a version.

Each version points to one fuller article, the one that holds most of it, and a voice is all that
point to the same. So a digest shorter than the two articles that it excerpts joins one of them at
most; so does one that is fuller than either and made up of parts of both. A lesser part joins
nothing where the two voices name different authors, so that a version without a byline does not
bring two authors together.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.corpus.names import fold
from bot.corpus.near_duplicates import may_share_passages, sketch_of
from bot.corpus.passages import passages, shared
from bot.corpus.shingles import Shingled, shingled
from bot.corpus.sketches import Sketch
from bot.model import Article, Basis, Fact
from bot.piecewise import let_go

# Words in common below which a long sentence that both carry could be all there is.
_LEAST_COMMON = 40
# Measured on a blog of 500 posts: a recap that reuses its announcement's paragraphs has 51 % of
# the shorter in common, and an article that reuses a product's description 50 %.
_MOST_OF_THE_SHORTER = 0.55
# There, two posts that do not name different authors have at most 15 % of either in common, save
# for a series' introduction (28 %). A revision that keeps 30 % has about 28 %, its new first line
# counted.
_PART_OF_EITHER = 0.27
# A pair whose shingles overlap less than this has too little in common, whatever its passages.
_LEAST_OVERLAP = 0.15
_STRANGERS = 2
# An article of which more stands in another is a version of it, boilerplate or not.
_NEARLY_ALL = 0.8
_DIGEST = 0.8
# Texts at hand while pairs are compared; each takes about 0.1 MB.
_KEPT = 1_000


def group_voices(
    articles: Sequence[Article], sketches: Mapping[str, Sketch] | None = None
) -> list[list[Article]]:
    """The articles in groups, each a voice: the versions of one analysis, the fullest first.

    Only articles of one server, or of none, are grouped: what a server adds in private must not
    change what others see. Groups and their members come in an order that depends on the articles
    alone, not on the order in which they are given.

    Args:
        sketches: by file, those that are known already.
    """
    shelves: dict[tuple[bool, int], list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda a: (a.file, a.digest)):
        shelves[article.server is not None, article.server or 0].append(article)
    found: list[list[Article]] = []
    for _, several in sorted(shelves.items()):
        shelf = _Shelf(several, sketches or {})
        found += shelf.groups()
        shelf.let_go()
    return found


@dataclass(frozen=True, slots=True)
class _Link:
    """A version and the fuller article that holds ``share`` of it; ``most`` of it, or a part."""

    most: bool
    share: float
    fullness: int
    version: int
    full: int

    def __lt__(self, other: _Link) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[bool, float, int, int, int]:
        """The surest first."""
        return not self.most, -self.share, -self.fullness, self.version, self.full


class _Shelf:
    """Articles that may be versions of one another."""

    def __init__(self, articles: Sequence[Article], sketches: Mapping[str, Sketch]) -> None:
        self._articles = articles
        self._sketches = sketches
        self._words: dict[int, int] = {}  # of the articles that were compared
        self._near: dict[int, list[int]] = defaultdict(list)
        self._kin: set[tuple[int, int]] = set()
        self._texts: OrderedDict[int, Shingled] = OrderedDict()

    def let_go(self) -> None:
        """Free the texts one by one: all at once would hold the interpreter for too long."""
        let_go(self._texts)

    def groups(self) -> list[list[Article]]:
        """The articles by voice, in the order of their first files."""
        pairs = may_share_passages(map(self._sketch, self._articles))
        for a, b in pairs:
            self._near[a].append(b)
            self._near[b].append(a)
        links = sorted(filter(None, map(self._link, pairs)))
        self._kin = {(min(pair), max(pair)) for pair in ((k.version, k.full) for k in links)}
        voice = list(range(len(self._articles)))
        members = {number: [number] for number in voice}
        settled: set[int] = set()
        parts: dict[int, list[int]] = defaultdict(list)  # what holds a lesser part of an article
        for link in links:
            one, other = voice[link.full], voice[link.version]
            if link.version in settled or one == other:
                continue
            most = link.most and (link.share >= _NEARLY_ALL or self._holds(link, _is_most))
            if not most and (
                self._differ(members[one] + members[other])
                or not self._holds(link, _is_part)
                or any(self._is_digest(link.full, link.version, a) for a in parts[link.full])
            ):
                continue
            if not most:
                parts[link.full].append(link.version)
            settled.add(link.version)
            for number in members[other]:
                voice[number] = one
            members[one] += members.pop(other)
        in_order = sorted(members.values(), key=min)
        return [
            [self._articles[number] for number in sorted(group, key=self._fullest)]
            if len(group) > 1
            else [self._articles[group[0]]]
            for group in in_order
        ]

    def _sketch(self, article: Article) -> Sketch:
        return self._sketches.get(article.file) or sketch_of(article)

    def _text(self, number: int) -> Shingled:
        text = self._texts.pop(number, None) or shingled(self._articles[number])
        self._texts[number] = text  # the latest that was asked for comes last
        if len(self._texts) > _KEPT:
            self._texts.popitem(last=False)
        return text

    def _fullest(self, number: int) -> tuple[int, int]:
        if number not in self._words:
            self._words[number] = self._text(number).words
        return -self._words[number], number

    def _link(self, pair: tuple[int, int]) -> _Link | None:
        """How the less full of two articles is a version of the other, if it is one."""
        full, version = sorted(pair, key=self._fullest)
        a, b = self._text(version), self._text(full)
        if a.known and a.known <= b.known:
            return _Link(True, 1.0, self._words[full], version, full)
        both = a.known & b.known
        if len(both) < _LEAST_OVERLAP * min(len(a.known), len(b.known)):
            return None
        most = _is_most(a, b, both)
        if not most and not _is_part(a, b, both):
            return None
        return _Link(most, shared(a, b, both)[0].share, self._words[full], version, full)

    def _differ(self, numbers: Sequence[int]) -> bool:
        """Whether some of the articles name other authors than the rest do."""
        named = (self._articles[number].authors.value for number in numbers)
        return len({frozenset(map(fold, names)) for names in named if names}) > 1

    def _holds(self, link: _Link, test: _Test) -> bool:
        """Whether two articles pass without what stands among strangers, too."""
        a, b = link.version, link.full
        text, other = self._text(a), self._text(b)
        both = text.known & other.known
        strangers = [
            self._text(number).known
            for number in sorted({*self._near[a], *self._near[b]} - {a, b})
            if not self._are_kin(a, number) and not self._are_kin(b, number)
        ]
        for passage in passages(text, both):
            held = both.intersection(text.sequence[passage[0].start : passage[-1].stop])
            if sum(len(held & known) * 2 > len(held) for known in strangers) >= _STRANGERS:
                both -= held
        return test(text, other, both)

    def _is_digest(self, full: int, a: int, b: int) -> bool:
        """Whether an article is made up of two others that have nothing in common."""
        text, one, other = self._text(full), self._text(a), self._text(b)
        first, second = text.known & one.known, text.known & other.known
        if passages(one, first & second):
            return False
        return shared(text, one, first | second)[0].share >= _DIGEST

    def _are_kin(self, a: int, b: int) -> bool:
        """Whether the two may be versions of one another, boilerplate apart."""
        return (min(a, b), max(a, b)) in self._kin


_Test = Callable[[Shingled, Shingled, Container[int]], bool]


def _is_most(a: Shingled, b: Shingled, both: Container[int]) -> bool:
    least = min(shared(a, b, both), key=lambda s: s.words)
    return least.common >= _LEAST_COMMON and least.share >= _MOST_OF_THE_SHORTER


def _is_part(a: Shingled, b: Shingled, both: Container[int]) -> bool:
    return all(s.common >= _LEAST_COMMON and s.share >= _PART_OF_EITHER for s in shared(a, b, both))


def infer_facts(group: Sequence[Article]) -> list[Article]:
    """The same articles, in order; authors whom some versions name are ``inferred`` for the others.

    Nothing is inferred where versions name different authors, nor for one that has less than 55 %
    of its words from those that name them: the rest may be somebody else's. Nothing but authors
    is ever inferred: outlet, date and address belong to one publication, and editors retitle what
    they reprint.
    """
    named = [article for article in group if article.authors]
    stated = {frozenset(map(fold, article.authors.value or ())) for article in named}
    if len(stated) != 1 or len(named) == len(group):
        return list(group)
    theirs = frozenset[int]().union(*(shingled(article).known for article in named))
    inferred = Fact(named[0].authors.value, Basis.INFERRED)

    def is_theirs(article: Article) -> bool:
        own = shingled(article).known
        return len(own & theirs) >= _MOST_OF_THE_SHORTER * len(own)

    return [a if a.authors or not is_theirs(a) else replace(a, authors=inferred) for a in group]
