"""How the benchmarks read times and memory. It loads nothing that would count as memory itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles


def ms(seconds: float) -> float:
    """Seconds as milliseconds."""
    return round(seconds * 1000, 3)


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which so many percent are, between two of them where need be."""
    if len(values) < 2:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def resident(what: str = "VmRSS") -> float:
    """Megabytes that this process has in memory; ``RssFile`` are those of files that it maps."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(what):
            return int(line.split()[1]) / 1024
    return 0.0
