"""What a paired procedure is asked and what it found, and how two findings are laid over each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from untuned.types.measures import Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What a comparison is decided at.

    `reach` is the largest difference that two scores can have: 1 for scores in [0, 1], which are `bounded`; for others the range that
    was observed, which more questions may exceed.
    """

    alpha: float = 0.05
    seed: int = 0
    reach: float = 1.0
    bounded: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """The mean difference of paired scores, with the test and the two intervals that a verdict needs.

    `interval` has confidence 1 - alpha and excludes zero only where `p` is below alpha. `inner` has confidence 1 - 2 alpha: the one
    that must lie within the minimum effect for equivalence (two one-sided tests).
    """

    difference: float
    interval: Interval
    inner: Interval
    p: float
    mid_p: float | None = None
    method: str


def reaching_zero(interval: Interval, *, p: float, alpha: float) -> Interval:
    """The interval, widened to touch zero where the test does not reject: test and interval then never disagree about a difference."""
    if p < alpha or interval.low <= 0 <= interval.high:
        return interval
    return replace(interval, low=min(interval.low, 0.0), high=max(interval.high, 0.0))


def hull(*intervals: Interval, method: str) -> Interval:
    """The smallest interval that holds them all; its coverage is at least that of each."""
    return Interval(
        low=min(each.low for each in intervals),
        high=max(each.high for each in intervals),
        confidence=intervals[0].confidence,
        method=method,
    )


def clipped(interval: Interval, *, reach: float) -> Interval:
    """The part of the interval that lies within what two scores can differ by."""
    return replace(interval, low=min(max(interval.low, -reach), reach), high=max(min(interval.high, reach), -reach))
