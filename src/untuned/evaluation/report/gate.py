"""Gates: what a measurement must hold, so that a build can fail. A gate that cannot tell does not pass."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from untuned.errors import Refused
from untuned.evaluation.report.build import ANECDOTE, smallest_shown
from untuned.evaluation.report.material import Measured
from untuned.evaluation.report.table import Asked, clusters_of
from untuned.evaluation.stats.compare import compare_scores
from untuned.types.measures import Comparison, Question
from untuned.types.reports import Report

Scores = Mapping[str, float | None]
"""A metric's value for each question."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Threshold:
    """The least a metric may be; the most, where less of it is better."""

    metric: str
    value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """One gate and how it ended."""

    name: str
    """Such as `correct >= 0.8` or `correct no worse than m12`."""
    variant: str
    passed: bool
    sentence: str


def threshold(written: str) -> Threshold:
    """What `metric=value` says. Raises `Refused`."""
    metric, sign, value = written.partition("=")
    try:
        return Threshold(metric=metric.strip(), value=float(value if sign else "nothing"))
    except ValueError:
        raise Refused(f"'{written}' is no threshold", remedy="write metric=value, such as correct=0.8") from None


def fail_under(report: Report, thresholds: Sequence[Threshold], *, metrics: Mapping[str, Measured]) -> list[Gate]:
    """Each threshold held against each variant of a report. Raises `Refused` for a metric that there is not."""
    return [
        _under(report, one, column=column.name, metric=gate_metric(one.metric, metrics)) for one in thresholds for column in report.columns
    ]


def known_metric(name: str, metrics: Mapping[str, Measured]) -> Measured:
    """The metric of that name. Raises `Refused`."""
    if name not in metrics:
        near = difflib.get_close_matches(name, metrics, n=1)
        remedy = f"did you mean '{near[0]}'? " if near else ""
        raise Refused(f"there is no metric '{name}'", remedy=f"{remedy}'untuned report --all' shows every one")
    return metrics[name]


def gate_metric(name: str, metrics: Mapping[str, Measured]) -> Measured:
    """The metric of that name, which may decide a gate. Raises `Refused`."""
    found = known_metric(name, metrics)
    if not found.gates:
        raise Refused(f"'{name}' may not decide a gate alone", remedy="choose a metric that rules make, such as correct")
    return found


def _under(report: Report, wanted: Threshold, *, column: str, metric: Measured) -> Gate:
    found = next(one for one in report.columns if one.name == column).figure(metric.name)
    name = f"{metric.name} {'>=' if metric.higher_is_better else '<='} {wanted.value:g}"
    if found is None or found.value is None:
        return Gate(name=name, variant=column, passed=False, sentence=f"no question has a score of '{metric.name}': nothing tells")
    if found.n < ANECDOTE:
        sentence = f"only {found.n} questions have a score: a gate needs {ANECDOTE}, so it is closed"
        return Gate(name=name, variant=column, passed=False, sentence=sentence)
    passed = found.value >= wanted.value if metric.higher_is_better else found.value <= wanted.value
    between = "" if found.interval is None else f" (95 %: {found.interval.low:.3f} to {found.interval.high:.3f})"
    return Gate(name=name, variant=column, passed=passed, sentence=f"{found.value:.3f}{between} over {found.n} of {found.total} questions")


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """What a variant must be no worse than."""

    name: str
    """Of the measurement or the file, and the variant in it."""
    scores: Scores
    minimum_effect: float = 0.03
    """A fall within it counts as none."""


def no_worse(
    asked: Asked, baseline: Baseline, *, variant: str, metric: Measured, questions: Mapping[str, Question], margin: float | None = None
) -> Gate:
    """Whether a variant is no worse than a baseline on the questions that both were asked.

    Without a margin the gate fails where the variant was shown to be worse; the sentence says how small a fall it could see. With one,
    it passes only where a fall of that size is ruled out (non-inferiority: the end of the interval on the bad side is within it).
    """
    mine = asked.values(metric.name)
    shared = [id for id in mine if id in baseline.scores]
    name = f"{metric.name} no worse than {baseline.name}"
    if len(shared) < ANECDOTE:
        sentence = f"{len(shared)} questions are in both: a gate needs {ANECDOTE}, so it is closed"
        return Gate(name=name, variant=variant, passed=False, sentence=sentence)
    found = compare_scores(
        [baseline.scores[id] for id in shared],
        [mine[id] for id in shared],
        clusters=clusters_of(shared, questions),
        minimum_effect=baseline.minimum_effect,
        higher_is_better=metric.higher_is_better,
    )
    passed = found.n >= ANECDOTE and (_not_shown_worse(found) if margin is None else _ruled_out(found, margin, metric.higher_is_better))
    return Gate(name=name, variant=variant, passed=passed, sentence=_sentence(found, margin))


def _not_shown_worse(found: Comparison) -> bool:
    return found.verdict != "worse"


def _ruled_out(found: Comparison, margin: float, higher_is_better: bool) -> bool:
    if found.interval is None:
        return False
    return found.interval.low > -margin if higher_is_better else found.interval.high < margin


def _sentence(found: Comparison, margin: float | None) -> str:
    if found.interval is None or found.difference is None:
        return found.why
    told = f"difference {found.difference:+.3f} (95 %: {found.interval.low:+.3f} to {found.interval.high:+.3f}) over {found.n} questions"
    if margin is not None:
        return f"{told}; a fall of {margin:g} must be ruled out"
    least = smallest_shown(found.n)
    if least is None:
        return f"{told}; so few questions can show no fall"
    return f"{told}; so many questions show a fall of about {least:.2f} or more four times in five"
