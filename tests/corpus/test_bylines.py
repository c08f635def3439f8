"""Bylines, date lines, and the names in author fields."""

from __future__ import annotations

import pytest

from bot.corpus.bylines import (
    DateLine,
    Signature,
    read_authors,
    read_byline,
    read_dateline,
    read_signature,
)
from bot.model import PartialDate

DAY = PartialDate(2025, 5, 20)


@pytest.mark.parametrize(
    ("text", "names", "date"),
    [
        ("By Una Writer", ("Una Writer",), None),
        ("By Una Writer.", ("Una Writer",), None),
        ("by: Una Writer", ("Una Writer",), None),
        ("Written by Una Writer", ("Una Writer",), None),
        ("Analysis by Una Writer", ("Una Writer",), None),
        ("Author: Una Writer", ("Una Writer",), None),
        ("By Dr. Una Writer", ("Dr. Una Writer",), None),
        ("By Una Q. Writer, Jr.", ("Una Q. Writer, Jr.",), None),
        ("By UNA WRITER and OTTO VAN DER EDITOR JR.",
         ("Una Writer", "Otto van der Editor Jr."), None),
        ("By U.Q. MCWRITER", ("U.Q. McWriter",), None),
        ("By Una Writer,Otto Editor", ("Una Writer", "Otto Editor"), None),
        ("By Una Writer, Otto Editor and Ida Third",
         ("Una Writer", "Otto Editor", "Ida Third"), None),
        ("By Una Writer, and Otto Editor, GAZETTE TODAY", ("Una Writer", "Otto Editor"), None),
        ("By Una Writer, Special to The Gazette", ("Una Writer",), None),
        ("By Una Writer Staff Writer", ("Una Writer",), None),
        ("By Una Writer, Senior Correspondent", ("Una Writer",), None),
        ("By Una Writer, The Gazette", ("Una Writer",), None),
        ("By Una Writer for The Gazette", ("Una Writer",), None),
        ("By Una Writer in Somewhere", ("Una Writer",), None),
        ("By Una Writer, @unawriter, GAZETTE TODAY", ("Una Writer",), None),
        ("By Una Writer (una@example.org)", ("Una Writer",), None),
        ("By Una Writer. Follow Una Writer on Twitter @unawriter.", ("Una Writer",), None),
        ("By Harbour Press Staff", ("Harbour Press Staff",), None),
        ("By The Editorial Board", ("The Editorial Board",), None),
        ("By the editors", ("the editors",), None),
        ("By AP", ("AP",), None),
        ("By staff", (), None),
        ("By Una Writer | May 20, 2025", ("Una Writer",), DAY),
        ("By Una Writer · May 20, 2025 · 5 min read", ("Una Writer",), DAY),
        ("By Una Writer, 20 May 2025", ("Una Writer",), DAY),
        ("Posted by Una Writer on Tue 20 May 2025 at 10:30 am", ("Una Writer",), DAY),
        ("By Una Writer — Updated May 20, 2025", ("Una Writer",), None),
        ("Una Writer | 20 May 2025", ("Una Writer",), DAY),
        ("Una Writer and Otto Editor · 20/05/2025", ("Una Writer", "Otto Editor"), DAY),
    ],
)  # fmt: skip
def test_bylines(text: str, names: tuple[str, ...], date: PartialDate | None) -> None:
    byline = read_byline(text)
    assert byline is not None
    assert (byline.names, byline.published) == (names, date)


@pytest.mark.parametrize(
    "text",
    [
        "By any measure it was dear",
        "By Any Measure",
        "By Land And Sea",
        "By the numbers",
        "By Una Writer, who had seen it. It was late.",
        "By then Una Writer had left.",
        "Una Writer",
        "Una Writer | The Gazette",
        "Una Writer — who had seen it",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert read_byline(text) is None


@pytest.mark.parametrize(
    ("text", "names", "outlet"),
    [
        ("Una Writer, Daily Example of Policy", ("Una Writer",), "Daily Example of Policy"),
        ("Una Writer, The Harbour Gazette", ("Una Writer",), "The Harbour Gazette"),
        ("Una Writer | The Example", ("Una Writer",), "The Example"),
        ("Una Writer · example.org", ("Una Writer",), "example.org"),
        ("Una Writer and Otto Editor | The Example", ("Una Writer", "Otto Editor"), "The Example"),
        ("Una Q. Writer, Jr. | The Example", ("Una Q. Writer, Jr.",), "The Example"),
    ],
)
def test_names_and_an_outlet(text: str, names: tuple[str, ...], outlet: str) -> None:
    assert read_signature(text) == Signature(names, outlet)


@pytest.mark.parametrize(
    "text",
    [
        "Una Writer",
        "Una Writer, Eastport",
        "Una Writer, The Great",
        "Una Writer | Politics",
        "Una Writer, Mayor of Eastport",
        "Una Writer, Editor of the Daily Example",
        "Una Writer, daily example of policy",
        "Una Writer, Daily Example of Policy.",
        "Una Writer, who reads the Daily Example",
        "Eastport Harbour Council, Daily Example",
        "White House, Daily Example",
        "By The Harbour, Daily Example",
        "Peace, War | The Example",
        "The Daily Example | Una Writer",
    ],
)
def test_what_is_no_name_and_outlet(text: str) -> None:
    assert read_signature(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("May 20, 2025", DAY),
        ("20 May 2025", DAY),
        ("Published on 2025-05-20", DAY),
        ("First published on Tue 20 May 2025 10.00 BST", DAY),
        ("Published: May 20, 2025, 10:30 a.m. ET", DAY),
        ("May 20, 2025 at 5pm", DAY),
        ("Published 20 May 2025, updated 21 May 2025", DAY),
        ("May 20, 2025 (updated May 21, 2025)", DAY),
        ("Updated 21 May 2025 | Published 20 May 2025", DAY),
        ("May 20, 2025 | 5 min read", DAY),
        ("20/05/2025", DAY),
        ("05/20/2025", DAY),
        ("2025/05/20", DAY),
        ("May 2025", PartialDate(2025, 5)),
        # Nobody can tell which is the day, or when it first appeared.
        ("05/04/2025", None),
        ("Last updated: 21 May 2025", None),
        ("Updated on May 21, 2025 at 10:30", None),
    ],
)
def test_date_lines(text: str, date: PartialDate | None) -> None:
    assert read_dateline(text) == DateLine(date)


@pytest.mark.parametrize(
    "text",
    [
        "2025",
        "5 min read",
        "In May 2025",
        "May 20, 2025 was the day",
        "On 20 May 2025 the harbour fell.",
        "31/31/2025",
        "10:30",
    ],
)
def test_what_is_no_date_line(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Una Writer", ("Una Writer",)),
        ("By Una Writer and Otto Editor", ("Una Writer", "Otto Editor")),
        ("Una Writer; Otto Editor", ("Una Writer", "Otto Editor")),
        ("Una Writer, Otto Editor & Ida von Third", ("Una Writer", "Otto Editor", "Ida von Third")),
        ("J. D. Third", ("J. D. Third",)),
        ("Una Q. Writer, Jr.", ("Una Q. Writer, Jr.",)),
        ("Jean-Una O’Writer", ("Jean-Una O’Writer",)),
        ("UNA WRITER", ("Una Writer",)),
        ("Una Writer, The Gazette", ("Una Writer",)),
        ("Una Writer una@example.org", ("Una Writer",)),
        ("una@example.org (Una Writer)", ("Una Writer",)),
        ("Una Writer, https://example.org/una", ("Una Writer",)),
        ("Una Writer (@unawriter)", ("Una Writer",)),
        ("By Una Writer, Special to The Gazette", ("Una Writer",)),
        ("Reuters Staff", ("Reuters Staff",)),
        ("The Editorial Board", ("The Editorial Board",)),
        ("The Gazette", ("The Gazette",)),
        ("Harbourmaster", ("Harbourmaster",)),
        ("Una Writer, Una Writer", ("Una Writer",)),
        ("@unawriter", ()),
        ("https://example.org/una", ()),
        ("admin", ()),
        ("", ()),
        (", ,", ()),
    ],
)
def test_author_fields(field: str, names: tuple[str, ...]) -> None:
    assert read_authors(field) == names
