"""The quote of the day: which sentences may be one, and whose turn it is."""

from __future__ import annotations

import hashlib
from binascii import crc32
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.answers.holdings import Holdings
from bot.answers.quotable import plain_words, stands_alone, worth
from bot.answers.selection import author_of
from bot.answers.sources import is_from_any
from bot.model import Article, Quote, SpokenBy, Voice
from bot.search import Filter

MOST = 5_000  # candidates that are chosen from: years of quotes of the day


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote that a server has seen: the digest of its words, and its voice at the time."""

    words: str
    voice: int | None = None


def words_digest(text: str) -> str:
    """What identifies a quote over reindexes and republications.

    Spacing, letter case, accents, punctuation and the form of quotation marks don't count.
    """
    return hashlib.blake2b(plain_words(text).encode(), digest_size=12).hexdigest()


def candidates(
    holdings: Holdings,
    server: int | None,
    topic: str | None,
    sources: Sequence[str],
    shown: Sequence[Shown] = (),
    most: int = MOST,
) -> list[Quote]:
    """The sentences that may be a server's quote of the day, by voice, then by place.

    They are in the author's own voice and stand alone. Each voice speaks through its fullest
    version from the sources asked for, and the same words come once. With a topic, a sentence
    shares at least one term with it, and each further term counts in its score. Once there are
    ``most``, no more voices are asked; those that were heard longest ago come first then.
    """
    wanted = set(holdings.analyzer.query_terms(topic)) if topic else set()
    if topic and not wanted:
        return []
    found: dict[str, Quote] = {}
    for voice in _in_turn(holdings, server, wanted, shown, most):
        article = next((a for a in voice.articles if is_from_any(a, sources)), None)
        if article is None:
            continue
        for quote in standing_quotes(holdings, article):
            shared = wanted.intersection(holdings.analyzer.terms(quote.text)) if wanted else wanted
            if wanted and not shared:
                continue
            scored = replace(quote, score=quote.score + max(0, len(shared) - 1))
            found.setdefault(words_digest(quote.text), scored)
        if len(found) >= most:
            break
    return sorted(found.values(), key=lambda quote: (quote.article.voice, quote.span))


def _in_turn(
    holdings: Holdings, server: int | None, wanted: set[str], shown: Sequence[Shown], most: int
) -> list[Voice]:
    """The voices that may have one of the terms wanted, in the order in which they are asked."""
    voices = holdings.voices(server)
    if wanted:
        allowed = Filter(servers=frozenset({None, server}))
        hits = holdings.index.search(sorted(wanted), allowed, most)
        speaking = {holdings.article_at(hit.passage).voice for hit in hits}
        voices = [voice for voice in voices if voice.id in speaking]
    heard = {past.voice: turn for turn, past in enumerate(shown)}
    # In no order that the corpus has: neighbours in a folder are on one subject.
    return sorted(
        voices, key=lambda voice: (heard.get(voice.id, -1), crc32(str(voice.id).encode()))
    )


def standing_quotes(holdings: Holdings, article: Article) -> Sequence[Quote]:
    """The sentences of an article that stand alone in its author's own voice, scored."""
    keeper = holdings.keeper_of(article)
    whole = holdings.articles[article.id]
    # Where they stand, and not the quotes: these would keep their articles in memory.
    standing = keeper.remember_a_while(
        ("standing", article.id), lambda: [(q.span, q.score) for q in _standing_quotes(whole)]
    )
    speaker = author_of(whole)
    return [Quote(whole, span, SpokenBy.AUTHOR, speaker, score) for span, score in standing]


def _standing_quotes(article: Article) -> tuple[Quote, ...]:
    speaker = author_of(article)
    authors = [plain_words(name) for name in article.authors.value or ()]
    quotes = []
    for sentence in article.sentences:
        text = sentence.span.of(article.text)
        if sentence.heading or sentence.reported or not article.is_own(sentence.span):
            continue
        if not stands_alone(text):
            continue
        if article.is_withdrawn(sentence.span):
            continue
        # "The author is a professor of…" is said of the author, not by them.
        if any(name in plain_words(text) for name in authors):
            continue
        quotes.append(Quote(article, sentence.span, SpokenBy.AUTHOR, speaker, float(worth(text))))
    return tuple(quotes)


def choose(pool: Sequence[Quote], shown: Sequence[Shown], random: Random) -> Quote | None:
    """The quote whose turn it is, or None when there is none to choose from.

    No quote returns before all of the pool have been shown. Among those that may come, it is the
    turn of the voice that was heard longest ago, one never heard first; and of that voice's quotes,
    of the one shown longest ago, then of the best scored. What is equal is left to ``random``.

    Args:
        shown: what the server has seen, oldest first; quotes that are not in the pool count only
            for their voice.
    """
    by_words = {words_digest(quote.text): quote for quote in pool}
    open_words = remaining(by_words, shown)
    if not open_words:
        return None
    heard: dict[int | None, int] = {}
    seen: dict[str, int] = {}
    for turn, past in enumerate(shown):
        # A reindex may have renumbered the voice; the words say which one it is now.
        known = by_words.get(past.words)
        heard[known.article.voice if known is not None else past.voice] = turn
        seen[past.words] = turn
    voices = {by_words[words].article.voice for words in open_words}
    longest_ago = min(heard.get(voice, -1) for voice in voices)
    voice = random.choice(sorted(v for v in voices if heard.get(v, -1) == longest_ago))
    own = [words for words in open_words if by_words[words].article.voice == voice]
    ranks = {words: (seen.get(words, -1), -by_words[words].score) for words in own}
    first = min(ranks.values())
    return by_words[random.choice(sorted(words for words in own if ranks[words] == first))]


def remaining(pool: Sequence[str] | dict[str, Quote], shown: Sequence[Shown]) -> list[str]:
    """Which of the pool (by the digests of their words) may be shown before the rotation restarts.

    As long as some were never shown, they are these. After that each round goes through the whole
    pool once, and a repetition in ``shown`` marks where the last one began.
    """
    ever = {past.words for past in shown}
    if fresh := [words for words in pool if words not in ever]:
        return fresh
    this_round: set[str] = set()
    for past in shown:
        if past.words in this_round:
            this_round.clear()
        this_round.add(past.words)
        if this_round.issuperset(pool):
            this_round.clear()
    return [words for words in pool if words not in this_round]
