"""What people rated poorly: below the middle of the scale that they used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from untuned.types.measures import Rating

_SCALES = ((0.0, 1.0), (-1.0, 1.0), (1.0, 5.0), (0.0, 5.0), (1.0, 10.0), (0.0, 10.0), (0.0, 100.0))
"""What people rate by, the shortest first: an aspect's scale is the first that holds all of its values."""
_GOOD = frozenset(["good", "right", "yes", "helpful", "correct", "up", "thumbs_up", "хорошо", "верно", "да", "полезно"])
_POOR = frozenset(["bad", "poor", "wrong", "no", "unhelpful", "incorrect", "down", "thumbs_down", "плохо", "неверно", "нет", "бесполезно"])


def poorly_rated(ratings: Sequence[Rating], *, lower_is_better: Collection[str] = ()) -> Mapping[str, bool]:
    """By item, whether its raters put it below the middle in some aspect (True) or not (False); what tells neither is left out.

    An aspect's scale is taken from its values: 0 to 1, 1 to 5 and others that are common, else from the least to the most that was given.
    A label counts where it is a plain word of praise or blame. Of `lower_is_better` the upper half is the poor one.
    """
    by_aspect: dict[str, list[Rating]] = defaultdict(list)
    for one in ratings:
        by_aspect[one.aspect].append(one)
    found: dict[str, bool] = {}
    for aspect, said in sorted(by_aspect.items()):
        for item, share in _shares(said).items():
            poor = share > 0.5 if aspect in lower_is_better else share < 0.5
            found[item] = found.get(item, False) or poor
    return found


def _shares(said: Sequence[Rating]) -> dict[str, float]:
    """The mean of each item's ratings as a share of the scale."""
    values = [one.value for one in said if one.value is not None]
    low, high = _scale(values)
    found: dict[str, list[float]] = defaultdict(list)
    for one in said:
        if one.value is not None and high > low:
            found[one.item].append((one.value - low) / (high - low))
        elif one.value is None and one.label.strip().lower() in _GOOD | _POOR:
            found[one.item].append(float(one.label.strip().lower() in _GOOD))
    return {item: sum(shares) / len(shares) for item, shares in found.items()}


def _scale(values: Sequence[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 0.0
    least, most = min(values), max(values)
    return next(((low, high) for low, high in _SCALES if low <= least and most <= high), (least, most))
