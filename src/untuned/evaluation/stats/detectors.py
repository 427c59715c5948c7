"""How good a detector is, and the rates that come of it without any label of what is being measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from untuned.evaluation.stats.roots import crossing
from untuned.types.measures import Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """The items of like probability: what was said of them on average, and how often it was so."""

    said: float
    seen: float
    count: int


def auroc(values: Sequence[float], truth: Sequence[bool]) -> float | None:
    """The probability that a positive item has a higher value than a negative one (ties count half), in [0, 1]; None without both kinds.

    Source: Hanley and McNeil 1982, "The meaning and use of the area under a ROC curve".

    Raises:
        ValueError: The lists differ in length.
    """
    _aligned(values, truth)
    positive = np.asarray(truth, dtype=bool)
    count, rest = int(positive.sum()), int((~positive).sum())
    if not count or not rest:
        return None
    _, places, counts = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * rest))


def auroc_interval(area: float, *, positives: int, negatives: int, confidence: float = 0.95) -> Interval:
    """Where the area lies: the areas whose own standard error holds the one that was seen; also for full separation.

    Args:
        area: As `auroc` gives it, in [0, 1].
        positives: Items that are so, at least one.
        negatives: Items that are not, at least one.
        confidence: In (0, 1).

    Source: Newcombe 2006, "Confidence intervals for an effect size measure based on the Mann-Whitney statistic. Part 2", method 5.
    """
    return Interval(
        low=_least_area(area, positives, negatives, confidence),
        high=1 - _least_area(1 - area, positives, negatives, confidence),
        confidence=confidence,
        method="Newcombe",
    )


def _least_area(area: float, positives: int, negatives: int, confidence: float) -> float:
    z, more = float(ndtri((1 + confidence) / 2)), (positives + negatives) / 2 - 1

    def beyond(other: float) -> float:
        spread = other * (1 - other) * (1 + more * ((1 - other) / (2 - other) + other / (1 + other))) / (positives * negatives)
        return (area - other) ** 2 - z * z * spread

    # At an area of one the error is nothing: that is no bound.
    most = min(area, 1 - 1e-9)
    return crossing(beyond, 0.0, most) if most > 0 else 0.0


def reliability(probabilities: Sequence[float], truth: Sequence[bool], *, bins: int = 10) -> tuple[Bin, ...]:
    """What was said against what was so, in bins of equal count and rising probability; equal probabilities share a bin.

    Raises:
        ValueError: The lists differ in length, or a probability is outside [0, 1].
    """
    _aligned(probabilities, truth)
    said, seen = np.asarray(probabilities, dtype=float), np.asarray(truth, dtype=float)
    if len(said) and (said.min() < 0 or said.max() > 1):
        raise ValueError(f"probabilities lie between {said.min():g} and {said.max():g}: give them in [0, 1]")
    edges = np.unique(np.quantile(said, np.linspace(0, 1, bins + 1)[1:-1])) if len(said) else np.array([])
    places = np.searchsorted(edges, said, side="left")
    return tuple(
        Bin(said=float(said[places == at].mean()), seen=float(seen[places == at].mean()), count=int((places == at).sum()))
        for at in np.unique(places)
    )


def calibration_error(probabilities: Sequence[float], truth: Sequence[bool], *, bins: int = 10) -> float | None:
    """The expected calibration error, in [0, 1]: how far what was said lies from what was so, averaged over items; None without any.

    It is above zero by chance alone: with 50 items in 10 bins by more than .1. Source: Naeini, Cooper and Hauskrecht 2015, "Obtaining well
    calibrated probabilities using Bayesian binning", in bins of equal count.
    """
    found = reliability(probabilities, truth, bins=bins)
    total = sum(each.count for each in found)
    return sum(each.count * abs(each.said - each.seen) for each in found) / total if total else None


def rogan_gladen(flagged: float, *, sensitivity: float, specificity: float) -> float:
    """The rate that would give this share of flagged items, were the detector's errors those stated, cut to [0, 1].

    Source: Rogan and Gladen 1978, "Estimating prevalence from the results of a screening test". Kept for comparison only: where the
    errors of a detector differ from model to model it measures worse than no correction (docs/findings/2026-11-20-imported-answers.md).

    Raises:
        ValueError: The detector tells nothing: sensitivity + specificity is at most 1.
    """
    told = sensitivity + specificity - 1
    if told <= 0:
        raise ValueError(f"sensitivity {sensitivity:g} and specificity {specificity:g} tell nothing: their sum must be above 1")
    return min(1.0, max(0.0, (flagged + specificity - 1) / told))


def _aligned(values: Sequence[float], truth: Sequence[bool]) -> None:
    if len(values) != len(truth):
        raise ValueError(f"{len(values)} values and {len(truth)} labels: give one of each for every item")
