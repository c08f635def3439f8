"""Who else speaks on a topic, when nothing is found of those who were asked for."""

from __future__ import annotations

import pytest

from bot.library import Library
from bot.model import Query

HELD = (
    "It has Asia Times, ECFR, Foreign Policy, Navigating the Vortex and The American Conservative."
)
NOTHING = "Nothing on “Arctic”"
UNKNOWN = "The library has no source called “Nowhere”."
NOBODY = "Nor does anybody else whom the library knows by name."
OF_THE_ARCTIC = (
    "There are quotes on it by Célia Belin, Chris Herrmann, Majda Ruge and Jeremy Shapiro, in ECFR."
)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            Query("Arctic", source="Asia Times"),
            f"Nothing on “Arctic” in Asia Times in the library. {OF_THE_ARCTIC}",
        ),
        (
            Query("Arctic", author="wolff"),
            f"Nothing on “Arctic” by Stefan Wolff in the library. {OF_THE_ARCTIC}",
        ),
        (
            Query("Arctic author:wolff"),
            f"Nothing on “Arctic author:wolff” in the library. {OF_THE_ARCTIC}",
        ),
        (
            Query("unicorns", author="wolff"),
            "Nothing on “unicorns” by Stefan Wolff in the library.",
        ),
        (Query("unicorns"), "Nothing on “unicorns” in the library."),
        (
            Query("Arctic", source="Nowhere"),
            f"The library has no source called “Nowhere”. {HELD}",
        ),
        (
            Query("Arctic source:Nowhere"),
            f"The library has no source called “Nowhere”. {HELD}",
        ),
    ],
)
async def test_quote_says_who_does(library: Library, query: Query, message: str) -> None:
    answer = await library.quote(query)
    assert not answer.quotes
    assert answer.message == message


@pytest.mark.parametrize(
    ("topic", "sources", "message"),
    [
        ("Arctic", ["Asia Times"], f"{NOTHING} from Asia Times in the library. {OF_THE_ARCTIC}"),
        (
            "Arctic author:wolff",
            [],
            f"Nothing on “Arctic author:wolff” in the library. {OF_THE_ARCTIC}",
        ),
        ("Arctic", ["Nowhere"], f"{UNKNOWN} {HELD} {OF_THE_ARCTIC}"),
        ("unicorns", [], "Nothing on “unicorns” in the library."),
    ],
)
async def test_compare_says_who_does(
    library: Library, topic: str, sources: list[str], message: str
) -> None:
    answer = await library.compare(topic, sources)
    assert not answer.panels
    assert answer.message == message


@pytest.mark.parametrize(
    ("who", "name", "source", "rest"),
    [
        ("wolff", "Stefan Wolff", "ECFR", "These do:"),
        ("wolff", "Stefan Wolff", "Foreign Policy", f"{NOBODY} {OF_THE_ARCTIC}"),
        ("belin", "Célia Belin", "Foreign Policy", NOBODY),
    ],
)
async def test_argues_says_who_does(
    library: Library, who: str, name: str, source: str, rest: str
) -> None:
    topic = f"Arctic source:{source}"
    answer = await library.argues(who, topic)
    assert not answer.quotes
    assert answer.message == f"{name} says nothing on “{topic}” within these limits. {rest}"
