"""Discord's side: one module a command. To add a command, add a module with a ``setup``."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from commands.ui import errors

if TYPE_CHECKING:
    from bot.client import Commonplace


def load(client: Commonplace) -> None:
    """Add every command of this package to the client, and the one place where errors end."""
    errors.setup(client)
    for module in pkgutil.iter_modules(__path__):
        if not module.ispkg:
            importlib.import_module(f"{__name__}.{module.name}").setup(client)
