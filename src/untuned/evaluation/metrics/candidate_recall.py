"""How much of the evidence was found by search."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.metrics.standing import recalled


def _rule(case: Case) -> Finding:
    if not case.gold or not case.run.hits:
        return unasked("the question has no evidence" if not case.gold else "nothing was searched for")
    found = recalled(case, case.run.hits, ())
    return unasked("no evidence stands in the documents") if found is None else Finding(value=found, detail=f"@{len(case.run.hits)}")


METRIC = Metric(
    name="candidate_recall",
    definition="The share of the evidence's characters that stand in any candidate of the search, read or not.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own; recall at k over characters instead of documents",
    rule=_rule,
)
