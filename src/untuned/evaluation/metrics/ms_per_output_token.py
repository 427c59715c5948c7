"""How fast the model writes."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked


def _rule(case: Case) -> Finding:
    run = case.run
    if not run.output_tokens or run.milliseconds is None:
        return unasked("no model was asked, or its tokens are not told")
    if run.first_token_ms is not None and run.output_tokens > 1:
        return Finding(value=max(run.milliseconds - run.first_token_ms, 0.0) / (run.output_tokens - 1), detail="after the first token")
    return Finding(value=run.milliseconds / run.output_tokens, detail="of the whole time: the first token is not told")


METRIC = Metric(
    name="ms_per_output_token",
    definition="Milliseconds per token of output after the first one; of the whole time where the first token is not told.",
    range=(0, float("inf")),
    unit="ms",
    higher_is_better=False,
    source="own",
    rule=_rule,
)
