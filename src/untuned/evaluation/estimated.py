"""SPINE of estimates: a metric that errs, and people's labels of some runs, become each variant's rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from untuned.evaluation.stats.labelling import draw
from untuned.evaluation.stats.prediction_powered import estimate
from untuned.types.measures import RateEstimate, Rating, Run, Score

_LEAST = 2
"""Labels of a group, below which groups are not told apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimated:
    """One variant's rate as people would label it."""

    variant: str
    """Its hash."""
    rate: RateEstimate | None
    """None with fewer than two labels."""
    why: str = ""


def chosen(runs: Sequence[Run], scores: Mapping[int, Mapping[str, Score]], *, metric: str, count: int, seed: int) -> list[Run]:
    """The runs of one variant that people should label: more of those that the metric is unsure of, and some of all."""
    judged = [_value(scores, run, metric) for run in runs]
    return [runs[place] for place in draw(judged, min(count, len(runs)), seed=seed).chosen]


def rates(
    by_variant: Mapping[str, Sequence[Run]], scores: Mapping[int, Mapping[str, Score]], said: Sequence[Rating], *, metric: str
) -> list[Estimated]:
    """Each variant's rate, from the metric's values of all of its runs and the labels of some: what people say, yes being 1.

    What several people say of a run is averaged. Labels are held against the metric group by group, as `chosen` draws them.
    """
    labels: dict[str, list[float]] = {}
    for one in said:
        if one.value is not None:
            labels.setdefault(one.item, []).append(one.value)
    return [_rate(name, runs, scores, labels, metric) for name, runs in by_variant.items()]


def _rate(
    name: str, runs: Sequence[Run], scores: Mapping[int, Mapping[str, Score]], labels: Mapping[str, Sequence[float]], metric: str
) -> Estimated:
    judged = [_value(scores, run, metric) for run in runs]
    known = [_mean(labels.get(str(run.id), ())) for run in runs]
    labelled = sum(label is not None for label in known)
    if labelled < _LEAST:
        return Estimated(variant=name, rate=None, why=f"people labelled {labelled} of its {len(runs)} answers: label more")
    groups = draw(judged, labelled, seed=0).groups
    counts = [sum(one == group and label is not None for one, label in zip(groups, known, strict=True)) for group in set(groups)]
    return Estimated(variant=name, rate=estimate(judged, known, groups=groups if min(counts) >= _LEAST else None))


def _value(scores: Mapping[int, Mapping[str, Score]], run: Run, metric: str) -> float | None:
    found = scores.get(run.id or 0, {}).get(metric)
    return None if found is None else found.value


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
