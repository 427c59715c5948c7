"""Whether the units of the answer are right."""

from __future__ import annotations

from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.metrics.reading.says import told
from untuned.evaluation.metrics.reading.shares import best_share, has_share
from untuned.evaluation.metrics.reading.spelling import plain
from untuned.evaluation.metrics.reading.values import measured, values


def _share(text: str, gold: str) -> float | None:
    said = told(text)
    wanted = [figure for figure in values(plain(gold)).figures if figure.measure is not None]
    return sum(measured(said, figure) for figure in wanted) / len(wanted) if wanted else None


METRIC = Metric(
    name="unit_match",
    version="3",
    definition="The share of the units of a reference answer that the text has with the same or a converted number; the best of several.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own",
    rule=best_share(_share, of="a unit"),
    asks=has_share(_share),
)
