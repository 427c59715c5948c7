"""A metric: a name, a sentence that defines it, a range, a source, and a rule that makes a score of a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from untuned.evaluation.metrics.case import Case
from untuned.types.measures import Score, ScoreStatus

Unit = Literal[
    "yes or no", "share", "reciprocal rank", "probability", "words", "count", "ms", "USD", "tokens", "requests", "in 100 words", "its own"
]
Tier = Literal[0, 1, 2]
"""0: rules, always there. 1: a local model, where one is installed. 2: a language model that is asked."""

_SLACK = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a rule says of a case, before it is recorded as a score."""

    value: float | None = None
    status: ScoreStatus = "ok"
    detail: str = ""


def unasked(why: str) -> Finding:
    """The question does not ask for this, or the run has nothing of the kind."""
    return Finding(status="not_applicable", detail=why)


def failed(why: str) -> Finding:
    """It should have a value, and there is none: neither zero nor left out."""
    return Finding(status="failed", detail=why)


def share(part: float, whole: float, detail: str = "") -> Finding:
    """Part of a whole that is above zero."""
    return Finding(value=part / whole, detail=detail)


def yes(true: bool, detail: str = "") -> Finding:
    """1 or 0."""
    return Finding(value=1.0 if true else 0.0, detail=detail)


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric:
    """One thing that is measured of a run. `of` gives the score; `rule` is how it is found."""

    name: str
    version: str = "1"
    """Raised with every change of a value that the rule gives: scores of two versions are never mixed."""
    definition: str
    """One sentence, for people."""
    range: tuple[float, float]
    """Lowest and highest value; infinite where there is no bound."""
    unit: Unit
    higher_is_better: bool
    source: str
    """The paper that defines it, or `own`."""
    rule: Callable[[Case], Finding] = field(repr=False)
    tier: Tier = 0
    gates: bool = True
    """Whether a gate may rest on it alone."""
    of_failures: bool = False
    """Whether a run that failed has a value too: what it cost, how often it was asked."""

    @property
    def binary(self) -> bool:
        """True when every value is 0 or 1."""
        return self.unit == "yes or no"

    def of(self, case: Case) -> Score:
        """The score of a case. A run that failed, and a value that is no number inside the range, is a failed score with the reason."""
        if case.run.status == "error" and not self.of_failures:
            return self.score(failed(f"there is no answer: {case.run.error or 'the run failed'}"))
        return self.score(self.rule(case))

    def score(self, found: Finding) -> Score:
        """What was found, as a score of this metric, kept to its range."""
        value, (low, high) = found.value, self.range
        if value is not None and not low - _SLACK <= value <= high + _SLACK:
            return self.score(failed(f"{value!r} is outside of {low:g} to {high:g}"))
        if value is None and found.status == "ok":
            return self.score(failed(found.detail or "there is no value"))
        bounded = None if value is None else min(max(value, low), high)
        return Score(metric=self.name, version=self.version, value=bounded, status=found.status, detail=found.detail)
