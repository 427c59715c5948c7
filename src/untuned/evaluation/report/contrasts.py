"""Variants held against the first of them: a verdict for each metric, paid for by Holm where there are several.

The headline metric has all of alpha. The other metrics are exploratory, and have alpha once more, shared by Holm among all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from untuned.evaluation.report.labels import labelled_by_both
from untuned.evaluation.report.material import Material, Measured, Plan
from untuned.evaluation.report.pairs import best_and_worst, compared, pair, with_repeats
from untuned.evaluation.report.table import Asked, clusters_of
from untuned.evaluation.stats.best import cannot_be_told_from_the_best
from untuned.evaluation.stats.compare import FEWEST
from untuned.evaluation.stats.label_contrast import Labelled, compare_macro_f1, macro_f1_bounds
from untuned.evaluation.stats.looks import LEAST, used_up
from untuned.evaluation.stats.many import holm, holm_levels
from untuned.evaluation.stats.sentences import shared
from untuned.types.measures import Comparison
from untuned.types.reports import Contrast

USED_UP = "The locked questions were looked at so often that nothing is left to decide a verdict by."

Sides = tuple[str, str]
"""A metric, and the variant that is held against the first one."""

MACRO_F1 = "macro_f1"


class Held(Protocol):
    """Two variants held against each other by one metric."""

    def __call__(self, *, plan: Plan) -> Comparison:
        """The verdict at the plan's alpha."""
        ...


def contrasts(asked: Mapping[str, Asked], *, metrics: Mapping[str, Measured], material: Material, plan: Plan) -> tuple[Contrast, ...]:
    """The first variant against each other one, by every compared metric that both have; the headline metric first."""
    first, *others = [subject.name for subject in material.subjects]
    names = [name for name in dict.fromkeys((plan.headline, *plan.compared)) if name in metrics]
    found: list[Contrast] = []
    for family in ([name for name in names if name == plan.headline], [name for name in names if name != plan.headline]):
        pairs = {(name, other): pair(asked[first], asked[other], metric=name) for name in family for other in others}
        held: dict[Sides, Held] = {
            (name, other): partial(compared, made, metrics[name], names=(first, other), questions=material.questions)
            for (name, other), made in pairs.items()
            if made.ids
        }
        if plan.headline not in family:
            held |= _by_labels(asked, first, others)
        found += _family(first, held, material=material, plan=plan)
    return tuple(found)


def _by_labels(asked: Mapping[str, Asked], first: str, others: Sequence[str]) -> dict[Sides, Held]:
    """Macro-F1, where labels were given: it is no mean of scores of each question."""
    labels = {other: labelled_by_both(asked[first], asked[other]) for other in others}
    return {(MACRO_F1, other): partial(_macro_f1, given, names=(first, other)) for other, given in labels.items() if given}


def _macro_f1(given: Sequence[Labelled], *, names: Sides, plan: Plan) -> Comparison:
    found = compare_macro_f1(given, minimum_effect=plan.minimum_effect, alpha=plan.alpha, seed=plan.seed, names=names)
    partial = sum(one.partial for one in given)
    return with_repeats(found, partial, macro_f1_bounds(given), names=names) if partial and found.difference is not None else found


def _family(first: str, held: Mapping[Sides, Held], *, material: Material, plan: Plan) -> list[Contrast]:
    def at(sides: Sides, alpha: float) -> Comparison:
        return held[sides](plan=replace(plan, alpha=alpha))

    alpha = max(plan.alpha, LEAST)
    made = {sides: at(sides, alpha) for sides in held}
    tested = [sides for sides, comparison in made.items() if comparison.p is not None]
    values = [made[sides].p or 0.0 for sides in tested]
    adjusted = dict(zip(tested, holm(values), strict=True))
    for sides, level in zip(tested, holm_levels(values, alpha=alpha), strict=True):
        if level != alpha:
            made[sides] = _sharing(at(sides, level), made[sides], among=len(tested))
    return [
        Contrast(
            metric=name,
            a=first,
            b=other,
            label=material.labels.get((first, other), ""),
            comparison=_undecided(comparison) if used_up(plan.alpha) else comparison,
            adjusted_p=adjusted.get((name, other)),
            exploratory=name != plan.headline,
        )
        for (name, other), comparison in made.items()
    ]


def _sharing(found: Comparison, alone: Comparison, *, among: int) -> Comparison:
    """A comparison at its share of alpha, which says where all of alpha would have given it a verdict."""
    told = shared(found, alone, among=among)
    return replace(found, why=f"{found.why} {told}") if told else found


def _undecided(found: Comparison) -> Comparison:
    return replace(found, verdict="not enough evidence", more_questions=None, why=USED_UP)


def may_be_best(asked: Mapping[str, Asked], names: Sequence[str], *, metric: Measured, material: Material, plan: Plan) -> dict[str, bool]:
    """Which of three or more variants cannot be told from the best by the headline metric; empty where too little is known.

    Where scores are missing a variant is left out only if it is were its own the best there could be, and those of the others the worst.
    """
    tables = {name: asked[name].values(metric.name) for name in names}
    both = [id for id in tables[names[0]] if all(id in table for table in tables.values())]
    shared = [id for id in both if all(table[id] is not None for table in tables.values())]
    if len(names) < 3 or len(shared) < FEWEST or used_up(plan.alpha):
        return {}
    clusters, sign = clusters_of(both, material.questions), 1.0 if metric.higher_is_better else -1.0
    best, worst = best_and_worst(metric, [value for table in tables.values() for value in table.values() if value is not None])

    def left(favoured: str) -> list[bool]:
        rows = [[sign * _filled(tables[name][id], best if name == favoured else worst) for id in both] for name in names]
        return cannot_be_told_from_the_best(rows, clusters=clusters, alpha=plan.alpha, seed=plan.seed)

    if len(shared) == len(both):
        return dict(zip(names, left(""), strict=True))
    return {name: left(name)[place] for place, name in enumerate(names)}


def _filled(value: float | None, end: float) -> float:
    return end if value is None else value
