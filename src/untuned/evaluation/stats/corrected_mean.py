"""The mean of some labels, corrected by a judge's values of all items, with its variance: what prediction-powered inference reckons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_SUREST = 0.01
"""No judge is taken to be surer than this of how labels vary."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Labels (nan where there is none), the judge's values, and the places of each group's items."""

    y: Numbers
    f: Numbers
    groups: tuple[NDArray[np.intp], ...]

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.y)

    @property
    def given(self) -> Numbers:
        """The labels that there are."""
        return self.y[~np.isnan(self.y)]

    @property
    def labelled(self) -> int:
        """How many there are."""
        return len(self.given)

    @property
    def plain(self) -> bool:
        """Whether the labels were drawn among all items at once."""
        return len(self.groups) == 1

    @property
    def binary(self) -> bool:
        """Whether every label is 0 or 1."""
        return bool(np.isin(self.given, (0.0, 1.0)).all())


@dataclass(frozen=True, slots=True)
class Fit:
    """A mean over all items, with what it rests on."""

    value: float
    variance: float
    """Of the estimate, for the mean over these items."""
    weight: float
    """The mean of the labels' own weights, in [0, 1]."""
    spare: int
    """Degrees of freedom of the variance."""


def sampled(judged: Sequence[float | None], labels: Sequence[float | None], groups: Sequence[int] | None) -> Sample:
    """The lists as arrays; an item that the judge failed on has the mean of the others.

    Raises:
        ValueError: They do not fit together, or a group has fewer than two labels and more items.
    """
    if len(judged) != len(labels) or (groups is not None and len(groups) != len(labels)):
        raise ValueError(f"{len(judged)} judged items and {len(labels)} labels: give one of each for every item, None where there is none")
    if not len(labels):
        raise ValueError("no items: there is nothing to estimate")
    y = np.array([math.nan if label is None else float(label) for label in labels])
    f = np.array([math.nan if value is None else float(value) for value in judged])
    known = f[~np.isnan(f)]
    f[np.isnan(f)] = float(known.mean()) if len(known) else 0.0
    named = np.zeros(len(y), dtype=int) if groups is None else np.asarray(groups)
    places = tuple(np.flatnonzero(named == name) for name in np.unique(named))
    for at in places:
        have = int(np.count_nonzero(~np.isnan(y[at])))
        if have < min(2, len(at)):
            raise ValueError(f"{have} of {len(at)} items{'' if groups is None else ' of a group'} labelled: label at least two")
    return Sample(y=y, f=f, groups=places)


def corrected(of: Sample, *, tuned: bool) -> Fit:
    """The corrected mean; each label's own weight is tuned on the other labels, or is 0 for the labels alone.

    Conditional on the other labels a label is drawn at random from all that is left, and its weight is a constant: so the mean is
    unbiased, exactly, for a finite set of items.
    """
    parts = _parts(of)
    above = sum(part.factor * float(part.dy @ part.df) for part in parts)
    below = sum(part.factor * float(part.df @ part.df) for part in parts)
    tuned = tuned and below > 0 and float(np.ptp(of.f)) > 0
    weights = [_left_out(part, above, below) if tuned else np.zeros(len(part.y)) for part in parts]
    weight = min(1.0, max(0.0, above / below)) if tuned else 0.0
    # A weight that is cut to a bound takes no degree of freedom: it is not fitted.
    spare = max(1, of.labelled - len(parts) - (0 < weight < 1))
    return Fit(
        value=float(sum(part.share * _mean(part, own) for part, own in zip(parts, weights, strict=True))),
        variance=_variance(parts, weight, spare=spare, floor=of.binary),
        weight=float(np.concatenate(weights).mean()),
        spare=spare,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One group: its labels, the judge's values of the labelled items, and what stands for the rest."""

    y: Numbers
    f: Numbers
    rest: float
    """The sum of the judge's values of what is not labelled."""
    size: int
    share: float
    """Of all items."""
    factor: float
    """What a sum of squared residuals weighs in the variance of the estimate."""
    spread: float
    """How much a label varies here by the judge's own values: p (1 - p) where they can be probabilities, 1 where they cannot."""

    @property
    def dy(self) -> Numbers:
        return self.y - self.y.mean()

    @property
    def df(self) -> Numbers:
        return self.f - self.f.mean()


def _parts(of: Sample) -> list[_Part]:
    probable = of.binary and bool(of.f.min() >= 0 and of.f.max() <= 1)
    found: list[_Part] = []
    for at in of.groups:
        known = ~np.isnan(of.y[at])
        y, f = of.y[at][known], of.f[at]
        sure = np.clip(f, _SUREST, 1 - _SUREST)
        share = len(at) / of.total
        found.append(
            _Part(
                y=y,
                f=f[known],
                rest=float(f[~known].sum()),
                size=len(at),
                share=share,
                factor=share**2 * (1 - len(y) / len(at)) / (len(y) * max(1, len(y) - 1)),
                spread=float(np.mean(sure * (1 - sure))) if probable else 1.0,
            )
        )
    return found


def _left_out(part: _Part, above: float, below: float) -> Numbers:
    """For each label of a group the weight that all other labels give, in [0, 1]."""
    lever = len(part.y) / max(1, len(part.y) - 1) * part.factor
    over, under = above - lever * part.dy * part.df, below - lever * part.df**2
    return np.clip(np.divide(over, under, out=np.zeros(len(part.y)), where=under > 1e-12 * below), 0.0, 1.0)


def _mean(part: _Part, weights: Numbers) -> float:
    """A group's mean: for each label the known others, and itself with the judge's correction for all that is left."""
    left = part.size - len(part.y) + 1
    rest = (part.rest + part.f) / left - part.f
    each: Numbers = part.y.sum() - part.y + left * (part.y + weights * rest)
    return float(each.mean()) / part.size


def _variance(parts: Sequence[_Part], weight: float, *, spare: int, floor: bool) -> float:
    """The variance of the estimate: the greater of two.

    One is by each group's own residuals. In a group where few labels were drawn and all agree these say nothing, so the other shares
    out the residuals of all groups as the judge says that labels vary (a dispersion, McCullagh and Nelder 1989). Of yes/no labels one
    in n + 2 counts as a surprise at least (Laplace's rule of succession).
    """
    labelled = sum(len(part.y) for part in parts)
    residuals = [part.dy - weight * part.df for part in parts]
    squares = [float(each @ each) for each in residuals]
    free = labelled - len(parts)
    unseen = 1 / (labelled + 2) * (1 - 1 / (labelled + 2)) if floor else 0.0
    total = max(sum(squares) * free / spare, free * unseen)
    own = sum(part.factor * square for part, square in zip(parts, squares, strict=True)) * free / spare
    varying = sum((len(part.y) - 1) * part.spread for part in parts)
    shared = sum(part.factor * max(1, len(part.y) - 1) * part.spread for part in parts) * total / varying if varying > 0 else 0.0
    return max(own, shared)
