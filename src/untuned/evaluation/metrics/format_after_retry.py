"""Whether the output was usable in the end."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.form import fault
from untuned.evaluation.metrics.metric import Finding, Metric, unasked, yes


def _rule(case: Case) -> Finding:
    if not case.run.requests and not case.question.label:
        return unasked("no model was asked, and no label is asked for")
    why = fault(case, after="retry")
    return yes(not why, why)


METRIC = Metric(
    name="format_after_retry",
    version="2",
    definition="Whether the output had the right form in the end, after every retry and repair; a label of the set where one is asked for.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
)
