"""The bot with the seeds' library in a simulated server, with a member and an admin."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import simcord
from blockbuster import BlockBuster, blockbuster_ctx

from bot.answers.holdings import Holdings
from bot.client import Commonplace
from bot.library import Library
from bot.store.servers import purge_questions


@dataclass
class Place:
    """A server with the bot in it."""

    env: Any
    guild: Any
    channel: Any
    member: Any
    admin: Any
    library: Library
    blocking: BlockBuster

    async def ask(
        self, command: str, /, *, by: Any = None, where: Any = None, **options: Any
    ) -> Answer:
        """A slash command; the test fails unless it is answered."""
        return answered(await (by or self.member).slash(where or self.channel, command, **options))

    async def press(self, answer: Answer, label: str, *, by: Any = None) -> Answer:
        """A button of an answer."""
        return answered(await (by or self.member).click(answer.raw, label=label))

    async def choose(self, answer: Answer, value: str, *, by: Any = None) -> Answer:
        """An option of an answer's menu."""
        return answered(await (by or self.member).select(answer.raw, [value]))

    async def restart(self) -> None:
        """A new process on the same data."""
        self.blocking.deactivate()  # the commands are read from disk before the gateway opens
        await self.env.restart_bot(Commonplace(self.library, self.env.bot.clock))
        self.blocking.activate()

    async def forget_questions(self) -> None:
        """Time passes, until every question behind a button is forgotten."""
        end = datetime.max.replace(tzinfo=UTC)
        await self.library._store.write(lambda db: purge_questions(db, end))

    def empty_the_library(self) -> None:
        """Every article is gone."""
        self.library._indexer.holdings = Holdings.build((), 99, self.library._indexer.analyzer)


@dataclass
class Answer:
    """What was answered: the message as it stands, and what the person alone was told."""

    raw: Any
    private: bool
    told: str

    @property
    def embeds(self) -> list[discord.Embed]:
        return list(self.raw.embeds)

    @property
    def text(self) -> str:
        """All words of the message, content first."""
        parts = [self.raw.content or ""]
        for embed in self.raw.embeds:
            parts += [embed.author.name or "", embed.title or "", embed.description or ""]
            parts += [embed.footer.text or ""]
        return "\n".join(part for part in parts if part)

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons."""
        return [
            c["label"] for row in self.raw.components for c in row["components"] if c["type"] == 2
        ]

    @property
    def options(self) -> list[dict[str, Any]]:
        """The options of the menus."""
        return [
            option
            for row in self.raw.components
            for component in row["components"]
            if component["type"] == 3
            for option in component["options"]
        ]


def answered(result: Any) -> Answer:
    """The answer to an interaction, which must have been acknowledged and have one."""
    assert result.acknowledged, "the interaction was not acknowledged"
    told = "\n".join(
        embed.description or "" for message in result.followups for embed in message.embeds
    )
    message = result.response or (result.followups[-1] if result.followups else None)
    assert message is not None, "the interaction was acknowledged, but not answered"
    assert not message.flags.loading, "the answer is still “thinking…”"
    assert message.embeds or message.content, "the answer is empty"
    return Answer(message, message.ephemeral, told)


@pytest.fixture
def simcord_bot(library: Library) -> Commonplace:
    return Commonplace(library)


@pytest.fixture
def place(simcord_env: simcord.Env, library: Library) -> Iterator[Place]:
    """A server; from here on, a blocking call of ours in the event loop fails the test."""
    mimetypes.init()  # the simulation reads its tables at the first upload
    guild = simcord_env.create_guild("Policy")
    channel = guild.create_text_channel("europe")
    member = guild.add_member(simcord_env.create_user("member"))
    managers = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    admin = guild.add_member(simcord_env.create_user("admin"), roles=[managers])
    with blockbuster_ctx(scanned_modules=["bot", "commands"]) as blocking:
        yield Place(simcord_env, guild, channel, member, admin, library, blocking)
