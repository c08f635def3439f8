"""Invented texts whose words follow Zipf's law; the same at every run."""

from __future__ import annotations

import random
import tomllib
from hashlib import sha256
from importlib.resources import files

import numpy as np

from bot.model import Article, Basis, Content, Fact, PartialDate, Sentence, Span

WORDS = 200_000
# As in English, the most frequent words are those that say nothing by themselves.
STOP_WORDS: list[str] = tomllib.loads(
    files("bot.search").joinpath("variants.toml").read_text("utf-8")
)["stop"]["words"]
PASSAGES, SENTENCES, LENGTH = 10, 4, 15  # an article's passages, their sentences, and their words


class Writers:
    """They write articles, and their readers ask questions in the same words."""

    def __init__(self, seed: int = 7) -> None:
        self._random = np.random.default_rng(seed)
        share = np.cumsum(1 / np.arange(1, WORDS + 1))
        self._share = share / share[-1]
        self._names: dict[int, str] = dict(enumerate(STOP_WORDS))

    def words(self, count: int) -> list[str]:
        drawn = np.searchsorted(self._share, self._random.random(count))
        return [self._names.get(number, f"w{number}") for number in drawn.tolist()]

    def article(self, number: int, first: str = "") -> Article:
        """An article, whose first word may be given."""
        words = self.words(PASSAGES * SENTENCES * LENGTH)
        words[0] = first or words[0]
        text, sentences = "", []
        for place in range(PASSAGES * SENTENCES):
            start = len(text)
            text += " ".join(words[place * LENGTH : (place + 1) * LENGTH]) + "."
            sentences.append(Sentence(Span(start, len(text)), place // SENTENCES))
            text += "\n\n" if (place + 1) % SENTENCES == 0 else " "
        return Article(
            file=f"{number:07}.txt",
            content=Content(text, tuple(sentences)),
            digest=sha256(text.encode()).hexdigest(),
            title=Fact(" ".join(words[:6]), Basis.DECLARED),
            outlet=Fact(f"Outlet {number % 200}", Basis.DECLARED),
            authors=Fact((f"Writer W{number % 5000}",), Basis.DECLARED),
            published=Fact(PartialDate(2000 + number % 25, 1 + number % 12), Basis.DECLARED),
        )


def questions(count: int) -> list[str]:
    """Questions of two to five words, stop words included."""
    chance, readers = random.Random(3), Writers(11)  # noqa: S311 - the same at every run
    return [" ".join(dict.fromkeys(readers.words(chance.randint(2, 5)))) for _ in range(count)]
