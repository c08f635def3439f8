"""What is counted and measured, in Prometheus's form. No label names a server or a member."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.request import current

# Seconds; Discord gives up after 3.
_RESPONSES = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
_ANSWERS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0)
_REINDEXES = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0)

# How an interaction ends.
ANSWERED = "answered"
REFUSED = "refused"  # with a sentence for the one who asked
FAILED = "failed"  # by a fault of ours, which the log has
BUSY = "busy"  # turned away, as too much was at work
LATE = "late"  # Discord had forgotten it


class Metrics:
    """The metrics of one bot, each with a registry of its own, so that tests do not meet."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.interactions = Counter(
            "commonplace_interactions",
            "Interactions that ended, by command (or kind of button) and outcome",
            ("command", "outcome"),
            registry=self.registry,
        )
        self.first_response = Histogram(
            "commonplace_first_response_seconds",
            "From an interaction's arrival to Discord's receipt of the first response",
            buckets=_RESPONSES,
            registry=self.registry,
        )
        self.answer = Histogram(
            "commonplace_answer_seconds",
            "From an interaction's arrival to the end of its answer",
            buckets=_ANSWERS,
            registry=self.registry,
        )
        self.reindexes = Counter(
            "commonplace_reindexes",
            "Reindexes that ended, by outcome",
            ("outcome",),
            registry=self.registry,
        )
        self.reindex = Histogram(
            "commonplace_reindex_seconds",
            "How long a reindex took that did not fail",
            buckets=_REINDEXES,
            registry=self.registry,
        )
        self.daily_posts = Counter(
            "commonplace_daily_posts",
            "Quotes of the day, by outcome of each attempt",
            ("outcome",),
            registry=self.registry,
        )
        self.articles = self._gauge("articles", "Articles in the library")
        self.passages = self._gauge("passages", "Passages in the index")
        self.servers = self._gauge("servers", "Servers that the bot is on")
        self.edits = self._gauge("edits_outstanding", "Messages that a correction has yet to reach")
        self.ready = self._gauge("gateway_ready", "1 while the gateway's session is up, else 0")
        self.latency = self._gauge("gateway_latency_seconds", "The slowest shard's last heartbeat")
        self.ack_age = self._gauge(
            "gateway_heartbeat_ack_age_seconds", "Since the last heartbeat that Discord answered"
        )

    def responded(self) -> None:
        """The interaction at hand has had its first response."""
        request = current()
        if request is not None and not request.responded:
            request.responded = True
            self.first_response.observe(request.seconds)

    def ended(self, outcome: str) -> None:
        """The interaction at hand has ended so."""
        request = current()
        if request is None:
            return
        self.interactions.labels(request.name, outcome).inc()
        if outcome == ANSWERED:
            self.answer.observe(request.seconds)

    @contextmanager
    def reindexing(self) -> Iterator[None]:
        """Count a reindex, and time it where it does not fail."""
        started = time.perf_counter()
        try:
            yield
        except Exception:
            self.reindexes.labels(FAILED).inc()
            raise
        self.reindexes.labels("done").inc()
        self.reindex.observe(time.perf_counter() - started)

    def exposition(self) -> bytes:
        """All metrics as text, in Prometheus's format 0.0.4."""
        return generate_latest(self.registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(f"commonplace_{name}", text, registry=self.registry)
