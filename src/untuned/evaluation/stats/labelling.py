"""Which items people should label, where there is a judge: more of those that it is unsure of, and some of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_GROUPS = 3
_LEAST = 5
"""Labels in each group at least."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw:
    """The items to label, and the group in which each item was drawn: `prediction_powered.estimate` takes both."""

    chosen: tuple[int, ...]
    """Places of the items, from the surest group to the least sure, in each in random order."""
    groups: tuple[int, ...]
    """Of every item."""


def draw(probabilities: Sequence[float | None], count: int, *, seed: int = 0) -> Draw:
    """Items to label: three groups by rising probability, drawn half by their size and half by how unsure the judge is of them.

    The groups have equal sums of sqrt(p (1 - p)), the standard deviation of a label by the judge's word (Dalenius and Hodges 1959).
    To draw by that alone is best where the judge is right (Neyman 1934), by size where it is worth nothing; half and half loses little
    either way. With too few labels for that, or a judge that is sure of everything, all items are one group.

    Args:
        probabilities: The judge's, in [0, 1], of every item; None where it failed (the mean of the others stands in).
        count: Labels that can be afforded.
        seed: Of the draw.

    Raises:
        ValueError: A probability is outside [0, 1], or the count is not between 2 and the number of items.
    """
    if not 2 <= count <= len(probabilities):
        raise ValueError(f"{count} labels of {len(probabilities)} items: label at least two, and at most all")
    known = [value for value in probabilities if value is not None]
    if any(not 0 <= value <= 1 for value in known):
        raise ValueError(f"probabilities lie between {min(known):g} and {max(known):g}: give them in [0, 1]")
    rest = float(np.mean(known)) if known else 0.5
    held = np.array([rest if value is None else value for value in probabilities])
    unsure = np.sqrt(held * (1 - held))
    groups = _grouped(held, unsure, count)
    sizes = np.bincount(groups)
    each = np.array([float(unsure[groups == at].sum()) for at in range(len(sizes))])
    counts = _allotted(sizes, each, count)
    rng = np.random.default_rng(seed)
    chosen = [rng.permutation(np.flatnonzero(groups == at))[:many] for at, many in enumerate(counts)]
    return Draw(chosen=tuple(int(at) for some in chosen for at in some), groups=tuple(int(group) for group in groups))


def _grouped(held: NDArray[np.float64], unsure: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """The group of each item; one for all where a group would have too few items or labels."""
    one = np.zeros(len(held), dtype=np.intp)
    if count < _GROUPS * _LEAST or float(unsure.sum()) == 0:
        return one
    order = np.argsort(held, kind="stable")
    reached = np.cumsum(unsure[order]) / unsure.sum()
    groups = one.copy()
    groups[order] = np.searchsorted(np.arange(1, _GROUPS) / _GROUPS, reached - 1e-9)
    sizes = np.bincount(groups, minlength=_GROUPS)
    return groups if sizes.min() >= _LEAST else one


def _allotted(sizes: NDArray[np.intp], unsure: NDArray[np.float64], count: int) -> list[int]:
    """How many labels each group has: none more than it has items."""
    total = float(unsure.sum())
    wanted = count * (sizes / sizes.sum() + (unsure / total if total else sizes / sizes.sum())) / 2
    given = np.minimum(np.maximum(np.floor(wanted).astype(int), min(_LEAST, count)), sizes)
    while given.sum() != count:
        more = int(given.sum()) < count
        open_groups = given < sizes if more else given > min(_LEAST, count)
        lack = np.where(open_groups, wanted - given if more else given - wanted, -np.inf)
        given[int(np.argmax(lack))] += 1 if more else -1
    return [int(many) for many in given]
