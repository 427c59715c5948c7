"""Whether the numbers of the answer are right."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.metrics.reading.says import told
from untuned.evaluation.metrics.reading.spelling import plain
from untuned.evaluation.metrics.reading.values import carries, values
from untuned.types.measures import Question


def _rule(case: Case) -> Finding:
    if case.question.must_abstain:
        return unasked("the question has no answer")
    shares = [share for share in (_share(case.run.text, gold) for gold in case.question.answers) if share is not None]
    if not shares:
        return unasked("no reference answer has a number")
    return Finding(value=0.0, detail="it says that there is no answer") if case.refused else Finding(value=max(shares))


def _share(text: str, gold: str) -> float | None:
    own, wanted = told(text), values(plain(gold)).figures
    return sum(carries(own, figure) for figure in wanted) / len(wanted) if wanted else None


def _asks(question: Question) -> bool:
    return not question.must_abstain and any(_share("", gold) is not None for gold in question.answers)


METRIC = Metric(
    name="number_match",
    definition="The share of a reference answer's numbers that the text tells, in any format, without another unit; the best of several.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=_asks,
)
