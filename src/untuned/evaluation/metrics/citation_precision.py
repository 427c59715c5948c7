"""How much of what is cited is evidence."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, share, unasked
from untuned.evaluation.metrics.reading.overlap import touched


def _rule(case: Case) -> Finding:
    cited = [each.span for each in case.run.cited]
    if not cited or not case.spans:
        return unasked("it cites nothing" if not cited else "no evidence stands in the documents")
    return share(sum(touched(cited, case.spans)), len(cited))


METRIC = Metric(
    name="citation_precision",
    definition="The share of the citations that overlap the evidence.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="Liu et al. 2023, evaluating verifiability in generative search engines",
    rule=_rule,
)
