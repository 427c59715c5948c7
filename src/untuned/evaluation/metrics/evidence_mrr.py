"""How early the evidence is found."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.metrics.standing import ranked


def _rule(case: Case) -> Finding:
    if not case.gold:
        return unasked("the question has no evidence")
    ranks = ranked(case)
    if ranks is None:
        return unasked("no evidence stands in the documents, or nothing was searched for")
    first = next((rank for rank, there in enumerate(ranks, 1) if there), None)
    return Finding(value=0.0 if first is None else 1 / first, detail="" if first is None else f"rank {first}")


METRIC = Metric(
    name="evidence_mrr",
    definition="1 / rank of the first passage found (or, where none is told, read) that overlaps the evidence; 0 where none does.",
    range=(0, 1),
    unit="reciprocal rank",
    higher_is_better=True,
    source="Voorhees 1999, TREC-8 question answering",
    rule=_rule,
)
