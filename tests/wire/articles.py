"""Invented articles: each holds a word of its own, by which an exact search finds it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.conftest import SEEDS

_WHO = (
    "The ministry",
    "A committee",
    "The council",
    "Parliament",
    "The commission",
    "The treasury",
)
_DOES = ("should publish", "must finance", "ought to review", "could abolish", "will reform")
_WHAT = (
    "the housing subsidy", "its tariff on steel", "the fishing quota", "the tax on carbon",
    "the pension rules", "the ferry contract", "the flood defences", "the grain reserve",
)  # fmt: skip
_WHY = (
    "because households {} pay for {} the delay",
    "since the present {} rule rewards {} waste",
    "so that small {} towns are not {} left behind",
    "or the next {} winter will cost {} more than the {} last",
    "as every audit {} of the past {} ten years {} has shown",
)


_SYLLABLES = ("bar", "den", "fol", "gim", "hul", "kes", "lor", "mip", "nat", "pev", "rud", "tos")


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3))


def _filled(text: str, chance: random.Random) -> str:
    return text.format(*(_word(chance) for _ in range(text.count("{}"))))


def _sentence(chance: random.Random) -> str:
    """No four words that follow each other stand in another, by which articles would be near: each
    reindex compares all that are, with those that are near to these, and so on."""
    who, does, what, why = (chance.choice(each) for each in (_WHO, _DOES, _WHAT, _WHY))
    why = _filled(why, chance)
    told = " ".join(f"{_word(chance)} {link}" for link in ("of", "and", "with"))
    return f"{who} {_word(chance)} {does} {_word(chance)} {what} {told} {_word(chance)} {why}."


def marker(number: int) -> str:
    """A word that one article alone holds. Letters only, and no two differ by a letter."""
    return "zq" + "".join("bdfgklmnprtv"[int(digit)] * 2 for digit in f"{number:03}")


def article(number: int, version: int = 0) -> str:
    chance = random.Random(f"{number}:{version}")
    paragraphs = [" ".join(_sentence(chance) for _ in range(4)) for _ in range(5)]
    told = "The programme called {} needs a {} audit, as its {} budget grew {} times in {} years."
    words = marker(number), _word(chance), _word(chance), version + 2, number + 3
    paragraphs.insert(1, told.format(*words))
    head = f"---\ntitle: Paper {number}\nauthor: Una Writer\noutlet: Policy Notes\n---\n\n"
    return head + "\n\n".join(paragraphs) + "\n"


def write_article(corpus: Path, number: int, version: int = 0) -> None:
    (corpus / f"paper-{number:03}.md").write_text(article(number, version), "utf-8")


def make_corpus(folder: Path, papers: int) -> Path:
    """The five seeds and some invented papers."""
    shutil.copytree(SEEDS, folder)
    for number in range(papers):
        write_article(folder, number)
    return folder
