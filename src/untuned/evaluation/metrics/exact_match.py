"""Whether the text is a reference answer."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, referenced, unasked, yes
from untuned.evaluation.metrics.reading.squad import normalised


def _rule(case: Case) -> Finding:
    if case.question.must_abstain or not case.question.answers:
        return unasked("the question has no reference answer")
    if case.refused:
        return yes(False, "it says that there is no answer")
    said = normalised(case.run.text)
    return yes(any(said == normalised(gold) for gold in case.question.answers))


METRIC = Metric(
    name="exact_match",
    definition="Whether the text equals a reference answer, but for case, punctuation, English articles and spaces; 0 for a refusal.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="Rajpurkar et al. 2016, SQuAD",
    rule=_rule,
    asks=referenced,
)
