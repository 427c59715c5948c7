"""Rates of a finite set of items, some of which people have labelled: what is not labelled is all that is uncertain."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import gammaln, ndtri

from untuned.types.measures import Interval


def hypergeometric(positive: int, labelled: int, total: int, *, confidence: float = 0.95) -> Interval:
    """Where the share of positives among all items lies, exactly: both tails of the hypergeometric distribution.

    Source: Buonaccorsi 1987, "A note on confidence intervals for proportions in finite populations". It covers at least as often as
    it says, and mostly more often.

    Args:
        positive: Labelled items that are positive.
        labelled: Items labelled, drawn at random without replacement.
        total: All items.
        confidence: Of the interval, in (0, 1).

    Raises:
        ValueError: The counts do not fit together.
    """
    _checked(positive, labelled, total)
    tail = (1 - confidence) / 2
    least, most = positive, total - (labelled - positive)

    def too_few(held: int) -> bool:
        return 1 - at_most(positive - 1, held=held, labelled=labelled, total=total) <= tail

    def enough(held: int) -> bool:
        return at_most(positive, held=held, labelled=labelled, total=total) > tail

    low = _first(least, most, lambda held: not too_few(held))
    high = _last(least, most, enough)
    return Interval(low=low / total, high=high / total, confidence=confidence, method="hypergeometric")


def wilson_finite(positive: int, labelled: int, total: int, *, confidence: float = 0.95) -> Interval:
    """Where the share of positives among all items lies: Wilson's interval with the correction for a finite population.

    Source: Wilson 1927; Cochran 1977, "Sampling Techniques", chapter 3. Where all labels agree it is the exact interval.

    Raises:
        ValueError: The counts do not fit together.
    """
    _checked(positive, labelled, total)
    if labelled == total:
        return Interval(low=positive / total, high=positive / total, confidence=confidence, method="all items labelled")
    if positive in (0, labelled):
        return hypergeometric(positive, labelled, total, confidence=confidence)
    size = labelled * (total - 1) / (total - labelled)
    low, high = wilson_ends(positive / labelled, size, quantile=normal_quantile(confidence))
    low, high = possible(low, high, positive=positive, labelled=labelled, total=total)
    return Interval(low=low, high=high, confidence=confidence, method="Wilson, finite population")


def wilson_ends(share: float, size: float, *, quantile: float) -> tuple[float, float]:
    """The ends of Wilson's interval of a share that was seen in so many items; the number need not be whole."""
    squared = quantile * quantile
    middle = (share + squared / (2 * size)) / (1 + squared / size)
    half = quantile / (1 + squared / size) * math.sqrt(share * (1 - share) / size + squared / (4 * size * size))
    return max(0.0, middle - half), min(1.0, middle + half)


def possible(low: float, high: float, *, positive: int, labelled: int, total: int) -> tuple[float, float]:
    """The ends drawn in to what the labels leave possible: what is labelled is known."""
    least, most = positive / total, (total - (labelled - positive)) / total
    return min(max(low, least), most), max(min(high, most), least)


def at_most(positive: int, *, held: int, labelled: int, total: int) -> float:
    """The probability that at most so many of the labelled items are positive, where `held` of all items are."""
    least = max(0, labelled - (total - held))
    counts = np.arange(least, min(positive, held) + 1)
    if not len(counts):
        return 0.0

    def ways(items: int, chosen: np.ndarray) -> np.ndarray:
        return gammaln(items + 1) - gammaln(chosen + 1) - gammaln(items - chosen + 1)

    logs = ways(held, counts) + ways(total - held, labelled - counts) - ways(total, np.array(labelled))
    return min(1.0, float(np.exp(logs).sum()))


def normal_quantile(confidence: float) -> float:
    """The quantile of the normal distribution that leaves half of 1 - confidence above it."""
    return float(ndtri((1 + confidence) / 2))


def unseen_positives(sizes: Sequence[tuple[int, int]], *, tail: float) -> int:
    """The most positives that labels, drawn apart in each group, can all have missed with a probability above `tail`.

    They are put where they are missed most easily, one by one, which is the worst case since each next one in a group is harder to miss.

    Args:
        sizes: For each group how many of its items are labelled, and how many it has.
        tail: The probability, in (0, 1).
    """
    hidden, missed, found = [0] * len(sizes), 1.0, 0
    while True:
        chances = [1 - labelled / (total - held) if total > held else 0.0 for (labelled, total), held in zip(sizes, hidden, strict=True)]
        best = max(range(len(sizes)), key=lambda at: chances[at])
        missed *= chances[best]
        if missed <= tail:
            return found
        hidden[best] += 1
        found += 1


def _checked(positive: int, labelled: int, total: int) -> None:
    if not 0 < labelled <= total or not 0 <= positive <= labelled:
        raise ValueError(
            f"{positive} of {labelled} labelled of {total} items is no count: want 0 <= positive <= labelled <= all, labelled > 0"
        )


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number from which on it holds, by halving."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _last(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The greatest number up to which it holds, by halving."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
