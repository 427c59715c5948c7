"""Whether the label is right."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, labelling, unasked, yes
from untuned.evaluation.metrics.reading.labels import labelled


def _rule(case: Case) -> Finding:
    if not case.question.label:
        return unasked("no label is asked for")
    return yes(labelled(case.run.text, case.question.label), f"the label is '{case.question.label}'")


METRIC = Metric(
    name="label_accuracy",
    definition="Whether the text is the one right label and nothing else, but for case and the marks around it.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=labelling,
)
