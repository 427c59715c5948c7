"""A metric: a name, a sentence that defines it, a range, a source, and a rule that makes a score of a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.reading.fields import reference_of
from untuned.types.measures import Question, Score, ScoreStatus

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


def every(_question: Question) -> bool:
    """Every question asks for it."""
    return True


def answerable(question: Question) -> bool:
    """The question has an answer."""
    return not question.must_abstain


def referenced(question: Question) -> bool:
    """The question has a reference answer."""
    return bool(question.answers) and not question.must_abstain


def evidenced(question: Question) -> bool:
    """It is labelled where the documents answer the question."""
    return bool(question.evidence)


def decidable(question: Question) -> bool:
    """Something tells what is right: a reference answer, a label, evidence, or that there is no answer."""
    return question.must_abstain or bool(question.answers or question.label or question.evidence)


def labelling(question: Question) -> bool:
    """The question asks for a label."""
    return bool(question.label)


def structured(question: Question) -> bool:
    """The reference answer is JSON."""
    return bool(reference_of(question))


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
    asks: Callable[[Question], bool] | None = field(default=None, repr=False)
    """Whether a question asks for it, whatever is answered; None where that depends on the answer, so that a variant may have scores of
    fewer questions by answering less, which no gate may rest on."""
    of_failures: bool = False
    """Whether a run that failed has a value too: what it cost, how often it was asked."""

    @property
    def binary(self) -> bool:
        """True when every value is 0 or 1."""
        return self.unit == "yes or no"

    def of(self, case: Case) -> Score:
        """The score of a case. A value that is no number inside the range is a failed score with the reason.

        So is a run that failed, where its question asks for the metric; where nothing but an answer could tell, it does not apply.
        """
        if case.run.status == "error" and not self.of_failures:
            why = f"there is no answer: {case.run.error or 'the run failed'}"
            return self.score(failed(why) if self.asks is not None and self.asks(case.question) else unasked(why))
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
