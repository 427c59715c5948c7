"""How much of the text and of a reference answer is the same."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, referenced, unasked
from untuned.evaluation.metrics.reading.squad import f1


def _rule(case: Case) -> Finding:
    if case.question.must_abstain or not case.question.answers:
        return unasked("the question has no reference answer")
    if case.refused:
        return Finding(value=0.0, detail="it says that there is no answer")
    best, gold = max((f1(case.run.text, gold), gold) for gold in case.question.answers)
    return Finding(value=best, detail=f"against '{gold}'")


METRIC = Metric(
    name="token_f1",
    definition="F1 of the words of the text against those of the reference answer that is most like it; 0 for a refusal.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="Rajpurkar et al. 2016, SQuAD",
    rule=_rule,
    asks=referenced,
)
