"""How long until the model speaks."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked


def _rule(case: Case) -> Finding:
    took = case.run.first_token_ms
    return unasked("no model was asked, or its answer came at once") if took is None else Finding(value=took)


METRIC = Metric(
    name="first_token",
    definition="Milliseconds from the question to the first token of a model.",
    range=(0, float("inf")),
    unit="ms",
    higher_is_better=False,
    source="own",
    rule=_rule,
)
