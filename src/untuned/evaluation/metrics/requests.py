"""How often a model is asked."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, every


def _rule(case: Case) -> Finding:
    return Finding(value=float(case.run.requests), detail=f"{case.run.failed_requests} failed")


METRIC = Metric(
    name="requests",
    definition="Requests to models for the answer, failed ones included.",
    range=(0, float("inf")),
    unit="requests",
    higher_is_better=False,
    source="own",
    rule=_rule,
    asks=every,
    of_failures=True,
)
