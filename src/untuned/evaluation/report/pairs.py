"""Two sides' scores of the same questions, and what the missing ones could make of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from untuned.evaluation.report.material import Measured
from untuned.evaluation.report.table import Asked, clusters_of
from untuned.evaluation.stats.clusters import crowding
from untuned.evaluation.stats.missing import BOUNDS
from untuned.types.measures import Comparison, Interval, Question

_NOTHING = 1e-12
"""Where the first side has nothing, whatever differs matters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Question ids, and both sides' scores in their order."""

    ids: Sequence[str]
    a: Sequence[float | None]
    b: Sequence[float | None]
    lost_a: Mapping[str, float] = field(default_factory=dict[str, float])
    """By question, the share of its repeats that have no score."""
    lost_b: Mapping[str, float] = field(default_factory=dict[str, float])

    @property
    def partial(self) -> int:
        """Questions with both scores of which some repeats have none."""
        known = [id for id, one, other in zip(self.ids, self.a, self.b, strict=True) if one is not None and other is not None]
        return sum(id in self.lost_a or id in self.lost_b for id in known)

    @property
    def whole(self) -> bool:
        """Nothing is missing on either side."""
        return not self.partial and None not in self.a and None not in self.b


def pair(a: Asked, b: Asked, *, metric: str) -> Pair:
    """The questions that ask both for the metric, asked or still to be asked, with both scores."""
    mine, theirs = a.values(metric), b.values(metric)
    ids = [id for id in mine if id in theirs]
    return Pair(ids=ids, a=[mine[id] for id in ids], b=[theirs[id] for id in ids], lost_a=a.lost(metric), lost_b=b.lost(metric))


def is_share(metric: Measured) -> bool:
    """Whether scores are told in points of a hundred: they lie between 0 and 1, or nothing is known of where they lie."""
    return metric.range == (0.0, 1.0) or not math.isfinite(metric.range[0])


def least_effect(pair: Pair, metric: Measured, *, share: float) -> float:
    """The least difference that matters, in the metric's unit: the share itself of shares, else so much of the first side's mean."""
    if is_share(metric):
        return share
    known = [abs(value) for value in pair.a if value is not None]
    return max(share * math.fsum(known) / len(known), _NOTHING) if known else share


def crowding_of(pair: Pair, questions: Mapping[str, Question]) -> float:
    """How many times more questions it takes in clusters than alone, by how much alike the differences of a cluster are; at least 1."""
    groups = clusters_of(pair.ids, questions)
    if groups is None:
        return 1.0
    rows = zip(groups, pair.a, pair.b, strict=True)
    known = [(group, other - one) for group, one, other in rows if one is not None and other is not None]
    if not known:
        return 1.0
    return crowding([difference for _, difference in known], [group for group, _ in known])


def at_worst(pair: Pair, metric: Measured, *, for_a: bool = False) -> Pair:
    """The pair were every missing score the least favourable for b and the most for a; with `for_a` the other way round."""
    low, high = _ends(pair, metric)
    worst, best = (low, high) if metric.higher_is_better != for_a else (high, low)
    return replace(
        pair, a=_filled(pair.a, pair.ids, pair.lost_a, best), b=_filled(pair.b, pair.ids, pair.lost_b, worst), lost_a={}, lost_b={}
    )


def with_repeats(found: Comparison, pair: Pair, metric: Measured) -> Comparison:
    """The comparison, of which the bounds also take in the repeats that have no score."""
    if not pair.partial or found.difference is None:
        return found
    ends = sorted(_difference(at_worst(pair, metric, for_a=side)) for side in (False, True))
    told = f"{pair.partial} questions lack a score of some repeats: whatever these were, the difference lies"
    told += f" from {ends[0]:+.3f} to {ends[1]:+.3f}."
    return replace(found, worst=Interval(low=ends[0], high=ends[1], confidence=1.0, method=BOUNDS), why=f"{found.why} {told}")


def _difference(filled: Pair) -> float:
    return math.fsum((other or 0.0) - (one or 0.0) for one, other in zip(filled.a, filled.b, strict=True)) / len(filled.ids)


def _filled(values: Sequence[float | None], ids: Sequence[str], lost: Mapping[str, float], end: float) -> list[float | None]:
    return [end if value is None else value + lost.get(id, 0.0) * (end - value) for id, value in zip(ids, values, strict=True)]


def _ends(pair: Pair, metric: Measured) -> tuple[float, float]:
    """The metric's range; where it has no end, that of the scores that are there."""
    seen = [value for value in (*pair.a, *pair.b) if value is not None]
    low, high = metric.range
    return low if math.isfinite(low) else min(seen, default=0.0), high if math.isfinite(high) else max(seen, default=0.0)
