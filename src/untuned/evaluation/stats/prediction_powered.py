"""A rate from a judge that errs and a few labels: prediction-powered inference with a tuned weight.

A judge (a detector, a model) has a value for every item, people have labelled some. The labels say how far the judge is off; the
judge says how the labelled items differ from the rest. However bad the judge is, the estimate is right on average, and its weight is
tuned so that it is hardly ever worse than the labels alone.

Sources: Angelopoulos, Duchi and Zrnic 2023, "PPI++: Efficient Prediction-Powered Inference"; for a finite set it is the difference
estimator of Cochran 1977, "Sampling Techniques", chapter 7; in groups that of Fisch et al. 2024, "Stratified Prediction-Powered
Inference". The weight of each label is tuned on the others (for a finite set this makes the estimate unbiased, exactly).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from untuned.evaluation.stats.corrected_mean import Fit, Sample, corrected, sampled
from untuned.evaluation.stats.finite import (
    hypergeometric,
    normal_quantile,
    possible,
    unseen_positives,
    wilson_ends,
    wilson_finite,
)
from untuned.types.measures import Interval, RateEstimate

Population = Literal["these", "like these"]
"""`these`: the mean over the judged items themselves; `like these`: over all that they were drawn from."""

_LEAST_RARE = 5
"""Labels of the rarer kind below which a judge's weight cannot be tuned: labels alone then."""
_LEAST_LABELS = 10
_METHOD = "PPI++"


def estimate(
    judged: Sequence[float | None],
    labels: Sequence[float | None],
    *,
    groups: Sequence[int] | None = None,
    population: Population = "these",
    confidence: float = 0.95,
) -> RateEstimate:
    """The mean label of all items, with its interval, beside what the labels alone say.

    The interval of a yes/no rate is Wilson's at the size of sample that would be as exact (as Korn and Graubard 1998 do for surveys),
    with Student's quantile, since the residual variance is estimated; that of other scores is Student's. Where all labels agree it is
    exact, never of width zero. With fewer than five labels of the rarer kind the weight is 0.

    Args:
        judged: The judge's value of every item, in any unit; None where it failed (the mean of the others stands in).
        labels: Aligned with `judged`: a person's label in [0, 1] (yes is 1), None for what is not labelled. The labelled items are
            drawn at random, within each group.
        groups: Aligned too: the group in which each item's label was drawn, where that was done group by group.
        population: What the mean is over.
        confidence: Of the intervals, in (0, 1).

    Raises:
        ValueError: The lists do not fit, a label is outside [0, 1], or a group has items but fewer than two labels.
    """
    sample = sampled(judged, labels, groups)
    if np.nanmin(sample.y) < 0 or np.nanmax(sample.y) > 1:
        raise ValueError(f"labels lie between {np.nanmin(sample.y):g} and {np.nanmax(sample.y):g}: give them in [0, 1]")
    use = _Use(population=population, confidence=confidence)
    alone, fit = corrected(sample, tuned=False), corrected(sample, tuned=_tunable(sample))
    values = [value for value in judged if value is not None]
    return RateEstimate(
        value=_clipped(fit.value, sample, use),
        interval=_interval(fit, sample, use),
        judge=float(np.mean(values)) if values else None,
        alone=alone.value,
        alone_interval=_interval(alone, sample, use),
        weight=fit.weight,
        labelled=sample.labelled,
        total=sample.total,
    )


def difference(
    judged: tuple[Sequence[float | None], Sequence[float | None]],
    labels: tuple[Sequence[float | None], Sequence[float | None]],
    *,
    population: Population = "these",
    confidence: float = 0.95,
) -> RateEstimate:
    """How much greater the second's mean label is than the first's, on the same items, with its interval.

    Only items that are labelled for both count as labelled. With fewer than five labelled items on which the two differ, the interval
    is made of two exact ones, for the share in which each is ahead.

    Args:
        judged: The judge's values of the first's and of the second's answers, aligned by item.
        labels: The same of people's labels, in [0, 1].
        population: What the difference is over.
        confidence: Of the intervals, in (0, 1).

    Raises:
        ValueError: As in `estimate`.
    """
    first, second = sampled(judged[0], labels[0], None), sampled(judged[1], labels[1], None)
    if first.total != second.total:
        raise ValueError(f"{first.total} items of the first and {second.total} of the second: give the same items in the same order")
    both = Sample(y=second.y - first.y, f=second.f - first.f, groups=first.groups)
    if both.labelled < 2:
        raise ValueError(f"{both.labelled} items are labelled for both: label at least two")
    use = _Use(population=population, confidence=confidence)
    differing = int(np.count_nonzero(both.given))
    alone, fit = corrected(both, tuned=False), corrected(both, tuned=differing >= _LEAST_RARE and both.labelled >= _LEAST_LABELS)
    few = differing < _LEAST_RARE
    values = [b - a for a, b in zip(*judged, strict=True) if a is not None and b is not None]
    return RateEstimate(
        value=fit.value,
        interval=_few(both, use) if few else _student(fit, both, use, reach=(-1.0, 1.0)),
        judge=float(np.mean(values)) if values else None,
        alone=alone.value,
        alone_interval=_few(both, use) if few else _student(alone, both, use, reach=(-1.0, 1.0)),
        weight=fit.weight,
        labelled=both.labelled,
        total=both.total,
    )


@dataclass(frozen=True, slots=True)
class _Use:
    population: Population
    confidence: float


def _tunable(sample: Sample) -> bool:
    """Whether there is enough to tune a weight on."""
    if sample.binary and _rarer(sample) < _LEAST_RARE:
        return False
    return sample.labelled >= _LEAST_LABELS


def _rarer(sample: Sample) -> int:
    return int(min(sample.given.sum(), sample.labelled - sample.given.sum()))


def _interval(fit: Fit, sample: Sample, use: _Use) -> Interval:
    if np.ptp(sample.given) == 0:
        return _agreeing(sample, use)
    if not sample.binary:
        return _student(fit, sample, use, reach=(0.0, 1.0))
    positive, plain = int(sample.given.sum()), fit.weight == 0 and sample.plain
    if use.population == "these" and (plain or sample.labelled == sample.total):
        return wilson_finite(positive, sample.labelled, sample.total, confidence=use.confidence)
    value = _clipped(fit.value, sample, use)
    quantile = normal_quantile(use.confidence) if plain else _quantile(fit, use)
    low, high = wilson_ends(value, _effective(fit, sample, use), quantile=quantile)
    if use.population == "these":
        low, high = possible(low, high, positive=positive, labelled=sample.labelled, total=sample.total)
    method = "Wilson" if plain else f"{_METHOD if fit.weight else 'groups'}, Wilson at the effective size"
    return Interval(low=low, high=high, confidence=use.confidence, method=method)


def _effective(fit: Fit, sample: Sample, use: _Use) -> float:
    """How many labels of a plain sample would be as exact: those there are, over the share of variance that the judge leaves.

    Never fewer than there are: without the judge they are as exact as that.
    """
    spread = _spread(fit, sample, use)
    if not sample.plain:
        value = min(max(_clipped(fit.value, sample, use), 1 / sample.total), 1 - 1 / sample.total)
        return value * (1 - value) / spread
    size = sample.labelled
    whole = size * (sample.total - 1) / (sample.total - size) if use.population == "these" else size
    return whole * max(1.0, _spread(corrected(sample, tuned=False), sample, use) / spread)


def _student(fit: Fit, sample: Sample, use: _Use, *, reach: tuple[float, float]) -> Interval:
    half = _quantile(fit, use) * math.sqrt(_spread(fit, sample, use))
    least, most = _possible(sample, use, reach)
    low, high = max(fit.value - half, least), min(fit.value + half, most)
    return Interval(
        low=min(low, most), high=max(high, least), confidence=use.confidence, method=f"{_METHOD if fit.weight else 'labels'}, Student"
    )


def _quantile(fit: Fit, use: _Use) -> float:
    return float(stdtrit(float(fit.spare), (1 + use.confidence) / 2))


def _spread(fit: Fit, sample: Sample, use: _Use) -> float:
    """The variance of the estimate; over all that the items were drawn from, they vary themselves."""
    return fit.variance + (float(np.var(sample.given, ddof=1)) / sample.total if use.population == "like these" else 0.0)


def _clipped(value: float, sample: Sample, use: _Use) -> float:
    """The value inside what the labels leave possible."""
    least, most = _possible(sample, use, (0.0, 1.0))
    return min(max(value, least), most)


def _possible(sample: Sample, use: _Use, reach: tuple[float, float]) -> tuple[float, float]:
    if use.population == "like these":
        return reach
    known, open_items = float(sample.given.sum()), sample.total - sample.labelled
    return (known + reach[0] * open_items) / sample.total, (known + reach[1] * open_items) / sample.total


def _agreeing(sample: Sample, use: _Use) -> Interval:
    """All labels agree on a value: how many items can be otherwise without one of them having been drawn."""
    tail, value = (1 - use.confidence) / 2, float(sample.given[0])
    if use.population == "like these":
        other = 1 - tail ** (1 / sample.labelled)
    else:
        drawn = [(int(np.count_nonzero(~np.isnan(sample.y[at]))), len(at)) for at in sample.groups]
        other = unseen_positives(drawn, tail=tail) / sample.total
    method = "all items labelled" if sample.labelled == sample.total and use.population == "these" else "exact, all labels agree"
    return Interval(low=value * (1 - other), high=value + (1 - value) * other, confidence=use.confidence, method=method)


def _few(sample: Sample, use: _Use) -> Interval:
    """The difference of the shares in which each is ahead, from an exact interval of each; differences count as whole ones."""
    each = (1 + use.confidence) / 2
    total = sample.total if use.population == "these" else max(sample.total, 1_000 * sample.labelled)
    ahead = hypergeometric(int((sample.given > 0).sum()), sample.labelled, total, confidence=each)
    behind = hypergeometric(int((sample.given < 0).sum()), sample.labelled, total, confidence=each)
    least, most = _possible(sample, use, (-1.0, 1.0))
    low, high = max(ahead.low - behind.high, least), min(ahead.high - behind.low, most)
    return Interval(low=low, high=high, confidence=use.confidence, method="exact, of each one ahead")
