"""One analysis counts once, and two articles count twice."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from bot.corpus import (
    Sources,
    annotate_text,
    corpus_files,
    group_voices,
    infer_facts,
    read_article,
)
from bot.corpus.shingles import shingled
from bot.model import Article, Basis, Fact

SHARED = Path(__file__).parents[3] / "shared" / "data" / "corpora" / "18f"
VOCABULARY = (
    "harbour council bridge winter market letter engine garden money valley signal timber border "
    "school answer debate summer record office method reason danger effort island"
)
WORDS = VOCABULARY.split()


def prose(seed: int, sentences: int = 30) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(sentences)]


def article(file: str, sentences: list[str], server: int | None = None) -> Article:
    lines = [" ".join(sentences[i : i + 5]) for i in range(0, len(sentences), 5)]
    return annotate_text(file, "\n".join(lines), server=server)


def names(groups: list[list[Article]]) -> list[list[str]]:
    return [[a.file for a in group] for group in groups]


def test_a_copy_a_revision_and_an_excerpt_are_one_voice() -> None:
    full = prose(1)
    revised = [s.replace("harbour", "port") if i % 4 == 0 else s for i, s in enumerate(full)]
    articles = [
        article("copy.txt", full),
        article("excerpt.txt", full[5:15]),
        article("other.txt", prose(2)),
        article("revised.txt", [*revised, *prose(3, 3)]),
    ]
    assert names(group_voices(articles)) == [
        ["revised.txt", "copy.txt", "excerpt.txt"],
        ["other.txt"],
    ]


def test_case_marks_and_spelling_do_not_matter() -> None:
    british = "The centre’s “organised” labour analysed the meagre defence — towards the colour. "
    american = 'THE CENTER\'S "organized" labor analyzed the meager defense - toward the color. '
    a, b = (annotate_text(f"{n}.txt", text) for n, text in enumerate((british, american)))
    known = [shingled(a).known, shingled(b).known]
    assert known[0] == known[1]
    assert len(known[0]) > 5


def test_a_long_quotation_in_common_is_not_a_republication() -> None:
    quoted = prose(9, 3)
    articles = [article("a.txt", prose(1) + quoted), article("b.txt", prose(2) + quoted)]
    assert names(group_voices(articles)) == [["a.txt"], ["b.txt"]]


def test_what_a_server_adds_never_joins_what_others_see() -> None:
    full = prose(1)
    articles = [
        article("a.txt", full),
        article("b.txt", full),
        article("servers/1/c.txt", full, server=1),
        article("servers/1/d.txt", full, server=1),
        article("servers/2/e.txt", full, server=2),
    ]
    assert names(group_voices(articles)) == [
        ["a.txt", "b.txt"],
        ["servers/1/c.txt", "servers/1/d.txt"],
        ["servers/2/e.txt"],
    ]


@pytest.mark.parametrize("seed", range(5))
def test_groups_do_not_depend_on_the_order_of_the_articles(seed: int) -> None:
    articles = [article(f"{n}{half}.txt", prose(n)[half:]) for n in range(6) for half in (0, 4)]
    expected = group_voices(articles)
    shuffled = list(articles)
    random.Random(seed).shuffle(shuffled)
    assert group_voices(shuffled) == expected
    assert len(expected) == 6


def test_very_many_copies_are_one_voice() -> None:
    full = prose(1)
    assert len(group_voices([article(f"{n:03}.txt", full) for n in range(60)])) == 1


def test_texts_without_words_are_voices_of_their_own() -> None:
    assert len(group_voices([annotate_text("a.txt", "…"), annotate_text("b.txt", "—")])) == 2
    assert group_voices([]) == []


def test_authors_are_inferred_only_where_all_versions_agree() -> None:
    known: Fact[tuple[str, ...]] = Fact(("Una Writer",), Basis.TEXT)
    first, second, third = (article(f"{n}.txt", prose(1)) for n in range(3))
    named, other = replace(first, authors=known), replace(second, authors=known)
    assert [a.authors.basis for a in infer_facts([named, third])] == [Basis.TEXT, Basis.INFERRED]
    assert infer_facts([named, other, third])[2].authors.value == ("Una Writer",)
    differing = replace(second, authors=Fact(("Otto Editor",), Basis.DECLARED))
    assert infer_facts([named, differing, third]) == [named, differing, third]
    assert infer_facts([third]) == [third]


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the blog is not beside the tree")
def test_a_blog_of_five_hundred_posts_has_no_two_of_one_voice() -> None:
    articles = [read_article(p, SHARED, Sources(), 5_000_000) for p in corpus_files(SHARED)]
    assert len(articles) > 450
    assert [group for group in names(group_voices(articles)) if len(group) > 1] == []
