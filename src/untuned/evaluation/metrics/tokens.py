"""How much a model reads and writes."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, every, unasked


def _rule(case: Case) -> Finding:
    run = case.run
    if run.requests and not (run.input_tokens or run.output_tokens):
        return unasked("the tokens are not told")
    return Finding(value=float(run.input_tokens + run.output_tokens), detail=f"{run.input_tokens} in, {run.output_tokens} out")


METRIC = Metric(
    name="tokens",
    definition="Tokens of input and output of all requests of the answer, failed ones included.",
    range=(0, float("inf")),
    unit="tokens",
    higher_is_better=False,
    source="own",
    rule=_rule,
    asks=every,
    of_failures=True,
)
