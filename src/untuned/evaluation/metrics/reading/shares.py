"""What metrics by shares have in common: the share of a reference answer's values that a text tells, the best of several references."""

from __future__ import annotations

from collections.abc import Callable

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, unasked
from untuned.types.measures import Question

Share = Callable[[str, str], float | None]
"""The share in [0, 1] of a reference answer's values that a text tells; None where the reference has none."""


def best_share(share: Share, *, of: str) -> Callable[[Case], Finding]:
    """The rule of a metric over a share; `of` is what a reference answer may lack, such as `a number`."""

    def rule(case: Case) -> Finding:
        if case.question.must_abstain:
            return unasked("the question has no answer")
        shares = [found for found in (share(case.run.text, gold) for gold in case.question.answers) if found is not None]
        if not shares:
            return unasked(f"no reference answer has {of}")
        return Finding(value=0.0, detail="it says that there is no answer") if case.refused else Finding(value=max(shares))

    return rule


def has_share(share: Share) -> Callable[[Question], bool]:
    """Which questions such a metric asks: those to be answered, with a reference that has a value of the kind."""
    return lambda question: not question.must_abstain and any(share("", gold) is not None for gold in question.answers)
