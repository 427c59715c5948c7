"""Whether what has no answer is refused."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.form import NO_FORM
from untuned.evaluation.metrics.metric import Finding, Metric, unasked, yes


def _rule(case: Case) -> Finding:
    if not case.question.must_abstain:
        return unasked("the question has an answer")
    return yes(False, NO_FORM) if case.formless else yes(case.refused)


METRIC = Metric(
    name="right_refusal",
    version="2",
    definition="Whether a question that the documents do not answer is refused.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=lambda question: question.must_abstain,
)
