"""Whether an answer is right, by a language model's word."""

from __future__ import annotations

from untuned.errors import ModelError
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.judge import NO, YES, Judging, twice
from untuned.evaluation.metrics.metric import Finding, Metric, failed, referenced, unasked
from untuned.types.measures import Score

_RUBRIC = (
    "Decide whether the two answers to the question agree: whoever trusts one is told the same as whoever trusts the other. More detail is "
    f"no disagreement. '{YES}': they agree. '{NO}': they do not."
)


async def judge_right(case: Case, *, model: Judging) -> Score:
    """Whether the answer agrees with a reference answer: 1 or 0, and .5 where the judge is of two minds; the best of several counts.

    The two answers are shown in both orders. A failure of the model is a failed score.
    """
    if case.run.status == "error" or case.refused or not _asked(case):
        return METRIC.of(case)
    asked, said, best = ("question", case.question.text), ("answer", case.run.text), 0.0
    try:
        for gold in case.question.answers:
            known = ("answer", gold)
            found = await twice(model, _RUBRIC, (asked, said, known), (asked, known, said))
            if found is None:
                return METRIC.score(failed("no verdict could be read"))
            best = max(best, found)
            if best == 1.0:
                break
    except ModelError as error:
        return METRIC.score(failed(str(error)))
    return METRIC.score(Finding(value=best, detail=f"by {model.name}"))


def _asked(case: Case) -> bool:
    return bool(case.question.answers) and not case.question.must_abstain


def _rule(case: Case) -> Finding:
    """Without a judge, only a refusal has a value."""
    if not _asked(case):
        return unasked("the question has no reference answer")
    return Finding(value=0.0, detail="it says that there is no answer") if case.refused else unasked("no judge was asked")


METRIC = Metric(
    name="judged_right",
    definition="Whether a judge, asked in both orders, finds that the answer agrees with a reference answer; 0 for a refusal.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own; swapped orders: Zheng et al. 2023, MT-Bench",
    rule=_rule,
    asks=referenced,
    tier=2,
    gates=False,
)
