"""A plain text held against what was read, as `untuned verify` does it."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, unasked
from untuned.rag.check import check_answer
from untuned.rag.verify.support.support import SupportScorer
from untuned.types.checks import CheckedAnswer


def checked(case: Case, *, scorer: SupportScorer | None = None) -> CheckedAnswer | Finding:
    """The checked text; or why there is nothing to check: verified claims have their quotes, and an answer from nothing no sources."""
    run = case.run
    if case.refused or run.verified:
        return unasked("there is no text" if case.refused else "every claim is verified")
    if not case.contexts:
        return unasked("nothing says what was read")
    return check_answer(run.text, case.contexts, question=case.question.text or None, scorer=scorer)
