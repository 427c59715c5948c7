"""How long the answer takes."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, every, unasked


def _rule(case: Case) -> Finding:
    took = case.run.milliseconds
    return unasked("nothing says how long it took") if took is None else Finding(value=took)


METRIC = Metric(
    name="latency",
    definition="Milliseconds of wall time from the question to the whole answer.",
    range=(0, float("inf")),
    unit="ms",
    higher_is_better=False,
    source="own",
    rule=_rule,
    asks=every,
)
