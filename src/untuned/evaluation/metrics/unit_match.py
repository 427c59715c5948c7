"""Whether the units of the answer are right."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.metrics.reading.says import told
from untuned.evaluation.metrics.reading.spelling import plain
from untuned.evaluation.metrics.reading.values import measured, values
from untuned.types.measures import Question


def _rule(case: Case) -> Finding:
    if case.question.must_abstain:
        return unasked("the question has no answer")
    shares = [share for share in (_share(case.run.text, gold) for gold in case.question.answers) if share is not None]
    if not shares:
        return unasked("no reference answer has a unit")
    return Finding(value=0.0, detail="it says that there is no answer") if case.refused else Finding(value=max(shares))


def _share(text: str, gold: str) -> float | None:
    said = told(text)
    wanted = [figure for figure in values(plain(gold)).figures if figure.measure is not None]
    return sum(measured(said, figure) for figure in wanted) / len(wanted) if wanted else None


def _asks(question: Question) -> bool:
    return not question.must_abstain and any(_share("", gold) is not None for gold in question.answers)


METRIC = Metric(
    name="unit_match",
    definition="The share of the units of a reference answer that the text has with the same or a converted number; the best of several.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=_asks,
)
