"""Whether the quotes are the sources' own."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, share, unasked


def _rule(case: Case) -> Finding:
    verdicts = [each.verdict for each in case.run.cited]
    if not verdicts:
        return unasked("it cites nothing")
    return share(sum(verdict in ("exact", "normalised") for verdict in verdicts), len(verdicts))


METRIC = Metric(
    name="quote_validity",
    definition="The share of the citations whose quote says just what its source says.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own",
    rule=_rule,
)
