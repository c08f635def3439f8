"""What the corpus does hold near a question that found nothing."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.answers.holdings import Holdings
from bot.answers.topic import Topic

ALIKE = 80  # of 100 in rapidfuzz's ratio
SHORTEST = 5  # letters; shorter words resemble too many others


@dataclass(frozen=True, slots=True)
class Nearby:
    """Words of the topic, or like it, that the corpus does hold, and some of its titles."""

    words: tuple[str, ...]
    titles: tuple[str, ...]


def nearby(holdings: Holdings, server: int | None, topic: Topic) -> Nearby:
    """At most five words and three titles that a server may see."""
    vocabulary = holdings.vocabulary(server).counts
    words: list[str] = []
    for word in topic.question.words:
        terms = holdings.analyzer.query_terms(word)
        if terms and word not in topic.missing and _bare(word) in vocabulary:
            words.append(_bare(word))
        elif terms and len(word) >= SHORTEST:
            matches = process.extract(
                _bare(word), vocabulary.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2
            )
            # People mistype the beginning of a word least.
            words += [match for match, _score, _index in matches if match[0] == _bare(word)[:1]]
    titles = [voice.fullest.label for voice in holdings.first_voices(server, 3)]
    return Nearby(tuple(dict.fromkeys(words))[:5], tuple(titles))


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:!?\"'“”‘’()[]")
