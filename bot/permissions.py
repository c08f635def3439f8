"""What the bot may do on a server: what its invite asks for, and what a channel lacks of it."""

from __future__ import annotations

import discord

from bot.model import DailySettings

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


def lacking(has: discord.Permissions, settings: DailySettings) -> list[str]:
    """What a server's quote of the day needs beyond these, as Discord's settings call it."""
    needed = {
        "View Channel": "view_channel",
        "Send Messages": "send_messages",
        "Embed Links": "embed_links",
        "Read Message History": "read_message_history",
    }
    if settings.thread:
        needed["Create Public Threads"] = "create_public_threads"
        needed["Send Messages in Threads"] = "send_messages_in_threads"
    if settings.poll:
        needed["Create Polls"] = "send_polls"
    return [name for name, permission in needed.items() if not getattr(has, permission)]
