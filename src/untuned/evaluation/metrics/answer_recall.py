"""How much of a reference answer the text has."""

from __future__ import annotations

from functools import partial

from untuned.evaluation.metrics.likeness import likest
from untuned.evaluation.metrics.metric import Metric, referenced
from untuned.evaluation.metrics.reading.squad import recall

METRIC = Metric(
    name="answer_recall",
    definition="The share of a reference answer's words that the text has, of the answer with most of them; 0 for a refusal.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="Adlakha et al. 2024, correctness and faithfulness of instruction-following models for question answering",
    rule=partial(likest, by=recall),
    asks=referenced,
)
