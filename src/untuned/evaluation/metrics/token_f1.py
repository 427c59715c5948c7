"""How much of the text and of a reference answer is the same."""

from __future__ import annotations

from functools import partial

from untuned.evaluation.metrics.likeness import likest
from untuned.evaluation.metrics.metric import Metric, referenced
from untuned.evaluation.metrics.reading.squad import f1

METRIC = Metric(
    name="token_f1",
    definition="F1 of the words of the text against those of the reference answer that is most like it; 0 for a refusal.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="Rajpurkar et al. 2016, SQuAD",
    rule=partial(likest, by=f1),
    asks=referenced,
)
