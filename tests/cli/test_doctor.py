"""What the doctor finds, on a stand-in for Discord's REST, and that it tells no secret."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NoReturn

import discord
import pytest
from aiohttp import web
from click.testing import CliRunner

from bot.__main__ import main
from bot.cli import doctor
from bot.cli.doctor import token_fault
from bot.library import Library, StoreError
from bot.library.daily import Daily
from bot.model import DailySettings
from bot.store.backup import STORE
from tests.cli.test_cli import answer
from tests.conftest import SEEDS, settings_for

BOT, SERVER, CHANNEL = 4242, 77, 99
TOKEN = base64.urlsafe_b64encode(str(BOT).encode()).decode().rstrip("=") + ".GaBcDe.made-up_secret"
ALL = discord.Permissions.all().value


@dataclass
class Discord:
    """Enough of Discord's REST. ``answers`` is by path; a number is a status."""

    ahead: timedelta = timedelta()
    answers: dict[str, Any] = field(default_factory=dict)
    base: str = ""

    def __post_init__(self) -> None:
        user = {"id": str(BOT), "username": "commonplace", "discriminator": "0", "avatar": None}
        role = {
            "id": str(SERVER), "name": "@everyone", "permissions": str(ALL), "position": 0,
            "color": 0, "hoist": False, "managed": False, "mentionable": False,
        }  # fmt: skip
        self.answers |= {
            "/users/@me": user,
            "/oauth2/applications/@me": {
                "id": str(BOT), "name": "commonplace", "description": "", "icon": None,
                "bot_public": False, "bot_require_code_grant": False, "verify_key": "",
                "flags": 1 << 19, "owner": user, "rpc_origins": [], "team": None, "summary": "",
            },
            f"/guilds/{SERVER}": {
                "id": str(SERVER), "name": "Policy", "owner_id": "1", "roles": [role],
                "emojis": [], "features": [], "stickers": [], "verification_level": 0,
                "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
                "nsfw_level": 0, "premium_tier": 0, "preferred_locale": "en-US",
                "system_channel_flags": 0,
            },
            f"/guilds/{SERVER}/members/{BOT}": {
                "user": user, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00",
                "deaf": False, "mute": False, "flags": 0,
            },
            f"/channels/{CHANNEL}": {
                "id": str(CHANNEL), "guild_id": str(SERVER), "type": 0, "name": "europe",
                "position": 0, "permission_overwrites": [], "nsfw": False,
            },
        }  # fmt: skip

    async def reply(self, request: web.Request) -> web.Response:
        found = self.answers.get(request.path, 404)
        headers = {"Date": format_datetime(datetime.now(UTC) - self.ahead, usegmt=True)}
        # discord.py reads JSON only from exactly this type.
        headers["Content-Type"] = "application/json"
        status, body = (found, {"message": "no"}) if isinstance(found, int) else (200, found)
        return web.Response(body=json.dumps(body), status=status, headers=headers)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Discord]:
    """Served from a thread of its own, as the command line has a loop of its own."""
    served = Discord()
    ready, loop = threading.Event(), asyncio.new_event_loop()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", served.reply)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        served.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        return runner

    def serve() -> None:
        runner = loop.run_until_complete(start())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=serve)
    thread.start()
    assert ready.wait(10)
    monkeypatch.setattr(discord.http.Route, "BASE", served.base)
    yield served
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture
def data(indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one server whose quote of the day is on, and a token."""
    data = Path(shutil.copytree(indexed, tmp_path / "data"))

    async def set_up() -> None:
        library = await Library.open(settings_for(data))
        await library.daily.set_up(SERVER, DailySettings(CHANNEL, time(8), "UTC", thread=True))
        await library.close()

    asyncio.run(set_up())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORPUS_DIR", str(SEEDS))
    monkeypatch.setenv("DATA_DIR", str(data))
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    return data


def examined() -> tuple[int, dict[str, tuple[bool, str]]]:
    """The exit code, and the findings; of several with one name, the first."""
    result = CliRunner().invoke(main, ["doctor", "--json"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "made-up_secret" not in result.output
    code, result.exit_code = result.exit_code, 0
    found: dict[str, tuple[bool, str]] = {}
    for each in answer(result):
        found.setdefault(each["name"], (each["ok"], each["detail"]))
    return code, found


def test_all_is_well(data: Path, stand_in: Discord) -> None:
    code, found = examined()
    assert {name for name, (ok, _) in found.items() if not ok} == set()
    assert code == 0
    assert found["token"] == (True, "of commonplace")
    assert "Message Content may be switched off" in found["intents"][1]
    assert found["permissions"] == (True, "enough for 1 quotes of the day")
    assert "s ahead of" in found["clock"][1] or "s behind" in found["clock"][1]
    assert found["database"] == (True, "sound")
    assert "as this version has it" in found["schema"][1]
    assert "passages" in found["index"][1]
    assert "MB free" in found["disk"][1]


@pytest.mark.parametrize(
    ("path", "reply", "name", "says"),
    [
        ("/users/@me", 401, "token", "Discord refused it"),
        (f"/guilds/{SERVER}", 404, "permissions", "not there any more"),
        (f"/channels/{CHANNEL}", 403, "permissions", "gone or hidden"),
    ],
)
def test_what_discord_says_is_wrong(
    data: Path, stand_in: Discord, path: str, reply: int, name: str, says: str
) -> None:
    stand_in.answers[path] = reply
    code, found = examined()
    assert (code, found[name][0]) == (1, False)
    assert says in found[name][1]


def test_a_permission_that_is_missing_in_a_channel_is_named(data: Path, stand_in: Discord) -> None:
    has = ALL & ~discord.Permissions(administrator=True, create_public_threads=True).value
    stand_in.answers[f"/guilds/{SERVER}"]["roles"][0]["permissions"] = str(has)
    code, found = examined()
    assert code == 1
    assert found["permissions"][1] == (
        f"Server {SERVER}: the bot lacks Create Public Threads in #europe"
    )


def test_a_clock_that_is_wrong_is_told(data: Path, stand_in: Discord) -> None:
    stand_in.ahead = timedelta(minutes=10)
    code, found = examined()
    assert (code, found["clock"][0]) == (1, False)
    assert "ahead of Discord's" in found["clock"][1]
    assert "NTP" in found["clock"][1]


def test_without_a_network_it_says_what_it_could_not_check(
    data: Path, stand_in: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9")
    code, found = examined()
    assert (code, found["Discord"][0]) == (1, False)
    assert found["clock"] == (True, "could not be checked: Discord did not say what time it is")
    assert "could not be asked" in found["token"][1]


def test_a_store_that_is_damaged_or_newer(data: Path, stand_in: Discord) -> None:
    raw = bytearray((data / STORE).read_bytes())
    raw[8192 : len(raw) // 2] = b"\xff" * (len(raw) // 2 - 8192)
    (data / STORE).write_bytes(raw)
    code, found = examined()
    assert (code, found["database"][0]) == (1, False)
    assert "restore a backup" in found["database"][1]


def test_a_store_that_fails_once_it_is_open_is_one_finding_of_all(
    data: Path, stand_in: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def servers(_daily: Daily) -> NoReturn:
        raise StoreError("the disk is full")

    monkeypatch.setattr(Daily, "servers", servers)
    code, found = examined()
    assert (code, found["store"]) == (1, (False, "the disk is full"))
    assert found["token"][0]


def test_a_disk_that_is_nearly_full(
    data: Path, stand_in: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "LEAST_DISK", 10**18)
    code, found = examined()
    assert (code, found["disk"][0]) == (1, False)
    assert "make room" in found["disk"][1]


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        (TOKEN, ""),
        (f"Bot {TOKEN}", "begins with “Bot”"),
        ("abc", "three parts"),
        ("a.b", "three parts"),
        ("a.b.c d", "three parts"),
        ("aGVsbG8.GaBcDe.secret", "does not begin with a bot's id"),
        ("a.b.c", "does not begin with a bot's id"),
    ],
)
def test_what_cannot_be_a_token(token: str, fault: str) -> None:
    found = token_fault(token)
    assert fault in found
    assert bool(found) is bool(fault)
    assert token not in found
