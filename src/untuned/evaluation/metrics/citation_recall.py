"""How much of the evidence is cited."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, share, unasked
from untuned.evaluation.metrics.reading.overlap import touched


def _rule(case: Case) -> Finding:
    if not case.spans:
        return unasked("no evidence stands in the documents")
    cited = [each.span for each in case.run.cited if each.verdict in ("exact", "normalised")]
    if not cited and not case.run.verified:
        return unasked("it cites nothing")
    spans = [each.span for each in case.gold if each.span is not None] or list(case.spans)
    return share(sum(touched(spans, cited)), len(spans))


METRIC = Metric(
    name="citation_recall",
    definition="The share of the evidence's passages that an accepted citation overlaps; 0 for an answer that was verified and cites none.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="Liu et al. 2023, evaluating verifiability in generative search engines",
    rule=_rule,
)
