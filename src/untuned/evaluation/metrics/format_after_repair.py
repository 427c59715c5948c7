"""Whether the output was usable once single claims were repaired."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.form import fault
from untuned.evaluation.metrics.metric import Finding, Metric, unasked, yes


def _rule(case: Case) -> Finding:
    if not case.run.requests:
        return unasked("no model was asked")
    why = fault(case, after="repair")
    return yes(not why, why)


METRIC = Metric(
    name="format_after_repair",
    version="2",
    definition="Whether the output had the right form at the first request, once rules mended it or claims of it were asked for again.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
)
