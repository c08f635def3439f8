"""The log: lines for a person at a terminal, JSON for a machine, and no secret in either."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from bot.request import current
from bot.settings import LogFormat, Settings
from bot.text import inert

HIDDEN = "[secret]"

# What must not be in a log though nobody told us of it: anything shaped like a bot's token, and the
# token of an interaction or a webhook in an address, which answers in the bot's name.
_SHAPES = (
    re.compile(r"[A-Za-z0-9_-]{18,}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{25,}"),
    re.compile(r"(?<=/interactions/)(\d+/)[^/\s'\"?]+"),
    re.compile(r"(?<=/webhooks/)(\d+/)[^/\s'\"?]+"),
)


class Concealer:
    """Takes secrets out of a text."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def __call__(self, text: str) -> str:
        """The text with a mark in the place of each secret."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        token, *addresses = _SHAPES
        text = token.sub(HIDDEN, text)
        for address in addresses:
            text = address.sub(rf"\g<1>{HIDDEN}", text)
        return text


class TextFormatter(logging.Formatter):
    """One line for a person, with the request in brackets, and below it the traceback."""

    def __init__(self, conceal: Concealer) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._conceal = conceal

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own
        line = super().formatMessage(record)
        request = current()
        return f"{line} [{request.id}]" if request else line

    def format(self, record: logging.LogRecord) -> str:
        # Names of files and topics of members are in the log, and must not steer the terminal.
        return inert(self._conceal(super().format(record)))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: ``time`` (ISO, UTC), ``level``, ``logger``, ``message``, and where
    there are any ``request``, ``command`` and ``error`` (the traceback)."""

    def __init__(self, conceal: Concealer) -> None:
        super().__init__()
        self._conceal = conceal

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._conceal(record.getMessage()),
        }
        request = current()
        if request:
            line |= {"request": request.id, "command": request.name}
        if record.exc_info:
            line["error"] = self._conceal(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def concealer_for(settings: Settings) -> Concealer:
    """Takes out what the settings hold of secrets."""
    return Concealer((settings.token.get_secret_value(),) if settings.token else ())


def start_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Log to a stream, standard error where none is given; errors that nobody caught as well."""
    stream = stream or sys.stderr
    conceal = concealer_for(settings)
    chosen = settings.log_format
    human = stream.isatty() if chosen is LogFormat.AUTO else chosen is LogFormat.TEXT
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextFormatter(conceal) if human else JsonFormatter(conceal))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught


def _uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    logging.getLogger("bot").critical("The program failed", exc_info=(kind, error, traceback))
