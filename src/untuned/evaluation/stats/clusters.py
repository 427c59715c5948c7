"""Questions that belong together: several from one document or template count for less than as many from different ones.

What is estimated stays the mean over questions, so a large cluster weighs as much as its questions do. With ten clusters or more the
interval is t with the cluster-robust variance; with fewer it is also that of the cluster sign-flip test, and the two are laid together.
Grouping can only make a comparison less certain: the interval holds the one that ignores clusters, and p is the largest of theirs.

Nothing helps when the effect sits in one or two clusters of many questions: no sample of few clusters shows what it does not contain.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from untuned.evaluation.stats.estimates import Estimate, Terms, clipped, hull, reaching_zero
from untuned.evaluation.stats.paired_numeric import sign_patterns
from untuned.types.measures import Interval

FEW = 10
"""Clusters below which the sign-flip test decides too."""

ROBUST = "cluster-robust t (CR2)"
FLIPPED = "cluster sign-flip test and cluster-robust t (CR2)"

Floats = NDArray[np.float64]


def compare_clusters(differences: Floats, plain: Sequence[Estimate], *, clusters: NDArray[np.intp], terms: Terms) -> list[Estimate]:
    """The mean over questions of each row of differences, with a test and intervals that hold when clusters move together.

    Args:
        differences: Shape (comparisons, n), finite.
        plain: What was found for each row with every question on its own.
        clusters: The cluster of each question, numbered from 0 without gaps.
        terms: The level, and how far two scores can be apart.
    """
    totals: Floats = np.stack([np.bincount(clusters, weights=row).astype(np.float64) for row in differences])
    sizes = np.bincount(clusters).astype(np.float64)
    few = len(sizes) < FEW
    outer: list[list[Interval]] = []
    inner: list[list[Interval]] = []
    p: list[Floats] = []
    if len(sizes) > 1:
        robust = robust_mean(totals, sizes, squares=(differences**2).sum(axis=1))
        outer.append(_t_intervals(robust, 1 - terms.alpha))
        inner.append(_t_intervals(robust, 1 - 2 * terms.alpha))
        p.append(_t_p(robust))
    if few:
        flips = _flips(totals, sizes)
        outer.append(_flip_intervals(flips, 1 - terms.alpha, terms.reach))
        inner.append(_flip_intervals(flips, 1 - 2 * terms.alpha, terms.reach))
        p.append(_flip_p(flips))
    method = FLIPPED if few else ROBUST
    return [
        _joined(each, [kind[row] for kind in outer], [kind[row] for kind in inner], max(float(kind[row]) for kind in p), method, terms)
        for row, each in enumerate(plain)
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class RobustMean:
    """A mean over questions for each comparison, its standard error, and the degrees of freedom of that error."""

    mean: Floats
    error: Floats
    freedom: Floats


def robust_mean(totals: Floats, sizes: Floats, *, squares: Floats) -> RobustMean:
    """The mean over questions with its CR2 standard error and Satterthwaite's degrees of freedom.

    Degrees of freedom suppose equal correlation within clusters, as large as the data have it. With clusters of one size this is the t
    interval of the cluster means with G - 1 degrees of freedom.

    Args:
        totals: The sum of the differences in each cluster, shape (comparisons, clusters).
        sizes: Questions in each cluster; no cluster may hold all of them.
        squares: The sum of the squared differences of each comparison.

    Source: Bell and McCaffrey (2002), Survey Methodology 28, 169-181; Imbens and Kolesar (2016), Review of Economics and Statistics 98,
    701-712; Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36, 672-683.
    """
    n = sizes.sum()
    mean = totals.sum(axis=1) / n
    weights = 1 / (1 - sizes / n)
    variance = ((totals - mean[:, None] * sizes) ** 2 @ weights) / n**2
    alone = np.maximum((squares / n - mean**2) / (n - 1), 1e-300)
    likeness = np.clip((variance / alone - 1) / max(float((sizes**2).sum()) / n - 1, 1e-9), 0, 1)
    return RobustMean(mean=mean, error=np.sqrt(variance), freedom=_freedom(sizes, weights, likeness))


def numbered(clusters: Sequence[Hashable]) -> NDArray[np.intp]:
    """The clusters as numbers from 0, in the order in which they first appear; a question whose cluster is None or NaN stands alone."""
    numbers: dict[Hashable, int] = {}
    named = [object() if _is_missing(each) else each for each in clusters]
    return np.array([numbers.setdefault(each, len(numbers)) for each in named], dtype=np.intp)


def fewest_clusters(alpha: float) -> int:
    """How many clusters the sign-flip test needs before it can reject at all: its smallest p is 2 / 2**G. Six at alpha .05."""
    return math.floor(1 - math.log2(alpha)) + 1


def design_effect(sizes: Sequence[int], *, correlation: float) -> float:
    """How many times more questions clusters of these sizes need, at this correlation within them, than questions on their own.

    Source: Kish (1965), Survey sampling, section 5.4, with the size-weighted mean size for unequal clusters.
    """
    total = sum(sizes)
    if not sizes or min(sizes) < 1:
        raise ValueError(f"clusters of sizes {list(sizes)} have no design effect; every size is at least 1")
    return max(1.0, 1 + (sum(size * size for size in sizes) / total - 1) * correlation)


def crowding(values: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """How many times more questions the clusters need than questions on their own, by how much alike values of one cluster are."""
    sizes = np.bincount(numbered(clusters)).tolist()
    return design_effect(sizes, correlation=cluster_correlation(values, clusters))


def cluster_correlation(values: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """How much alike values of one cluster are, in [0, 1]: the share of the variance that lies between clusters.

    0 where it cannot be estimated (every question on its own, one cluster only, or no variance).

    Source: the analysis-of-variance estimator; Donner and Koval (1980), Biometrics 36, 19-25.
    """
    numbers, given = numbered(clusters), np.asarray(values, dtype=np.float64)
    sizes = np.bincount(numbers).astype(np.float64)
    n, groups = len(given), len(sizes)
    if groups < 2 or groups == n:
        return 0.0
    means = np.bincount(numbers, weights=given) / sizes
    between = float(sizes @ (means - given.mean()) ** 2) / (groups - 1)
    within = float(((given - means[numbers]) ** 2).sum()) / (n - groups)
    size = (n - float((sizes**2).sum()) / n) / (groups - 1)
    whole = between + (size - 1) * within
    return min(1.0, max(0.0, (between - within) / whole)) if whole > 0 else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Flips:
    """For each way to split the clusters in two, the smaller and the larger of the two parts' means; shape (comparisons, splits)."""

    low: Floats
    high: Floats
    mean: Floats


def _is_missing(cluster: Hashable) -> bool:
    """True for None and for what is not equal to itself: NaN of any kind of number, a date that is none."""
    return cluster is None or bool(cluster != cluster)  # noqa: PLR0124


def _freedom(sizes: Floats, weights: Floats, likeness: Floats) -> Floats:
    """Satterthwaite's degrees of freedom: trace(MV)^2 / trace(MVMV), M the quadratic form of the variance, V that of the totals."""
    n = sizes.sum()
    lean = weights * sizes / n
    middle = float(weights @ sizes**2) / n**2
    own = weights - 2 * lean + middle

    def pair(first: Floats, second: Floats) -> float:
        # M is diagonal but for c - a_i - a_j, so the double sum comes down to moments of a.
        sums = [(float(each.sum()), float(each @ lean), float(each @ lean**2)) for each in (first, second)]
        (a0, a1, a2), (b0, b1, b2) = sums
        crossed = middle**2 * a0 * b0 + a2 * b0 + a0 * b2 - 2 * middle * (a1 * b0 + a0 * b1) + 2 * a1 * b1
        return crossed + float((first * second) @ (weights**2 + 2 * weights * (middle - 2 * lean)))

    alone, alike = sizes, sizes**2
    trace = (1 - likeness) * float(own @ alone) + likeness * float(own @ alike)
    squared = (
        (1 - likeness) ** 2 * pair(alone, alone) + 2 * likeness * (1 - likeness) * pair(alone, alike) + likeness**2 * pair(alike, alike)
    )
    return trace**2 / squared


def _t_p(robust: RobustMean) -> Floats:
    # Clusters that agree to the last digit leave no error: then the mean is either nothing or beyond doubt, as far as they tell.
    distance = np.divide(np.abs(robust.mean), robust.error, out=np.where(robust.mean == 0, 0.0, np.inf), where=robust.error > 0)
    return 2 * stdtr(robust.freedom, -distance)


def _t_intervals(robust: RobustMean, confidence: float) -> list[Interval]:
    half = stdtrit(robust.freedom, (1 + confidence) / 2) * robust.error
    return [
        Interval(low=float(mean - wide), high=float(mean + wide), confidence=confidence)
        for mean, wide in zip(robust.mean, half, strict=True)
    ]


def _flips(totals: Floats, sizes: Floats) -> _Flips:
    count = len(sizes)
    parts = sign_patterns(count)[1:] < 0  # all but the one that flips nothing
    first = (totals @ parts.T) / (parts @ sizes)
    second = (totals @ ~parts.T) / (~parts @ sizes)
    # Sorted from the outside in: the smallest means first, the largest last.
    return _Flips(
        low=np.sort(np.minimum(first, second), axis=1),
        high=np.sort(np.maximum(first, second), axis=1),
        mean=totals.sum(axis=1) / sizes.sum(),
    )


def _flip_p(flips: _Flips) -> Floats:
    """Two-sided p of no difference: a split's signs give a sum at least as far from zero where its two means are on both sides of it.

    With the sums S and T of the two parts, |S - T| >= |S + T| just where S T <= 0. The pattern that was seen counts as well.
    """
    splits = flips.low.shape[1]
    return (1 + ((flips.low <= 1e-12) & (flips.high >= -1e-12)).sum(axis=1)) / (splits + 1)


def _flip_intervals(flips: _Flips, confidence: float, reach: float) -> list[Interval]:
    """The differences that the sign-flip test accepts; all that two scores can have where it can reject none (fewer than six clusters)."""
    splits = flips.low.shape[1]
    # A difference above the mean is accepted while at least alpha * (splits + 1) - 1 splits have a mean at or above it.
    rank = int(np.ceil((1 - confidence) * (splits + 1) - 1e-9)) - 1
    if rank <= 0:
        return [Interval(low=-reach, high=reach, confidence=confidence) for _ in flips.mean]
    return [
        Interval(low=float(low), high=float(high), confidence=confidence)
        for low, high in zip(flips.low[:, rank - 1], flips.high[:, splits - rank], strict=True)
    ]


def _joined(plain: Estimate, outer: Sequence[Interval], inner: Sequence[Interval], p: float, method: str, terms: Terms) -> Estimate:
    largest = min(1.0, max(plain.p, p))
    wide, narrow = hull(plain.interval, *outer, method=method), hull(plain.inner, *inner, method=method)
    if terms.bounded:
        wide, narrow = clipped(wide, reach=terms.reach), clipped(narrow, reach=terms.reach)
    return Estimate(
        difference=plain.difference, interval=reaching_zero(wide, p=largest, alpha=terms.alpha), inner=narrow, p=largest, method=method
    )
