"""`/verify`: what each kind of true and false quotation is told to be."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.holdings import Holdings
from bot.answers.verify import (
    ChangeKind,
    Verdict,
    Verification,
    Warn,
    quotations_in,
    quotations_joined,
    verify,
)
from bot.answers.verify.amounts import amounts
from bot.answers.verify.candidates import literal_candidates
from bot.answers.verify.cover import cover
from bot.answers.verify.pasted import read_pasted
from bot.answers.verify.words import words_of
from bot.corpus import annotate_text
from bot.library import Library
from bot.model import Basis, Content, Fact, SpokenBy
from bot.search import Analyzer
from tests.conftest import FILES, settings_for

HARBOUR = """The harbour master has not approved the new pier. She wants 24 ferries, and no more \
than 1,500 passengers a day.

"We will never close the northern quay," said Ada Quill, the harbour master, "and we will defend \
it." Her deputy, Bram Teller, called the plan “a mistake of the first order.”

Is the town ready? The council's non-binding vote — held in May — was unlikely to settle it. The \
programme costs $3.5 million… and the cease-fire between the two guilds is at an end."""

LIGHTHOUSE = """Every lighthouse on this coast was built by fishermen who had lost a boat. Keepers \
were paid in candles until the old queen died.

Bram Teller told reporters, “Nobody asked the keepers what the fog had cost them.”"""

BEACON = """The beacon can't be seen from the moor, and its glass isn't clean. Some three hundred \
moths and 12 owls, or about two percent of all that fly, no longer come. It cost the parish \
$4 billion in all.

When the beacon fails, count the stars aloud — Old Wick Proverb.

Rule 39.103 - Beacon Keeping, as well as its annex, does not name one way to trim a wick. The \
B*CON register is thin, and no clerk reads it."""


SIGNS = """Growth in the dunes fell to –5% in spring, and yields rose .5 percent in a week. The \
wardens voted 10-15 on it. About 10² gulls were seen near the mole.

It cost 5€ a head, then 6 € a boat, and the reserve is ₴4 billion strong. Fewer than <5 cases a \
year were found, and roughly 50 % of the crews went home.

The lamp can´t be lit at night. The port took in 1\u00a0500 sailors before the storm came. The \
water was 24° at noon and rose by 3‰. They will re-sign the treaty in winter, with \
x = 5 as its measure."""


@pytest.fixture(scope="session")
def shore(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    """Articles of a made-up coast: two of everybody's, one republished, one of a server's own."""
    folder = tmp_path_factory.mktemp("shore")
    for name, author, outlet, text in (
        ("harbour.md", "Cora Vane", "The Tide Table", HARBOUR),
        ("lighthouse.md", "Dov Marsh", "Coastal Notes", LIGHTHOUSE),
        ("copy.md", "Dov Marsh", "The Evening Buoy", LIGHTHOUSE),
        ("beacon.md", "Fay Dune", "The Moor Report", BEACON),
        ("signs.md", "Gil Reed", "Dune Figures", SIGNS),
        ("servers/7/own.md", "Eve Strand", "Shore Log", "The tunnel under the bay is flooded."),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\nauthor: {author}\nsource: {outlet}\n---\n{text}\n", "utf-8")
    return asyncio.run(_holdings(folder, tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="session")
def seeds(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    import shutil

    data = tmp_path_factory.mktemp("copied") / "data"
    shutil.copytree(indexed, data)
    return asyncio.run(_holdings(None, data))


async def _holdings(corpus: Path | None, data: Path) -> Holdings:
    library = await Library.open(settings_for(data, corpus) if corpus else settings_for(data))
    await library.reindex()
    await library.close()
    return library._indexer.holdings


def changed(answer: Verification) -> list[tuple[str, str, str]]:
    return [(change.kind.value, change.source, change.pasted) for change in answer.changes]


def assert_verbatim(answer: Verification) -> None:
    """Every span that is shown is the article's own text."""
    for change in answer.changes:
        article = answer.matches[change.match].quote.article
        assert article.text[change.span.start : change.span.end] == change.source
        pasted = change.pasted_span
        assert answer.quotation[pasted.start : pasted.end] == change.pasted
    for match in answer.matches:
        for quote in (match.quote, *match.publications):
            assert quote.text
            assert quote.article.text[quote.span.start : quote.span.end] == quote.text
        if match.shown is not None:
            assert match.shown.text in match.shown.article.text


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The harbour master has not approved the new pier.", "exact"),
        ("“The harbour master has not approved the new pier”", "exact"),
        ("…has not approved the new pier…", "exact"),
        ("> The harbour master has not approved the new pier.", "exact"),
        ("**The harbour master** has not approved the _new_ pier", "exact"),
        ("“Nobody asked the keepers what the fog had cost them.” — Bram Teller", "exact"),
        ("“Nobody asked the keepers what the fog had cost them”—Teller", "exact"),
        ("Nobody asked the keepers what the fog had cost them\n– Bram Teller, deputy", "exact"),
        ("Bram Teller: “Nobody asked the keepers what the fog had cost them.”", "exact"),
        ("Every lighthouse on this coast was built by fishermen - Dov Marsh", "exact"),
        ("Every lighthouse on this coast was built by fishermen — Coastal Notes", "exact"),
        ("Every lighthouse on this coast was built by fishermen — The Evening Buoy", "exact"),
        ("at an end", "exact"),
        ("The harbor master has not approved the new pier", "typographic"),
        ("the harbour master has  not approved\nthe new pier", "typographic"),
        ("vote - held in May - was unlikely to settle it", "typographic"),
        ("“We will never close the northern quay”, said Ada Quill", "typographic"),
        ("The program costs $3.5 million... and the ceasefire between", "typographic"),
        ("and the cease fire between the two guilds", "typographic"),
        ("THE HARBOUR MASTER HAS NOT APPROVED THE NEW PIER", "typographic"),
        ("no more than 1500 passengers a day", "typographic"),
        ("The harbour master has approved the new pier", "altered"),
        ("The harbour master has not approved the old pier", "altered"),
        ("She wants 42 ferries, and no more than 1,500 passengers", "altered"),
        ("The programme costs €3.5 million… and the cease-fire", "altered"),
        ("The programme costs 3.5 million… and the cease-fire", "altered"),
        ("binding vote — held in May — was unlikely to settle it", "altered"),
        ("held in May — was likely to settle it", "altered"),
        ("The harbour master has … approved the new pier", "altered"),
        ("The town is ready? The council's non-binding vote", "altered"),
        ("She wants 24 ferries, and no more than 1,500 passengers a day?", "altered"),
        ("The harbour master has not approved the new pier because of the seals", "altered"),
        (
            "She wants 24 ferries, and no more keepers were paid in candles until the old queen",
            "spliced",
        ),
        (
            "Keepers were paid in candles until the old queen died. Every lighthouse on this coast",
            "spliced",
        ),
        ("“Nobody asked the keepers what the fog had cost them.” — Dov Marsh", "misattributed"),
        ("Every lighthouse on this coast was built by fishermen — Bram Teller", "misattributed"),
        ("Every lighthouse on this coast was built by fishermen — Cora Vane", "misattributed"),
        ("Every lighthouse on this coast was built by fishermen — Zed Nobody", "misattributed"),
        ("a mistake of the first order — Ada Quill", "misattributed"),
        ("The seals have eaten every candle that the council ever bought", "not found"),
        ("The programme costs “$3.5 million” — by the harbour master, in May", "altered"),
        ("The council's non-binding vote — held in May", "exact"),
        ("“She wants 24 ferries, and no more than 1,500 passengers a day.” — Cora Vane", "exact"),
        ("The council's non-binding vote — Ada Quill", "altered"),
        ("Keepers were paid in candles — Ada Quill", "misattributed"),
        ("Keepers were paid in candles\n- Second point of a list", "altered"),
        ("The truth is: “Keepers were paid in candles until the old queen died.”", "altered"),
        ("“Keepers were paid in candles”, “until the old queen died”", "typographic"),
        ("in candles we trust", "not found"),
        # Said before or after the words, where the source has it otherwise.
        ("Bram Teller said: “Nobody asked the keepers what the fog had cost them.”", "exact"),
        (
            "According to Bram Teller, “Nobody asked the keepers what the fog had cost them”",
            "exact",
        ),
        ("“Nobody asked the keepers what the fog had cost them,” said Bram Teller.", "exact"),
        ("“Nobody asked the keepers what the fog had cost them,” Bram Teller said.", "exact"),
        ("Ada Quill said: “Nobody asked the keepers what the fog had cost them.”", "misattributed"),
        # What follows the dash is the source's.
        ("When the beacon fails, count the stars aloud — Old Wick Proverb", "exact"),
        ("When the beacon fails, count the  stars aloud -- Old Wick Proverb", "typographic"),
        ("Rule 39.203 - Beacon Keeping, as well as its annex, does not name one way", "altered"),
        ("ferries sink - Ada Quill", "not found"),
        ("The B*CON register is thin, and no clerk reads it", "exact"),
        ("The B*CON register is thick, and no clerk reads it", "altered"),
        ("“[T]he beacon can't be seen from the moor”", "typographic"),
        ("The beacon cant be seen from the moor, and its glass isnt clean.", "typographic"),
        ("The beacon can be seen from the moor, and its glass isn't clean.", "altered"),
        ("quay", "exact"),
        (
            "“No clerk reads it” - Keepers were paid in candles until the old queen died.",
            "spliced",
        ),
        ("x" * 6_000, "not found"),
        ("Some three hundred moths and 12 owls " * 160, "spliced"),
        ("The tunnel under the bay is flooded.", "not found"),
        ("ferries sink", "not found"),
        ("", "not found"),
        ("?! … —", "not found"),
        ("“”", "not found"),
    ],
)
def test_a_quotation_is_told_what_it_is(shore: Holdings, text: str, verdict: str) -> None:
    answer = verify(shore, text)
    assert answer.verdict.value == verdict, answer
    assert bool(answer.matches) == (verdict != "not found")
    assert bool(answer.changes) <= (verdict in {"altered", "spliced"})
    assert answer.message
    assert_verbatim(answer)


@pytest.mark.parametrize(
    "text",
    [
        "Growth in the dunes fell to 5% in spring, and yields rose .5 percent",
        "and yields rose 5 percent in a week.",
        "The wardens voted 1015 on it. About 10² gulls",
        "About 102 gulls were seen near the mole.",
        "About 10 gulls were seen near the mole.",
        "It cost 5$ a head, then 6 € a boat",
        "It cost 5 a head, then 6 € a boat",
        "It cost 5€ a head, then 6 $ a boat",
        "It cost 5€ a head, then 6 a boat",
        "and the reserve is 4 billion strong",
        "and the reserve is $4 billion strong",
        "Fewer than 5 cases a year were found",
        "Fewer than >5 cases a year were found",
        "and roughly 50 of the crews went home",
        "and roughly 50 ‰ of the crews went home",
        "The lamp can be lit at night",
        "The port took in 500 sailors before the storm came",
        "500 sailors before the storm came",
        "The water was 24 at noon and rose by 3‰",
        "The water was 24° at noon and rose by 3. They will re-sign",
        "The water was 24° at noon and rose by 3%. They will re-sign",
        "They will resign the treaty in winter",
        "the treaty in winter, with x ≠ 5 as its measure",
        "the treaty in winter, with x < 5 as its measure",
        # What the reader sees is not what the letters are.
        "The harbour master has ~~not~~ approved the new pier",
        "The harbour master has n\u0336o\u0336t\u0336 approved the new pier",
        "The harbour master has not\u20e0 approved the new pier",
        "She wants \u202e24\u202c ferries, and no more than 1,500 passengers",
        "She wants 2\u200b4 ferries, and no more than 1,500 passengers",
        "She wants ²⁴ ferries, and no more than 1,500 passengers",
        "She wants 2⁴ ferries, and no more than 1,500 passengers",
        "The hаrbour master has not approved the new pier",  # a Cyrillic letter
        "She wants ٢٤ ferries, and no more than 1,500 passengers",
        "She wants XXIV ferries, and no more than 1,500 passengers",
    ],
)
def test_a_sign_a_number_or_a_letter_changed_is_never_typography(
    shore: Holdings, text: str
) -> None:
    answer = verify(shore, text)
    assert answer.verdict is Verdict.ALTERED, answer
    assert answer.changes
    assert_verbatim(answer)


@pytest.mark.parametrize(
    "text",
    [
        "Growth in the dunes fell to −5 % in spring, and yields rose .5 percent in a week",
        "The wardens voted 10–15 on it",
        "It cost €5 a head, then €6 a boat, and the reserve is ₴4 billion strong",
        "and roughly 50% of the crews went home",
        "The lamp can't be lit at night",
        "The port took in 1,500 sailors before the storm came",
        "She wants ２４ ferries, and no more than 1500 passengers",
        "The harbour master has n\u00adot approved the new pier",
        "and yields rose .5% in a week",
        "and yields rose .5 per cent in a week",
        "Growth in the dunes fell to –5 percent in spring",
    ],
)
def test_a_sign_in_another_form_is_the_same(shore: Holdings, text: str) -> None:
    answer = verify(shore, text)
    assert answer.verdict is Verdict.TYPOGRAPHIC, answer
    assert_verbatim(answer)


@pytest.mark.parametrize(
    ("text", "changes", "warns"),
    [
        (
            "The harbour master has approved the new pier",
            [("deleted", "not", "")],
            {Warn.NEGATION},
        ),
        (
            "The harbour master has not approved the new tower",
            [("replaced", "pier", "tower")],
            set(),
        ),
        ("She wants 42 ferries, and no more", [("replaced", "24", "42")], {Warn.NUMBER}),
        ("she wants ferries, and no more than that", None, {Warn.NUMBER}),
        (
            "The council's non-binding vote — held in June — was unlikely",
            [("replaced", "May", "June")],
            {Warn.NAME},
        ),
        (
            "held in May — was likely to settle it",
            [("replaced", "unlikely", "likely")],
            {Warn.NEGATION},
        ),
        (
            "binding vote — held in May — was unlikely",
            [("deleted", "non", "")],
            {Warn.NEGATION},
        ),
        (
            "The harbour master has … approved the new pier",
            [("elided", "not", "")],
            {Warn.NEGATION},
        ),
        (
            "The harbour master […] wants 24 ferries, and no more",
            [("elided", "has not approved the new pier. She", "")],
            {Warn.NEGATION},
        ),
        (
            "The master has approved a pier and wants 24 ferries, and no more than 1,500",
            [
                ("deleted", "harbour", ""),
                ("deleted", "not", ""),
                ("replaced", "the new", "a"),
                ("replaced", "She", "and"),
            ],
            {Warn.NEGATION},
        ),
        (
            "The beacon can be seen from the moor, and its glass is clean.",
            [("replaced", "can't", "can"), ("replaced", "isn't", "is")],
            {Warn.NEGATION},
        ),
        (
            "The beacon cannot be seen from the moor, and its glass is not clean.",
            [("replaced", "can't", "cannot"), ("replaced", "isn't", "is not")],
            set(),
        ),
        (
            "Some 300 moths and twelve owls, or about 2% of all that fly, no longer come.",
            [
                ("replaced", "three hundred", "300"),
                ("replaced", "12", "twelve"),
                ("replaced", "two percent", "2%"),
            ],
            set(),
        ),
        (
            "12 owls, or about two percent of all that fly, come.",
            [("deleted", "no longer", "")],
            {Warn.NEGATION},
        ),
        ("It cost the parish $4bn in all.", [("replaced", "$4 billion", "$4bn")], set()),
        (
            "It cost the parish $4 million in all.",
            [("replaced", "billion", "million")],
            {Warn.NUMBER},
        ),
        (
            "They will never close the northern quay",
            [("replaced", "We", "They")],
            set(),
        ),
        (
            "She wants 24 ferries, and no more than 1,500 passengers a day?",
            [("inserted", "", "?")],
            set(),
        ),
    ],
)
def test_what_was_changed_is_shown(
    shore: Holdings, text: str, changes: list[tuple[str, str, str]] | None, warns: set[Warn]
) -> None:
    answer = verify(shore, text)
    assert answer.verdict is Verdict.ALTERED
    if changes is not None:
        assert changed(answer) == changes
    assert set().union(*(change.warns for change in answer.changes)) == warns
    assert_verbatim(answer)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("two", "2"),
        ("twenty one", "21"),
        ("three hundred and five", "305"),
        ("2 million", "2000000"),
        ("two and a half", "2 half"),
        ("$4 billion", "$4bn"),
        ("5 percent", "5%"),
        ("five per cent", "5%"),
        ("1.50", "1.5"),
        ("first", "1st"),
        ("nineteen ninety", "19 90"),
        ("the two of us", "2"),
        ("no number", ""),
    ],
)
def test_numbers_that_are_the_same(one: str, other: str) -> None:
    assert amounts(words_of(one).keys) == amounts(words_of(other).keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("two", "3"),
        ("$4", "€4"),
        ("-4", "4"),
        ("5%", "5"),
        ("million", "billion"),
        ("two", "two two"),
        ("2 million", "2"),
        ("1.5", "15"),
        ("half", ""),
    ],
)
def test_numbers_that_are_not(one: str, other: str) -> None:
    assert amounts(words_of(one).keys) != amounts(words_of(other).keys)


@pytest.mark.parametrize(
    ("text", "by", "warnings"),
    [
        ("The harbour master has approved the new pier", None, ("A negation was changed.",)),
        (
            "The harbour master has … approved the new pier",
            None,
            ("What was left out has a negation.",),
        ),
        (
            "Nobody asked the sailors what the fog had cost them",
            "Cora Vane",
            ("The words are not Cora Vane’s: here it is Bram Teller, quoted by Dov Marsh.",),
        ),
        (
            "Every lighthouse on this coast was built by fishermen",
            "the queen of the sea",
            ("Whether the queen of the sea says this can't be told: here it is Dov Marsh.",),
        ),
    ],
)
def test_what_a_reader_must_know_is_said(
    shore: Holdings, text: str, by: str | None, warnings: tuple[str, ...]
) -> None:
    assert verify(shore, text, by).warnings == warnings


@pytest.mark.parametrize(
    ("text", "speaker", "spoken_by", "quoting"),
    [
        ("We will never close the northern quay", "Ada Quill", SpokenBy.QUOTED, ()),
        ("has not approved the new pier", "Cora Vane", SpokenBy.AUTHOR, ()),
        (
            "Her deputy, Bram Teller, called the plan “a mistake of the first order.”",
            "Cora Vane",
            SpokenBy.AUTHOR,
            ("Bram Teller",),
        ),
    ],
)
def test_the_match_says_whose_words_they_are(
    shore: Holdings,
    text: str,
    speaker: str,
    spoken_by: SpokenBy,
    quoting: tuple[str, ...],
) -> None:
    match = verify(shore, text).matches[0]
    assert match.quote.speaker == speaker
    assert match.quote.spoken_by is spoken_by
    assert match.quoting == quoting


def test_one_voice_is_one_match_with_its_publications(shore: Holdings) -> None:
    answer = verify(shore, "Keepers were paid in candles until the old queen died.")
    (match,) = answer.matches
    files = {match.quote.article.file, *(quote.article.file for quote in match.publications)}
    assert files == {"copy.md", "lighthouse.md"}
    typed = verify(shore, "keepers were  paid in candles until the old queen died")
    assert typed.verdict is Verdict.TYPOGRAPHIC
    assert len(typed.matches) == 1
    assert len(typed.matches[0].publications) == 1


def test_a_splice_shows_each_place(shore: Holdings) -> None:
    answer = verify(
        shore, "She wants 24 ferries, and no more keepers were paid in candles until the old queen"
    )
    assert [match.quote.text for match in answer.matches] == [
        "She wants 24 ferries, and no more",
        "Keepers were paid in candles until the old queen",
    ]
    assert answer.message.startswith("Put together from 2 places in 2 articles")


def test_promise_8_a_servers_own_articles_are_only_its_own(shore: Holdings) -> None:
    text = "The tunnel under the bay is flooded."
    assert verify(shore, text, server=7).verdict is Verdict.EXACT
    for server in (None, 8):
        for pasted in (
            text,
            "The tunnel under the bay is not flooded.",
            "the tunnel under the bay",
        ):
            assert verify(shore, pasted, server=server).verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    ("text", "quotation", "by"),
    [
        ('“A "pier" is closed” — Ada Quill, in May', 'A "pier" is closed', "Ada Quill"),
        ("„Der Steg ist zu“ — Ada Quill", "Der Steg ist zu", "Ada Quill"),
        ("“It is closed”, “it is not”", "“It is closed”, “it is not”", None),
        ("“It is closed” — as some say", "“It is closed” — as some say", None),
        ("It is closed\n— Ada Quill", "It is closed", "Ada Quill"),
        ("It is closed - and shut", "It is closed - and shut", None),
        ("Ada Quill: “It is closed”", "It is closed", "Ada Quill"),
        ("[…] it is closed …", "it is closed", None),
    ],
)
def test_what_was_pasted_is_read(text: str, quotation: str, by: str | None) -> None:
    pasted = read_pasted(text)
    assert (pasted.readings[-1], pasted.by) == (quotation, by)


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("He said “the pier is closed” and left", ["“the pier is closed”"]),
        ('"one thing" and "another thing"', ['"one thing"', '"another thing"']),
        ("> The pier\n> is closed\nreally?", ["> The pier\n> is closed"]),
        ("> The pier is closed\n— Ada Quill\nreally?", ["> The pier is closed\n— Ada Quill"]),
        (">>> all of it\nto the end", [">>> all of it\nto the end"]),
        ("“the pier is closed” — Ada Quill", ["“the pier is closed” — Ada Quill"]),
        ("**“the pier is closed”**", ["“the pier is closed”"]),
        ("a “term” is no quotation", []),
        ("nothing at all", []),
        ("", []),
        ("\n".join(["“two words”"] * 9), ["“two words”"] * 5),
    ],
)
def test_the_quotations_of_a_message(message: str, found: Sequence[str]) -> None:
    assert quotations_in(message) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "“Keepers were paid in candles” and “the old queen died”",
            ["“Keepers were paid in candles”", "“the old queen died”"],
        ),
        (
            '"one thing", "another thing" and "a third" — Ada Quill',
            ['"one thing"', '"another thing"', '"a third"'],
        ),
        ("“one thing”\n“another thing”", ["“one thing”", "“another thing”"]),
        ("“one thing” and another thing", []),
        ("She said “one thing” and “another thing”", []),
        ("“one thing”", []),
        ("one thing and another", []),
        ("“a” and “b”", []),
        ("", []),
    ],
)
def test_quotations_pasted_together_are_told_apart(text: str, found: list[str]) -> None:
    assert quotations_joined(text) == found


@pytest.mark.parametrize(
    ("text", "verdict", "warned"),
    [
        ("“She wants 24 ferries” and “the old queen died”", "spliced", True),
        ("“The seals have eaten” and “every last candle”", "not found", True),
        (
            "“Keepers were paid in candles until” and “She wants 24 ferries, and no more”",
            "spliced",
            True,
        ),
        ("“Keepers were paid in candles”, “until the old queen died”", "typographic", False),
    ],
)
def test_several_quotations_checked_as_one_are_said_to_be(
    shore: Holdings, text: str, verdict: str, warned: bool
) -> None:
    answer = verify(shore, text)
    assert answer.verdict.value == verdict
    warning = "These are 2 quotations, checked here as one. Check each by itself."
    assert (warning in answer.warnings) == warned


FIXED = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@FIXED
@given(text=st.text(max_size=300), by=st.none() | st.text(max_size=20))
def test_any_text_has_a_verdict(seeds: Holdings, text: str, by: str | None) -> None:
    answer = verify(seeds, text, by)
    assert answer.message
    assert_verbatim(answer)
    assert len(quotations_in(text)) <= 5
    assert all(each in text for each in quotations_joined(text))


@FIXED
@given(data=st.data())
def test_a_verbatim_span_of_whole_words_is_exact(seeds: Holdings, data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(list(seeds.articles.listed)))
    places = [0, *(n + 1 for n, letter in enumerate(article.text) if letter in " \n")]
    first = data.draw(st.integers(0, len(places) - 2))
    last = data.draw(st.integers(first + 1, min(first + 80, len(places) - 1)))
    span = article.text[places[first] : places[last]].strip()
    answer = verify(seeds, span)
    expected = Verdict.EXACT if any(c.isalnum() for c in span) else Verdict.NOT_FOUND
    assert answer.verdict is expected
    assert_verbatim(answer)


@FIXED
@given(data=st.data())
def test_mangled_text_of_an_article_shows_nothing_that_is_not_verbatim(
    seeds: Holdings, data: st.DataObject
) -> None:
    article = data.draw(st.sampled_from(list(seeds.articles.listed)))
    words = article.text.split()
    pasted: list[str] = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(words) - 1))
        pasted += words[start : start + data.draw(st.integers(1, 15))]
        pasted += data.draw(st.lists(st.sampled_from(["…", "not", "Zebra", "12", "?", "—"])))
    answer = verify(seeds, " ".join(pasted), data.draw(st.sampled_from([None, "Putin", "ECFR"])))
    assert_verbatim(answer)
    if answer.verdict in {Verdict.EXACT, Verdict.MISATTRIBUTED} and not answer.differences:
        assert all(m.quote.text for m in answer.matches)


@pytest.mark.parametrize(
    ("text", "verdict", "file"),
    [
        ("The meager outcomes of the talks between Russia and Ukraine", "exact", "003"),
        ("The meagre outcomes of the talks between Russia and Ukraine", "exact", "004"),
        ("the minerals deal with Ukraine that cements US investment", "altered", "000"),
        ("a long-awaited minerals deal with Ukraine that cements US", "typographic", "000"),
        ("“We will continue to help” — J.D. Vance", "misattributed", "000"),
        ("The US is no longer after 'victory' as defined by", "typographic", "001"),
        ("Trump’s Russia-Ukraine Reset", "typographic", "000"),
    ],
)  # fmt: skip
def test_the_seeds(seeds: Holdings, text: str, verdict: str, file: str) -> None:
    answer = verify(seeds, text)
    assert answer.verdict.value == verdict
    assert answer.matches[0].quote.article.file == FILES[file]


def test_a_quotation_is_told_within_50_ms(seeds: Holdings) -> None:
    texts = [
        "It was always a possibility that Putin could walk away from the war, despite claims",
        "“We will continue to help, but we will fly around the world as mediators in meetings.”",
        "The content and duration of that peace are irrelevant. Putin continues to slow-walk talks",
        "Colourless green ideas sleep furiously under the seven moons of the northern sea",
    ]
    for text in texts:
        verify(seeds, text)  # the first is the one that cuts the articles into words
    for text in texts:
        times = []
        for _ in range(5):
            started = time.perf_counter()
            verify(seeds, text)
            times.append(time.perf_counter() - started)
        assert min(times) < 0.05


def test_an_elision_is_not_a_splice(shore: Holdings) -> None:
    answer = verify(shore, "The harbour master […] wants 24 ferries, and no more")
    assert answer.verdict is Verdict.ALTERED
    assert answer.changes[0].kind is ChangeKind.ELIDED
    assert answer.message.startswith("Shortened")


def test_common_words_are_looked_for_where_the_index_did_not(shore: Holdings) -> None:
    articles = {article.file: article for article in shore.articles.listed}
    far = replace(
        articles["beacon.md"], content=Content("And so we can't wait to see what you keep with it.")
    )
    near = replace(
        far, id=-1, content=Content("And so we can’t wait to see what you make with it.")
    )
    pasted = words_of("we  can't  wait to see what you make with it")
    ((found, *_),) = cover([far], pasted, lambda gap: literal_candidates([far, near], pasted, gap))
    assert (found.article.text, found.cost) == (near.text, 0)


QUAYS = """Ada Quill, the harbour master, spoke first. “We will never close the quay,” said Quill, \
“and we will defend it.” “The sea is patient,” Quill told the fishermen of the town and their \
wives and children in a long speech at the old mole on Monday. “The gulls are not.” “Is the lamp \
lit at night?” she asked. “Nobody has seen it.”

Ada Quill called the ferry “a floating barn” and the barge “a sunken palace.” “Ropes cost us a \
fortune,” Quill said, adding that the sails were “as dear as silk.” “The anchor holds,” Quill \
said. She paused for a long while. “The chain does not.” “Nets are dear,” Quill did not say, \
“but boats are dearer.” “The mast is old,” Quill said in spring, and later in the year she said, \
“the hull is older.”

“The oars are lost,” said Ada Quill. “So is the rudder,” said Bram Teller, “and the tiller too.”

“Nobody paid the pilots,” Quill told reporters on Monday, “and nobody will miss the old barge.”"""


LONG_CLAUSE = (
    "Quill told the fishermen of the town and their wives and children in a long speech at the old "
    "mole on Monday"
)


@pytest.fixture(scope="session")
def quays() -> Holdings:
    article = annotate_text("quays.md", QUAYS)
    article = replace(article, authors=Fact(("Una Writer",), Basis.DECLARED), id=1, voice=1)
    return Holdings.build([article], 1, Analyzer())


@pytest.mark.parametrize(
    ("text", "verdict", "clause"),
    [
        ("We will never close the quay, and we will defend it.", "exact", "said Quill"),
        ("never close the quay and we will defend", "exact", "said Quill"),
        ("We will never close the quay … and we will defend it.", "exact", "said Quill"),
        (
            "The sea is patient. The gulls are not.",
            "exact",
            LONG_CLAUSE,
        ),
        ("Is the lamp lit at night? Nobody has seen it.", "exact", "she asked"),
        ("we will never close the quay, and we will defend it", "typographic", "said Quill"),
        ("We will never close the quay, and  we will defend it", "typographic", "said Quill"),
        ("So is the rudder, and the tiller too.", "exact", "said Bram Teller"),
        # A word that was dropped or changed beside the clause is all that was changed.
        (
            "Nobody paid the pilots. Nobody will miss the old barge.",
            "altered",
            "Quill told reporters on Monday",
        ),
        (
            "Nobody paid the pilots, but nobody will miss the old barge.",
            "altered",
            "Quill told reporters on Monday",
        ),
        (
            "Nobody paid the crews, and nobody will miss the old barge.",
            "altered",
            "Quill told reporters on Monday",
        ),
        # Anything else that stands between two quotations joins them.
        ("We will close the quay, and we will defend it.", "altered", "said Quill"),
        ("a floating barn a sunken palace", "altered", ""),
        ("Ropes cost us a fortune, as dear as silk.", "altered", ""),
        ("The anchor holds. The chain does not.", "altered", ""),
        ("Nets are dear, but boats are dearer.", "altered", ""),
        ("The mast is old, the hull is older.", "altered", ""),
        ("The oars are lost. So is the rudder.", "altered", ""),
    ],
)
def test_a_reporting_clause_may_be_left_out(
    quays: Holdings, text: str, verdict: str, clause: str
) -> None:
    answer = verify(quays, text)
    assert answer.verdict.value == verdict, answer
    assert_verbatim(answer)
    left_out = [each for each in answer.changes if each.source == clause]
    assert bool(left_out) == bool(clause)
    if left_out:
        assert (left_out[0].kind, left_out[0].warns) == (ChangeKind.ELIDED, frozenset())
        assert f"In the article, “{clause}” stands between these words." in answer.message
    if verdict != "altered":
        assert answer.changes == tuple(left_out)
        assert answer.matches[0].quote.spoken_by is SpokenBy.QUOTED


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Nobody paid the pilots. Nobody will miss the old barge.", ("deleted", "and", "")),
        ("Nobody paid the pilots but nobody will miss the old barge", ("replaced", "and", "but")),
        ("Nobody paid the crews and nobody will miss it", ("replaced", "pilots", "crews")),
        ("Nobody paid the and nobody will miss the old barge", ("deleted", "pilots", "")),
    ],
)
def test_what_was_changed_beside_a_clause_is_told_apart_from_it(
    quays: Holdings, text: str, change: tuple[str, str, str]
) -> None:
    answer = verify(quays, text)
    assert answer.verdict is Verdict.ALTERED
    clause = ("elided", "Quill told reporters on Monday", "")
    assert {clause, change} <= set(changed(answer))
    assert not answer.warnings
    assert_verbatim(answer)


def test_words_with_a_clause_left_out_are_still_somebody_elses(quays: Holdings) -> None:
    answer = verify(quays, "So is the rudder, and the tiller too.", by="Ada Quill")
    assert answer.verdict is Verdict.MISATTRIBUTED
    assert answer.message == (
        "The words are in the library, but they are not Ada Quill’s: here it is Bram Teller, "
        "quoted by Una Writer. Word for word. In the article, “said Bram Teller” stands between "
        "these words."
    )


CLINIC = """The WHO sent Polish nurses to the clinic, who in March asked the US for tents. May \
they march on. NATO sent a ship to help us."""


@pytest.fixture(scope="session")
def clinic() -> Holdings:
    article = annotate_text("clinic.md", CLINIC)
    return Holdings.build([replace(article, id=1, voice=1)], 1, Analyzer())


@pytest.mark.parametrize(
    ("text", "changes", "uncapped"),
    [
        ("The who sent Polish nurses to the clinic", ["WHO"], ""),
        ("The WHO sent polish nurses to the clinic", ["Polish"], ""),
        ("who in March asked the us for tents", ["US"], ""),
        ("Who in march asked the US for tents", ["March"], ""),
        ("May they March on", ["march"], ""),
        ("NATO sent a ship to help US", ["us"], ""),
        ("The Who sent Polish nurses to the clinic", [], ""),
        ("may they march on", [], ""),
        # A word that is no other, and a text without any capitals, leave it in doubt.
        ("nato sent a ship. The clinic", None, "“NATO” has"),
        ("Ships: nato sent a ship to help us", None, "“NATO” has"),
        ("the who sent polish nurses to the clinic", [], "“WHO” and “Polish” have"),
        ("in march asked the us for tents", [], "“March” and “US” have"),
        ("THE WHO SENT POLISH NURSES TO THE CLINIC", [], ""),
        ("Nato sent a ship to help us", [], ""),
    ],
)
def test_capitals_may_make_another_word(
    clinic: Holdings, text: str, changes: list[str] | None, uncapped: str
) -> None:
    answer = verify(clinic, text)
    assert_verbatim(answer)
    if changes is not None:
        assert [change.source for change in answer.changes] == changes
        assert answer.verdict is (Verdict.ALTERED if changes else Verdict.TYPOGRAPHIC)
    warning = f"In the article, {uncapped} capital letters."
    assert [each for each in answer.warnings if "capital" in each] == [warning] * bool(uncapped)
    if changes:
        assert answer.warnings == ("A name was changed.",)


@pytest.mark.parametrize(
    ("pasted", "verdict"),
    [
        ("The harbour master has not approved the new pier.", Verdict.EXACT),
        ("The harbour master has approved the new pier.", Verdict.ALTERED),
        ("She wants 42 ferries, and no more", Verdict.ALTERED),
        ("The beekeepers of the moon have not approved it.", Verdict.NOT_FOUND),
    ],
)
def test_in_a_very_large_library_the_index_says_where_to_look(
    shore: Holdings, pasted: str, verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.answers.verify.candidates.MANY", 0)
    monkeypatch.setattr(Holdings, "seen_by", lambda *_: pytest.fail("every article was read"))
    assert verify(shore, pasted).verdict is verdict


FEES = """The pump is not worth the diesel. We will no longer fly around the world as \
mediators. I would not have voted for this mooring fee if you had paid me. Rosa Third denied \
that the council had sold the mole. There is no evidence that the eels came back. Nobody in \
town can afford the new boats. It isn't going to end any time soon. Neither the mayor nor the \
crews were ever told of it. The keepers left without a word of thanks. They raised rents rather \
than mend the old sluice. It is unlikely that the dredger comes home before the spring.

There is no doubt that the weir is far too low. The lock is not only a danger to small boats. \
Nobody came, and the bridge was closed for good. It is not cheap but a lantern lasts all winter. \
The sails are not here. The ropes were sold in May. Who can deny it? No ship came because the ice \
was too thick. He can never fail to tell the truth about his nets.

The toll is worth a fortune to us. The toll is not worth a fortune to us, of course.

The mole is not safe at all, said Rosa Third, who did not call the plan “a triumph of good \
sense.”"""


@pytest.fixture(scope="session")
def fees() -> Holdings:
    article = annotate_text("fees.md", FEES)
    article = replace(article, authors=Fact(("Una Writer",), Basis.DECLARED), id=1, voice=1)
    return Holdings.build([article], 1, Analyzer())


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("worth the diesel", "not"),
        ("Worth  the diesel.", "not"),
        ("…fly around the world as mediators", "no longer"),
        ("voted for this mooring fee if you had paid me", "not have"),
        ("the council had sold the mole", "denied that"),
        ("that the council had sold the mole", "denied"),
        ("the eels came back", "no evidence that"),
        ("can afford the new boats", "Nobody in town"),
        ("going to end any time soon", "isn't"),
        ("the crews were ever told of it", "nor"),
        ("a word of thanks", "without"),
        ("mend the old sluice", "rather than"),
        ("the dredger comes home before the spring", "unlikely that"),
        ("a triumph of good sense", "not call the plan"),
        ("fly around the globe as mediators", "no longer"),
        # It denies nothing of what follows, or is of another clause.
        ("the weir is far too low", ""),
        ("a danger to small boats", ""),
        ("the bridge was closed for good", ""),
        ("a lantern lasts all winter", ""),
        ("The ropes were sold in May", ""),
        ("the ice was too thick", ""),
        # The negation is in the quotation.
        ("not worth the diesel", ""),
        ("no longer fly around the world as mediators", ""),
        ("isn't going to end any time soon", ""),
    ],
)
def test_a_negation_cut_off_before_the_words_is_told(
    fees: Holdings, text: str, before: str
) -> None:
    answer = verify(fees, text)
    assert answer.verdict is not Verdict.NOT_FOUND
    assert_verbatim(answer)
    warning = f"In the article, “{before}” stands directly before these words."
    assert answer.warnings == (warning,) * bool(before)
    (match,) = answer.matches
    cut = match.negated.of(match.quote.article.text) if match.negated else ""
    assert cut == before


def test_a_place_without_the_negation_comes_first(fees: Holdings) -> None:
    answer = verify(fees, "worth a fortune to us")
    assert answer.verdict is Verdict.EXACT
    assert [bool(match.negated) for match in answer.matches] == [False, True]
    assert answer.warnings == (
        "In another of these places, “not” stands directly before these words.",
    )


def test_a_splice_tells_the_negation_that_it_cut_off(fees: Holdings) -> None:
    answer = verify(fees, "The toll is worth a fortune to fly around the world as mediators")
    assert answer.verdict is Verdict.SPLICED
    assert answer.warnings == (
        "In the article, “no longer” stands directly before a part of these words.",
    )


TOLD = """Ida Stern, the mayor, met the president, Otto Ruler, and Rosa Third on Friday.

“Mr. Ruler once told me, ‘Ropes are free money,’ and I did not believe him,” Stern said. “A man \
told me, ‘The tide owes us nothing,’ at the mole,” Stern added. “I told the crews, ‘Mend the nets \
before the frost,’ and they did,” Stern said. “Our boats bear the name ‘The Last Lantern of the \
North,’” Stern said.

‘Ms. Third called the mole “a ruin of the first order” last year,’ Stern said. “Ruler said, ‘When \
Ms. Third told me, “The eels will pay for it,” I laughed,’ and so did I,” Stern said.

“The weir was too low. It still is.

“And Mr. Ruler told us, ‘The lock is only for show,’ when he came,” Stern said."""


@pytest.fixture(scope="session")
def told() -> Holdings:
    article = annotate_text("told.md", TOLD)
    article = replace(article, authors=Fact(("Una Writer",), Basis.DECLARED), id=1, voice=1)
    return Holdings.build([article], 1, Analyzer())


RULER = "Otto Ruler, as Ida Stern tells it, quoted by Una Writer"
A_MAN = "Ida Stern quotes these words there, and whose they are can't be told."


@pytest.mark.parametrize(
    ("text", "by", "verdict", "speaker", "teller", "told_so"),
    [
        ("Ropes are free money", None, "exact", "Otto Ruler", "Ida Stern", RULER),
        ("Ropes are free money", "Ruler", "exact", "Otto Ruler", "Ida Stern", RULER),
        ("ropes are  free money", "Ruler", "typographic", "Otto Ruler", "Ida Stern", RULER),
        ("Ropes are free money", "Stern", "misattributed", "Otto Ruler", "Ida Stern", RULER),
        ("Ropes are free money", "Third", "misattributed", "Otto Ruler", "Ida Stern", RULER),
        ("Ropes are free money", "Una Writer", "misattributed", "Otto Ruler", "Ida Stern", RULER),
        ("Ropes are cheap money", "Stern", "altered", "Otto Ruler", "Ida Stern", RULER),
        ("told us, ‘The lock is only for show", None, "exact", "Ida Stern", None, ""),
        ("The lock is only for show", None, "exact", "Otto Ruler", "Ida Stern", RULER),
        ("a ruin of the first order", "Third", "exact", "Rosa Third", "Ida Stern", "Rosa Third"),
        ("a ruin of the first order", "Stern", "misattributed", "Rosa Third", "Ida Stern", ""),
        # Three deep: the innermost decides.
        ("The eels will pay for it", None, "exact", "Rosa Third", "Otto Ruler", "Rosa Third, as"),
        ("The eels will pay for it", "Ruler", "misattributed", "Rosa Third", "Otto Ruler", ""),
        # Whose it is can't be told.
        ("The tide owes us nothing", None, "exact", None, "Ida Stern", A_MAN),
        ("The tide owes us nothing", "Stern", "misattributed", None, "Ida Stern", A_MAN),
        ("The tide owes us nothing", "Ruler", "exact", None, "Ida Stern", "can't be told: here it"),
        # Their own words, and a name, are no others'.
        ("Mend the nets before the frost", "Stern", "exact", "Ida Stern", None, ""),
        ("The Last Lantern of the North", "Stern", "exact", "Ida Stern", None, ""),
        ("I did not believe him", "Stern", "exact", "Ida Stern", None, ""),
        (
            "Mr. Ruler once told me, ‘Ropes are free money,’ and I did not believe him",
            "Stern", "exact", "Ida Stern", None, "",
        ),
    ],
)  # fmt: skip
def test_what_a_quotation_quotes_is_not_its_speakers(
    told: Holdings,
    text: str,
    by: str | None,
    verdict: str,
    speaker: str | None,
    teller: str | None,
    told_so: str,
) -> None:
    answer = verify(told, text, by)
    assert answer.verdict.value == verdict, answer
    assert_verbatim(answer)
    (match,) = answer.matches
    assert match.quote.speaker == speaker
    assert (match.within.speaker if match.within else None) == teller
    assert told_so in " ".join((answer.message, *answer.warnings))
    assert bool(answer.warnings) <= bool(told_so)
