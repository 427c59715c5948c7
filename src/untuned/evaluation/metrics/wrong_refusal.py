"""Whether what has an answer is refused."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, answerable, unasked, yes


def _rule(case: Case) -> Finding:
    if case.question.must_abstain:
        return unasked("the question has no answer")
    return yes(case.refused, case.run.reason if case.refused else "")


METRIC = Metric(
    name="wrong_refusal",
    definition="Whether a question that has an answer is refused.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=False,
    source="own",
    rule=_rule,
    asks=answerable,
)
