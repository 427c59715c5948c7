"""Whether the dates of the answer are right."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.metrics.reading.says import told
from untuned.evaluation.metrics.reading.spelling import plain
from untuned.evaluation.metrics.reading.values import carries, carries_date, values
from untuned.types.measures import Question


def _rule(case: Case) -> Finding:
    if case.question.must_abstain:
        return unasked("the question has no answer")
    shares = [share for share in (_share(case.run.text, gold) for gold in case.question.answers) if share is not None]
    if not shares:
        return unasked("no reference answer has a date")
    return Finding(value=0.0, detail="it says that there is no answer") if case.refused else Finding(value=max(shares))


def _share(text: str, gold: str) -> float | None:
    said, own = told(text), values(plain(gold))
    found = [carries_date(said, date) for date in own.dates]
    found += [carries(said, figure) for figure in own.figures if figure.year or figure.years]
    return sum(found) / len(found) if found else None


def _asks(question: Question) -> bool:
    return not question.must_abstain and any(_share("", gold) is not None for gold in question.answers)


METRIC = Metric(
    name="date_match",
    definition="The share of the dates, months and years of a reference answer that the text tells, in any format; the best of several.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=_asks,
)
