"""Measurements that tests make up: runs with scores, without a model and without documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from untuned.evaluation.metrics.metric import every
from untuned.evaluation.report.material import CAUSE, Material, Subject
from untuned.types.measures import Measurement, Question, Run, Score

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Metric:
    """As much of a metric as a report needs."""

    name: str
    range: tuple[float, float] = (0.0, 1.0)
    higher_is_better: bool = True
    gates: bool = True
    version: str = "1"
    tier: int = 0
    asks: Callable[[Question], bool] | None = every


METRICS = {
    one.name: one
    for one in (
        Metric(name="correct"),
        Metric(name="token_f1"),
        Metric(name="wrong_refusal", higher_is_better=False),
        Metric(name="judge", gates=False),
        Metric(name="cost", range=(0.0, float("inf")), higher_is_better=False),
        Metric(name="quote_validity", asks=None),
        Metric(name="right_refusal", asks=lambda question: question.must_abstain),
    )
}

Outcomes = Mapping[str, Sequence[float | None]]
"""Of each variant: the headline value of each question, None where the scorer failed."""


def material(
    outcomes: Outcomes, *, metric: str = "correct", clusters: Sequence[str] = (), looks: int = 0, simulated: bool = False, repeats: int = 1
) -> Material:
    """A measurement in which each variant has these values of one metric, the same ones in each repeat."""
    n = len(next(iter(outcomes.values())))
    ids = [f"q{nth}" for nth in range(n)]
    questions = {id: Question(id=id, text=id, cluster=clusters[nth] if clusters else "") for nth, id in enumerate(ids)}
    runs: list[Run] = []
    scores: dict[int, dict[str, Score]] = {}
    for variant, values in outcomes.items():
        for id, value in zip(ids, values, strict=True):
            for repeat in range(repeats):
                runs.append(run(variant, id, number=len(runs) + 1, repeat=repeat))
                status = "failed" if value is None else "ok"
                scores[len(runs)] = {metric: Score(metric=metric, version="1", value=value, status=status)}
                if value == 0:
                    scores[len(runs)][CAUSE] = Score(metric=CAUSE, version="1", value=None, detail="not retrieved")
    measurement = Measurement(
        id="m1",
        at=NOON,
        variants=tuple((name, hash_of(name)) for name in outcomes),
        questions=tuple(ids),
        repeats=repeats,
        simulated=simulated,
        finished=True,
    )
    subjects = tuple(Subject(name=name, hash=hash_of(name)) for name in outcomes)
    return Material(measurement=measurement, subjects=subjects, questions=questions, runs=runs, scores=scores, looks=looks)


def run(variant: str, question: str, *, number: int, repeat: int = 0, status: str = "ok") -> Run:
    """A run that cost nothing."""
    return Run(
        variant=hash_of(variant),
        question=question,
        repeat=repeat,
        status=status,
        state="answered",
        text="Yes.",
        cost=Decimal(0),
        milliseconds=5.0,
        at=NOON,
        key=f"k{number}",
        id=number,
    )


def hash_of(name: str) -> str:
    return f"{name:0<16}"[:16]


def with_repeats(outcomes: Mapping[str, Sequence[Sequence[float | None]]], *, metric: str = "correct", repeats: int) -> Material:
    """A measurement in which each question of a variant has these values in its repeats; fewer than `repeats` were asked so far."""
    made = material({name: [None] * len(questions) for name, questions in outcomes.items()})
    runs: list[Run] = []
    scores: dict[int, dict[str, Score]] = {}
    for variant, questions in outcomes.items():
        for nth, values in enumerate(questions):
            for repeat, value in enumerate(values):
                status = "error" if value is None else "ok"
                runs.append(run(variant, f"q{nth}", number=len(runs) + 1, repeat=repeat, status=status))
                scores[len(runs)] = {metric: Score(metric=metric, version="1", value=value, status="failed" if value is None else "ok")}
    return replace(made, runs=runs, scores=scores, measurement=replace(made.measurement, repeats=repeats))
