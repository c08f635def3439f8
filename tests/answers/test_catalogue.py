"""What the library lists, and under what."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.catalogue import catalogue
from bot.answers.holdings import Holdings
from bot.answers.people import people_seen_by
from bot.corpus import Declared, annotate_text
from bot.search import Analyzer

TEXT = (
    "The Harbour Gazette reported that the quay will open in May, to the joy of the captains.\n\n"
    "The Quay Union reported that the quay will not open in May, to the joy of the ferries.\n\n"
    "The mayor, Otto Ruler, said that the quay will open in June, to the joy of nobody at all.\n"
)


def test_an_outlet_is_no_person() -> None:
    article = annotate_text("a.txt", TEXT, Declared(outlet="The Quay Union"))
    holdings = Holdings.build([replace(article, id=1, voice=1)], 1, Analyzer())
    known = {person.name for person in people_seen_by(holdings, None).all}
    assert known == {"Harbour Gazette", "Quay Union", "Otto Ruler"}
    assert [person.name for person in catalogue(holdings).persons] == ["Otto Ruler"]
