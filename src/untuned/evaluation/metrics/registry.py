"""Every metric that rules alone can score, by name."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.evaluation.metrics import (
    answer_recall,
    answered,
    candidate_recall,
    citation_precision,
    citation_recall,
    coherence,
    confidently_wrong,
    correct,
    cost,
    date_match,
    evidence_mrr,
    evidence_recall,
    exact_match,
    facts_added,
    facts_lost,
    field_accuracy,
    first_claim,
    first_token,
    format_after_repair,
    format_after_retry,
    format_first_pass,
    label_accuracy,
    label_validity,
    latency,
    ms_per_output_token,
    number_match,
    quote_validity,
    remainder,
    requests,
    right_refusal,
    stock_phrases,
    token_f1,
    tokens,
    unit_match,
    voice,
    words_changed,
    wrong_refusal,
)
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Metric
from untuned.types.measures import Score

_MODULES = (
    answer_recall,
    answered,
    candidate_recall,
    citation_precision,
    citation_recall,
    coherence,
    confidently_wrong,
    correct,
    cost,
    date_match,
    evidence_mrr,
    evidence_recall,
    exact_match,
    facts_added,
    facts_lost,
    field_accuracy,
    first_claim,
    first_token,
    format_after_repair,
    format_after_retry,
    format_first_pass,
    label_accuracy,
    label_validity,
    latency,
    ms_per_output_token,
    number_match,
    quote_validity,
    remainder,
    requests,
    right_refusal,
    stock_phrases,
    token_f1,
    tokens,
    unit_match,
    voice,
    words_changed,
    wrong_refusal,
)

METRICS: tuple[Metric, ...] = tuple(sorted((module.METRIC for module in _MODULES), key=lambda metric: metric.name))
"""Of tier 0: always there. Metrics that need a model, a word of another package, or weights are made apart."""


def scores(case: Case, metrics: Sequence[Metric] = METRICS) -> list[Score]:
    """What each of the metrics says of a case, in their order."""
    return [metric.of(case) for metric in metrics]
