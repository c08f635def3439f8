"""A question that meets an article which a reindex changed meanwhile, asked again."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

from bot.library.shelf import Moved

P = ParamSpec("P")
T = TypeVar("T")

WAIT = 0.05  # seconds; a reindex takes what it saved within a few
MOST = 100  # times


def asked_again(method: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Call the method again until it is answered from holdings of the store's generation.

    Nothing may be saved before the article is met, or it is saved in the same transaction.
    """

    @functools.wraps(method)
    async def ask(*arguments: P.args, **named: P.kwargs) -> T:
        for _ in range(MOST):
            try:
                return await method(*arguments, **named)
            except Moved:
                await asyncio.sleep(WAIT)
        return await method(*arguments, **named)

    return ask
