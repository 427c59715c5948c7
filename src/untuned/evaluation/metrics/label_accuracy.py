"""Whether the label is right."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, labelling, unasked, yes
from untuned.evaluation.metrics.reading.labels import bare, labelled

_LONGEST = 100
"""Characters of a given label that the score keeps."""


def _rule(case: Case) -> Finding:
    if not case.question.label:
        return unasked("no label is asked for")
    given, right = bare(case.run.text)[:_LONGEST], bare(case.question.label)
    return yes(labelled(case.run.text, case.question.label), f"given '{given}', right '{right}'")


METRIC = Metric(
    name="label_accuracy",
    version="2",
    definition="Whether the text is the one right label and nothing else, but for case and the marks around it.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=labelling,
)
