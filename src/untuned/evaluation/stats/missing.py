"""Scores that failed: neither zero nor left out without a word, but bounds of what they could have been."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.types.measures import Comparison, Interval

BOUNDS = "best and worst of the missing scores"


def missing_bounds(a: Sequence[float | None], b: Sequence[float | None], *, low: float, high: float) -> Interval | None:
    """The least and the greatest mean of B less A over all questions, were each missing score anything from `low` to `high`.

    None where no score is missing. These are certain bounds of the difference on these questions (confidence 1), not of what further
    questions would show. For scores in [0, 1] give 0 and 1; for others the observed range is the best that can be given.

    Source: Horowitz and Manski (2000), JASA 95, 77-84: worst-case bounds with missing outcomes.
    """
    if not any(one is None or other is None for one, other in zip(a, b, strict=True)):
        return None
    least = sum((low if other is None else other) - (high if one is None else one) for one, other in zip(a, b, strict=True))
    most = sum((high if other is None else other) - (low if one is None else one) for one, other in zip(a, b, strict=True))
    return Interval(low=least / len(a), high=most / len(a), confidence=1.0, method=BOUNDS)


def could_undo(comparison: Comparison, bounds: Interval) -> bool:
    """Whether the verdict's own words would be untrue of some values that the missing scores could have."""
    if comparison.verdict == "not enough evidence":
        return False
    if comparison.verdict == "equivalent":
        return bounds.low <= -comparison.minimum_effect or bounds.high >= comparison.minimum_effect
    return bounds.low <= 0 <= bounds.high
