"""The discord.py client: start, load the commands, sync them when they changed, stop cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import importlib
import json
import logging
import re
import signal
import sys
from collections.abc import Coroutine
from datetime import timedelta
from functools import partial
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.admission import Admission
from bot.clock import Alarm, Clock, WallClock
from bot.gateway import gateway_of
from bot.health import HealthServer
from bot.library import CorpusError, Library, ReindexRunning, ReindexStopped, StoreError
from bot.library.collector import collect_at_ease
from bot.library.keepsakes import DEPARTED_KEPT
from bot.metrics import ANSWERED, Metrics
from bot.permissions import PERMISSIONS
from bot.request import begin
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.store.notes import SYNCED
from bot.watching import Watcher

log = logging.getLogger(__name__)

SWEEP = timedelta(days=1)

# Seconds that a thread works on before one that waits has its turn. Each first response takes the
# event loop several, behind the threads that answer; with Python's 5 ms that adds up.
TURN = 0.0005
OPEN_ANSWERS = 3.0  # seconds that stopping waits for answers that members were promised


class NotLetIn(app_commands.CheckFailure):
    """An interaction that no command is asked with. The message is for the member."""


class TurnedAway(NotLetIn):
    """Too much is at work; the member may try again."""


class Tree(app_commands.CommandTree["Commonplace"]):
    """The commands. Each call is a request, which log lines and error cards name, and an open
    answer while it runs."""

    async def interaction_check(self, interaction: discord.Interaction[Commonplace], /) -> bool:
        """Let in what there is room for; who may do what, the commands check for themselves.

        Raises:
            TurnedAway: there is no room. What is typed is completed all the same.
            NotLetIn: an option holds what Discord should have held back.
        """
        command = interaction.command
        begin(interaction.id, command.qualified_name if command else "unknown")
        if interaction.type is not discord.InteractionType.autocomplete:
            self.client.admit(interaction)
            if isinstance(command, app_commands.Command):
                _check_texts(interaction, command)
        interaction.client.keep_open()
        return True


def _check_texts(
    interaction: discord.Interaction[Any], command: app_commands.Command[Any, ..., Any]
) -> None:
    """Hold a command's options to their lengths, which discord.py leaves to Discord.

    Raises:
        NotLetIn: one is too long or too short, or is no text that could be kept.
    """
    for option in command.parameters:
        value = getattr(interaction.namespace, option.display_name)  # None where it was left out
        if not isinstance(value, str):
            continue
        least, most = option.min_value or 0, option.max_value or 6000  # which is Discord's own
        if not least <= len(value) <= most:
            raise NotLetIn(
                f"“{option.display_name}” may have {least:,} to {most:,} characters, not "
                f"{len(value):,}."
            )
        if re.search("[\ud800-\udfff]", value):
            raise NotLetIn(f"“{option.display_name}” is no text that I can read. Type it anew.")


class Commonplace(discord.Client):
    """The bot. A command finds the corpus at ``interaction.client.library``."""

    def __init__(
        self,
        library: Library,
        clock: Clock | None = None,
        *,
        watcher: Watcher | None = None,
        always_sync: bool = False,
        **options: Any,
    ) -> None:
        """Build the bot; ``start`` runs it.

        Args:
            clock: what the scheduler goes by; the machine's clock where none is given.
            watcher: reindexes when the corpus folder changes; without one, that is left to admins.
            always_sync: register the commands at every start, for a simulated Discord, which
                forgets them.
            options: what else discord.py's client takes.
        """
        # The bot never speaks aloud, so discord.py need not warn that it can't.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.CustomActivity("Verbatim quotes · /help"),
            http_trace=_trace(library.metrics),
            **options,
        )
        self.library = library
        self.clock: Clock = clock or WallClock()
        self.admission = Admission()
        self.scheduler: Scheduler | None = None  # set by the command that needs it
        self._watcher = watcher
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
        if self._watcher is not None:
            self.serve(self._watcher.run(), "watch the corpus folder")
        self.serve(self._forget(), "forget what is too old")

    def serve(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run something beside the commands for as long as the bot runs; its errors are logged."""
        task = asyncio.create_task(work, name=name)
        self._services.add(task)
        task.add_done_callback(self._served)

    def admit(self, interaction: discord.Interaction[Any]) -> None:
        """Let an interaction in until the task at hand ends, which is discord.py's for it alone.

        Raises:
            TurnedAway: its member, or everybody together, has too much at work.
        """
        member = interaction.user.id
        if refusal := self.admission.enter(member, self.clock.now()):
            raise TurnedAway(refusal)
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("An interaction is worked on in a task.")
        task.add_done_callback(lambda _: self.admission.leave(member))

    async def on_ready(self) -> None:
        """Tell the operator where the bot is, and how to invite it elsewhere."""
        log.info("Online as %s in %d servers. Invite: %s", self.user, len(self.guilds), self.invite)
        await self._note_servers()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Where the bot was sent away, nothing is due any more; what it left goes later."""
        await self.library.keepsakes.left([guild.id], self.clock.now())
        log.info("Left server %d: what it left is deleted in %s", guild.id, DEPARTED_KEPT)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Where the bot is back in time, all is as it was."""
        log.info("Joined server %d", guild.id)
        # This one alone: while shards are starting, not every server is known.
        await self.library.keepsakes.back([guild.id])
        if self.scheduler is not None:
            self.scheduler.wake(guild.id)

    async def on_app_command_completion(
        self, _interaction: discord.Interaction[Commonplace], _command: object
    ) -> None:
        """Count a command that was answered; those that fail end in ``commands.ui.errors``."""
        self.library.metrics.ended(ANSWERED)

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
        # It waits for the servers to be told of, and would report that to a loop that is gone.
        if (connecting := self._connection._ready_task) is not None:  # noqa: SLF001
            connecting.cancel()
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
        note = f"{SYNCED}{self.application_id}"
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

    async def _note_servers(self) -> None:
        """Note which servers the bot is on: it may have been removed while it was not running."""
        try:
            here = {guild.id for guild in self.guilds}
            await self.library.keepsakes.on_servers(here, self.clock.now())
        except StoreError as error:
            log.warning("%s", error)

    async def _forget(self) -> None:
        """Once a day, delete what is too old, and what servers left that the bot is not on."""
        while True:
            now = self.clock.now()
            try:
                await self.library.keepsakes.forget_old(now)
                for server in await self.library.keepsakes.departed(now):
                    await self.library.forget_server(server)
                    log.info("Deleted what server %d left", server)
            except StoreError as error:
                log.warning("%s", error)
            await self.clock.sleep_until(now + SWEEP, Alarm())

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


class ShardedCommonplace(Commonplace, discord.AutoShardedClient):
    """The bot with its servers shared out to several connections, all in this process.

    There is one scheduler, one library and one sync of commands, as with one connection; only
    what Discord sends arrives by another.
    """


def client_for(library: Library, settings: Settings) -> Commonplace:
    """The client with as many connections as the operator chose."""
    watcher = Watcher.of(settings, library)
    match settings.shard_count:
        case "none":
            return Commonplace(library, watcher=watcher)
        case "auto":
            return ShardedCommonplace(library, watcher=watcher)
        case number:
            return ShardedCommonplace(library, watcher=watcher, shard_count=int(number))


def _trace(metrics: Metrics) -> aiohttp.TraceConfig:
    """Notices when Discord has taken an interaction's first response."""

    async def ended(
        _session: aiohttp.ClientSession, _context: object, sent: aiohttp.TraceRequestEndParams
    ) -> None:
        if sent.url.path.endswith("/callback") and sent.response.ok:
            metrics.responded()

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(ended)
    return trace


class TokenRefused(Exception):
    """Discord does not know the token. The message is for the operator."""


class CannotConnect(Exception):
    """Discord can't be reached. The message is for the operator."""


async def run_bot(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises:
        StoreError: the data folder can't be used, or another process has it.
        TokenRefused: the token is wrong, or there is none.
        PortTaken: the port of /metrics and /healthz can't be opened.
        CannotConnect: Discord can't be reached at the start. Later losses of the connection are
            discord.py's to mend.
    """
    sys.setswitchinterval(TURN)
    library = await Library.open(settings)
    client = client_for(library, settings)
    client.serve(
        collect_at_ease(client.clock, lambda: not client.admission.at_work), "collect garbage"
    )
    loop = asyncio.get_running_loop()
    closing: list[asyncio.Task[None]] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        # discord.py would be stopped without its clean-up by SIGTERM. Windows has no such handlers.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(
                name, lambda: closing.append(asyncio.create_task(client.close()))
            )
    try:
        async with contextlib.AsyncExitStack() as services:
            if settings.metrics_port is not None:
                health = HealthServer(library, partial(gateway_of, client))
                await services.enter_async_context(
                    health.serving(settings.metrics_host, settings.metrics_port)
                )
            await client.start(settings.token.get_secret_value() if settings.token else "")
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
