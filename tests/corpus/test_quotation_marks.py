"""Quotation marks: where they open and close. One row per pattern."""

from __future__ import annotations

import pytest

from bot.corpus.speech.marks import find_marks
from bot.model import Span


def marked(text: str) -> list[str]:
    lines = text.split("\n")
    paragraphs, start = [], 0
    for line in lines:
        if line:
            paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 1
    return [span.of(text) for span in find_marks(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("He said “one” and “two.”", ["“one”", "“two.”"]),
        ('He said "one" and "two."', ['"one"', '"two."']),
        ('("one")—"two"—', ['"one"', '"two"']),
        ("British ‘one’ and ‘two’.", ["‘one’", "‘two’"]),
        ("Straight 'one' and 'two, three'.", ["'one'", "'two, three'"]),
        ("“He called it ‘one’,” she said.", ["“He called it ‘one’,”"]),
        ("‘He called it “one”’, she said.", ["‘He called it “one”’"]),
        ("\"He called it 'one'\" again.", ["\"He called it 'one'\""]),
        ("The states’ rights and the dogs’ tails.", []),
        ("It’s the '90s, rock 'n' roll, ’tis.", []),
        ("It's the boys' game and the girls' game.", []),
        ("‘The states’ rights must stay,’ he said.", ["‘The states’ rights must stay,’"]),
        ("‘Don’t,’ he said.", ["‘Don’t,’"]),
        ("‘terms’ and the dogs’ owners", ["‘terms’"]),
        ('A 6\'2" man and a 12" rule', []),
        ("A «one» and a „two“.", ["«one»", "„two“"]),
        ("The “wrong curl“ closes.", ["“wrong curl“"]),
        ('A “mixed" pair and "another”.', ['“mixed"', '"another”']),
        ("Never “closed here.\nNext “one”.", ["“closed here.", "“one”"]),
        ("“One.\n“Two.\n“Three,” he said.", ["“One.\n“Two.\n“Three,”"]),
        ("“One.\nTwo.\n“Three,” he said.", ["“One.", "“Three,”"]),
        ("‘Never closed.\nNext.", []),
        ("A stray ” and “one”.", ["“one”"]),
        ("“one“two”three”", ["“one“two”three”"]),
        ('<a href="x y">“one”</a>', ["“one”"]),
        ("", []),
    ],
)
def test_marks_open_and_close(text: str, spans: list[str]) -> None:
    assert marked(text) == spans
