"""Two sides' scores of the same questions, and what the missing ones could make of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from untuned.evaluation.report.material import Measured, Plan
from untuned.evaluation.report.table import Asked, clusters_of
from untuned.evaluation.stats.clusters import crowding
from untuned.evaluation.stats.compare import compare_scores, held_back
from untuned.evaluation.stats.missing import BOUNDS, could_undo
from untuned.evaluation.stats.sentences import UNDONE, step_of
from untuned.types.measures import Comparison, Interval, Question

_NOTHING = 1e-12
"""Where the first side has nothing, whatever differs matters."""


Scores = Mapping[str, float | None]
"""By question; None where it is missing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Question ids, and both sides' scores in their order."""

    ids: Sequence[str]
    a: Sequence[float | None]
    b: Sequence[float | None]
    lost_a: Mapping[str, float] = field(default_factory=dict[str, float])
    """By question, the share of its repeats that have no score."""
    lost_b: Mapping[str, float] = field(default_factory=dict[str, float])
    only_a: int = 0
    """Further questions with a score of this side, of which the metric says nothing on the other, as where that abstained."""
    only_b: int = 0

    @property
    def partial(self) -> int:
        """Questions with both scores of which some repeats have none."""
        known = [id for id, one, other in zip(self.ids, self.a, self.b, strict=True) if one is not None and other is not None]
        return sum(id in self.lost_a or id in self.lost_b for id in known)

    @property
    def differing(self) -> int:
        """Questions with both scores, which are not the same."""
        return sum(None not in (one, other) and one != other for one, other in zip(self.a, self.b, strict=True))

    @property
    def whole(self) -> bool:
        """Nothing is missing on either side."""
        return not self.partial and None not in self.a and None not in self.b


def pair(a: Asked, b: Asked, *, metric: str) -> Pair:
    """The questions that ask both for the metric, asked or still to be asked, with both scores."""
    mine, theirs = a.values(metric), b.values(metric)
    return paired(mine, theirs, lost_a=a.lost(metric), lost_b=b.lost(metric))


def paired(a: Scores, b: Scores, *, lost_a: Mapping[str, float], lost_b: Mapping[str, float]) -> Pair:
    """The questions that both sides have, with both scores, and how many only one has a score of."""
    ids = [id for id in a if id in b]
    return Pair(
        ids=ids,
        a=[a[id] for id in ids],
        b=[b[id] for id in ids],
        lost_a=lost_a,
        lost_b=lost_b,
        only_a=sum(value is not None and id not in b for id, value in a.items()),
        only_b=sum(value is not None and id not in a for id, value in b.items()),
    )


def compared(pair: Pair, metric: Measured, *, names: tuple[str, str], questions: Mapping[str, Question], plan: Plan) -> Comparison:
    """B against A, of which verdict and words know what is missing, of whole questions and of repeats, and what only one side has."""
    found = compare_scores(
        pair.a,
        pair.b,
        clusters=clusters_of(pair.ids, questions),
        minimum_effect=least_effect(pair, metric, share=plan.minimum_effect),
        seed=plan.seed,
        alpha=plan.alpha,
        higher_is_better=metric.higher_is_better,
        names=names,
        bounded=is_share(metric),
    )
    found = _with_one_sided(found, pair, names=names)
    if not pair.partial or found.difference is None:
        return found
    return with_repeats(found, pair.partial, _worst(pair, metric), names=names)


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
    best, worst = best_and_worst(metric, [value for value in (*pair.a, *pair.b) if value is not None])
    if for_a:
        best, worst = worst, best
    return replace(
        pair, a=_filled(pair.a, pair.ids, pair.lost_a, best), b=_filled(pair.b, pair.ids, pair.lost_b, worst), lost_a={}, lost_b={}
    )


def with_repeats(found: Comparison, partial: int, bounds: Interval, *, names: tuple[str, str]) -> Comparison:
    """The comparison, of which the bounds also take in the repeats that have no score: of so many questions some do."""
    told = f"{partial} questions lack a score of some repeats: whatever these were, the difference lies"
    told += f" from {bounds.low:+.3f} to {bounds.high:+.3f}."
    if could_undo(found, bounds):
        return held_back(replace(found, worst=bounds, why=f"{without_step(found, names)} {told} {UNDONE}"))
    return replace(found, worst=bounds, why=f"{found.why} {told}")


def _worst(pair: Pair, metric: Measured) -> Interval:
    """What the missing scores of whole questions and of repeats could make of the difference."""
    low, high = sorted(_difference(at_worst(pair, metric, for_a=side)) for side in (False, True))
    return Interval(low=low, high=high, confidence=1.0, method=BOUNDS)


def _with_one_sided(found: Comparison, pair: Pair, *, names: tuple[str, str]) -> Comparison:
    """The comparison, which says of how many questions only one side has a score: no step rests on a choice of the questions."""
    told = [
        f"Questions of which only {name} has a score, as where the other gave no answer: {count}. They are no part of this."
        for name, count in zip(names, (pair.only_a, pair.only_b), strict=True)
        if count
    ]
    if not told:
        return found
    return replace(found, only_a=pair.only_a, only_b=pair.only_b, why=" ".join((without_step(found, names), *told)))


def without_step(found: Comparison, names: tuple[str, str]) -> str:
    """Why a verdict is what it is, without what to do with it."""
    return found.why.removesuffix(step_of(found, names)).rstrip()


def _difference(filled: Pair) -> float:
    return math.fsum((other or 0.0) - (one or 0.0) for one, other in zip(filled.a, filled.b, strict=True)) / len(filled.ids)


def _filled(values: Sequence[float | None], ids: Sequence[str], lost: Mapping[str, float], end: float) -> list[float | None]:
    return [end if value is None else value + lost.get(id, 0.0) * (end - value) for id, value in zip(ids, values, strict=True)]


def best_and_worst(metric: Measured, seen: Sequence[float]) -> tuple[float, float]:
    """The ends of the metric's range; where it has none, of the scores that were seen."""
    low, high = metric.range
    low, high = low if math.isfinite(low) else min(seen, default=0.0), high if math.isfinite(high) else max(seen, default=0.0)
    return (high, low) if metric.higher_is_better else (low, high)
