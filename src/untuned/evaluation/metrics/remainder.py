"""What else is said beside a right value."""

from __future__ import annotations

from functools import lru_cache

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.correct import METRIC as CORRECT
from untuned.evaluation.metrics.metric import Finding, Metric, share, unasked
from untuned.evaluation.metrics.reading.says import places
from untuned.text.sentences import sentences
from untuned.text.words import terms

_CARRIED = 0.5
"""The share of a sentence's words that must stand in what was read."""


def _rule(case: Case) -> Finding:
    run = case.run
    if run.verified or not case.contexts:
        return unasked("every claim is verified" if run.verified else "nothing says what was read")
    if CORRECT.of(case).value != 1.0 or case.refused:
        return unasked("there is no right value")
    right = {place for gold in case.question.answers for place in places(run.text, gold)}
    carried = {word for text in (case.question.text, *case.contexts) for word in _terms(text)}
    total, loose = 0, 0
    for start, end in sentences(run.text):
        own = terms(run.text[start:end])
        total += len(own)
        says_it = any(start < stop and begin < end for begin, stop in right)
        if own and not says_it and sum(word in carried for word in own) < _CARRIED * len(own):
            loose += len(own)
    return share(loose, total) if total else unasked("there are no words")


@lru_cache(maxsize=512)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms(text))


METRIC = Metric(
    name="remainder",
    version="3",
    definition="Beside a right value, the share of the words that stand in sentences of which less than half is in anything that was read.",
    range=(0, 1),
    unit="share",
    higher_is_better=False,
    source="own",
    rule=_rule,
)
