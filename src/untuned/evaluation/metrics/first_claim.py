"""How long until something verified is shown."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked


def _rule(case: Case) -> Finding:
    took = case.run.first_claim_ms
    return unasked("nothing was verified") if took is None else Finding(value=took)


METRIC = Metric(
    name="first_claim",
    definition="Milliseconds from the question to the first verified claim.",
    range=(0, float("inf")),
    unit="ms",
    higher_is_better=False,
    source="own",
    rule=_rule,
)
