"""A clock that the stand-in and the bot share, so that both can be moved to another day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path


class SharedClock:
    """The machine's clock plus an offset, which a file carries to the bot's process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._offset = timedelta()
        self.shift(timedelta())

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def shift(self, by: timedelta) -> None:
        """Move the clock, forward or back; a running bot sees it at once."""
        self._offset += by
        # Put in place as a whole, as the bot may be reading it.
        draft = self.path.with_suffix(".draft")
        draft.write_text(str(self._offset.total_seconds()), "ascii")
        draft.replace(self.path)

    def move_to(self, when: datetime) -> None:
        self.shift(when - self.now())
