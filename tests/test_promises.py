"""One test for each promise of the product, by name. Each fails when its promise is broken."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.library import Library
from bot.model import Basis, Fact, Query, QuotationKind, Quote, Span, SpokenBy
from tests.conftest import FILES, ROOT, SEEDS, settings_for
from tests.corpus.expected import QUOTATIONS

TOPICS = (
    "sanctions", "reset with Russia", "negotiations", "peace deal", "Zelensky", "United States",
    "Vatican", "trade", "war",
)  # fmt: skip


PEOPLE = ("Stefan Wolff", "Célia Belin", "Andrew Day", "Donald Trump", "Vladimir Putin")


async def every_quote(library: Library, server: int | None = None) -> list[Quote]:
    """Quotes of every kind of answer, on many topics."""
    quotes: list[Quote] = []
    for topic in TOPICS:
        quotes += (await library.quote(Query(topic, server=server, limit=100))).quotes
        compared = await library.compare(topic, server=server, limit=100)
        quotes += [quote for panel in compared.panels for quote in panel.quotes]
        for person in PEOPLE:
            quotes += (await library.argues(person, topic, server, limit=100)).quotes
    quotes += (await library.quote(Query("", server=server, limit=100))).quotes
    assert len(quotes) > 300
    return quotes


async def test_promise_1_verbatim(library: Library) -> None:
    for quote in await every_quote(library):
        content = (SEEDS / quote.article.file).read_text("utf-8")
        assert quote.text == content[quote.span.start : quote.span.end]
        assert quote.text.strip() == quote.text != ""


async def test_promise_2_attributed(library: Library) -> None:
    """No quote in an author's voice touches words that somebody else says, labelled by hand."""
    speech = {
        (FILES[file], Span(start, end)): speaker
        for file, start, end, kind, speaker in QUOTATIONS
        if kind == QuotationKind.SPEECH
    }
    seen = set()
    for quote in await every_quote(library):
        if quote.spoken_by is not SpokenBy.QUOTED:
            assert quote.speaker == (" and ".join(names(quote)) or None) or len(names(quote)) > 2
            touched = [
                span
                for (file, span) in speech
                if file == quote.article.file and span.overlaps(quote.span)
            ]
            assert not touched, quote.text
            marked = [s for s in quote.article.sentences if s.span == quote.span and s.reported]
            assert not marked or quote.spoken_by is SpokenBy.REPORTED, quote.text
        else:
            expected = speech[quote.article.file, quote.span]
            assert (quote.speaker or "None").split()[-1] == str(expected)
            seen.add((quote.article.file, quote.span))
    assert len(seen) > 10


def names(quote: Quote) -> tuple[str, ...]:
    return quote.article.authors.value or ()


async def test_promise_3_known_or_said_to_be_unknown(library: Library) -> None:
    articles = {article.file: article for article in (await library.catalogue()).articles}
    basis = {
        file: (article.title.basis, article.outlet.basis, article.authors.basis)
        for file, article in articles.items()
    }
    assert articles[FILES["002"]].authors == Fact()
    assert articles[FILES["001"]].published == Fact()
    assert basis[FILES["002"]][0] is Basis.UNKNOWN
    assert basis[FILES["000"]][2] is Basis.DECLARED
    assert basis[FILES["003"]][2] is Basis.TEXT
    assert basis[FILES["004"]][2] is Basis.INFERRED
    unknown = [q for q in await every_quote(library) if q.article.file == FILES["002"]]
    assert unknown
    assert all(q.speaker is None for q in unknown if q.spoken_by is not SpokenBy.QUOTED)
    with pytest.raises(ValueError, match="unknown exactly when"):
        Fact("somebody", Basis.UNKNOWN)


async def test_promise_4_one_voice_once(library: Library) -> None:
    voices = (await library.catalogue()).voices
    assert [FILES["003"], FILES["004"]] in [sorted(a.file for a in v.articles) for v in voices]
    assert len(voices) == 4
    for topic in TOPICS:
        answers: list[list[Quote]] = [
            list((await library.quote(Query(topic, limit=100))).quotes),
            list((await library.argues("Stefan Wolff", topic)).quotes),
            list((await library.argues("Trump", topic)).quotes),
            [q for p in (await library.compare(topic)).panels for q in p.quotes],
            list((await library.quote(Query("", limit=100))).quotes),
        ]
        for quotes in answers:
            assert not {FILES["003"], FILES["004"]} <= {quote.article.file for quote in quotes}


async def test_promise_5_silence_over_invention(library: Library) -> None:
    for topic in ("quantum chromodynamics", "cheese", "?!", "the of and", "🧀", "\x00"):
        quote = await library.quote(Query(topic, server=7))
        assert not quote.quotes
        assert quote.message
        compared = await library.compare(topic, server=7)
        assert not compared.panels
        assert compared.message
        argued = await library.argues("Stefan Wolff", topic, 7)
        assert not argued.quotes
        assert argued.message
    assert ("cheese", 2) in await library.keepsakes.gaps(7)


@pytest.mark.slow
def test_promise_7_nothing_lost_when_killed_at_any_instant(tmp_path: Path) -> None:
    """A reindex that is killed leaves the store as it was before, or as it is after."""
    corpus = tmp_path / "corpus"
    shutil.copytree(SEEDS, corpus)
    for number in range(60):
        text = (SEEDS / FILES["001"]).read_text("utf-8")
        (corpus / f"more-{number}.txt").write_text(
            f"Number {number}. {text[number * 50 :]}", "utf-8"
        )
    environment = {
        "CORPUS_DIR": str(corpus),
        "DATA_DIR": str(tmp_path / "data"),
        "SEARCH_ENGINE": "tantivy",
    }
    command = [sys.executable, "-m", "bot", "reindex", "--json"]
    counts = set()
    for attempt in range(8):
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(0.5 + attempt * 0.12)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        store = tmp_path / "data" / "commonplace.db"
        if store.exists():
            connection = sqlite3.connect(store)
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
            tables = connection.execute("select name from sqlite_master").fetchall()
            if ("articles",) in tables:
                counts |= set(connection.execute("select count(*) from articles").fetchone())
            connection.close()
    assert counts <= {0, 65}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert b'"refused": []' in done.stdout


@pytest.fixture(params=["rank-bm25", "tantivy"])
async def two_servers(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Library]:
    """A library in which server 1 has an article of its own, with every engine."""
    monkeypatch.setenv("SEARCH_ENGINE", request.param)
    corpus = tmp_path / "corpus"
    shutil.copytree(SEEDS, corpus)
    (corpus / "servers" / "1").mkdir(parents=True)
    (corpus / "servers" / "1" / "own.md").write_text(
        "---\ntitle: Our own minutes\nauthor: Ada Example\noutlet: The Club Gazette\n---\n\n"
        "Sanctions on marmalade would ruin every breakfast in the country. "
        "The treasurer, Bob Sample, said, “No toast will ever be safe from them again.”\n",
        "utf-8",
    )
    library = await Library.open(settings_for(tmp_path / "data", corpus))
    await library.reindex()
    yield library
    await library.close()


async def test_promise_8_a_servers_own_things_stay_its_own(two_servers: Library) -> None:
    library = two_servers
    assert (await library.quote(Query("marmalade", server=1))).quotes
    assert (await library.argues("Ada Example", "marmalade", 1)).quotes
    assert (await library.argues("Bob Sample", "toast", 1)).quotes
    assert "The Club Gazette" in {s.name for s in (await library.catalogue(1)).sources}
    own = (await library.quote(Query("marmalade", server=1))).quotes[0].ref

    for other in (2, None):
        answer = await library.quote(Query("marmalade", server=other))
        assert not answer.quotes
        assert answer.nearby is not None
        assert "marmalade" not in answer.nearby.words
        assert (await library.argues("Ada Example", "marmalade", other)).person is None
        words = "minerals deal Ukraine investment stability marmalade"
        told = (await library.quote(Query(words, server=other))).message
        assert told == "No article here mentions “marmalade”."
        assert (await library.argues("Ada Exampel", "marmalade", other)).nearest == ()
        assert (await library.compare("sanctions", ["The Club Gazette"], other)).unknown
        shelf = await library.catalogue(other)
        assert len(shelf.articles) == 5
        assert not {"Ada Example", "Bob Sample"} & {person.name for person in shelf.people}
        assert "The Club Gazette" not in {source.name for source in shelf.sources}
        assert await library.find(own, other) is None
        assert await library.context(own, other) is None
        found = await library.article("Our own minutes", other)
        assert found is None or found[0].server is None
        quotes = await every_quote(library, other)
        assert all(quote.article.server is None for quote in quotes)
    await library.quote(Query("zeppelins", server=1))
    assert "zeppelins" in dict(await library.keepsakes.gaps(1))
    assert "zeppelins" not in dict(await library.keepsakes.gaps(2))
