"""Whether the text can be read."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.metrics.reading.broken import broken, written

_SHOWN = 5


def _rule(case: Case) -> Finding:
    if case.refused:
        return unasked("there is no text")
    words = written(case.run.text)
    if not words:
        return unasked("there are no words")
    familiar = (case.question.text, *case.question.answers, *case.contexts)
    bad = broken(case.run.text, language=case.language, familiar=familiar, known=case.known)
    shown = ", ".join(dict.fromkeys(f"{words[at]} ({why})" for at, why in list(bad.items())[:_SHOWN]))
    return Finding(value=1 - len(bad) / len(words), detail=shown)


METRIC = Metric(
    name="coherence",
    definition="1 less the share of words that are misspelt, repeat what was just said, or are in the wrong language.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own",
    rule=_rule,
)
