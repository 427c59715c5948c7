"""How far the text is like a reference answer, of those the one that it is most like."""

from __future__ import annotations

from collections.abc import Callable

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, unasked


def likest(case: Case, *, by: Callable[[str, str], float]) -> Finding:
    """The greatest likeness, in [0, 1], `by(text, reference answer)`; 0 for a refusal."""
    if case.question.must_abstain or not case.question.answers:
        return unasked("the question has no reference answer")
    if case.refused:
        return Finding(value=0.0, detail="it says that there is no answer")
    best, gold = max((by(case.run.text, gold), gold) for gold in case.question.answers)
    return Finding(value=best, detail=f"against '{gold}'")
