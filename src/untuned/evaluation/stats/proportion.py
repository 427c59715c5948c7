"""One proportion: how often something is so, with an interval."""

from __future__ import annotations

import math

from scipy.special import betaincinv, ndtri

from untuned.types.measures import Interval


def proportion_interval(successes: int, n: int, *, confidence: float = 0.95) -> Interval:
    """Where the share lies: Wilson's interval, or the exact one where there is no success or no failure.

    At 0 and at n Wilson's interval is a little too short; the exact one is two-sided there too, so that each end errs with probability
    (1 - confidence) / 2 at most, whichever end it is.

    Raises:
        ValueError: There are no trials, or more successes than trials.
    """
    exact = successes in {0, n}
    return (exact_interval if exact else wilson_interval)(successes, n, confidence=confidence)


def wilson_interval(successes: int, n: int, *, confidence: float = 0.95) -> Interval:
    """The interval of shares whose score test accepts what was seen.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
    """
    _check(successes, n, confidence)
    z = float(ndtri((1 + confidence) / 2))
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(low=max(0.0, middle - half), high=min(1.0, middle + half), confidence=confidence, method="Wilson")


def exact_interval(successes: int, n: int, *, confidence: float = 0.95) -> Interval:
    """The two-sided exact interval: each end errs with probability (1 - confidence) / 2 at most.

    Source: Clopper and Pearson (1934), The use of confidence or fiducial limits, Biometrika 26, 404-413.
    """
    _check(successes, n, confidence)
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else float(betaincinv(successes, n - successes + 1, tail))
    high = 1.0 if successes == n else float(betaincinv(successes + 1, n - successes, 1 - tail))
    return Interval(low=low, high=high, confidence=confidence, method="Clopper-Pearson")


def _check(successes: int, n: int, confidence: float) -> None:
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no proportion; give 0 <= successes <= n and n >= 1")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1; 0.95 is usual")
