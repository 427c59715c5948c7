"""Who wins where people compare two answers: the rate, with ties, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from untuned.evaluation.stats.mean import mean_interval
from untuned.types.measures import Interval, Preference


@dataclass(frozen=True, kw_only=True, slots=True)
class Wins:
    """B against A: how often it is preferred, a tie counting half."""

    a: str
    b: str
    aspect: str
    rate: float
    """Of B, in [0, 1]: each item counts once, however many people compared it."""
    interval: Interval | None
    """Over items; None for a single one."""
    preferred_a: int
    preferred_b: int
    ties: int
    items: int
    raters: int
    judge: str = ""
    """The model whose word it is; "" where people compared."""


def win_rates(preferences: Sequence[Preference], *, seed: int = 0) -> list[Wins]:
    """The rate of each pair that was compared, by aspect and by name; A is the name that comes first in the alphabet.

    The judgements of one item are not independent: they are averaged first, and the interval is that of the items' means.

    Args:
        preferences: In any order; which of the two was shown as `a` does not matter.
        seed: Of the interval's bootstrap.
    """
    held: dict[tuple[str, str, str], list[Preference]] = {}
    for each in preferences:
        first, second = sorted((each.a, each.b))
        held.setdefault((each.aspect, first, second), []).append(each)
    return [_wins(held[key], key, seed=seed) for key in sorted(held)]


def _wins(said: Sequence[Preference], key: tuple[str, str, str], *, seed: int) -> Wins:
    aspect, first, second = key
    items: dict[str, list[float]] = {}
    for each in said:
        items.setdefault(each.item, []).append(_score(each, second))
    means = [float(np.mean(scores)) for scores in items.values()]
    every = [score for scores in items.values() for score in scores]
    return Wins(
        a=first,
        b=second,
        aspect=aspect,
        rate=float(np.mean(means)),
        interval=mean_interval(means, seed=seed),
        preferred_a=every.count(0.0),
        preferred_b=every.count(1.0),
        ties=every.count(0.5),
        items=len(items),
        raters=len({each.rater for each in said}),
    )


def _score(preference: Preference, name: str) -> float:
    """1 where this one is preferred, 0 where the other is."""
    if preference.preferred == "tie":
        return 0.5
    return 1.0 if (preference.a if preference.preferred == "a" else preference.b) == name else 0.0
