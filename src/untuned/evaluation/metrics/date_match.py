"""Whether the dates of the answer are right."""

from __future__ import annotations

from untuned.evaluation.metrics.metric import Metric
from untuned.evaluation.metrics.reading.says import told
from untuned.evaluation.metrics.reading.shares import best_share, has_share
from untuned.evaluation.metrics.reading.spelling import plain
from untuned.evaluation.metrics.reading.values import carries, carries_date, values


def _share(text: str, gold: str) -> float | None:
    said, own = told(text), values(plain(gold))
    found = [carries_date(said, date) for date in own.dates]
    found += [carries(said, figure) for figure in own.figures if figure.year or figure.years]
    return sum(found) / len(found) if found else None


METRIC = Metric(
    name="date_match",
    version="3",
    definition="The share of the dates, months and years of a reference answer that the text tells, in any format; the best of several.",
    range=(0, 1),
    unit="share",
    higher_is_better=True,
    source="own",
    rule=best_share(_share, of="a date"),
    asks=has_share(_share),
)
