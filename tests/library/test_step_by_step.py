"""A library that was changed step by step is what one made afresh of the same files is."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from bot.library import Library
from bot.library.changes import Changes
from bot.library.shelf import Shelf
from bot.model import Article, Query
from bot.store.windows import holders_of
from tests.conftest import settings_for
from tests.library.test_voices import prose

STEPS = 12
SPEAKERS = ("Ada Example", "Example", "Otto Ruler", "Ruler", "Bea Ruler", "Una Writer")


@pytest.fixture(autouse=True, params=["rank-bm25", "tantivy"])
def _engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_ENGINE", request.param)


def text_of(chance: random.Random, number: int) -> str:
    """An article that may be a copy, a revision or an excerpt of another, and quotes somebody.

    No two are as long: of such copies the one with the least id speaks, and ids differ.
    """
    base = prose(chance.randint(1, 4), 14)
    kind = chance.choice(["whole", "excerpt", "revised", "own"])
    if kind == "excerpt":
        base = base[3:9]
    elif kind == "revised":
        base = [*base[:9], *prose(chance.randint(50, 60), 4)]
    elif kind == "own":
        base = prose(chance.randint(100, 900), 10)
    head = chance.choice(["", "---\nauthor: Cy Author\n---\n\n"])
    speaker = chance.choice(SPEAKERS)
    return f"{head}{' '.join(base)}\n\n“Every ferry must sail,” {speaker} said, {'e' * number}.\n"


def change(corpus: Path, chance: random.Random) -> None:
    folder = chance.choice(["", "", "servers/7/"])
    number = chance.randint(1, 6)
    path = corpus / f"{folder}{number}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and chance.random() < 0.3 and len(list(corpus.rglob("*.md"))) > 1:
        path.unlink()
    else:
        path.write_text(text_of(chance, 2 * number + bool(folder)), "utf-8")


async def picture(library: Library) -> dict[str, object]:
    """What a library holds, but for its own numbers."""
    shelf = library._indexer.holdings.articles
    assert isinstance(shelf, Shelf)
    articles = {a.id: a for a in shelf.listed}
    voices: dict[int, set[str]] = {}
    for article in articles.values():
        voices.setdefault(article.voice, set()).add(article.file)
    seen: dict[str, object] = {
        "voices": sorted(map(sorted, voices.values())),
        "facts": {a.file: (a.digest, a.authors, a.label) for a in articles.values()},
        "speakers": {a.file: sorted(map(str, {q.speaker for q in a.speech()})) for a in
                     articles.values()},
        "vectors": {articles[n].file: v for n, v in shelf.vectors(list(articles)).items()},
        "passages": library._indexer.state.passages,
        "windows": library._store.read_here(
            lambda db: sorted(
                (key, articles[article].file)
                for (key, article) in db.execute("select key, article from windows").fetchall()
            )
        ),
    }  # fmt: skip
    for server in (None, 7):
        catalogue = await library.catalogue(server)
        seen[f"people {server}"] = catalogue.people
        seen[f"words {server}"] = shelf.vocabulary(server)
        for topic in ("harbour market", "ferry"):
            answer = await library.quote(Query(topic, server=server, limit=30))
            seen[f"{topic} {server}"] = {
                (frozenset(voices[q.article.voice]), q.text) for q in answer.quotes
            }
    return seen


@pytest.mark.parametrize("seed", range(6))
async def test_step_by_step_is_as_good_as_afresh(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    corpus = tmp_path / "corpus"
    for _ in range(5):
        change(corpus, chance)
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    for _ in range(STEPS):
        for _ in range(chance.randint(1, 2)):
            change(corpus, chance)
        await library.reindex()
    changed = await picture(library)
    await library.close()
    again = await Library.open(settings_for(tmp_path / "data", corpus))
    assert await picture(again) == changed, "after a start"
    await again.close()
    fresh = await Library.open(settings_for(tmp_path / "fresh", corpus))
    await fresh.reindex()
    assert await picture(fresh) == changed
    await fresh.close()


async def test_minima_find_their_articles(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(" ".join(prose(1, 14)), "utf-8")
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    keys = library._store.read_here(
        lambda db: [key + (1 << 63) for (key,) in db.execute("select key from windows limit 5")]
    )
    found = library._store.read_here(lambda db: holders_of(db, [*keys, 7], 2))
    assert found == {key: [1] for key in keys}
    await library.close()


@pytest.mark.parametrize("seed", [0, 1])
async def test_a_reindex_in_parts_is_as_good_as_one(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    corpus = tmp_path / "corpus"
    for _ in range(14):
        change(corpus, chance)
    (corpus / "empty.md").write_text("", "utf-8")
    whole = await Library.open(settings_for(tmp_path / "whole", corpus))
    report = await whole.reindex()
    monkeypatch.setattr("bot.library.reindex.PART", 2)
    parts = await Library.open(settings_for(tmp_path / "parts", corpus))
    assert await parts.reindex() == report
    assert parts.generation > 1
    assert await picture(parts) == await picture(whole)
    assert (await parts.reindex()).changed == ()
    await parts.close()
    await whole.close()


async def test_a_footer_that_all_have_leads_a_change_to_few_articles_and_its_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(1)

    def sentences(count: int) -> str:
        """Of words that no other text has."""
        words = ("".join(chance.choices("abdefgiklmnoprstu", k=7)) for _ in range(12 * count))
        return " ".join(f"{' '.join(islice(words, 12))}." for _ in range(count))

    footer, own = sentences(9), [sentences(60) for _ in range(60)]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, text in enumerate(own):
        (corpus / f"{number:02}.md").write_text(f"{text}\n\n{footer}\n", "utf-8")
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    read: set[int] = set()
    load = Changes._stored

    def noted(changes: Changes, identity: int) -> Article:
        read.add(identity)
        return load(changes, identity)

    monkeypatch.setattr(Changes, "_stored", noted)
    (corpus / "05.md").write_text(f"Once more, {own[30]}\n\n{footer}\n", "utf-8")
    await library.reindex()
    assert len(read) < 12, read
    voices = {a.file: a.voice for a in (await library.catalogue()).articles}
    assert voices["05.md"] == voices["30.md"]
    assert len(set(voices.values())) == 59
    await library.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [5, 6])
async def test_step_by_step_is_as_good_as_afresh_where_much_is_boilerplate(
    tmp_path: Path, seed: int
) -> None:
    """Copies of one text beyond what counts as boilerplate, a footer, an introduction, digests."""
    chance = random.Random(seed)

    def sentences(count: int) -> list[str]:
        """Of words that no other text has."""
        words = ["".join(chance.choices("abdefgiklmnoprstu", k=7)) for _ in range(12 * count)]
        return [f"{' '.join(words[at : at + 12])}." for at in range(0, len(words), 12)]

    footer = sentences(chance.choice([3, 6, 9]))
    bases = [sentences(chance.choice([6, 14, 30])) for _ in range(8)]
    copied, introduction = sentences(chance.choice([10, 25])), sentences(10)
    corpus = tmp_path / "corpus"
    corpus.mkdir()

    def write(name: str, text: list[str], number: int) -> None:
        (corpus / name).write_text(" ".join([*text, "e" * number + " x.", *footer]), "utf-8")

    def change(number: int) -> None:
        base, other = chance.choice(bases), chance.choice(bases)
        text = chance.choice(
            [
                copied,
                base,
                base[len(base) // 4 : len(base) * 3 // 4],
                [*base[: max(3, len(base) // 2)], *sentences(len(base) // 2)],
                sentences(chance.choice([8, 20, 40])),
                [*introduction, *sentences(chance.choice([10, 40]))],
                [*base[:4], *other[:4], *sentences(3)],
            ]
        )
        path = corpus / f"{chance.randint(1, 70):02}.md"
        if path.exists() and chance.random() < 0.4:
            path.unlink()
        else:
            write(path.name, text, number)

    for number in range(25):
        write(f"copy {number}.md", copied, number + 1)
        change(number + 100)
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    for number in range(8):
        await library.reindex()
        for more in range(chance.choice([1, 2, 5])):
            change(200 + 10 * number + more)
    await library.reindex()
    fresh = await Library.open(settings_for(tmp_path / "fresh", corpus))
    await fresh.reindex()
    assert (await picture(library))["voices"] == (await picture(fresh))["voices"]
    await library.close()
    await fresh.close()
