"""The same bot in a local browser page, on a simulated Discord; nothing leaves this machine."""

from __future__ import annotations

from collections.abc import Callable

import discord
import simcord

from bot.client import Commonplace
from bot.library import Library
from bot.settings import Settings
from bot.watching import Watcher


class PreviewError(Exception):
    """The preview can't be shown. The message is for the operator."""


async def run_preview(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve the preview until it is closed in the browser or interrupted.

    The server of the preview has a member and an admin, between whom the page switches. Its
    address, which only this machine can reach, is the last thing that is announced.

    Raises:
        StoreError: the data folder can't be used, or another process has it.
        CorpusError: the corpus folder can't be used.
        PreviewError: the port is taken.
    """
    library = await Library.open(settings)
    try:
        await library.reindex()
        watcher = Watcher.of(settings, library)
        client = Commonplace(library, watcher=watcher, always_sync=True)
        # An answer that takes long on a busy machine is no error here.
        async with simcord.run(client, check_errors=False, settle_timeout=30) as env:
            guild = env.create_guild("Policy club")
            channel = guild.create_text_channel("reading-room")
            member = guild.add_member(env.create_user("member"))
            admins = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
            admin = guild.add_member(env.create_user("admin"), roles=[admins])
            if client.user is not None:
                await client.user.edit(username="Commonplace")
            await member.slash(channel, "quote")  # so that the page opens on an answer
            page = env.preview(
                channel, viewers=[admin, member], layout="channel", port=settings.preview_port
            )
            try:
                await page.__aenter__()
            except simcord.SetupError as error:
                raise PreviewError(
                    f"Port {settings.preview_port} on 127.0.0.1 can't be used: close what uses "
                    "it, or set PREVIEW_PORT to another."
                ) from error
            announce("Preview: the bot on a simulated Discord. Type / to see its commands.")
            announce("Stop it with Ctrl+C, and open it at:")
            announce(page.url)
            try:
                await page.wait_closed()
            finally:
                await page.close()
    finally:
        await library.close()
