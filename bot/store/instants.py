"""Instants in the store: ISO, UTC, in one form for all, so that they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(instant: datetime) -> str:
    """An aware instant as the store writes it; ``datetime.fromisoformat`` reads it."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
