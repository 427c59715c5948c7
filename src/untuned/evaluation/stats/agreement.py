"""How far raters agree: per cent, Cohen's kappa, Krippendorff's alpha, each with an interval over items.

Items that are not independent, such as several variants' answers to one question, are drawn together where their groups are given. A
resample holds no disagreement that was not seen: where raters hardly ever disagree the bootstrap is far too sure, and of full agreement
it says that it could not be less. So the interval also holds what the ends of an interval for the share of disagreements give, were these
as grave as those that were seen; of full agreement, as two values drawn from all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from untuned.evaluation.stats.proportion import proportion_interval
from untuned.types.measures import Interval

Numbers = NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval"]
"""What the values are: names, ranks, or numbers whose distances mean something."""
Weights = Literal["none", "linear", "quadratic"]
"""How much a disagreement counts: all alike, by the steps between the two values, or by the square of these."""

Ratings = Sequence[Sequence[float | None]]
"""One row for each item, one column for each rater; None where a rater has not rated it."""

_LEAST = 2
"""Ratings of an item from which on it tells of agreement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """One measure of agreement."""

    value: float | None
    """1 is full agreement, 0 what chance gives (for `percent`: none); None where it is not defined, as when all values are one."""
    interval: Interval | None
    """None where it is not defined in most resamples."""
    items: int
    """Items that at least two raters have rated."""
    raters: int
    method: str
    groups: int | None = None
    """In how many groups the items come; None where each stands alone."""


Groups = Sequence[Hashable]
"""For each item what it belongs to: items of one group are not independent."""


def percent(
    ratings: Ratings, *, groups: Groups | None = None, confidence: float = 0.95, resamples: int = 2_000, seed: int = 0
) -> Agreement:
    """The share of pairs of ratings of one item that are equal, each item counting once, in [0, 1]."""
    table = _table(ratings)
    rated = (~np.isnan(table)).sum(axis=1) >= _LEAST
    figures = np.array([_percent(row[~np.isnan(row)]) for row in table[rated]])
    apart = _Apart(differing=figures < 1, by_chance=1.0)
    raters = int((~np.isnan(table)).any(axis=0).sum())
    draw = _Draw(confidence, resamples, seed, _places(groups, rated))
    return _measured(lambda drawn: float(figures[drawn].mean()), raters=raters, method="percent agreement", draw=draw, apart=apart)


def cohen(
    ratings: Ratings,
    *,
    weights: Weights = "none",
    groups: Groups | None = None,
    confidence: float = 0.95,
    resamples: int = 2_000,
    seed: int = 0,
) -> Agreement:
    """Cohen's kappa of two raters on the items that both have rated: agreement beyond what their own frequencies give, in [-1, 1].

    Sources: Cohen 1960, "A coefficient of agreement for nominal scales"; with weights Cohen 1968. The steps of the weights are those
    between the distinct values that occur, in their order.

    Args:
        ratings: Two columns.
        weights: `none` for names, `linear` or `quadratic` for ranks.
        groups: Of the items; None where each stands alone.
        confidence: Of the interval, in (0, 1).
        resamples: Bootstrap samples of groups.
        seed: Of the resamples.

    Raises:
        ValueError: There are not two columns in every row.
    """
    table = _table(ratings)
    if len(table) and table.shape[1] != 2:
        raise ValueError(f"{table.shape[1]} raters: Cohen's kappa is of two; use Krippendorff's alpha for more")
    rated = (~np.isnan(table)).sum(axis=1) >= table.shape[1]
    both = table[rated]
    values, codes = np.unique(both, return_inverse=True)
    pairs = codes.reshape(-1, 2)
    costs = _costs(len(values), weights)

    def kappa(drawn: NDArray[np.intp]) -> float:
        first, second = pairs[drawn, 0], pairs[drawn, 1]
        seen = np.bincount(first, minlength=len(values)), np.bincount(second, minlength=len(values))
        expected = float(seen[0] @ costs @ seen[1]) / len(drawn) ** 2
        return 1 - float(costs[first, second].mean()) / expected if expected > 0 else float("nan")

    name = "Cohen's kappa" + ("" if weights == "none" else f", {weights} weights")
    margins = [np.bincount(column, minlength=len(values)) / max(len(pairs), 1) for column in pairs.T]
    apart = _Apart(differing=pairs[:, 0] != pairs[:, 1], by_chance=1 - float(margins[0] @ margins[1]))
    draw = _Draw(confidence, resamples, seed, _places(groups, rated))
    return _measured(kappa, raters=2, method=name, draw=draw, apart=apart)


def krippendorff(
    ratings: Ratings,
    *,
    level: Level = "nominal",
    groups: Groups | None = None,
    confidence: float = 0.95,
    resamples: int = 2_000,
    seed: int = 0,
) -> Agreement:
    """Krippendorff's alpha of any number of raters, with gaps: 1 less the disagreement seen over that expected, at most 1.

    Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability". In the interval whole items are resampled.

    Args:
        ratings: A column for each rater; items with fewer than two ratings do not count.
        level: How far two values are apart.
        groups: Of the items; None where each stands alone.
        confidence: Of the interval, in (0, 1).
        resamples: Bootstrap samples of groups.
        seed: Of the resamples.
    """
    table = _table(ratings)
    counted = (~np.isnan(table)).sum(axis=1) >= _LEAST
    kept = table[counted]
    units = _moments(kept) if level == "interval" else _counts(kept)

    def alpha(drawn: NDArray[np.intp]) -> float:
        some = units[drawn]
        total = some.sum(axis=0)
        apart = {"nominal": _as_names, "ordinal": _as_ranks(total), "interval": _as_numbers}[level]
        rated = some[:, 0] if level == "interval" else some.sum(axis=1)
        seen = float((apart(some) / (rated - 1)).sum())
        expected = float(apart(total[np.newaxis])[0]) / (float(rated.sum()) - 1)
        return 1 - seen / expected if expected > 0 else float("nan")

    raters = int((~np.isnan(kept)).any(axis=0).sum())
    draw, apart = _Draw(confidence, resamples, seed, _places(groups, counted)), _apart(kept)
    return _measured(alpha, raters=raters, method=f"Krippendorff's alpha, {level}", draw=draw, apart=apart)


@dataclass(frozen=True, slots=True)
class _Draw:
    confidence: float
    resamples: int
    seed: int
    places: Sequence[NDArray[np.intp]]
    """The items of each group, among those that count."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Apart:
    """How often raters disagree."""

    differing: NDArray[np.bool_]
    """Of each item, whether any two do."""
    by_chance: float
    """How often two ratings that are drawn from all do, in [0, 1]."""


def _apart(kept: Numbers) -> _Apart:
    if not len(kept):
        return _Apart(differing=np.zeros(0, dtype=bool), by_chance=0.0)
    _, counts = np.unique(kept[~np.isnan(kept)], return_counts=True)
    total = int(counts.sum())
    differing: NDArray[np.bool_] = np.ptp(np.where(np.isnan(kept), np.nanmin(kept, axis=1)[:, None], kept), axis=1) > 0
    return _Apart(differing=differing, by_chance=1 - float((counts * (counts - 1)).sum()) / (total * (total - 1)))


def _table(ratings: Ratings) -> Numbers:
    if len({len(row) for row in ratings}) > 1:
        raise ValueError("rows of different lengths: give one column for each rater, None where there is no rating")
    held = np.array([[np.nan if value is None else float(value) for value in row] for row in ratings], dtype=float)
    return held.reshape(len(ratings), len(ratings[0]) if len(ratings) else 0)


def _places(groups: Groups | None, counted: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """The items of each group, of those that count, as they are numbered among these."""
    if groups is not None and len(groups) != len(counted):
        raise ValueError(f"{len(groups)} groups of {len(counted)} items: give one for each")
    found: dict[Hashable, list[int]] = {}
    for place, at in enumerate(np.flatnonzero(counted).tolist()):
        found.setdefault(at if groups is None else (groups[at],), []).append(place)
    return [np.array(each, dtype=np.intp) for each in found.values()]


def _percent(row: Numbers) -> float:
    _, counts = np.unique(row, return_counts=True)
    return float((counts * (counts - 1)).sum()) / (len(row) * (len(row) - 1))


def _measured(figure: Callable[[NDArray[np.intp]], float], *, raters: int, method: str, draw: _Draw, apart: _Apart) -> Agreement:
    """The figure over all items; its interval holds the percentiles over resamples of groups (Efron 1979) and what was not seen."""
    items, groups = len(apart.differing), len(draw.places)
    if items == 0:
        return Agreement(value=None, interval=None, items=0, raters=raters, method=method)
    value = float(figure(np.arange(items)))
    rng = np.random.default_rng(draw.seed)
    alone = groups == items
    again = np.array([figure(rng.integers(0, items, items) if alone else drawn_again(draw.places, rng)) for _ in range(draw.resamples)])
    again = again[~np.isnan(again)]
    tail = (1 - draw.confidence) / 2
    interval = None
    if not np.isnan(value) and groups > 1 and len(again) > draw.resamples / 2:
        low, high = (float(end) for end in np.quantile(again, [tail, 1 - tail]))
        least, most = _by_disagreements(value, apart, draw)
        interval = Interval(
            low=min(low, least),
            high=max(high, most),
            confidence=draw.confidence,
            method="bootstrap over items, and the share of disagreements",
        )
    return Agreement(
        value=None if np.isnan(value) else value,
        interval=interval,
        items=items,
        raters=raters,
        method=method,
        groups=None if groups == items else groups,
    )


def drawn_again(places: Sequence[NDArray[np.intp]], rng: np.random.Generator) -> NDArray[np.intp]:
    """The items of as many groups as there are, drawn with replacement; `places` are those of each group."""
    picks: list[int] = rng.integers(0, len(places), len(places)).tolist()
    return np.concatenate([places[at] for at in picks])


def _by_disagreements(value: float, apart: _Apart, draw: _Draw) -> tuple[float, float]:
    """What the figure would be, were there as many groups with a disagreement as the ends of the interval of their share allow."""
    groups, differing = len(draw.places), sum(bool(apart.differing[at].any()) for at in draw.places)
    share = proportion_interval(differing, groups, confidence=draw.confidence)
    weight = (1 - value) * groups / differing if differing else 1 / apart.by_chance
    return max(-1.0, 1 - share.high * weight), min(1.0, 1 - share.low * weight)


def _costs(count: int, weights: Weights) -> Numbers:
    steps = np.abs(np.subtract.outer(np.arange(count), np.arange(count))).astype(float)
    return {"none": (steps > 0).astype(float), "linear": steps, "quadratic": steps**2}[weights]


def _counts(kept: Numbers) -> Numbers:
    """For each unit how often it has each value, the values rising."""
    values = np.unique(kept[~np.isnan(kept)])
    return np.array([(row[:, np.newaxis] == values).sum(axis=0) for row in kept], dtype=float).reshape(len(kept), len(values))


def _moments(kept: Numbers) -> Numbers:
    """For each unit how many ratings it has, their sum and the sum of their squares, about the mean of all."""
    there = ~np.isnan(kept)
    about = np.where(there, kept - (float(kept[there].mean()) if there.any() else 0.0), 0.0)
    return np.column_stack([there.sum(axis=1).astype(float), about.sum(axis=1), (about**2).sum(axis=1)])


# Of units, from their counts or moments: for each the disagreement summed over all ordered pairs of its ratings.
def _as_names(counts: Numbers) -> Numbers:
    return counts.sum(axis=1) ** 2 - (counts**2).sum(axis=1)


def _as_numbers(moments: Numbers) -> Numbers:
    return np.maximum(2 * moments[:, 0] * moments[:, 2] - 2 * moments[:, 1] ** 2, 0.0)


def _as_ranks(total: Numbers) -> Callable[[Numbers], Numbers]:
    """A rank lies in the middle of the ratings that have it: then the distance of two counts the ratings between them."""
    places = np.cumsum(total) - total / 2
    places = places - places.mean() if len(places) else places

    def apart(counts: Numbers) -> Numbers:
        return np.maximum(2 * counts.sum(axis=1) * (counts @ places**2) - 2 * (counts @ places) ** 2, 0.0)

    return apart
