"""A report from stored scores: no answer is asked or scored anew."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from untuned.evaluation.report.columns import column
from untuned.evaluation.report.contrasts import USED_UP, contrasts, may_be_best
from untuned.evaluation.report.material import Material, Measured, Plan
from untuned.evaluation.report.pairs import Pair, crowding_of, is_share, pair
from untuned.evaluation.report.table import Asked, by_variant, clusters_of
from untuned.evaluation.stats.clusters import design_effect, fewest_clusters
from untuned.evaluation.stats.counted import are, counted
from untuned.evaluation.stats.looks import alpha_of, used_up
from untuned.evaluation.stats.power import detectable_effect
from untuned.types.measures import Question
from untuned.types.reports import Column, Report

ANECDOTE = 30
"""Below so many questions nothing is called better or worse."""
_TELLING = 10
"""Questions that two sides answer differently below which it is not known how much alike those of one cluster fare."""

SIMULATED = "A model of this measurement is simulated: a rule answers in its place, and nothing here says how a real model would do."
FEW = "{are} an anecdote: under {least} nothing is called better, worse or equivalent, and every gate is closed."
UNFINISHED = (
    "It is not finished: {left:,} of {every:,} answers were not asked for, which count as missing, and every gate is closed. "
    "'untuned {command} --resume {id}' goes on."
)
RENEW = (
    f"{USED_UP} Renew the locked questions: import questions that nothing was chosen by, and draw them with 'untuned questions split'. "
    "This was look {looks}."
)
ALL_FAILED = "{name}: all {runs} failed, so that it has no figures."
FAILED = "{name}: {failed} of {runs} failed; its figures rest on the others, and the bounds show what the failed ones could change."
UNPRICED = "It is not known what {names} cost: no price is known of the model, or it was made elsewhere."
UNSCORED = "No question has a score of '{headline}', so that there is no verdict by it: 'untuned guide metrics' says what it needs."


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The smallest difference of yes/no scores that is seen four times in five."""

    least: float | None = None
    """None where there is none."""
    alike: float | None = None
    """The same where all answers of a cluster fare alike; None where what was asked tells how far they do, or no cluster has several."""
    alone: float | None = None
    """The same were each question on its own; None where that is no other."""


def build(material: Material, *, metrics: Iterable[Measured], plan: Plan) -> Report:
    """The report of a measurement. Verdicts of locked questions are decided at what the looks before have left of alpha."""
    known = {metric.name: metric for metric in metrics}
    if material.looks:
        plan = replace(plan, alpha=alpha_of(material.looks, alpha=plan.alpha))
    tables = by_variant(material, known)
    asked = {subject.name: tables[subject.hash] for subject in material.subjects}
    columns = [column(one, asked[one.name], metrics=known, plan=plan) for one in material.subjects]
    best = may_be_best(asked, list(asked), metric=known[plan.headline], material=material, plan=plan)
    n = len(material.measurement.questions)
    shown = _shown(list(asked.values()), plan=plan, questions=material.questions) if is_share(known[plan.headline]) else Shown()
    return Report(
        measurement=material.measurement.id,
        at=material.measurement.at,
        split=material.measurement.split,
        questions=n,
        headline=plan.headline,
        minimum_effect=plan.minimum_effect,
        detectable=shown.least,
        detectable_alike=shown.alike,
        detectable_alone=shown.alone,
        columns=tuple(replace(one, may_be_best=best.get(one.name)) for one in columns),
        contrasts=contrasts(asked, metrics=known, material=material, plan=plan) if len(asked) > 1 else (),
        looks=material.looks,
        alpha=plan.alpha,
        relative=not is_share(known[plan.headline]),
        simulated=material.measurement.simulated,
        finished=material.measurement.finished,
        uncalibrated=material.uncalibrated,
        own=material.own,
        notes=(*_before(material, alpha=plan.alpha), *_notes(columns, n=n, headline=plan.headline), *material.notes),
    )


def smallest_shown(questions: int, *, alpha: float = 0.05, crowding: float = 1.0) -> float | None:
    """The smallest difference of yes/no scores that so many questions show four times in five; None where they can show none.

    `crowding`: how many times more questions it takes in their clusters than alone; see `pairs.crowding_of`.
    """
    least = detectable_effect(questions, alpha=alpha, design_effect=crowding) if questions and not used_up(alpha) else math.inf
    return least if math.isfinite(least) else None


def smallest_alike(clusters: Sequence[str], *, alpha: float = 0.05) -> float | None:
    """The same for questions in these clusters, were all answers of a cluster to fare alike: what clusters can make of it at worst."""
    sizes = list(Counter(clusters).values())
    if len(sizes) < fewest_clusters(alpha):
        return None
    return smallest_shown(len(clusters), alpha=alpha, crowding=design_effect(sizes, correlation=1.0))


def shown_by(held: Pair, questions: Mapping[str, Question], *, alpha: float, n: int | None = None) -> Shown:
    """What two sides on the same questions can show at a level, by how much alike answers of one cluster fared.

    `n`: how many questions have both scores; without it, all of the pair are taken for such.
    """
    count, crowding = len(held.ids) if n is None else n, crowding_of(held, questions)
    least = smallest_shown(count, alpha=alpha, crowding=crowding)
    alone = smallest_shown(count, alpha=alpha) if crowding > 1 and least is not None else None
    groups = clusters_of(held.ids, questions)
    if groups is None or least is None or held.differing >= _TELLING:
        return Shown(least=least, alone=alone)
    alike = smallest_alike(groups, alpha=alpha)
    return Shown(least=least, alike=alike if alike is not None and alike > least else None, alone=alone)


def _shown(asked: Sequence[Asked], *, plan: Plan, questions: Mapping[str, Question]) -> Shown:
    """What each of the comparisons can show at the least that Holm leaves of alpha: of several, where that is most."""
    first, *others = asked
    pairs = [pair(first, other, metric=plan.headline) for other in others or [first]]
    each = [shown_by(one, questions, alpha=plan.alpha / len(pairs)) for one in pairs]
    return max(each, key=lambda one: (math.inf if one.least is None else one.least, one.alike or 0.0))


def _before(material: Material, *, alpha: float) -> list[str]:
    """What holds of a measurement whatever its figures are."""
    measurement = material.measurement
    notes = [SIMULATED] if measurement.simulated else []
    if not measurement.finished:
        asked = {(run.variant, run.question, run.repeat) for run in material.runs}
        every = len(measurement.variants) * len(measurement.questions) * measurement.repeats
        names = " ".join(name for name, _ in measurement.variants)
        command = f"{'compare' if len(measurement.variants) > 1 else 'eval'} {names}"
        command += f" --repeats {measurement.repeats}" if measurement.repeats > 1 else ""
        notes.append(UNFINISHED.format(left=every - len(asked), every=every, command=command, id=measurement.id))
    return [*notes, RENEW.format(looks=material.looks)] if material.looks and used_up(alpha) else notes


def _notes(columns: Sequence[Column], *, n: int, headline: str) -> list[str]:
    notes: list[str] = []
    if all(one.figure(headline) is None for one in columns):
        notes.append(UNSCORED.format(headline=headline))
    if n < ANECDOTE:
        notes.append(FEW.format(are=are(n, "question"), least=ANECDOTE))
    for one in columns:
        runs = one.answered + one.abstained + one.failed + one.truncated
        if one.failed:
            notes.append((ALL_FAILED if one.failed == runs else FAILED).format(name=one.name, failed=one.failed, runs=counted(runs, "run")))
    unpriced = [one.name for one in columns if one.cost is None and not one.failed and one.questions]
    return [*notes, *([UNPRICED.format(names=", ".join(unpriced))] if unpriced else [])]
