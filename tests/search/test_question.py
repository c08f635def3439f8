from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import PartialDate
from bot.search.question import PASTED, Filters, Question, read_question

NAMES = {("author", "una writer"), ("by", "otto ruler"), ("source", "metro journal weekly")}


def is_name(key: str, name: str) -> bool:
    return any(key == kind and name.lower() == known for kind, known in NAMES)


@pytest.mark.parametrize(
    ("typed", "words", "phrases", "without"),
    [
        ("", "", (), ()),
        ("grain exports", "grain exports", (), ()),
        ('"grain exports" east', "grain exports east", ("grain exports",), ()),
        ("“grain exports”, east", "grain exports , east", ("grain exports",), ()),
        ("„grain exports“ east", "grain exports east", ("grain exports",), ()),
        ('("grain exports") east', "grain exports ) east", ("grain exports",), ()),
        ('grain "exports', 'grain "exports', (), ()),
        ('5" pipe', '5" pipe', (), ()),
        ('say" grain "east', 'say" grain "east', (), ()),
        ('""', "", (), ()),
        ("grain -wheat", "grain", (), ("wheat",)),
        ("grain -wheat, east", "grain east", (), ("wheat",)),
        ('grain -"winter wheat"', "grain", (), ("winter wheat",)),
        ("grain -“winter wheat”", "grain", (), ("winter wheat",)),
        ("−wheat grain", "grain", (), ("wheat",)),
        ("U.S.-China trade", "U.S.-China trade", (), ()),
        ("co-operation", "co-operation", (), ()),
        ("grain - wheat", "grain - wheat", (), ()),
        ("grain –wheat", "grain –wheat", (), ()),
        ("minus -5 per cent", "minus -5 per cent", (), ()),
        ("-wheat", "", (), ("wheat",)),
        ("- -- ?!", "", (), ()),
        ("https://example.org/a", "https://example.org/a", (), ()),
        ("note: grain", "note: grain", (), ()),
        ("author: una", "author: una", (), ()),
        ("-by:otto", "-by:otto", (), ()),
    ],
)
def test_words_phrases_and_what_to_leave_out(
    typed: str, words: str, phrases: tuple[str, ...], without: tuple[str, ...]
) -> None:
    question = read_question(typed, is_name)
    assert (question.topic, question.phrases, question.without) == (words, phrases, without)
    assert question.filters == Filters()
    assert bool(question.lack) == (not words)


@pytest.mark.parametrize(
    ("typed", "topic", "filters"),
    [
        ("author:una grain", "grain", Filters(author="una")),
        ("AUTHOR:una grain", "grain", Filters(author="una")),
        ("author:Una Writer grain", "grain", Filters(author="Una Writer")),
        ("author:Una Stranger grain", "Stranger grain", Filters(author="Una")),
        ('author:"Una Stranger" grain', "grain", Filters(author="Una Stranger")),
        ("by:Otto Ruler grain", "grain", Filters(by="Otto Ruler")),
        ("grain by:“Otto Ruler”", "grain", Filters(by="Otto Ruler")),
        ("source:Metro Journal Weekly grain", "grain", Filters(source="Metro Journal Weekly")),
        ("grain after:2025", "grain", Filters(since=PartialDate(2025))),
        ("grain after:2025-05", "grain", Filters(since=PartialDate(2025, 5))),
        ("grain before:2025", "grain", Filters(until=PartialDate(2024, 12, 31))),
        ("grain before:2024-03-01", "grain", Filters(until=PartialDate(2024, 2, 29))),
        (
            "by:otto author:una source:metro after:2024 before:2025 grain",
            "grain",
            Filters("una", "otto", "metro", PartialDate(2024), PartialDate(2024, 12, 31)),
        ),
    ],
)
def test_filters(typed: str, topic: str, filters: Filters) -> None:
    question = read_question(typed, is_name)
    assert (question.topic, question.filters, question.notes) == (topic, filters, ())


@pytest.mark.parametrize(
    ("typed", "topic", "note"),
    [
        ("grain after:monday", "grain after monday", "“after:monday” has no date"),
        ("grain before:2025-13", "grain before 2025-13", "“before:2025-13” has no date"),
        ("grain before:0001", "grain before 0001", "“before:0001” has no date"),
        ("by:una by:otto grain", "grain", "Only one by:"),
    ],
)
def test_what_can_not_be_taken_is_said(typed: str, topic: str, note: str) -> None:
    question = read_question(typed)
    assert question.topic == topic
    (said,) = question.notes
    assert note in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-wheat", "That only says what to leave out: “wheat”."),
        ("by:otto", "Please say on which topic"),
        ("", "Please say on which topic"),
        ("grain", ""),
    ],
)
def test_what_is_lacking_is_said(typed: str, said: str) -> None:
    assert read_question(typed).lack.startswith(said)
    assert bool(read_question(typed).lack) == bool(said)


@pytest.mark.parametrize(
    ("typed", "text", "admitted"),
    [
        ("grain", "anything", True),
        ('"grain port"', "The Grain  Port’s gates", False),
        ('"grain port"', "the (Grain) port, closed", True),
        ('"grain port"', "grain of the port", False),
        ('"grain port"', "grains port", False),
        ('"Zürich’s port"', "in Zurich's port", True),
        ("x -wheat", "no Wheat here", False),
        ("x -wheat", "buckwheat here", True),
        ('x -"winter wheat"', "winter and wheat", True),
        ('x -"winter wheat"', "Winter wheat.", False),
    ],
)
def test_phrases_and_exclusions_are_word_for_word(typed: str, text: str, admitted: bool) -> None:
    assert read_question(typed).admits(text) is admitted


def test_in_a_pasted_paragraph_marks_are_the_texts_own() -> None:
    pasted = 'She called it "a bad deal" -almost by:chance. ' * PASTED
    assert read_question(pasted) == Question(tuple(pasted.split()))


@given(st.text(), st.booleans())
def test_anything_may_be_typed(typed: str, known: bool) -> None:
    question = read_question(typed, lambda _key, _name: known)
    assert question.admits(typed) in {True, False}
    assert all(word == word.strip() != "" for word in question.words)
    assert bool(question.lack) == (not question.words)


@given(st.text('ab -"“”:.'), st.lists(st.sampled_from(["by:", "after:", "source:", '-"', "“"])))
def test_nothing_is_a_syntax_error(text: str, parts: list[str]) -> None:
    read_question(text.join(parts))
    read_question(" ".join([*parts, text]))


@given(st.lists(st.from_regex(r"[^\W_]{1,8}(-[^\W_]{1,8})?", fullmatch=True), max_size=30))
def test_plain_words_come_back_as_they_are(words: list[str]) -> None:
    assert read_question(" ".join(words)) == Question(tuple(words))
