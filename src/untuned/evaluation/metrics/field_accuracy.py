"""How many fields of a JSON output are right."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, share, structured, unasked
from untuned.evaluation.metrics.reading.fields import fields_of, reference_of


def _rule(case: Case) -> Finding:
    reference = reference_of(case.question)
    if reference is None:
        return unasked("the reference answer is not JSON")
    if not reference:
        return unasked("the reference answer has no field with a value")
    given = fields_of(case.run.text)
    if given is None:
        return share(0, 1, "there is no JSON")
    right, every = (given & reference).total(), (given | reference).total()
    wrong = sorted({place for place, _ in (given - reference) + (reference - given)})
    return share(right, every, f"not right: {', '.join(wrong[:5])}" if wrong else "")


METRIC = Metric(
    name="field_accuracy",
    definition="The share of the fields of the JSON output and its reference, each counted once, that both have with the same value.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="Jaccard 1901",
    rule=_rule,
    asks=structured,
)
