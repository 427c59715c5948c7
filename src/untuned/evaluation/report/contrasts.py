"""Variants held against the first of them: a verdict for each metric, paid for by Holm where there are several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from untuned.evaluation.report.material import Material, Measured, Plan
from untuned.evaluation.report.table import Asked, clusters_of
from untuned.evaluation.stats.best import cannot_be_told_from_the_best
from untuned.evaluation.stats.compare import compare_scores
from untuned.evaluation.stats.many import holm, holm_levels
from untuned.types.measures import Comparison
from untuned.types.reports import Contrast


def contrasts(asked: Mapping[str, Asked], *, metrics: Mapping[str, Measured], material: Material, plan: Plan) -> tuple[Contrast, ...]:
    """The first variant against each other one, by every compared metric that both have; the headline metric first."""
    first, *others = [subject.name for subject in material.subjects]
    names = [name for name in dict.fromkeys((plan.headline, *plan.compared)) if name in metrics]
    found: list[Contrast] = []
    for name in names:
        pairs = {other: _pair(asked[first], asked[other], metric=name) for other in others}
        pairs = {other: pair for other, pair in pairs.items() if pair[0]}
        found += _family(first, pairs, metric=metrics[name], material=material, plan=plan)
    return tuple(found)


Pair = tuple[list[str], list[float | None], list[float | None]]
"""Question ids, and the two variants' scores in their order."""


def _pair(a: Asked, b: Asked, *, metric: str) -> Pair:
    """The questions that both were asked and that ask for the metric of either, with both scores."""
    mine, theirs = a.values(metric), b.values(metric)
    shared = [id for id in a.runs if id in b.runs and (id in mine or id in theirs)]
    both = [id for id in shared if id in mine and id in theirs]
    return both, [mine[id] for id in both], [theirs[id] for id in both]


def _family(first: str, pairs: Mapping[str, Pair], *, metric: Measured, material: Material, plan: Plan) -> list[Contrast]:
    def compared(other: str, alpha: float) -> Comparison:
        return _compared(pairs[other], names=(first, other), metric=metric, material=material, plan=replace(plan, alpha=alpha))

    made = {other: compared(other, plan.alpha) for other in pairs}
    tested = [other for other, comparison in made.items() if comparison.p is not None]
    values = [made[other].p or 0.0 for other in tested]
    adjusted = dict(zip(tested, holm(values), strict=True))
    for other, level in zip(tested, holm_levels(values, alpha=plan.alpha), strict=True):
        if level != plan.alpha:
            made[other] = compared(other, level)
    return [
        Contrast(
            metric=metric.name,
            a=first,
            b=other,
            label=material.labels.get((first, other), ""),
            comparison=comparison,
            adjusted_p=adjusted.get(other),
        )
        for other, comparison in made.items()
    ]


def _compared(pair: Pair, *, names: tuple[str, str], metric: Measured, material: Material, plan: Plan) -> Comparison:
    ids, a, b = pair
    return compare_scores(
        a,
        b,
        clusters=clusters_of(ids, material.questions),
        minimum_effect=plan.minimum_effect,
        seed=plan.seed,
        alpha=plan.alpha,
        higher_is_better=metric.higher_is_better,
        names=names,
    )


def may_be_best(asked: Mapping[str, Asked], names: Sequence[str], *, metric: Measured, material: Material, plan: Plan) -> dict[str, bool]:
    """Which of three or more variants cannot be told from the best by the headline metric; empty where too little is known."""
    tables = {name: asked[name].values(metric.name) for name in names}
    shared = [id for id in tables[names[0]] if all(table.get(id) is not None for table in tables.values())]
    if len(names) < 3 or len(shared) < 30:
        return {}
    sign = 1.0 if metric.higher_is_better else -1.0
    rows = [[sign * (tables[name][id] or 0.0) for id in shared] for name in names]
    kept = cannot_be_told_from_the_best(rows, clusters=clusters_of(shared, material.questions), alpha=plan.alpha, seed=plan.seed)
    return dict(zip(names, kept, strict=True))
