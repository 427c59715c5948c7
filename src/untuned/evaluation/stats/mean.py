"""One mean: where the average score of a variant lies."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from statistics import fmean, stdev

import numpy as np
from scipy.special import stdtrit

from untuned.evaluation.stats.clusters import compare_clusters, numbered
from untuned.evaluation.stats.estimates import Terms, hull
from untuned.evaluation.stats.paired_numeric import compare_differences
from untuned.evaluation.stats.proportion import proportion_interval
from untuned.types.measures import Interval


def mean_interval(
    values: Sequence[float], *, clusters: Sequence[Hashable] | None = None, low: float = 0.0, high: float = 1.0, seed: int = 0
) -> Interval | None:
    """Where the mean over questions lies, at 95 %; None for fewer than two values.

    Yes/no values without clusters have Wilson's interval, other bounded ones that of `paired_numeric` against nothing at all, and with
    clusters the robust one, for yes/no values joined with Wilson's. What has no bounds has Student's t, clusters or not.

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
    share = proportion_interval(round(sum(values)), len(values)) if all(value in (0.0, 1.0) for value in values) else None
    if alone and share is not None:
        return share
    if not (np.isfinite(low) and np.isfinite(high)):
        return _student(values, low=low, high=high)
    scores = np.asarray([values], dtype=np.float64)
    terms = Terms(seed=seed, reach=max(abs(low), abs(high)))
    found = compare_differences(scores, terms=terms)
    if not alone and clusters is not None:
        found = compare_clusters(scores, found, clusters=numbered(clusters), terms=terms)
    interval = found[0].interval
    if share is not None:  # clusters only make a share less certain, also one of which no failure was seen
        interval = hull(share, interval, method=found[0].method)
    return replace(interval, low=max(interval.low, low), high=min(interval.high, high))


def _student(values: Sequence[float], *, low: float, high: float) -> Interval:
    """Student's t for what has no bounds, such as milliseconds and tokens: nothing is known of values that were not seen."""
    mean, error = fmean(values), stdev(values) / len(values) ** 0.5
    half = float(stdtrit(len(values) - 1, 0.975)) * error
    return Interval(low=max(mean - half, low), high=min(mean + half, high), method="Student's t")
