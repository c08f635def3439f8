"""Who is meant by a name: short forms, namesakes, nicknames. The people are made up."""

from __future__ import annotations

import pytest

from tests.corpus.quoting import quotations


@pytest.mark.parametrize(
    ("names", "speaker"),
    [
        ("Neither Writer nor Ruler slept. Writer spoke.", "Una Writer"),
        ("Actress Una Writer came. Una Writer sat.", "Una Writer"),
        ("Somestate Gov. Una Writer sat down.", "Una Writer"),
        ("The Writer Pier is long. Team Writer is small.", "Una Writer"),
        ("Mr. Adam Writer is her husband.", "Una Writer"),
    ],
)
def test_what_is_not_another_person_does_not_hide_the_first(names: str, speaker: str) -> None:
    text = f"Una Writer won. Una Writer ruled. {names}\nMs. Writer said, “It is finished.”"
    assert quotations(text) == [("speech", speaker)]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Kenneth Third", "Ken Third"),
        ("Charles Third", "Chuck Third"),
        ("Sandra Third", "Sandy Third"),
    ],
)
def test_a_nickname_is_the_same_person(full: str, short: str) -> None:
    text = f"{full} came.\n{short} sat.\n“It is finished,” said Third."
    assert quotations(text) == [("speech", full)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Paula Third met Paul Third.\n“It is finished,” said Third.", None),
        ("Moss came. The band knew Moss. Moss said it “is finished.”", "Moss"),
        ("Donald Third spoke.\nMary Fourth sat. “It is finished,” he said.", "Donald Third"),
        (
            "Rosa Third won. Third ruled. Abel Third is near.\n“It is finished,” said Third.",
            "Rosa Third",
        ),
        (
            "A song called Stop Third played.\nRosa Third sat. “It is finished,” said Third.",
            "Rosa Third",
        ),
        ("Rosa O’Third won. “It is finished,” said O'Third.", "Rosa O’Third"),
    ],
)
def test_one_name_means_one_person(text: str, speaker: str | None) -> None:
    assert quotations(text) == [("speech", speaker)]


@pytest.mark.parametrize(
    ("long", "short"),
    [("J.D. Third", "JD Third"), ("Ursula von der Third", "Third"), ("José Thírd", "Jose Third")],
)
def test_the_fullest_form_of_a_name_is_the_speaker_s(long: str, short: str) -> None:
    text = f"The guest was {long}. It rained. {short} said, “It is finished.”"
    assert quotations(text) == [("speech", long)]


@pytest.mark.parametrize(("pronoun", "speaker"), [("she", "Quill Ashgrove"), ("he", "Tam Birch")])
def test_a_paragraph_that_names_one_person_tells_the_gender(pronoun: str, speaker: str) -> None:
    text = "Quill Ashgrove sold her boat.\nTam Birch sold his.\nQuill Ashgrove met Tam Birch. "
    assert quotations(f"{text}“It is finished,” {pronoun} said.") == [("speech", speaker)]
