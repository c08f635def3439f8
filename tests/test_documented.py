"""Every command, every setting and every exit code is documented, or a test fails."""

from __future__ import annotations

import re

import click
import pytest
import simcord
from discord import app_commands

from bot import __main__ as cli
from bot.cli import terminal
from bot.client import Commonplace
from bot.library import Library
from bot.metrics import Metrics
from bot.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")


async def test_every_slash_command_is_in_the_readme_with_an_example(library: Library) -> None:
    async with simcord.run(Commonplace(library)) as env:
        client = env.bot
        assert isinstance(client, Commonplace)
        commands = {
            command.qualified_name: {parameter.display_name for parameter in command.parameters}
            for command in client.tree.walk_commands()
            if isinstance(command, app_commands.Command)
        }
    rows = re.findall(r"^\| `/([^`]+)` \| `/([^`]+)` \|", README, re.MULTILINE)
    documented = dict(rows)
    assert set(documented) == set(commands)
    for name, example in documented.items():
        assert example.startswith(name)
        assert set(re.findall(r"(\w+):(?=\S)", example)) <= {*commands[name], "8"}


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    for name, command in cli.main.commands.items():
        assert f"| `{name}` | `commonplace {name}" in README
        assert command.help
        for option in command.params:
            if isinstance(option, click.Option) and option.name not in {"json_", "limit"}:
                assert option.help, f"{name} {option.name}"
    for option in set(re.findall(r" (--\w+)", README)):
        assert any(
            option in parameter.opts
            for command in cli.main.commands.values()
            for parameter in command.params
        ), option


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{name.upper()}` |" in README
    assert re.search(rf"^{name.upper()}=", EXAMPLE, re.MULTILINE)
    assert Settings.model_fields[name].description


def test_no_setting_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_every_exit_code_is_documented() -> None:
    codes = [value for name, value in vars(terminal).items() if name.startswith("EXIT_")]
    assert len(codes) == 8
    for code in codes:
        assert re.search(rf"\b{code} ", README)
        assert f"| {code} |" in OPERATING


def test_every_metric_is_documented_and_labelled_by_neither_server_nor_member() -> None:
    families = list(Metrics().registry.collect())
    assert len(families) == 13
    for family in families:
        name = f"{family.name}_total" if family.type == "counter" else family.name
        assert f"`{name}`" in OPERATING
    labels = {label for metric in vars(Metrics()).values() for label in labels_of(metric)}
    assert labels == {"command", "outcome"}


def labels_of(metric: object) -> tuple[str, ...]:
    return getattr(metric, "_labelnames", ())


def test_every_key_of_a_quote_is_documented() -> None:
    text = (ROOT / "docs" / "json.md").read_text("utf-8")
    for key in ("text", "file", "start", "end", "speaker", "voice", "score", "article"):
        assert f"`{key}`" in text


def test_the_versions_are_one() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'version = "0.1.0"' in project
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text("utf-8")
