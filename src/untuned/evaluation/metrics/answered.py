"""Whether there is an answer."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, every, yes


def _rule(case: Case) -> Finding:
    return yes(not case.refused, case.run.reason if case.refused else "")


METRIC = Metric(
    name="answered",
    definition="Whether an answer is shown at all: the coverage that every figure of quality stands beside.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=every,
)
