"""Which parts of an index of vectors are made one, so that there are few of them and every row is written a few times at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from untuned.index.vectors.commits import Part

_TOGETHER = 4
"""As many parts of one size become one: a million rows, added a thousand at a time, are written five times over."""
_SMALLEST = 1_000
_DEAD = 0.3
"""A part of which more is dead is written anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """Parts that become one; in lists of what is alike, where it is `listed`."""

    names: frozenset[str]
    listed: bool


def due(parts: Sequence[Part], listed: frozenset[str], *, exact_up_to: int) -> Merge | None:
    """What should be made one next; None where all is well.

    Parts that are not in lists are searched row by row: together they stay below `exact_up_to` rows.
    """
    flat = [part for part in parts if part.name not in listed]
    if sum(part.alive for part in flat) > exact_up_to:
        return Merge(names=frozenset(part.name for part in flat), listed=True)
    worn = next((part for part in parts if part.dead_rows > _DEAD * part.rows), None)
    if worn is not None:
        return Merge(names=frozenset({worn.name}), listed=worn.alive > exact_up_to)
    for kind in (flat, [part for part in parts if part.name in listed]):
        alike = _alike(kind)
        if alike:
            return Merge(names=frozenset(part.name for part in alike), listed=sum(part.alive for part in alike) > exact_up_to)
    return None


def _alike(parts: Sequence[Part]) -> list[Part]:
    """Enough parts of about one size; [] where there are not."""
    sizes: dict[int, list[Part]] = {}
    for part in parts:
        sizes.setdefault(_size_of(part.alive), []).append(part)
    return next((found for found in sizes.values() if len(found) >= _TOGETHER), list[Part]())


def _size_of(rows: int) -> int:
    size = 0
    while rows > _SMALLEST:
        rows //= _TOGETHER
        size += 1
    return size
