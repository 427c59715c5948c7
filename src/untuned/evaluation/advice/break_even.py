"""After how many months tuning has earned what it took, over the ranges of what is assumed, and which assumption turns that over.

Each month a tuned model saves what the failures that it mends would have cost, and the tokens that it does not need; it costs the
difference in price of those that it does, the place where it runs, and its share of the next training, whose rows are looked over again.
Before that stand the rows that are still to be reviewed, the first training, the measuring, and the days until it may answer.

The interval holds 90 % of 20,000 draws in which every assumption lies anywhere in its range with equal chance, each by itself. The
sentence on what flips it holds every other assumption at its middle.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from untuned.evaluation.stats.roots import crossing
from untuned.types.advising import Range
from untuned.types.measures import Interval

MONTH = 30.44
"""Days."""
_DRAWS = 20_000
_CONFIDENCE = 0.9
_LEAST = 1e-9
_FARTHEST = 1e6
"""A value is looked for up to so many times larger or smaller than the assumed one."""

Name = Literal[
    "calls",
    "input_tokens",
    "output_tokens",
    "input_price",
    "output_price",
    "failing",
    "failure_cost",
    "mended",
    "tuned_input",
    "tuned_price",
    "training_cost",
    "hosting",
    "minutes",
    "rate",
    "lead_days",
    "renewed",
]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Assumption:
    """A figure that the break-even rests on, with its range."""

    name: Name
    range: Range
    source: str
    """A setting, `measured`, `price list`, or `assumed`."""
    told: str
    """For people: `calls a month`."""

    @property
    def middle(self) -> float:
        """The middle of its range."""
        return (self.range[0] + self.range[1]) / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixed:
    """What is counted, not assumed."""

    rows_to_review: int
    rows: int
    """What each training is made from."""
    retrain_days: int
    measuring: float = 0.0
    """US dollars to measure the tuned model, and each one after it."""
    horizon_months: float = 12.0
    """It has to pay within so many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Payback:
    """What the assumptions come to."""

    months: float
    """At the middle of every assumption; infinite where it never pays."""
    interval: Interval
    saved_a_month: float
    invested: float
    pays: float
    """The share of the draws that pay within the horizon, in [0, 1]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flip:
    """The value of one assumption at which the verdict turns over."""

    assumption: Assumption
    value: float
    likely: bool
    """The value lies within the range that is assumed."""
    pays_above: bool
    """It pays above the value; otherwise below it."""


def payback(assumptions: Sequence[Assumption], fixed: Fixed, *, seed: int = 0) -> Payback:
    """When tuning pays, at the middle of every assumption and over their ranges."""
    middle: dict[Name, Floats] = {one.name: np.array([one.middle]) for one in assumptions}
    rng = np.random.default_rng(seed)
    drawn: dict[Name, Floats] = {one.name: rng.uniform(*one.range, _DRAWS) for one in assumptions}
    months = np.sort(_months(drawn, fixed))
    low, high = (months[int(share * (_DRAWS - 1))] for share in ((1 - _CONFIDENCE) / 2, (1 + _CONFIDENCE) / 2))
    return Payback(
        months=float(_months(middle, fixed)[0]),
        interval=Interval(low=float(low), high=float(high), confidence=_CONFIDENCE, method="ranges of the assumptions"),
        saved_a_month=float(_saved(middle, fixed)[0]),
        invested=float(_invested(middle, fixed)[0]),
        pays=float((months <= fixed.horizon_months).mean()),
    )


def flips(assumptions: Sequence[Assumption], fixed: Fixed) -> list[Flip]:
    """Every assumption that alone turns the verdict over: first those that do within their range, then the others, the nearest first.

    Within a range, near is told in half widths of it; beyond, as the factor between the value and the assumed one.
    """
    found = [flip for one in assumptions if (flip := flip_of(one, assumptions, fixed)) is not None]
    return sorted(found, key=lambda flip: (not flip.likely, _distance(flip)))


def flip_of(one: Assumption, assumptions: Sequence[Assumption], fixed: Fixed) -> Flip | None:
    """Where an assumption turns the verdict over, all others at their middle; None where no value does."""
    others: dict[Name, Floats] = {other.name: np.array([other.middle]) for other in assumptions}

    def over(value: float) -> float:
        # Saving less than nothing is worse than any number of months; what has to be saved within the horizon has no such gap.
        held: dict[Name, Floats] = {**others, one.name: np.array([value])}
        left = fixed.horizon_months - float(held["lead_days"][0]) / MONTH
        return float(_saved(held, fixed)[0]) * left - float(_invested(held, fixed)[0]) if left > 0 else left * 1e9

    start = max(one.middle, _LEAST)
    pays = over(one.middle) >= 0
    for low, high in _around(one, start):
        if (over(high if low == start else low) >= 0) != pays:
            value = _crossed(over, low, high)
            return Flip(assumption=one, value=value, likely=one.range[0] <= value <= one.range[1], pays_above=pays == (value < one.middle))
    return None


_BOUNDED: Mapping[Name, float] = {"failing": 1.0, "mended": 1.0, "renewed": 1.0}


def _around(one: Assumption, start: float) -> list[Range]:
    """Where a value is looked for: below what is assumed, and above it, as far as it can be."""
    most = _BOUNDED.get(one.name, start * _FARTHEST if one.middle > 0 else 1e9)
    return [(start / _FARTHEST, start), (start, most)]


def _crossed(over: Callable[[float], float], low: float, high: float) -> float:
    """The value between two at which it turns over, found on the scale of logarithms."""
    rising = over(high) >= 0

    def short(exponent: float) -> float:
        found = over(math.exp(exponent))
        return found if rising else -found

    return math.exp(crossing(short, math.log(low), math.log(high)))


def _distance(flip: Flip) -> float:
    """How far a value lies from what is assumed, on the scale of logarithms."""
    one = flip.assumption
    apart = abs(math.log(max(flip.value, _LEAST)) - math.log(max(one.middle, _LEAST)))
    if not flip.likely:
        return apart
    low, high = (max(end, _LEAST) for end in one.range)
    return apart / max((math.log(high) - math.log(low)) / 2, _LEAST)


def _months(held: Mapping[Name, Floats], fixed: Fixed) -> Floats:
    saved, invested = _saved(held, fixed), _invested(held, fixed)
    earning = np.divide(invested, saved, out=np.full_like(saved, math.inf), where=saved > 0)
    return earning + held["lead_days"] / MONTH


def _saved(held: Mapping[Name, Floats], fixed: Fixed) -> Floats:
    """US dollars a month."""
    now = (held["input_tokens"] * held["input_price"] + held["output_tokens"] * held["output_price"]) / 1e6
    tuned_input = held["input_tokens"] * held["tuned_input"] * held["input_price"]
    then = (tuned_input + held["output_tokens"] * held["output_price"]) * held["tuned_price"] / 1e6
    mended = held["failing"] * held["mended"] * held["failure_cost"]
    again = held["training_cost"] + held["renewed"] * fixed.rows * held["minutes"] / 60 * held["rate"] + fixed.measuring
    return held["calls"] * (mended + now - then) - held["hosting"] - again * MONTH / fixed.retrain_days


def _invested(held: Mapping[Name, Floats], fixed: Fixed) -> Floats:
    return held["training_cost"] + fixed.rows_to_review * held["minutes"] / 60 * held["rate"] + fixed.measuring
