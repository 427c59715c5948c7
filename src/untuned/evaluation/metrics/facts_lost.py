"""What a rewrite lost."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.rag.verify.agreement import agree


def _rule(case: Case) -> Finding:
    if not case.run.original:
        return unasked("nothing was rewritten")
    flags = agree(case.run.original, (case.run.text,), conditions=False)
    flags = [flag for flag in flags if flag.kind != "other_word"]  # to say it in other words is what a rewrite is for
    return Finding(value=float(len(flags)), detail=", ".join(f"'{flag.says}'" for flag in flags))


METRIC = Metric(
    name="facts_lost",
    definition="How many numbers, dates, units, codes, names and negations of the original the rewritten text lacks.",
    range=(0, float("inf")),
    unit="count",
    higher_is_better=False,
    source="own",
    rule=_rule,
)
