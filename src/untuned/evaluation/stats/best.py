"""Which of several variants cannot be told from the best."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtr

from untuned.evaluation.stats.clusters import fewest_clusters, robust_mean
from untuned.evaluation.stats.paired_numeric import by_rows

_DRAWS = 2_000
_CELLS = 1_000_000
"""Draws times clusters that are held at once."""


def cannot_be_told_from_the_best(
    scores: Sequence[Sequence[float]], *, clusters: Sequence[Hashable] | None = None, alpha: float = 0.05, seed: int = 0
) -> list[bool]:
    """For each variant, whether it may be as good as the best: the model confidence set by max-T (Hansen, Lunde and Nason 2011).

    The worst variant is left out as long as the hypothesis that all that are left are equal is rejected. The best is in the set with
    probability of at least 1 - alpha, however many variants there are. A bootstrap of a few clusters is too sure of itself: how far a
    variant lies below the mean is told by the robust t of `clusters`, and with fewer clusters than can show a difference none is left out.

    Args:
        scores: A row for each variant, aligned by question; more is better.
        clusters: A label for each question: whole clusters are drawn.
        alpha: How often the best may be left out.
        seed: Of the bootstrap.

    Raises:
        ValueError: Rows of different lengths, or fewer than two questions.
    """
    table = np.asarray(scores, dtype=float)
    if table.ndim != 2 or table.shape[1] < 2:
        raise ValueError("give each variant the scores of the same two or more questions")
    sums, sizes = _by_cluster(table, clusters)
    if len(sizes) < (2 if clusters is None else fewest_clusters(alpha)):
        return [True] * len(table)
    means, again = table.mean(axis=1), _drawn_again(sums, sizes, seed)
    left = list(range(len(table)))
    while len(left) > 1:
        relative = means[left] - means[left].mean()
        centred = again[:, left] - again[:, left].mean(axis=1, keepdims=True) - relative
        spread = centred.std(axis=0, ddof=1)
        if not spread.max() > 0:
            # Not one of them ever differs from the others by chance: what differs at all, differs.
            left = [one for one, apart in zip(left, relative, strict=True) if apart >= relative.max()]
            break
        spread = np.where(spread > 0, spread, np.inf)
        worst = np.where(np.isfinite(spread), _below(table[left], sums[left], sizes), 0.0)
        most = (-centred / spread).max(axis=1)
        if (np.count_nonzero(most >= worst.max()) + 1) / (_DRAWS + 1) >= alpha:
            break
        left.pop(int(np.argmax(worst)))
    return [place in left for place in range(len(table))]


def _below(table: NDArray[np.float64], sums: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each variant lies below the mean of all, as the standard normal value that is as rare as its robust t."""
    own = table - table.mean(axis=0)
    robust = robust_mean(sums - sums.mean(axis=0), sizes, squares=(own**2).sum(axis=1))
    distance = np.divide(robust.mean, robust.error, out=np.zeros_like(robust.mean), where=robust.error > 0)
    rare = stdtr(robust.freedom, -np.abs(distance))
    return np.sign(distance) * ndtri(np.maximum(rare, 1e-300))


def _drawn_again(sums: NDArray[np.float64], sizes: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Each variant's mean over clusters drawn anew, shape (draws, variants)."""
    rng, groups = np.random.default_rng(seed), len(sizes)
    block = max(1, _CELLS // groups)
    again: list[NDArray[np.float64]] = []
    for first in range(0, _DRAWS, block):
        draws = min(block, _DRAWS - first)
        picks = rng.integers(0, groups, (draws, groups)) + np.arange(draws)[:, None] * groups
        drawn = np.bincount(picks.ravel(), minlength=draws * groups).reshape(draws, groups).astype(np.float64)
        again.append(by_rows(drawn, sums) / by_rows(drawn, sizes[None, :]))
    return np.concatenate(again)


def _by_cluster(table: NDArray[np.float64], clusters: Sequence[Hashable] | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each cluster's sum of scores, by variant, and its size."""
    if clusters is None:
        return table, np.ones((table.shape[1],), dtype=np.float64)
    labels = {label: place for place, label in enumerate(dict.fromkeys(clusters))}
    places = np.array([labels[label] for label in clusters])
    sums: NDArray[np.float64] = np.zeros((len(table), len(labels)))
    sizes: NDArray[np.float64] = np.zeros(len(labels))
    for row, summed in zip(table, sums, strict=True):
        np.add.at(summed, places, row)
    np.add.at(sizes, places, 1.0)
    return sums, sizes
