"""The discord.py client: start, load the commands, sync them when they changed, stop cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import importlib
import json
import logging
import signal
from collections.abc import Coroutine
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.clock import Clock, WallClock
from bot.library import CorpusError, Library, ReindexRunning, ReindexStopped, StoreError
from bot.scheduler import Scheduler
from bot.settings import Settings

log = logging.getLogger(__name__)

# What the bot does in a channel by itself: the quote of the day, its thread and poll, and looking
# for its own post after a crash. Answers to commands need no permission of the bot's.
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    embed_links=True,
    read_message_history=True,
    create_public_threads=True,
    send_messages_in_threads=True,
    create_polls=True,
)


OPEN_ANSWERS = 3.0  # seconds that stopping waits for answers that members were promised


class Tree(app_commands.CommandTree["Commonplace"]):
    """The slash commands, each of which is an open answer while it runs."""

    async def interaction_check(self, interaction: discord.Interaction[Commonplace]) -> bool:
        interaction.client.keep_open()
        return True


class Commonplace(discord.Client):
    """The bot. A command finds the corpus at ``interaction.client.library``."""

    def __init__(
        self, library: Library, clock: Clock | None = None, *, always_sync: bool = False
    ) -> None:
        """Build the bot; ``start`` runs it.

        Args:
            clock: what the scheduler goes by; the machine's clock where none is given.
            always_sync: register the commands at every start, for a simulated Discord, which
                forgets them.
        """
        # The bot never speaks aloud, so discord.py need not warn that it can't.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.CustomActivity("Verbatim quotes · /help"),
        )
        self.library = library
        self.clock: Clock = clock or WallClock()
        self.scheduler: Scheduler | None = None  # set by the command that needs it
        self._always_sync = always_sync
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._services: set[asyncio.Task[None]] = set()
        self._open_answers: set[asyncio.Task[Any]] = set()

    async def setup_hook(self) -> None:
        """Runs once, after login and before the gateway: never again on a reconnect."""
        importlib.import_module("commands").load(self)
        await self._sync_if_changed()
        self.serve(self._catch_up(), "catch up with the corpus folder")

    def serve(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run something beside the commands for as long as the bot runs; its errors are logged."""
        task = asyncio.create_task(work, name=name)
        self._services.add(task)
        task.add_done_callback(self._served)

    async def on_ready(self) -> None:
        """Tell the operator where the bot is, and how to invite it elsewhere."""
        log.info("Online as %s in %d servers. Invite: %s", self.user, len(self.guilds), self.invite)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Where the bot was sent away, nothing is due any more, and nothing is kept."""
        await self.library.forget_server(guild.id)
        log.info("Left server %d: its settings, posts, gaps and corrections are deleted", guild.id)

    @property
    def invite(self) -> str:
        """The address with which a server's admin adds the bot."""
        if self.application_id is None:
            raise RuntimeError("The invite is known after login.")
        return discord.utils.oauth_url(
            self.application_id,
            permissions=PERMISSIONS,
            scopes=("bot", "applications.commands"),
        )

    def keep_open(self) -> None:
        """Let a stop wait for the present task, as it answers a member."""
        task = asyncio.current_task()
        if task is not None:
            self._open_answers.add(task)
            task.add_done_callback(self._open_answers.discard)

    async def close(self) -> None:
        """End the services and the open answers, then the connection.

        The library is its opener's to close; a reindex is given up here, as its answer is open.
        """
        self.library.give_up_reindex()
        for task in self._services:
            task.cancel()
        answers = asyncio.create_task(self._finish_answers())
        await asyncio.gather(*self._services, answers, return_exceptions=True)
        await super().close()

    async def _finish_answers(self) -> None:
        """Wait for the open answers, then cancel those that take too long."""
        if self._open_answers:
            _, late = await asyncio.wait(self._open_answers, timeout=OPEN_ANSWERS)
            for task in late:
                task.cancel()

    async def _sync_if_changed(self) -> None:
        """Discord allows few registrations a day, so tell it of new definitions only."""
        definitions = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        definitions += [
            command.to_dict(self.tree)
            for kind in (discord.AppCommandType.message, discord.AppCommandType.user)
            for command in self.tree.get_commands(type=kind)
        ]
        fingerprint = hashlib.sha256(json.dumps(definitions, sort_keys=True).encode()).hexdigest()
        note = f"commands synced for {self.application_id}"
        known = await self.library.keepsakes.note(note)
        if known == fingerprint and not self._always_sync:
            return
        try:
            await self.tree.sync()
        except discord.HTTPException as error:
            # The commands of the last start are still there.
            log.warning("Discord did not take the commands; the next start tries again: %s", error)
            return
        await self.library.keepsakes.set_note(note, fingerprint)
        log.info("Registered %d commands with Discord.", len(definitions))

    async def _catch_up(self) -> None:
        """Take in what changed in the corpus folder while the bot was away, or as it crashed."""
        try:
            await self.library.reindex()
        except (CorpusError, ReindexRunning, StoreError) as error:
            log.warning("%s", error)
        except ReindexStopped:
            log.info("Stopped while catching up with the corpus folder; the next start goes on")

    def _served(self, task: asyncio.Task[None]) -> None:
        self._services.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s ended with an error", task.get_name(), exc_info=error)


class TokenRefused(Exception):
    """Discord does not know the token. The message is for the operator."""


class CannotConnect(Exception):
    """Discord can't be reached. The message is for the operator."""


async def run_bot(settings: Settings, token: str) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises:
        StoreError: the data folder can't be used, or another process has it.
        TokenRefused: the token is wrong.
        CannotConnect: Discord can't be reached at the start. Later losses of the connection are
            discord.py's to mend.
    """
    library = await Library.open(settings)
    client = Commonplace(library)
    loop = asyncio.get_running_loop()
    closing: list[asyncio.Task[None]] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        # discord.py would be stopped without its clean-up by SIGTERM. Windows has no such handlers.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(
                name, lambda: closing.append(asyncio.create_task(client.close()))
            )
    try:
        await client.start(token)
    except discord.LoginFailure:
        raise TokenRefused(
            "Discord refused the token: copy it again from the Bot page of your application in "
            "Discord's developer portal into DISCORD_TOKEN in .env."
        ) from None
    except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
        raise CannotConnect(
            f"Discord can't be reached ({error}). Check this machine's network and "
            "Discord's status page, then start again."
        ) from error
    finally:
        await client.close()
        await library.close()
