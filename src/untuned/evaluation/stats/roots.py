"""Where a function of one number crosses zero."""

from __future__ import annotations

import math
from collections.abc import Callable

_NEAR = 5e-11
_SHIFT, _POWER, _SPARE = 0.2, 2.0, 1
"""How far an estimate is moved towards the middle, and how many steps more than halving may be taken: the source's own choices."""


def crossing(function: Callable[[float], float], low: float, high: float) -> float:
    """The place between `low` and `high` at which the function is zero, to about 1e-10; its signs at the two must differ.

    Not by `scipy.optimize`: it takes a quarter of a second to load, which is most of what a small report takes.

    Raises:
        ValueError: The signs at `low` and `high` are the same.

    Source: the ITP method; Oliveira and Takahashi (2020), ACM Transactions on Mathematical Software 47 (1), 5.
    """
    at_low, at_high = function(low), function(high)
    if at_low == 0 or at_high == 0:
        return low if at_low == 0 else high
    if (at_low > 0) == (at_high > 0):
        raise ValueError(f"the function is {at_low:g} at {low:g} and {at_high:g} at {high:g}; its signs must differ")
    whole, taken = high - low, 0
    most = max(0, math.ceil(math.log2(whole / (2 * _NEAR)))) + _SPARE
    while high - low > 2 * _NEAR:
        middle = (low + high) / 2
        place = _next((at_high * low - at_low * high) / (at_high - at_low), middle, width=high - low, whole=whole)
        reach = max(0.0, _NEAR * 2.0 ** (most - taken) - (high - low) / 2)
        place = min(max(place, middle - reach), middle + reach)
        found = function(place)
        if found == 0:
            return place
        if (found > 0) == (at_high > 0):
            high, at_high = place, found
        else:
            low, at_low = place, found
        taken += 1
    return (low + high) / 2


def _next(straight: float, middle: float, *, width: float, whole: float) -> float:
    """Where the straight line crosses zero, moved a little towards the middle."""
    moved = _SHIFT / whole * width**_POWER
    return middle if moved > abs(middle - straight) else straight + math.copysign(moved, middle - straight)
