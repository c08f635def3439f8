"""Promise 6: always an answer in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.library import Library
from tests.commands.conftest import Place

COMMANDS: list[tuple[str, dict[str, str]]] = [
    ("quote", {"topic": "sanctions"}),
    ("quote", {}),
    ("compare", {"topic": "sanctions"}),
    ("argues", {"who": "wolff", "topic": "reset"}),
    ("verify", {"text": "nothing about Ukraine without us"}),
    ("library list", {}),
    ("library show", {"article": "reset"}),
    ("library sources", {}),
    ("library authors", {}),
    ("library gaps", {}),
    ("library reports", {}),
    ("library corrections", {}),
    ("reindex", {}),
    ("setup", {}),
    ("qotd setup", {"time": "8:30", "zone": "Berlin"}),
    ("qotd preview", {}),
    ("qotd now", {}),
    ("qotd skip", {}),
    ("qotd status", {}),
    ("qotd off", {}),
    ("help", {}),
    ("about", {}),
]


def test_every_command_has_a_case_here(library: Library) -> None:
    from discord import app_commands

    from bot.client import Commonplace
    from commands import load

    client = Commonplace(library)
    client.serve = lambda work, name: work.close()  # type: ignore[method-assign]
    load(client)
    names = {
        command.qualified_name
        for command in client.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    assert names == {command for command, _ in COMMANDS}


@pytest.mark.parametrize(("command", "options"), COMMANDS)
async def test_promise_6_acknowledged_before_any_work_and_then_answered(
    place: Place,
    command: str,
    options: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever the library and the store take: they are asked after Discord was told to wait."""
    told: list[bool] = []

    def noting(do: Callable[..., Any]) -> Callable[..., Any]:
        async def noted(*words: Any, **options: Any) -> Any:
            told.append(any(r.path.endswith("/callback") for r in place.env.http_requests))
            return await do(*words, **options)

        return noted

    place.library._answer = noting(place.library._answer)  # type: ignore[method-assign]
    monkeypatch.setattr(asyncio, "to_thread", noting(asyncio.to_thread))
    store = place.library._store
    monkeypatch.setattr(store, "read", noting(store.read))
    monkeypatch.setattr(store, "write", noting(store.write))
    place.env.backend.http_requests.clear()
    result = await place.admin.slash(place.channel, command, **options)
    callbacks = [r for r in place.env.http_requests if r.path.endswith("/callback")]
    assert callbacks[0].json["type"] == 5, "deferred first"
    assert all(told)
    assert result.acknowledged
    message = result.response or result.followups[-1]
    assert message.embeds or message.content
    assert not message.flags.loading


async def test_promise_6_answers_come_while_a_reindex_runs(place: Place) -> None:
    reindex = asyncio.create_task(place.library.reindex())
    answer = await place.ask("quote", topic="sanctions")
    assert "sanctions" in answer.text
    await reindex
