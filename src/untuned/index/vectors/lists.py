"""Rows in lists of what is alike, so that a search looks at the nearest lists only: an inverted file (Jégou, Douze and Schmid 2011).

The centroids are those of spherical k-means (Dhillon and Modha 2001) over a sample of the rows.
"""

from __future__ import annotations

from math import isqrt
from typing import cast

import numpy as np

from untuned.index.vectors.numbers import Bytes, Floats, Ids, Mask, dotted, restored

_PER_ROOT = 2
"""Lists for each square root of the rows: 2,000 of 500 rows for a million."""
_SAMPLED = 48
"""Rows of the sample for each list."""
_ROUNDS = 6
_BLOCK = 4_096
_SEEN = 3.2
_SEEN_POWER = 0.75
"""Of n rows that may be found, a search compares `3.2 n^0.75`: 21 % of 50,000, 10 % of a million. The more lists there are, the fewer
rows of a near one are far: see `benchmarks/scale.py`."""


def trained(rows: Bytes, factors: Floats, *, rng: np.random.Generator) -> Floats:
    """The centroids of the rows' lists, each of length 1."""
    count = max(_PER_ROOT * isqrt(len(rows)), 1)
    sample = np.sort(rng.choice(len(rows), size=min(len(rows), _SAMPLED * count), replace=False))
    points = _unit(restored(rows[sample], factors[sample]))
    centroids = points[rng.choice(len(points), size=count, replace=len(points) < count)]
    for _ in range(_ROUNDS):
        centroids = _moved(centroids, points, _nearest(points, centroids))
    return centroids


def assigned(rows: Bytes, centroids: Floats) -> Ids:
    """The list of each row: that of the centroid nearest by cosine."""
    return np.concatenate(
        [_nearest(rows[at : at + _BLOCK].astype(np.float32), centroids) for at in range(0, len(rows), _BLOCK)] or [np.empty(0, np.int64)]
    )


def probed(query: Floats, centroids: Floats, bounds: Ids, *, mask: Mask | None) -> Ids:
    """The numbers of the rows that a search looks at: those of the lists nearest to the query, that may be found by the mask.

    Args:
        query: Shape (dimensions,).
        centroids: Shape (lists, dimensions).
        bounds: Where each list begins, and at last where the last one ends: shape (lists + 1,).
        mask: Which rows may be found; None for all.
    """
    nearness = np.empty(len(centroids), dtype=np.float32)
    dotted(centroids, query, out=nearness)
    order = np.argsort(-nearness, kind="stable")
    passing = None if mask is None else np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(mask, dtype=np.int64)])
    sizes = np.diff(bounds if passing is None else passing[bounds])
    enough = _SEEN * (bounds[-1].item() if passing is None else passing[-1].item()) ** _SEEN_POWER
    count = int(np.count_nonzero(np.cumsum(sizes[order], dtype=np.int64) < enough)) + 1
    chosen = np.zeros(len(centroids), dtype=np.bool_)
    chosen[order[:count]] = True
    looked = np.repeat(chosen, np.diff(bounds))
    return np.flatnonzero(looked if mask is None else looked & mask)


def _nearest(points: Floats, centroids: Floats) -> Ids:
    parts = [np.argmax(points[at : at + _BLOCK] @ centroids.T, axis=1) for at in range(0, len(points), _BLOCK)]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _moved(centroids: Floats, points: Floats, lists: Ids) -> Floats:
    """Each centroid in the middle of its points; one that has none stays where it is."""
    order = np.argsort(lists, kind="stable")
    present, starts = np.unique(lists[order], return_index=True)
    found = centroids.copy()
    found[present] = _unit(np.add.reduceat(points[order], starts, axis=0))
    return found


def _unit(points: Floats) -> Floats:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return cast("Floats", points / np.where(lengths > 0, lengths, np.float32(1.0)))
