"""One analysis in several publications: which articles are versions of one another.

Shingles of words after A. Broder, "On the resemblance and containment of documents" (1997):
resemblance tells versions of like length, containment tells an excerpt. Candidates come from an
inverted index over a sample of the shingles' hashes, so that not all pairs are compared.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.corpus.names import fold
from bot.model import Article, Basis, Fact

_WORD = re.compile(r"[^\W_]+")
# One hash in this many is indexed. A passage of 80 words still leaves about twenty.
_SAMPLE = 4
# Measured over word shingles: the two versions of one analysis in seeds/, with many small edits,
# share 75 % of the shorter one's. On a blog of 500 posts, a recap that reuses its announcement's
# paragraphs shares 50 %, parts of one series up to 32 %; those are articles of their own.
_CONTAINMENT = 0.55
# Below this many shared shingles, a long quotation that both carry could be all there is.
_LEAST_SHARED = 40
# A boilerplate shingle stands in very many articles. Beyond this many, it links neighbours only.
_MOST_POSTINGS = 16
_MASK = (1 << 61) - 1
# Odd multipliers keep the order of the four words in the hash.
_B, _B2, _B3 = 1_000_003, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F

# Endings in which British and American spelling differ, most specific first.
_SPELLINGS = (
    (re.compile(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|able|ite|ites|hood)?$"), r"or\1"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"gre(s?)$"), r"ger\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"ence(s?)$"), r"ense\1"),
    (re.compile(r"wards$"), "ward"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
)


@lru_cache(maxsize=100_000)
def _word_hash(word: str) -> int:
    plain = fold(word)
    if len(plain) > 4:
        for pattern, spelling in _SPELLINGS:
            plain, changed = pattern.subn(spelling, plain)
            if changed:
                break
    # zlib's sum is the same in every process, so that groups are, too.
    return zlib.crc32(plain.encode("utf-8", "surrogatepass")) + 1


def _own_words(article: Article) -> Iterator[str]:
    for sentence in article.sentences:
        if not sentence.heading:
            yield from _WORD.findall(sentence.span.of(article.text))


def shingles(article: Article) -> frozenset[int]:
    """Hashes of every four successive words of the article proper, spelling and marks levelled."""
    # Four is short enough that an edit spoils few shingles, and long enough that two articles on
    # one topic hardly share any.
    h = [_word_hash(word) for word in _own_words(article)]
    successive = zip(h, h[1:], h[2:], h[3:], strict=False)
    return frozenset((a * _B3 + b * _B2 + c * _B + d) & _MASK for a, b, c, d in successive)


def overlap(a: frozenset[int], b: frozenset[int]) -> tuple[int, float]:
    """How many shingles two articles share, and what share of the shorter one's that is."""
    shared = len(a & b)
    return shared, shared / max(1, min(len(a), len(b)))


def _same_voice(a: frozenset[int], b: frozenset[int]) -> bool:
    shared, containment = overlap(a, b)
    if shared and shared == min(len(a), len(b)):
        return True  # one is wholly within the other, however short
    return shared >= _LEAST_SHARED and containment >= _CONTAINMENT


def group_voices(articles: Sequence[Article]) -> list[list[Article]]:
    """The articles in groups, each a voice: the versions of one analysis, the fullest first.

    Only articles of one server, or of none, are grouped: what a server adds in private must not
    change what others see. Groups and their members come in an order that depends on the articles
    alone, not on the order in which they are given.
    """
    ordered = sorted(
        articles, key=lambda a: (a.server is not None, a.server or 0, a.file, a.digest)
    )
    parents = list(range(len(ordered)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    @lru_cache(maxsize=4_096)
    def of(i: int) -> frozenset[int]:
        return shingles(ordered[i])

    for a, b in _candidates(ordered, of):
        first, second = root(a), root(b)
        if first != second and _same_voice(of(a), of(b)):
            parents[max(first, second)] = min(first, second)
    groups: dict[int, list[Article]] = defaultdict(list)
    for i, article in enumerate(ordered):
        groups[root(i)].append(article)
    return [sorted(group, key=_fullest) for _, group in sorted(groups.items())]


def _fullest(article: Article) -> tuple[int, str]:
    return -sum(1 for _ in _own_words(article)), article.file


def _candidates(
    articles: Sequence[Article], of: Callable[[int], frozenset[int]]
) -> list[tuple[int, int]]:
    """Pairs that share sampled shingles, the likeliest first."""
    index: dict[tuple[int | None, int], list[int]] = defaultdict(list)
    for i, article in enumerate(articles):
        hashes = of(i)
        # A very short text has too few to be sampled.
        sample = [h for h in hashes if h % _SAMPLE == 0] or hashes
        for value in sample:
            index[article.server, value].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for postings in index.values():
        if len(postings) > _MOST_POSTINGS:
            shared.update(pairwise(postings))
            continue
        for n, first in enumerate(postings):
            for second in postings[n + 1 :]:
                shared[first, second] += 1
    return sorted(shared, key=lambda pair: (-shared[pair], pair))


def infer_facts(group: Sequence[Article]) -> list[Article]:
    """The same articles, in order; authors whom some versions name are ``inferred`` for the others.

    Nothing is inferred where versions name different authors.
    """
    known = [article.authors for article in group if article.authors]
    stated = {frozenset(map(fold, fact.value or ())) for fact in known}
    if len(stated) != 1:
        return list(group)
    inferred = Fact(known[0].value, Basis.INFERRED)
    return [a if a.authors else replace(a, authors=inferred) for a in group]
