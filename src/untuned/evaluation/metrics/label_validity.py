"""Whether the label is one."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, labelling, unasked, yes
from untuned.evaluation.metrics.reading.labels import labelled


def _rule(case: Case) -> Finding:
    if not case.question.label or not case.labels:
        return unasked("no label is asked for" if not case.question.label else "the set of labels is not told")
    return yes(any(labelled(case.run.text, label) for label in case.labels))


METRIC = Metric(
    name="label_validity",
    definition="Whether the text is a label of the set, right or wrong, and nothing else.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=labelling,
)
