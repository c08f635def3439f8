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
    republication,
    sketch_of,
)
from bot.corpus.shingles import shingled
from bot.corpus.sketches import Sketch
from bot.model import Article, Basis, Fact, PartialDate

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


def by(name: str) -> Fact[tuple[str, ...]]:
    return Fact((name,), Basis.DECLARED)


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


def test_a_revision_that_keeps_a_third_is_one_voice_wherever_it_keeps_it() -> None:
    full = prose(1, 60)
    fresh = prose(2, 60)
    scattered = [s if i % 3 == 0 else fresh[i] for i, s in enumerate(full)]
    first = full[:20] + fresh[20:]
    last_first = full[40:] + fresh[:20] + full[:20]
    for revised in (scattered, first, last_first):
        groups = group_voices([article("full.txt", full), article("revised.txt", revised)])
        assert len(groups) == 1


def test_edits_of_single_words_all_over_do_not_part_two_versions() -> None:
    words = " ".join(prose(1, 60)).split()
    edited = [f"edit{i}" if i % 6 == 5 else word for i, word in enumerate(words)]
    articles = [annotate_text("a.txt", " ".join(words)), annotate_text("b.txt", " ".join(edited))]
    assert len(group_voices(articles)) == 1


def test_an_excerpt_keeps_its_voice_under_a_new_first_line_and_above_a_footer() -> None:
    full = prose(1, 60)
    excerpt = ["Worth reading again this week, from last year.", *full[20:26], *prose(3, 2)]
    assert len(group_voices([article("a.txt", full), article("b.txt", excerpt)])) == 1


def test_what_two_articles_keep_of_each_other_makes_no_version_under_different_authors() -> None:
    reused = prose(1, 10)
    first, second = (
        replace(article(f"{n}.txt", reused + prose(n, 14)), authors=by(name))
        for n, name in ((2, "Una Writer"), (3, "Otto Editor"))
    )
    assert len(group_voices([first, second])) == 2
    assert len(group_voices([first, replace(second, authors=by("Una Writer"))])) == 1
    assert len(group_voices([first, replace(second, authors=Fact())])) == 1
    # A version without a byline doesn't bring the two together, either.
    bare = article("bare.txt", [*reused, *prose(2, 14), *prose(4, 1)])
    assert names(group_voices([first, second, bare])) == [["bare.txt", "2.txt"], ["3.txt"]]


def test_a_digest_does_not_make_one_voice_of_what_it_excerpts() -> None:
    one, two = prose(1, 60), prose(2, 60)
    for size in (12, 25, 31):  # excerpts, and a digest fuller than either article
        digest = article("digest.txt", [*prose(3, 1), *one[10 : 10 + size], *two[20 : 20 + size]])
        groups = group_voices([article("1.txt", one), article("2.txt", two), digest])
        assert max(map(len, groups)) <= 2
        assert not any({"1.txt", "2.txt"} <= set(group) for group in names(groups))


def test_an_excerpt_of_a_version_is_of_its_voice_and_stays_so() -> None:
    first, added = prose(1, 40), prose(2, 40)
    full = article("full.txt", [*first, *prose(3, 45)])
    revised = article("revised.txt", [*first, *added])
    excerpt = article("excerpt.txt", added[10:20])
    assert names(group_voices([revised, excerpt])) == [["revised.txt", "excerpt.txt"]]
    together = [["full.txt", "revised.txt", "excerpt.txt"]]
    assert names(group_voices([full, revised, excerpt])) == together


def test_a_long_introduction_to_a_series_is_boilerplate() -> None:
    introduction = prose(9, 8)
    series = [article(f"{n}.txt", introduction + prose(n, 10 + n * n)) for n in range(1, 7)]
    assert len(group_voices(series)) == 6
    # What several versions of one article share is not.
    full = prose(1, 60)
    versions = [article(f"{n}.txt", full[n * 3 : n * 3 + 24] + prose(n, 36)) for n in range(2, 9)]
    assert len(group_voices([article("full.txt", [*full, *prose(99, 5)]), *versions])) == 1


def test_a_statement_that_two_articles_quote_is_neither_s_own() -> None:
    said = "“" + " ".join(prose(9, 12)) + "”"
    one, two = (article(f"{n}.txt", [*prose(n, 5), said, *prose(n + 50, 5)]) for n in (1, 2))
    assert len(group_voices([one, two])) == 2
    # An interview is speech for the most part; its reprint is its version all the same.
    talk = "Una Writer asked. " + " She went on. ".join(f"“{s}”" for s in prose(7))
    reprint = f"First published elsewhere. {talk}"
    assert len(group_voices([annotate_text("a.txt", talk), annotate_text("b.txt", reprint)])) == 1


def test_a_revision_keeps_the_statements_beside_its_author_s_own_words() -> None:
    said = "“" + " ".join(prose(9, 8)) + "”"
    first = article("a.txt", [*prose(1, 4), *prose(2, 5), said, *prose(4, 10)])
    revised = article("b.txt", [*prose(1, 4), *prose(3, 5), said, *prose(5, 12)])
    assert names(group_voices([first, revised])) == [["b.txt", "a.txt"]]


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


def test_sketches_that_are_known_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(f"{n}{half}.txt", prose(n)[half:]) for n in range(6) for half in (0, 4)]
    expected = group_voices(articles)
    sketches = {each.file: sketch_of(each) for each in articles}
    made: list[str] = []

    def noted(each: Article) -> Sketch:
        made.append(each.file)
        return sketch_of(each)

    monkeypatch.setattr(republication, "sketch_of", noted)
    last = sketches.popitem()[0]
    assert group_voices(articles, sketches) == expected
    assert made == [last]


def test_shingles_are_the_same_as_in_libraries_that_were_saved_before() -> None:
    said = "The harbour council said “we will organise the winter market” and left the town."
    text = shingled(annotate_text("a.txt", said))
    assert (text.sequence[0], text.sequence[-1]) == (1409154782888125062, 1786366990302634409)
    assert text.known == frozenset(text.sequence)
    assert (len(text.sequence), text.quoted) == (11, bytes([0] * 4 + [1] * 6 + [0] * 4))
    for short in ("Three words only.", ""):
        assert list(shingled(annotate_text("a.txt", short)).sequence) == []


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


def test_authors_are_not_inferred_for_words_that_may_be_somebody_else_s() -> None:
    named = replace(article("a.txt", prose(1)), authors=by("Una Writer"))
    revised = article("b.txt", [*prose(1)[:12], *prose(2)[:18]])
    excerpt = article("c.txt", prose(1)[3:12])
    (group,) = group_voices([named, revised, excerpt])
    inferred = {a.file: a.authors for a in infer_facts(group)}
    assert inferred["b.txt"] == Fact()
    assert inferred["c.txt"] == Fact(("Una Writer",), Basis.INFERRED)


def test_what_belongs_to_one_publication_is_not_inferred_for_another() -> None:
    first = article("a.txt", prose(1))
    known = replace(
        first,
        title=Fact("A title", Basis.DECLARED),
        outlet=Fact("The Gazette", Basis.DECLARED),
        published=Fact(PartialDate(2025), Basis.DECLARED),
        url=Fact("https://gazette.example/1", Basis.DECLARED),
    )
    assert infer_facts([known, replace(first, file="b.txt")])[1] == replace(first, file="b.txt")


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the blog is not beside the tree")
def test_a_blog_of_five_hundred_posts_has_no_two_of_one_voice() -> None:
    articles = [read_article(p, SHARED, Sources(), 5_000_000) for p in corpus_files(SHARED)]
    assert len(articles) > 450
    assert [group for group in names(group_voices(articles)) if len(group) > 1] == []
