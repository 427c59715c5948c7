"""Whether it shows something wrong."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.correct import METRIC as CORRECT
from untuned.evaluation.metrics.metric import Finding, Metric, decidable, yes


def _rule(case: Case) -> Finding:
    right = CORRECT.of(case)
    if right.status != "ok":
        return Finding(status=right.status, detail=right.detail)
    if case.run.state == "conflict":  # it says itself that its sources contradict each other
        return yes(False, "it shows that its sources disagree")
    return yes(right.value == 0.0 and not case.refused, right.detail)


METRIC = Metric(
    name="confidently_wrong",
    version="3",
    definition="Whether something is shown as an answer that is not right: a wrong value, or any answer to a question that has none.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=False,
    source="own",
    rule=_rule,
    asks=decidable,
)
