"""How often something changes within a cycle, from passages that were watched for different lengths of time.

Each day is supposed to be like the others: of what was watched for `w` days, the share 1 - exp(-rate w) changed at least once. The rate is
the one that is most likely. Where all was watched for one cycle, the share is simply that of what changed, and its interval Wilson's.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scipy.special import ndtri

from untuned.types.measures import Interval

METHOD = "score test of a steady rate"
_LEAST_RATE = 1e-12
_STEPS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """Something that was watched for a time."""

    days: int
    """At least 1."""
    changed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    """(days, how many that changed, how many that did not) for each length of time."""

    lengths: tuple[tuple[int, int, int], ...]

    def score(self, rate: float) -> float:
        """The slope of the logarithm of the likelihood: above 0 while the rate is less than the most likely one."""
        return sum(days * (changed * _odds(rate * days) - calm) for days, changed, calm in self.lengths)

    def information(self, rate: float) -> float:
        """Fisher's, of all of them as if each stood alone."""
        return sum(days * days * (changed + calm) * _odds(rate * days) for days, changed, calm in self.lengths)

    def log_all(self, rate: float) -> float:
        """The logarithm of the chance that every one changes."""
        return sum(changed * math.log(-math.expm1(-rate * days)) for days, changed, _ in self.lengths)


def share_within(watched: Sequence[Watched], *, days: int, effect: float = 1.0, confidence: float = 0.95) -> tuple[float, Interval]:
    """The share that changes at least once within so many days, in [0, 1], and where it lies.

    The interval holds the rates whose score test accepts what was seen; where nothing changed, or everything did, it is the exact one.

    Args:
        watched: At least one.
        days: Of the cycle.
        effect: The design effect: how many times more of them would be needed because they change together.
        confidence: Of the interval, two-sided.
    """
    counted = Counter((one.days, one.changed) for one in watched)
    seen = _Seen(lengths=tuple((length, counted[length, True], counted[length, False]) for length in sorted({one.days for one in watched})))
    most = 50.0 / seen.lengths[0][0]
    changed, whole = sum(one.changed for one in watched), sum(one.days for one in watched)
    tail, z = (1 - confidence) / 2, float(ndtri((1 + confidence) / 2))

    def share(rate: float) -> float:
        return -math.expm1(-rate * days)

    if not changed:
        return 0.0, Interval(low=0.0, high=share(-math.log(tail) * effect / whole), confidence=confidence, method=METHOD)
    if changed == len(watched):
        low = _root(lambda rate: effect * math.log(tail) - seen.log_all(rate), _LEAST_RATE, most)
        return 1.0, Interval(low=share(low), high=1.0, confidence=confidence, method=METHOD)

    def off(rate: float) -> float:
        return seen.score(rate) ** 2 - z * z * effect * seen.information(rate)

    likeliest = _root(seen.score, _LEAST_RATE, most)
    low, high = _root(off, _LEAST_RATE, likeliest), _root(lambda rate: -off(rate), likeliest, most)
    return share(likeliest), Interval(low=share(low), high=share(high), confidence=confidence, method=METHOD)


def _odds(exposed: float) -> float:
    """How many do not change for each that does: 1 / (e^x - 1)."""
    return math.exp(-exposed) / -math.expm1(-exposed)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that falls from above 0 comes to 0, to the last digit; rates differ by powers of ten, so they are halved as such."""
    for _ in range(_STEPS):
        middle = math.sqrt(low * high)
        if not low < middle < high:
            break
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return math.sqrt(low * high)
