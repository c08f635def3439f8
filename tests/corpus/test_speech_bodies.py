"""Bodies that speak: which are known, and by what name. One row per pattern; all are made up."""

from __future__ import annotations

import pytest

from bot.corpus import annotate_text
from tests.corpus.quoting import only, quotations

BODIES = [
    # known because they say something
    ("“The rules are bad and old,” the Daily Trawler reported.", "Daily Trawler"),
    ("According to the Daily Trawler, “the rules are bad.”", "Daily Trawler"),
    ("“The rules are bad and old,” opined Somewhere’s Daily Trawler.", "Daily Trawler"),
    ("Pier Aid International called it “a very bad rule.”", "Pier Aid International"),
    ("“The rules are bad and old,” the AP reported.", "AP"),
    ("Reuters said it “is quite finished by now.”", "Reuters"),
    ("In 2014, Trawl found that “many people eat fish.”", "Trawl"),
    ("The Trawl wrote that it “is quite finished by now.”", "Trawl"),
    # known by a word of their name
    ("The Harbour Trust said it “is quite finished by now.”", "Harbour Trust"),
    ("The Harbour Trust less than a day ago said it “is finished.”", "Harbour Trust"),
    ("The Department of Piers said it “is quite finished.”", "Department of Piers"),
    ("The Committee for Jane Pier said it “is quite finished.”", "Committee for Jane Pier"),
    ("The Center for Piers and Ships said it “is done now.”", "Center for Piers and Ships"),
    # what is theirs
    ("The Harbour Times editorial board wrote that it “is done.”", "Harbour Times"),
    ("The Daily Trawler’s editorial board wrote that it “is done.”", "Daily Trawler"),
    ("A statement from the Harbour Trust said it “is done.”", "Harbour Trust"),
    ("“It is done and over,” reads a statement from the Harbour Trust.", "Harbour Trust"),
    ("The Harbour Trust’s statement said it “is quite done.”", "Harbour Trust"),
    # the fullest name
    ("The Harbour Times came. The Times said it “is done now.”", "Harbour Times"),
    # a person within the clause is preferred
    ("The Harbour Trust’s Una Roe said it “is quite finished.”", "Una Roe"),
    ("Una Roe, spokeswoman for the Harbour Trust, said it “is done.”", "Una Roe"),
    ("The University of Somewhere’s Una Roe said it “is done.”", "Una Roe"),
    ("Writer told a Harbour Committee hearing that it “is done.”", "Una Writer"),
]


@pytest.mark.parametrize(("text", "speaker"), BODIES)
def test_a_body_speaks_by_its_name(text: str, speaker: str) -> None:
    assert only(text) == ("speech", speaker)


@pytest.mark.parametrize(
    "text",
    [
        "The Republican said it “is quite finished by now.”",
        "The Secretary of Piers said it “is quite finished by now.”",
        "The book The Truth About Piers detailed how it “is quite finished.”",
    ],
)
def test_what_is_no_body_does_not_speak(text: str) -> None:
    assert only(text) == ("speech", None)


PEOPLE = [
    # whose words these are
    ("An email sent out by Writer warned of the fight: “It is over.”", "Una Writer"),
    ("A letter from Una Writer said it “is quite finished.”", "Una Writer"),
    ("“It is over,” according to Writer’s letter, which came late.", "Una Writer"),
    ("“It is finished,” Writer said dryly.", "Una Writer"),
    ("It is no surprise even to pollster Una Third: “Fish is food.”", None),
    ("A word from Una Writer: “Fish is food.”", "Una Writer"),
    ("Una Writer on piers: “They are too long.”", "Una Writer"),
    ("Una Writer, in a note: “They are too long.”", "Una Writer"),
    ("RULER: “They are too long.”", "Otto Ruler"),
    ("“It is finished now and over.”\n- President Otto Ruler", "Otto Ruler"),
]


@pytest.mark.parametrize(("text", "speaker"), PEOPLE)
def test_a_letter_or_a_heading_names_its_author(text: str, speaker: str | None) -> None:
    assert only(text) == ("speech", speaker)


@pytest.mark.parametrize(
    ("full", "short", "speaker"),
    [
        ("Jane Ng", "Ng", "Jane Ng"),
        ("Gov. Nathan Deal", "Deal", "Nathan Deal"),
        ("Jane Winter", "Winter", "Jane Winter"),
        ("Jane Fisher, a fisher", "Fisher", "Jane Fisher"),
        ("Nathan Third Jr.", "Third", "Nathan Third Jr"),
        ("Nathan Third III", "Third", "Nathan Third III"),
    ],
)
def test_a_surname_of_any_kind_is_read(full: str, short: str, speaker: str) -> None:
    text = (
        f"{full}, came.\nThe town was glad of {short}.\n“It is finished,” {short} said.\n"
        f"{short} said, “It is over now.”"
    )
    found = annotate_text("a.txt", text).quotations
    assert [q.speaker for q in found] == [speaker, speaker]


def test_the_bare_surname_of_two_juniors_stays_bare() -> None:
    text = "Nathan Third Jr. came. Abel Third III sat.\n“It is finished,” said Third."
    assert quotations(text) == [("speech", "Third")]


def test_one_name_that_speaks_once_is_a_speaker() -> None:
    text = "Nobody met Moss. Moss compared it with fish, saying it “is finished.” Moss has won."
    assert quotations(text) == [("speech", "Moss")]
