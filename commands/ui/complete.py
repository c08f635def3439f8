"""Autocomplete: what fits what was typed so far, from the library's catalogue."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.answers.catalogue import Catalogue
from bot.text import fold
from commands.ui.markdown import size, visible

log = logging.getLogger(__name__)

Interaction: TypeAlias = discord.Interaction[Any]
Choices: TypeAlias = list[app_commands.Choice[str]]
Completer: TypeAlias = Callable[[Interaction, str], Coroutine[Any, Any, Choices]]

CHOICES = 25
LONGEST = 100


def fitting(names: Iterable[str], typed: str, prefix: str = "") -> Choices:
    """The names that hold what was typed, at most 25; those with it at a word's start come first.

    Case and accents do not matter. Names too long for Discord are left out: cut, they would be
    names that the library does not have. ``prefix`` stands before each, shown and sent.
    """
    wanted = fold(typed.strip())
    ranked: list[tuple[int, int, str]] = []
    for number, name in enumerate(dict.fromkeys(names)):
        shown = prefix + name
        if not name.strip() or size(shown) > LONGEST or visible(shown) != shown:
            continue
        rank = _rank(fold(name), wanted)
        if rank is not None:
            ranked.append((rank, number, shown))
    return [
        app_commands.Choice(name=shown, value=shown) for _, _, shown in sorted(ranked)[:CHOICES]
    ]


def completer(complete: Completer) -> Completer:
    """An autocomplete function that gives an empty list, and a line in the log, when it fails."""

    @functools.wraps(complete)
    async def safely(interaction: Interaction, typed: str) -> Choices:
        try:
            return await complete(interaction, typed)
        except Exception:
            log.exception("Autocomplete of %s failed", interaction.command)
            return []

    return safely


@completer
async def people(interaction: Interaction, typed: str) -> Choices:
    """Authors, then the people whom they quote, then those whom they only report."""
    return await _fit((person.name for person in (await _catalogue(interaction)).people), typed)


@completer
async def speakers(interaction: Interaction, typed: str) -> Choices:
    """Those of them who have words of their own in the library."""
    everybody = (await _catalogue(interaction)).people
    return await _fit((each.name for each in everybody if each.written or each.quoted), typed)


@completer
async def sources(interaction: Interaction, typed: str) -> Choices:
    """Outlets, then the titles of articles without one."""
    return await _fit(source_names(await _catalogue(interaction)), typed)


@completer
async def source_list(interaction: Interaction, typed: str) -> Choices:
    """Sources separated by commas, of which the last is completed."""
    names = source_names(await _catalogue(interaction))
    done, comma, last = typed.rpartition(",")
    taken = {fold(name.strip()) for name in done.split(",")}
    left = [name for name in names if fold(name) not in taken]
    return await _fit(left, last, f"{done.strip()}{comma} " if comma else "")


@completer
async def articles(interaction: Interaction, typed: str) -> Choices:
    """The articles by title, or by their first words."""
    return await _fit(
        (article.label for article in (await _catalogue(interaction)).articles), typed
    )


def source_names(catalogue: Catalogue) -> list[str]:
    """What a source can be called: an outlet, or an article that has none."""
    names = [source.name for source in catalogue.sources]
    return names + [a.label for a in catalogue.articles if a.outlet.value is None]


async def _fit(names: Iterable[str], typed: str, prefix: str = "") -> Choices:
    """As ``fitting``, on a thread: a large library has a hundred thousand names."""
    return await asyncio.to_thread(fitting, names, typed, prefix)


async def _catalogue(interaction: Interaction) -> Catalogue:
    library = interaction.client.library
    catalogue: Catalogue = await library.catalogue(interaction.guild_id)
    return catalogue


def _rank(name: str, wanted: str) -> int | None:
    """0 at the name's start, 1 at a word's, 2 within a word, None where it is not in the name."""
    if name.startswith(wanted):
        return 0
    place = name.find(wanted)
    while place > 0:
        if not name[place - 1].isalnum():
            return 1
        place = name.find(wanted, place + 1)
    return 2 if wanted in name else None
