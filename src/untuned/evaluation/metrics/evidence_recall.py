"""How much of the evidence was read."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.form import NO_FORM
from untuned.evaluation.metrics.metric import Finding, Metric, evidenced, failed, unasked
from untuned.evaluation.metrics.standing import recalled


def _rule(case: Case) -> Finding:
    if not case.gold:
        return unasked("the question has no evidence")
    if case.formless and not case.contexts:
        return failed(f"what was read is not known: {NO_FORM}")
    found = recalled(case, case.run.read, case.contexts)
    return (
        unasked("no evidence stands in the documents")
        if found is None
        else Finding(value=found, detail=f"@{len(case.run.read) or len(case.contexts)}")
    )


METRIC = Metric(
    name="evidence_recall",
    definition="The share of the evidence's characters that stand in the passages that were read; @k where k passages were.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own; recall at k over characters instead of documents",
    rule=_rule,
    asks=evidenced,
)
