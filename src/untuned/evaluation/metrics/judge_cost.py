"""What judging the answer cost."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked


def _rule(_case: Case) -> Finding:
    """Without a judge there is no value."""
    return unasked("no judge was asked")


METRIC = Metric(
    name="judge_cost",
    definition="US dollars for all requests to the judge of the answer; answers that say the same are judged once, at the cost of one.",
    range=(0, float("inf")),
    unit="USD",
    higher_is_better=False,
    source="own",
    rule=_rule,
    tier=2,
    gates=False,
)
