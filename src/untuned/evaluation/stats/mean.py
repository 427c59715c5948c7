"""One mean: where the average score of a variant lies."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np
from scipy.special import stdtrit

from untuned.evaluation.stats.clusters import compare_clusters, numbered
from untuned.evaluation.stats.estimates import Terms, hull
from untuned.evaluation.stats.paired_numeric import BOOTSTRAPPED_FROM, NORMAL_FROM, bootstrap_t, compare_differences
from untuned.evaluation.stats.proportion import proportion_interval
from untuned.types.measures import Interval

UNBOUNDED = "t and smoothed studentised bootstrap"


def mean_interval(
    values: Sequence[float], *, clusters: Sequence[Hashable] | None = None, low: float = 0.0, high: float = 1.0, seed: int = 0
) -> Interval | None:
    """Where the mean over questions lies, at 95 %; None for fewer than two values.

    Yes/no values without clusters have Wilson's interval, other bounded ones that of `paired_numeric` against nothing at all, and with
    clusters the robust one, for yes/no values joined with Wilson's. What has no bounds has that of `_unbounded`, clusters or not.

    Args:
        values: One for each question, in [low, high] where those are finite.
        clusters: A label for each question; None where each stands alone.
        low: The least value there can be; may be infinite.
        high: The greatest.
        seed: Of the bootstrap.
    """
    if len(values) < 2:
        return None
    alone = clusters is None or len(set(clusters)) == len(clusters)
    yes_no = (low, high) == (0.0, 1.0) and all(value in (0.0, 1.0) for value in values)
    share = proportion_interval(round(sum(values)), len(values)) if yes_no else None
    if alone and share is not None:
        return share
    if not (np.isfinite(low) and np.isfinite(high)):
        return _unbounded(values, low=low, high=high, seed=seed)
    scores = np.asarray([values], dtype=np.float64)
    terms = Terms(seed=seed, reach=max(abs(low), abs(high)))
    found = compare_differences(scores, terms=terms)
    if not alone and clusters is not None:
        found = compare_clusters(scores, found, clusters=numbered(clusters), terms=terms)
    interval = found[0].interval
    if share is not None:  # clusters only make a share less certain, also one of which no failure was seen
        interval = hull(share, interval, method=found[0].method)
    return replace(interval, low=max(interval.low, low), high=min(interval.high, high))


def _unbounded(values: Sequence[float], *, low: float, high: float, seed: int) -> Interval:
    """What has no bounds, such as milliseconds and tokens: the hull of Student's t and of a smoothed studentised bootstrap.

    Some long waits among many short ones pull the mean and its error the same way: of lognormal values with a deviation of 1 Student's t
    alone holds the mean in 90 of 100 samples of 50, the hull in 94. What is so rare that it was not seen is in neither.
    """
    given = np.asarray(values, dtype=np.float64)
    mean, deviation = float(given.mean()), float(given.std(ddof=1))
    half = float(stdtrit(len(given) - 1, 0.975)) * deviation / len(given) ** 0.5
    least, most = mean - half, mean + half
    if deviation > 0 and BOOTSTRAPPED_FROM <= len(given) < NORMAL_FROM:
        [(lower, upper)] = bootstrap_t((given - mean)[None, :], np.array([deviation]), confidences=(0.95,), seed=seed)
        least, most = min(least, mean + float(lower[0])), max(most, mean + float(upper[0]))
    return Interval(low=max(least, low), high=min(most, high), method=UNBOUNDED)
