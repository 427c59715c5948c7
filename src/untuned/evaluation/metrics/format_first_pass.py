"""Whether the first output was usable."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.form import fault
from untuned.evaluation.metrics.metric import Finding, Metric, unasked, yes


def _rule(case: Case) -> Finding:
    if not case.run.requests:
        return unasked("no model was asked")
    why = fault(case, after="none")
    return yes(not why, why)


METRIC = Metric(
    name="format_first_pass",
    version="2",
    definition="Whether the first output had the right form, with a label where one is asked for, and nothing was mended or asked again.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
)
