"""How far a measurement is: what people watch while it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from untuned.types.measures import Run


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Where a measurement stands; everything in it is recorded already."""

    done: int
    """Runs that stand, reused ones included."""
    total: int
    reused: int
    errors: Mapping[str, int]
    """Failed runs by the variant's hash."""
    spent: Decimal
    """US dollars that are known to be spent."""
    unknown_costs: int
    """Answers whose price is not known."""
    rate: float | None
    """Questions a second since it began; None before the first."""
    seconds_left: float | None
    """For the slowest endpoint, at its own rate; None before each of them has answered."""
    stage: Literal["asking", "scoring", "judging"] = "asking"
    """After asking, `done` and `total` are answers that are scored; while a judge is asked, those that it judges."""


@dataclass(kw_only=True, slots=True)
class Tally:
    """Counts what was recorded."""

    total: int
    reused: int
    clock: Callable[[], float]
    """Seconds that only rise."""
    by_lane: dict[str, int]
    """What is still open of each endpoint."""
    lane_of: Mapping[str, str]
    """The endpoint of each variant's hash."""
    began: float = 0.0
    recorded: int = 0
    errors: Counter[str] = field(default_factory=Counter[str])
    _done: Counter[str] = field(default_factory=Counter[str])

    def add(self, runs: Sequence[Run]) -> None:
        """These were recorded."""
        self.recorded += len(runs)
        for run in runs:
            lane = self.lane_of[run.variant]
            self.by_lane[lane] -= 1
            self._done[lane] += 1
            self.errors[run.variant] += run.status == "error"

    def now(self, *, spent: Decimal, unknown: int) -> Progress:
        """How far it is."""
        took = self.clock() - self.began
        known = took > 0 and self.recorded > 0
        return Progress(
            done=self.reused + self.recorded,
            total=self.total,
            reused=self.reused,
            errors={variant: count for variant, count in self.errors.items() if count},
            spent=spent,
            unknown_costs=unknown,
            rate=self.recorded / took if known else None,
            seconds_left=self._left(took) if known else None,
        )

    def _left(self, took: float) -> float | None:
        waiting = [lane for lane, count in self.by_lane.items() if count]
        if any(not self._done[lane] for lane in waiting):
            return None
        return max((self.by_lane[lane] * took / self._done[lane] for lane in waiting), default=0.0)
