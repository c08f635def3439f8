"""Every interaction is counted, by what it is and how it ended, and by nothing else."""

from __future__ import annotations

import pytest

from bot.library import Library
from tests.commands.conftest import Place


def outcomes(library: Library) -> dict[tuple[str, str], float]:
    (family,) = library.metrics.interactions.collect()
    return {
        (sample.labels["command"], sample.labels["outcome"]): sample.value
        for sample in family.samples
        if sample.name.endswith("_total")
    }


async def test_interactions_are_counted_by_what_they_are_and_how_they_end(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await place.ask("quote", topic="sanctions")
    await place.press(answer, "Context")
    await place.ask("library show", article="no such article at all")
    await place.ask("qotd skip", by=place.admin)

    async def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(place.library, "context", fail)
    await place.press(answer, "Context")
    found = outcomes(place.library)
    assert found == {
        ("quote", "answered"): 1,
        ("button context", "answered"): 1,
        ("button context", "failed"): 1,
        ("library show", "refused"): 1,
        ("qotd skip", "refused"): 1,
    }
    # Nothing that tells of a server, a member or what somebody wrote.
    text = place.library.metrics.exposition().decode()
    for word in (str(place.guild.id), str(place.member.id), "sanctions", "no such article"):
        assert word not in text
