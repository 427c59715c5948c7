"""From figures to places on a plot, and the round figures that an axis names."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """A straight line from [low, high] to [start, end]."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def __call__(self, value: float) -> float:
        """The place of a value; what lies outside stays at the edge."""
        low, high, at = (self._on(one) for one in (self.low, self.high, min(max(value, self.low), self.high)))
        return self.start + (self.end - self.start) * ((at - low) / (high - low) if high > low else 0.5)

    def ticks(self, most: int = 6) -> list[float]:
        """Round figures inside the range, at most about so many."""
        if self.logarithmic:
            first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
            return [10.0**power for power in range(first, last + 1)]
        step = _step((self.high - self.low) / max(most, 1))
        first = math.ceil(self.low / step - 1e-9)
        return [round(step * at, 12) for at in range(first, math.floor(self.high / step + 1e-9) + 1)]

    def _on(self, value: float) -> float:
        return math.log10(value) if self.logarithmic else value


def around(values: Iterable[float], *, within: tuple[float, float] | None = None, start: float, end: float) -> Scale:
    """A scale with a little room about the values, never beyond `within`."""
    there = list(values) or [0.0, 1.0]
    low, high = min(there), max(there)
    room = (high - low) * 0.06 or abs(high) * 0.1 or 0.1
    low, high = low - room, high + room
    if within is not None:
        low, high = max(low, within[0]), min(high, within[1])
    return Scale(low=low, high=high if high > low else low + 1.0, start=start, end=end)


def powers(values: Iterable[float], *, start: float, end: float) -> Scale:
    """A logarithmic scale over whole powers of ten; values must be above 0."""
    there = list(values) or [1.0]
    low, high = 10.0 ** math.floor(math.log10(min(there))), 10.0 ** math.ceil(math.log10(max(there)))
    return Scale(low=low, high=high if high > low else low * 10, start=start, end=end, logarithmic=True)


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    return next(one * power for one in _STEPS if one * power >= rough * (1 - 1e-9))
