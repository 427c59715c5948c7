"""How much a rewrite changed."""

from __future__ import annotations

from rapidfuzz.distance import LCSseq

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.text.words import words


def _rule(case: Case) -> Finding:
    if not case.run.original:
        return unasked("nothing was rewritten")
    before, after = words(case.run.original), words(case.run.text)
    return Finding(value=LCSseq.normalized_distance(before, after), detail=f"{len(before)} words before, {len(after)} after")


METRIC = Metric(
    name="words_changed",
    definition="The share of the longer text's words that are not in the longest common sequence of the text and its original.",
    range=(0, 1),
    unit="share",
    higher_is_better=False,
    source="own",
    rule=_rule,
)
