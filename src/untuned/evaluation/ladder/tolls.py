"""What a variant's answers take: of time, for the slower ones, and of money."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

from untuned.types.ladder import Toll
from untuned.types.measures import Run

SLOWER = 0.95
_THOUSAND = 1_000


def toll_of(runs: Iterable[Run]) -> Toll:
    """The 95th percentile of milliseconds (the nearest rank), and US dollars for 1,000 answers; failed runs are left out."""
    answered = [run for run in runs if run.status != "error"]
    times = sorted(run.milliseconds for run in answered if run.milliseconds is not None)
    costs = [run.cost for run in answered if run.cost is not None]
    known = answered and len(costs) == len(answered)
    return Toll(
        latency_ms=times[math.ceil(SLOWER * len(times)) - 1] if times else None,
        cost=sum(costs, Decimal(0)) * _THOUSAND / len(costs) if known else None,
    )
