"""One voice over reindexes, in the counts, and across servers."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.library import Library
from bot.model import Basis, Fact, Query
from tests.conftest import settings_for

VOCABULARY = (
    "harbour council bridge winter market letter engine garden money valley signal timber border "
    "school answer debate summer record office method reason danger effort island"
)


def prose(seed: int, sentences: int = 12) -> list[str]:
    chance = random.Random(seed)
    words = VOCABULARY.split()
    return [
        f"The {' '.join(chance.choices(words, k=11))} must be paid for." for _ in range(sentences)
    ]


def write(corpus: Path, file: str, sentences: list[str], **facts: str) -> None:
    path = corpus / file
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key}: {value}\n" for key, value in facts.items())
    head = f"---\n{lines}---\n\n" if facts else ""
    path.write_text(f"{head}{' '.join(sentences)}\n", "utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


async def voices(library: Library, server: int | None = None) -> dict[str, int]:
    """The voice of each article, by file."""
    await library.reindex()
    return {a.file: a.voice for a in (await library.catalogue(server)).articles}


async def test_a_voice_keeps_its_name_while_publications_come_and_go(
    corpus: Path, tmp_path: Path
) -> None:
    write(corpus, "a.md", prose(1))
    write(corpus, "b.md", prose(2))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    first = await voices(library)
    write(corpus, "copy of b.md", prose(2))
    write(corpus, "c.md", prose(3))
    added = await voices(library)
    assert first.items() <= added.items()
    assert added["copy of b.md"] == added["b.md"]

    (corpus / "b.md").unlink()
    removed = await voices(library)
    assert removed["copy of b.md"] == added["b.md"], "the article that named the voice is gone"
    write(corpus, "d.md", prose(4))
    assert (await voices(library))["d.md"] not in added.values()

    write(corpus, "b.md", prose(2))
    assert (await voices(library))["b.md"] == added["b.md"], "it is back"
    write(corpus, "copy of b.md", prose(5))
    parted = await voices(library)
    assert len(set(parted.values())) == len(parted)
    assert added["b.md"] in (parted["b.md"], parted["copy of b.md"])
    await library.close()


def unlike(seed: int) -> list[str]:
    """Sentences that have no run of words in common with those of another seed."""
    chance = random.Random(seed)
    return [
        " ".join(f"{chance.choice(VOCABULARY.split())}{seed}" for _ in range(11)).capitalize() + "."
        for _ in range(14)
    ]


async def test_a_new_voice_takes_no_name_that_articles_elsewhere_have(
    corpus: Path, tmp_path: Path
) -> None:
    write(corpus, "a.md", unlike(1))
    write(corpus, "b.md", unlike(2))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await voices(library)
    write(corpus, "copy of b.md", unlike(2))
    await voices(library)
    write(corpus, "b.md", unlike(1))
    joined = await voices(library)
    assert joined["b.md"] == joined["a.md"]
    write(corpus, "b.md", unlike(3))
    assert len(set((await voices(library)).values())) == 3
    await library.close()


async def test_a_cluster_counts_once_and_shows_its_fullest_version(
    corpus: Path, tmp_path: Path
) -> None:
    full = prose(1)
    write(corpus, "excerpt.md", full[2:8])
    write(corpus, "full.md", [*full, *prose(6, 2)], author="Una Writer")
    write(corpus, "copy.md", full)
    write(corpus, "other.md", prose(2), author="Una Writer")
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    catalogue = await library.catalogue()
    assert sorted([a.file for a in voice.articles] for voice in catalogue.voices) == [
        ["full.md", "copy.md", "excerpt.md"],
        ["other.md"],
    ]
    compared = await library.compare("harbour bridge")
    assert [panel.article.file for panel in compared.panels].count("full.md") == 1
    assert len(compared.panels) + len(compared.silent) == 2
    quotes = (await library.quote(Query("harbour", limit=100))).quotes
    assert {quote.article.file for quote in quotes} <= {"full.md", "other.md"}
    argued = await library.argues("Una Writer", "harbour", limit=100)
    assert {quote.article.file for quote in argued.quotes} <= {"full.md", "other.md"}
    excerpt = next(a for a in catalogue.articles if a.file == "excerpt.md")
    assert excerpt.authors == Fact(("Una Writer",), Basis.INFERRED)
    await library.close()


ORIGINAL = {"author": "Una Writer", "source": "The Buoy", "date": "2025-03-01"}


@pytest.mark.parametrize(
    ("copy", "added", "original", "shown"),
    [
        # A line more hides no original of which more is known.
        ({}, 1, ORIGINAL, "original.md"),
        ({"source": "The Echo", "date": "2025-02-01"}, 1, ORIGINAL, "original.md"),
        # As well known: the earlier, then the longer, then the first.
        ({**ORIGINAL, "date": "2025-04-01"}, 1, ORIGINAL, "original.md"),
        ({**ORIGINAL, "date": "2025-02-01"}, 0, ORIGINAL, "copy.md"),
        (ORIGINAL, 1, ORIGINAL, "copy.md"),
        ({}, 0, {}, "copy.md"),
        # Nor does a foot that nobody recognised; it may hide one of which no more is known.
        ({}, 4, ORIGINAL, "original.md"),
        ({**ORIGINAL, "date": "2025-04-01"}, 4, ORIGINAL, "copy.md"),
        # What is a good deal fuller is shown, whoever wrote it.
        ({}, 6, ORIGINAL, "copy.md"),
    ],
)
async def test_of_nearly_equal_versions_the_best_known_and_earliest_is_shown(
    corpus: Path,
    tmp_path: Path,
    copy: dict[str, str],
    added: int,
    original: dict[str, str],
    shown: str,
) -> None:
    text = prose(1, 30)
    for file, facts, sentences in (
        ("original.md", original, text),
        ("copy.md", copy, [*text, *prose(9, added)]),
    ):
        write(corpus, file, sentences, **facts)
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    (voice,) = (await library.catalogue()).voices
    assert voice.fullest.file == shown
    assert len(voice.articles) == 2
    if original:
        basis = Basis.INFERRED if shown == "copy.md" and not copy else Basis.DECLARED
        assert voice.fullest.authors == Fact(("Una Writer",), basis)
    quotes = (await library.quote(Query("harbour", limit=100))).quotes
    assert {quote.article.file for quote in quotes} == {shown}
    await library.close()


async def test_a_short_excerpt_hides_no_fuller_version(corpus: Path, tmp_path: Path) -> None:
    write(corpus, "excerpt.md", prose(1, 6)[:4], author="Una Writer", source="The Buoy")
    write(corpus, "full.md", prose(1, 6))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    (voice,) = (await library.catalogue()).voices
    assert voice.fullest.file == "full.md"
    await library.close()


async def test_argues_speaks_through_the_publication_that_is_asked_for(
    corpus: Path, tmp_path: Path
) -> None:
    write(corpus, "copy.md", [*prose(1), *prose(9, 4)], source="The Echo", author="Una Writer")
    write(corpus, "original.md", prose(1), source="The Buoy", author="Una Writer")
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    for topic, file in (("harbour", "copy.md"), ('harbour source:"The Buoy"', "original.md")):
        quotes = (await library.argues("Una Writer", topic)).quotes
        assert {quote.article.file for quote in quotes} == {file}
    await library.close()


async def test_nothing_is_inferred_from_what_a_server_keeps_to_itself(
    corpus: Path, tmp_path: Path
) -> None:
    write(corpus, "public.md", prose(1))
    write(corpus, "servers/1/own.md", prose(1), author="Ada Example")
    write(corpus, "servers/1/copy.md", prose(1))
    write(corpus, "servers/2/copy.md", prose(1))
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    for server, inferred in ((None, set()), (1, {"servers/1/copy.md"}), (2, set())):
        catalogue = await library.catalogue(server)
        articles = {a.file: a.authors for a in catalogue.articles}
        assert articles["public.md"] == Fact()
        assert {f for f, fact in articles.items() if fact.basis is Basis.INFERRED} == inferred
        assert len(catalogue.voices) == (1 if server is None else 2)
    await library.close()
