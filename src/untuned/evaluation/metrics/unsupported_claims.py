"""How many claims of an answer a local model finds unsupported."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.checking import checked
from untuned.evaluation.metrics.metric import Finding, Metric, share, unasked
from untuned.rag.verify.support.support import SupportScorer

_HALF = 0.5


def unsupported_claims(scorer: SupportScorer) -> Metric:
    """The metric over a local model of support that was measured to be worth it (`untuned.models.support.measured_support`)."""

    def rule(case: Case) -> Finding:
        found = checked(case, scorer=scorer)
        if isinstance(found, Finding):
            return found
        if not found.claims:
            return unasked("the text has no sentence that says anything")
        loose = [claim for claim in found.claims if (claim.support.probability or 0.0) < _HALF]
        return share(len(loose), len(found.claims), "; ".join(claim.text for claim in loose[:3]))

    return Metric(
        name="unsupported_claims",
        version=f"1 {scorer.name}",
        definition="The share of a plain text's sentences that a local model of support gives less than an even chance.",
        range=(0, 1),
        unit="share",
        higher_is_better=False,
        source="own; local model as measured by benchmarks/support_models.py",
        rule=rule,
        tier=1,
    )
