"""Equivalence: a difference that is shown to be smaller than what matters."""

from __future__ import annotations

from untuned.types.measures import Interval


def within_minimum(interval: Interval, *, minimum_effect: float) -> bool:
    """Whether the interval lies within plus and minus the minimum effect, ends excluded.

    With an interval of confidence 1 - 2 alpha this is the two one-sided tests at level alpha: two variants that differ by the minimum
    effect or more are called equivalent with probability alpha at most (as far as the interval covers).

    Source: Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680; Westlake (1981) for the inclusion.
    """
    if not minimum_effect > 0:
        raise ValueError(f"minimum effect {minimum_effect} must be above 0; it is the smallest difference that matters to you")
    return interval.low > -minimum_effect and interval.high < minimum_effect
