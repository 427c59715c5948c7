"""Whether the numbers of the answer are right."""

from __future__ import annotations

from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.metrics.reading.says import told
from untuned.evaluation.metrics.reading.shares import best_share, has_share
from untuned.evaluation.metrics.reading.spelling import plain
from untuned.evaluation.metrics.reading.values import carries, values


def _share(text: str, gold: str) -> float | None:
    own, wanted = told(text), values(plain(gold)).figures
    return sum(carries(own, figure) for figure in wanted) / len(wanted) if wanted else None


METRIC = Metric(
    name="number_match",
    version="3",
    definition="The share of a reference answer's numbers that the text tells, in any format, without another unit; the best of several.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own",
    rule=best_share(_share, of="a number"),
    asks=has_share(_share),
)
