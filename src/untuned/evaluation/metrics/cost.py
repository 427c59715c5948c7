"""What the answer costs."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, every, unasked


def _rule(case: Case) -> Finding:
    cost = case.run.cost
    return unasked("the price is not known") if cost is None else Finding(value=float(cost))


METRIC = Metric(
    name="cost",
    definition="US dollars for all requests of the answer, failed ones included; 0 where no model is asked.",
    range=(0, float("inf")),
    unit="USD",
    higher_is_better=False,
    source="own",
    rule=_rule,
    asks=every,
    of_failures=True,
)
