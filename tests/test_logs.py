"""The log: for people and for machines, with the request it belongs to, and without secrets."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot import client
from bot.__main__ import main
from bot.client import CannotConnect
from bot.logs import HIDDEN, Concealer, concealer_for, start_logging
from bot.request import begin, id_of
from bot.settings import LogFormat, Settings
from tests.conftest import settings_for

# Made up, in the shape that Discord gives its tokens.
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789ABCD"
SHAPELESS = "not-in-any-known-shape"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """Logging is the process's own."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)


def settings(tmp_path: Path, **changes: Any) -> Settings:
    given = {"discord_token": SecretStr(f" {SHAPELESS}\n"), "log_format": LogFormat.AUTO, **changes}
    return settings_for(tmp_path).model_copy(update=given)


@pytest.mark.parametrize(
    ("chosen", "stream", "is_json"),
    [
        (LogFormat.AUTO, Terminal, False),
        (LogFormat.AUTO, io.StringIO, True),
        (LogFormat.TEXT, io.StringIO, False),
        (LogFormat.JSON, Terminal, True),
    ],
)
def test_people_get_lines_and_machines_json(
    tmp_path: Path, chosen: LogFormat, stream: type[io.StringIO], *, is_json: bool
) -> None:
    out = stream()
    start_logging(settings(tmp_path, log_format=chosen), out)
    logging.getLogger("bot.library").warning("Refused %s", "a\x1b[2J.txt")
    (line,) = out.getvalue().splitlines()
    assert "\x1b" not in line
    if is_json:
        found = json.loads(line)
        assert datetime.fromisoformat(found.pop("time")).tzinfo == UTC
        assert found == {
            "level": "WARNING",
            "logger": "bot.library",
            "message": "Refused a\x1b[2J.txt",
        }
    else:
        assert line.endswith("WARNING bot.library: Refused a�[2J.txt")


@pytest.mark.parametrize("chosen", [LogFormat.TEXT, LogFormat.JSON])
async def test_a_line_names_the_interaction_that_it_belongs_to(
    tmp_path: Path, chosen: LogFormat
) -> None:
    out = io.StringIO()
    start_logging(settings(tmp_path, log_format=chosen), out)
    begin(1234, "quote")
    try:
        raise ValueError("broken")  # noqa: TRY301
    except ValueError:
        logging.getLogger("x").exception("It failed")
    if chosen is LogFormat.JSON:
        line = json.loads(out.getvalue())
        assert (line["request"], line["command"]) == (id_of(1234), "quote")
        assert line["error"].endswith("ValueError: broken")
    else:
        first, *_, last = out.getvalue().splitlines()
        assert first.endswith(f"It failed [{id_of(1234)}]")
        assert last == "ValueError: broken"


def test_an_id_is_short_and_the_same_each_time() -> None:
    assert id_of(1) == id_of(1)
    assert len({id_of(number) for number in range(1000)}) == 1000
    assert {len(id_of(number)) for number in range(100)} == {8}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Bot {TOKEN}", f"Bot {HIDDEN}"),
        (f"{{'token': '{TOKEN}'}}", f"{{'token': '{HIDDEN}'}}"),
        (f"it was {SHAPELESS}.", f"it was {HIDDEN}."),
        (
            "POST https://discord.com/api/v10/interactions/12345/aW50ZXJhY3Rpb24/callback",
            f"POST https://discord.com/api/v10/interactions/12345/{HIDDEN}/callback",
        ),
        (
            "PATCH /webhooks/12345/aW50ZXJhY3R-pb24_?wait=true",
            f"PATCH /webhooks/12345/{HIDDEN}?wait=true",
        ),
        ("an article of www.example.org/a.b.c", "an article of www.example.org/a.b.c"),
    ],
)
def test_a_secret_is_taken_out_of_a_text(tmp_path: Path, text: str, shown: str) -> None:
    assert concealer_for(settings(tmp_path))(text) == shown


@pytest.mark.parametrize("chosen", [LogFormat.TEXT, LogFormat.JSON])
def test_no_secret_reaches_the_log_by_any_way(tmp_path: Path, chosen: LogFormat) -> None:
    out = io.StringIO()
    start_logging(settings(tmp_path, log_format=chosen, log_level="DEBUG"), out)
    log = logging.getLogger("discord.http")
    for secret in (TOKEN, SHAPELESS):
        log.debug("Bot %s", secret)
        log.info({"authorization": secret})
        log.error(f"sent {secret}")  # noqa: G004 - somebody else's code may
        try:
            raise RuntimeError(secret) from ValueError(f"because of {secret}")  # noqa: TRY301
        except RuntimeError as error:
            log.exception("failed")
            sys.excepthook(type(error), error, error.__traceback__)
    written = out.getvalue()
    assert written.count(HIDDEN) >= 10
    assert TOKEN not in written
    assert SHAPELESS not in written


def test_no_secret_is_in_a_repr_or_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = settings(tmp_path)
    for shown in (repr(given), str(given), given.model_dump_json(), repr(given.token)):
        assert SHAPELESS not in shown
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", SHAPELESS)
    monkeypatch.setenv("LOG_LEVEL", SHAPELESS)  # in the wrong line of .env
    result = CliRunner().invoke(main, ["run"])
    assert result.exit_code == 78
    assert SHAPELESS not in result.output


def test_no_secret_is_in_what_ends_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(given: Settings) -> None:
        assert given.token is not None
        raise CannotConnect(f"Discord can't be reached (Bot {given.token.get_secret_value()}).")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", SHAPELESS)
    monkeypatch.setattr(client, "run_bot", refuse)
    result = CliRunner().invoke(main, ["run"])
    assert result.exit_code == 69
    assert SHAPELESS not in result.output
    assert HIDDEN in result.output


@given(st.lists(st.text(max_size=20) | st.sampled_from([TOKEN, SHAPELESS]), max_size=8))
def test_no_secret_is_left_in_any_text(parts: list[str]) -> None:
    for between in ("", " ", "'", "/"):
        shown = Concealer((SHAPELESS,))(between.join(parts))
        assert TOKEN not in shown
        assert SHAPELESS not in shown


def test_a_text_without_secrets_stays_as_it_is() -> None:
    text = "Reindexed in 0.42 s: 5 added, 0 changed (seeds/000_16b3e46e4f50e900.txt)"
    assert Concealer()(text) == text
