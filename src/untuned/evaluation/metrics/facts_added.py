"""What a rewrite brought in."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.metrics.reading.facts import facts_lacking


def _rule(case: Case) -> Finding:
    if not case.run.original:
        return unasked("nothing was rewritten")
    return facts_lacking(case.run.text, case.run.original)


METRIC = Metric(
    name="facts_added",
    definition="How many numbers, dates, units, codes, names and negations of the rewritten text its original lacks.",
    range=(0, float("inf")),
    unit="count",
    higher_is_better=False,
    source="own",
    rule=_rule,
)
