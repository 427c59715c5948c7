"""Whether the text can be read."""

from __future__ import annotations

from collections.abc import Mapping

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.metrics.reading.broken import broken, written
from untuned.evaluation.metrics.reading.order import Neighbours, in_order, neighbours

_SHOWN = 5
_DOUBTED = 0.9
"""Below this the order of words is named as a reason."""


def rated(case: Case, *, tables: Mapping[str, Neighbours]) -> Finding:
    """What the text is worth; `tables` say of which languages the order of words is known."""
    if case.refused:
        return unasked("there is no text")
    words = written(case.run.text)
    if not words:
        return unasked("there are no words")
    familiar = (case.question.text, *case.question.answers, *case.contexts)
    bad = broken(case.run.text, language=case.language, familiar=familiar, known=case.known)
    shown = list(dict.fromkeys(f"{words[at]} ({why})" for at, why in list(bad.items())[:_SHOWN]))
    order = in_order(case.run.text, tables.get(case.language))
    if order is not None and order < _DOUBTED:
        shown.append(f"words in an order in which people do not write ({order:.2f} of 1)")
    return Finding(value=(1 - len(bad) / len(words)) * (1.0 if order is None else order), detail=", ".join(shown))


def _rule(case: Case) -> Finding:
    return rated(case, tables=neighbours())


METRIC = Metric(
    name="coherence",
    definition="1 less the share of words misspelt, invented, said over again or in the wrong language; times the order of words.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own; order: bigram model of word classes against all orders of the same words",
    version="3",
    rule=_rule,
)
