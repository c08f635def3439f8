"""Discord's objects as JSON, with what discord.py needs of them."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

APPLICATION = 1001
BOT = 1001
TEXT, PUBLIC_THREAD = 0, 11
LOADING, EPHEMERAL, HAS_THREAD = 1 << 7, 1 << 6, 1 << 5

EVERYTHING = (1 << 53) - 1
MEMBER = (1 << 10) | (1 << 11) | (1 << 16) | (1 << 31) | (1 << 35) | (1 << 38)
MANAGE_GUILD = 1 << 5


def user(identity: int, name: str, *, bot: bool = False) -> Json:
    return {
        "id": str(identity),
        "username": name,
        "discriminator": "0",
        "global_name": name,
        "avatar": None,
        "bot": bot,
    }


BOT_USER = user(BOT, "commonplace", bot=True)


def member(of: Json, roles: list[str]) -> Json:
    return {
        "user": of,
        "roles": roles,
        "joined_at": "2025-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
        "premium_since": None,
    }


def channel(identity: int, guild: int, name: str) -> Json:
    return {
        "id": str(identity),
        "type": TEXT,
        "guild_id": str(guild),
        "name": name,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "topic": None,
        "parent_id": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "flags": 0,
    }


def thread(identity: int, parent: Json, name: str, at: str) -> Json:
    return {
        "id": str(identity),
        "type": PUBLIC_THREAD,
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "owner_id": str(BOT),
        "name": name,
        "message_count": 0,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": at,
            "locked": False,
            "create_timestamp": at,
        },
    }


def guild(identity: int, name: str, channels: list[Json], permissions: int) -> Json:
    """A server with one role, @everyone, whose permissions are the bot's."""
    return {
        "id": str(identity),
        "name": name,
        "owner_id": "1",
        "icon": None,
        "roles": [
            {
                "id": str(identity),
                "name": "@everyone",
                "color": 0,
                "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
                "hoist": False,
                "position": 0,
                "permissions": str(permissions),
                "managed": False,
                "mentionable": False,
                "flags": 0,
            }
        ],
        "channels": channels,
        "threads": [],
        "members": [member(BOT_USER, [])],
        "member_count": 2,
        "emojis": [],
        "stickers": [],
        "features": [],
        "preferred_locale": "en-US",
        "joined_at": "2025-01-01T00:00:00+00:00",
        "large": False,
        "unavailable": False,
    }


def application() -> Json:
    return {
        "id": str(APPLICATION),
        "name": "commonplace",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "00",
        "flags": 0,
        "owner": user(1, "operator"),
        "team": None,
    }


def message(identity: int, channel_id: str, at: str, body: Json, *, files: list[str]) -> Json:
    """The message that a body posts. Buttons and menus get the numbers that Discord adds."""
    return {
        "id": str(identity),
        "channel_id": channel_id,
        "type": 0,
        "author": BOT_USER,
        "content": body.get("content") or "",
        "embeds": body.get("embeds") or [],
        "attachments": [_attachment(identity, name) for name in files],
        "components": body.get("components") or [],
        "timestamp": at,
        "edited_timestamp": None,
        "flags": body.get("flags") or 0,
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
        **({"nonce": body["nonce"]} if body.get("nonce") else {}),
        **({"poll": _poll(body["poll"], at)} if body.get("poll") else {}),
    }


def _attachment(identity: int, name: str) -> Json:
    url = f"http://127.0.0.1/{identity}/{name}"
    return {"id": str(identity), "filename": name, "size": 1, "url": url, "proxy_url": url}


def _poll(body: Json, at: str) -> Json:
    answers = [{**answer, "answer_id": n} for n, answer in enumerate(body["answers"], 1)]
    return {
        "question": body["question"],
        "answers": answers,
        "expiry": at,
        "allow_multiselect": False,
        "layout_type": 1,
        "results": {"is_finalized": False, "answer_counts": []},
    }
