"""A variant's column: its figures with intervals, how it ended, why it was not right, what it cost."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from untuned.evaluation.report.labels import given_labels
from untuned.evaluation.report.material import CAUSE, JUDGE_COST, Measured, Plan, Subject
from untuned.evaluation.report.table import Asked, clusters_of
from untuned.evaluation.stats.label_f1 import macro_f1
from untuned.evaluation.stats.mean import mean_interval
from untuned.evaluation.stats.repeats import flip_rate, flips
from untuned.types.measures import Cause, Interval, Run
from untuned.types.reports import Column, Figure, LabelF1


def column(subject: Subject, asked: Asked, *, metrics: Mapping[str, Measured], plan: Plan) -> Column:
    """The column of one variant."""
    runs = [run for each in asked.runs.values() for run in each]
    status = Counter(run.status for run in runs)
    names = asked.metrics & metrics.keys()
    outcomes = _outcomes(asked, plan.headline)
    return Column(
        name=subject.name,
        hash=subject.hash,
        description=subject.description,
        changes=subject.changes,
        model=", ".join(sorted({run.model for run in runs if run.model})),
        questions=len(asked.runs),
        answered=status["ok"],
        abstained=status["abstained"],
        failed=status["error"],
        truncated=status["truncated"],
        figures=tuple(found for name in sorted(names) if (found := figure(metrics[name], asked, plan=plan)) is not None),
        causes=_causes(runs, asked),
        cost=_cost(runs),
        judge_cost=_judge_cost(runs, asked),
        flip_rate=flip_rate(outcomes),
        flip_interval=_flip_interval(outcomes, asked, seed=plan.seed),
        macro_f1=_macro_f1(asked),
    )


def figure(metric: Measured, asked: Asked, *, plan: Plan) -> Figure | None:
    """The mean of a metric over questions; None where none of them asks for it."""
    values, shares = asked.values(metric.name), asked.lost(metric.name)
    if not values:
        return None
    known = {id: value for id, value in values.items() if value is not None}
    low, high = metric.range
    numbers = list(known.values())
    clusters = clusters_of(list(known), asked.questions)
    lost = [shares.get(id, 0.0) for id in known] if shares else []
    return Figure(
        metric=metric.name,
        value=math.fsum(numbers) / len(numbers) if numbers else None,
        interval=mean_interval(numbers, clusters=clusters, low=low, high=high, seed=plan.seed),
        n=len(known),
        total=len(values),
        lost=math.fsum(lost),
        asked=len(values) if metric.asks is not None else max(len(asked.order), len(values)),
        bounds=_bounds(numbers, lost, missing=len(values) - len(known), reach=(low, high)),
    )


def _bounds(numbers: Sequence[float], lost: Sequence[float], *, missing: int, reach: tuple[float, float]) -> Interval | None:
    """Were every missing score, of a question or of a repeat, the least and the greatest; for an unbounded metric, of those seen."""
    low, high = reach
    if not missing and not any(lost):
        return None
    least = low if math.isfinite(low) else min(numbers, default=0.0)
    most = high if math.isfinite(high) else max(numbers, default=0.0)
    kept = [value * (1 - share) for value, share in zip(numbers, lost, strict=True)] if lost else numbers
    whole, total, gone = math.fsum(kept), len(numbers) + missing, missing + math.fsum(lost)
    return Interval(low=(whole + gone * least) / total, high=(whole + gone * most) / total, confidence=1.0, method="missing scores")


def _causes(runs: Sequence[Run], asked: Asked) -> tuple[tuple[Cause, int], ...]:
    found = Counter(score.detail for run in runs if (score := asked.scores.get(run.id or 0, {}).get(CAUSE)) is not None and score.detail)
    return tuple((cast("Cause", cause), times) for cause, times in found.most_common())


def _cost(runs: Sequence[Run]) -> Decimal | None:
    known = [run.cost for run in runs if run.cost is not None]
    return sum(known, Decimal(0)) if len(known) == len(runs) else None


def _judge_cost(runs: Sequence[Run], asked: Asked) -> float | None:
    """Also of answers that were judged at another time; None where the price of any is not known."""
    said = [score for run in runs if (score := asked.scores.get(run.id or 0, {}).get(JUDGE_COST)) is not None]
    known = [score.value for score in said if score.value is not None]
    return math.fsum(known) if said and len(known) == len(said) else None


def _macro_f1(asked: Asked) -> LabelF1 | None:
    """Over every run that answered a question for a label; None without one, and where a purge took the words of every score."""
    found = [(one.question, one.label, one.right) for one in given_labels(asked) if one.label is not None]
    if not found:
        return None
    ids, labels, right = zip(*found, strict=True)
    return macro_f1(labels, right, groups=clusters_of(ids, asked.questions) or ids)


def _outcomes(asked: Asked, headline: str) -> dict[str, list[bool]]:
    """Of each question how its answers came out by the headline metric: whether a score is a half or more."""
    return {
        question: [
            score.value >= 0.5
            for run in runs
            if (score := asked.scores.get(run.id or 0, {}).get(headline)) is not None and score.value is not None
        ]
        for question, runs in asked.runs.items()
    }


def _flip_interval(outcomes: Mapping[str, Sequence[bool]], asked: Asked, *, seed: int) -> Interval | None:
    found = flips(outcomes)
    return mean_interval([float(flip) for flip in found.values()], clusters=clusters_of(list(found), asked.questions), seed=seed)
