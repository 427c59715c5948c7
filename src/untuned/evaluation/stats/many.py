"""Many comparisons at once: what each is decided at, so that together they err as seldom as one alone."""

from __future__ import annotations

from collections.abc import Sequence


def holm(values: Sequence[float]) -> list[float]:
    """The adjusted p of each comparison, in their order: reject where it is below alpha (Holm 1979, Scandinavian Journal of Statistics 6).

    The smallest of m is multiplied by m, the next by m - 1, and so on; none becomes smaller than one before it, or larger than 1.
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    adjusted = [1.0] * len(values)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = highest
    return adjusted


def holm_levels(values: Sequence[float], *, alpha: float = 0.05) -> list[float]:
    """What each comparison is decided at, in their order: a p is below its level just where Holm's procedure rejects.

    The smallest of m has alpha / m, the next alpha / (m - 1); after the first that does not fall, the rest have that one's level, which
    none of them is below.
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    levels = [alpha] * len(values)
    stopped: float | None = None
    for rank, place in enumerate(order):
        level = alpha / (len(values) - rank) if stopped is None else stopped
        levels[place] = level
        if stopped is None and values[place] >= level:
            stopped = level
    return levels
