"""How much of a reference answer the text has."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, referenced, unasked
from untuned.evaluation.metrics.reading.squad import recall


def _rule(case: Case) -> Finding:
    if case.question.must_abstain or not case.question.answers:
        return unasked("the question has no reference answer")
    if case.refused:
        return Finding(value=0.0, detail="it says that there is no answer")
    best, gold = max((recall(case.run.text, gold), gold) for gold in case.question.answers)
    return Finding(value=best, detail=f"against '{gold}'")


METRIC = Metric(
    name="answer_recall",
    definition="The share of a reference answer's words that the text has, of the answer with most of them; 0 for a refusal.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="Adlakha et al. 2024, correctness and faithfulness of instruction-following models for question answering",
    rule=_rule,
    asks=referenced,
)
