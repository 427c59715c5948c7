"""Two variants with a score for each question: a sign-flip test of the mean difference, and an interval that covers small samples too.

Scores such as token F1 are mostly tied: most differences are zero and a few are large. A t interval is then too short (no width at all
where nothing differs), and a bootstrap redraws only what it has seen. So the interval is the hull of two:

- t over the differences and two more, one of each sign, as large as those that are not zero: the paired-binary interval of Bonett and
  Price with sizes; right for tied and for heavy-tailed differences;
- a studentised bootstrap, smoothed by noise with the variance of one such difference spread over the sample: right for skewed ones.

The inner interval, by which equivalence is decided, is moreover never shorter than t with two differences of the largest size that bounded
scores allow: a rare large effect that happens to be unseen must not pass as equivalence.

Everything takes many comparisons of the same n at once, one in each row.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from untuned.evaluation.stats.estimates import Estimate, Terms, clipped, reaching_zero
from untuned.types.measures import Interval

METHOD = "sign-flip permutation test, t and smoothed studentised bootstrap interval"

Floats = NDArray[np.float64]
Ends = tuple[Floats, Floats]
Number = TypeVar("Number", np.float32, np.float64)

_ENUMERATED = 15  # differences that are not zero: up to so many, all 2**15 sign patterns are taken
_DRAWS = 1999  # an odd count, so that the quantiles of alpha .05 and .10 are draws themselves
_CELLS = 2_000_000  # draws times questions: above it fewer draws are taken, which suffices since the mean is nearly normal there
_FEWEST = 499
BOOTSTRAPPED_FROM = 5
"""Values from which on an interval is also that of a bootstrap."""
_FEW_ROWS = 8
NORMAL_FROM = 20_000
"""Values with which draws would only repeat the normal law."""


def compare_differences(differences: Floats, *, terms: Terms) -> list[Estimate]:
    """The mean of each row of differences, B less A, with its test and intervals.

    Args:
        differences: Shape (comparisons, n), finite.
        terms: The level, the seed of the draws, and how far two scores can be apart.
    """
    turned, signs = _canonical(differences)
    p = sign_flip_p(turned, seed=terms.seed)
    outer, inner = _ends(turned, terms)
    return [
        Estimate(
            difference=mean,
            interval=reaching_zero(_interval(outer, row, signs[row], 1 - terms.alpha, terms), p=float(p[row]), alpha=terms.alpha),
            inner=_interval(inner, row, signs[row], 1 - 2 * terms.alpha, terms),
            p=float(p[row]),
            method=METHOD,
        )
        for row, mean in enumerate(differences.mean(axis=1).tolist())
    ]


def sign_flip_p(differences: Floats, *, seed: int = 0) -> Floats:
    """Two-sided p of each row: how often random signs give a mean at least as far from zero.

    All patterns are taken where at most 15 differences are not zero; else 1,999 random ones (fewer with more than 1,000 questions), and
    the pattern that was seen is counted among them, so that the test keeps its level;
    where Hoeffding's bound of the exact p is smaller than draws can show, it is taken. From 20,000 questions on the normal law is
    taken, whose variance is exact.

    Source: Fisher (1935), The design of experiments, section 21; Phipson and Smyth (2010), Statistical Applications in Genetics and
    Molecular Biology 9, 39; Hoeffding (1963), JASA 58, 13-30, theorem 2.
    """
    p = np.empty(len(differences))
    moved = (differences != 0).sum(axis=1)
    for count in np.unique(moved).tolist():
        rows = np.flatnonzero(moved == count)
        if count <= _ENUMERATED:
            picked = differences[rows]
            p[rows] = _enumerated_p(picked[picked != 0].reshape(len(rows), count))
    many = np.flatnonzero(moved > _ENUMERATED)
    if many.size:
        p[many] = _drawn_p(differences[many], seed)
    return p


def padded_t(differences: Floats, size: Floats, *, confidence: float) -> Ends:
    """The ends of t intervals over each row and two more differences, plus and minus `size`.

    Source: Bonett and Price (2012), Adjusted Wald confidence interval for a difference of binomial proportions based on paired data,
    Journal of Educational and Behavioral Statistics 37, 479-488; here with sizes and with t for the normal.
    """
    n = differences.shape[1] + 2
    mean = differences.sum(axis=1) / n
    spread = (differences**2).sum(axis=1) + 2 * size**2 - n * mean**2
    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * np.sqrt(spread / (n - 1) / n)
    return mean - half, mean + half


def bootstrap_t(differences: Floats, size: Floats, *, confidences: tuple[float, ...], seed: int) -> list[Ends]:
    """The ends of smoothed studentised bootstrap intervals of each row, one pair for each confidence.

    Rows are redrawn with normal noise of variance size**2 / n added to each draw.

    Source: Efron (1981), Canadian Journal of Statistics 9, 139-172; Hall (1992), The bootstrap and Edgeworth expansion, section 3.2;
    Silverman and Young (1987), The bootstrap: to smooth or not to smooth?, Biometrika 74, 469-479.
    """
    n = differences.shape[1]
    mean = differences.mean(axis=1)
    noise = size**2 / n
    error = np.sqrt((differences.var(axis=1) + noise) / (n - 1))
    scaled = ((differences - mean[:, None]) / size[:, None]).astype(np.float32)
    counts, shifts = _redraws(n, seed)
    redrawn = by_rows(counts, scaled) / n
    varied = np.maximum(by_rows(counts, scaled**2) / n - redrawn**2, 0) + np.float32(1 / n)
    redrawn += shifts[:, None] / np.float32(n)  # noise of variance 1 / n on each of n draws moves their mean by 1 / n
    statistics = redrawn / np.sqrt(varied / np.float32(n - 1))
    draws = len(statistics)
    ranks = [max(1, int((draws + 1) * (1 - each) / 2 + 1e-9)) for each in confidences]
    ordered = np.partition(statistics, sorted({at for rank in ranks for at in (rank - 1, draws - rank)}), axis=0)
    return [(mean - ordered[draws - rank] * error, mean - ordered[rank - 1] * error) for rank in ranks]


def sizes_of(differences: Floats, *, reach: float) -> Floats:
    """How large the differences of each row are that are not zero (root mean square); `reach` where all are zero."""
    moved = (differences != 0).sum(axis=1)
    squares = (differences**2).sum(axis=1) / np.maximum(moved, 1)
    return np.where(moved > 0, np.sqrt(squares), reach)


def unseen_squares(reach: float) -> float:
    """The sum of squares of the two largest differences that bounded scores allow, which equivalence has to hold with."""
    return 2 * reach**2


def sign_patterns(count: int) -> Floats:
    """All patterns of +1 and -1 of this length in which the last is +1, shape (2**(count - 1), count); the others mirror them.

    The first pattern flips nothing.
    """
    numbers = np.arange(2 ** (count - 1), dtype=np.int64)[:, None]
    bits: NDArray[np.int64] = np.right_shift(numbers, np.arange(count, dtype=np.int64)) & 1
    return 1.0 - 2.0 * bits.astype(np.float64)


def _canonical(differences: Floats) -> tuple[Floats, Floats]:
    """Each row sorted and turned so that its mean is not negative, and the signs that turn it back.

    So neither the order of the questions nor which variant is called A changes what the random draws find.
    """
    sums, cubes = differences.sum(axis=1), (differences**3).sum(axis=1)
    slack = 1e-12 * np.abs(differences).sum(axis=1)
    negative = (sums < -slack) | ((np.abs(sums) <= slack) & (cubes < 0))
    signs: Floats = np.where(negative, -1.0, 1.0)
    return np.sort(differences * signs[:, None], axis=1), signs


def _ends(differences: Floats, terms: Terms) -> tuple[Ends, Ends]:
    """The ends of the interval and of the inner one."""
    wide, narrow = 1 - terms.alpha, 1 - 2 * terms.alpha
    size = sizes_of(differences, reach=terms.reach)
    outer, inner = [padded_t(differences, size, confidence=wide)], [padded_t(differences, size, confidence=narrow)]
    if BOOTSTRAPPED_FROM <= differences.shape[1] < NORMAL_FROM:
        redrawn = bootstrap_t(differences, size, confidences=(wide, narrow), seed=terms.seed)
        outer.append(redrawn[0])
        inner.append(redrawn[1])
    if terms.bounded:
        inner.append(padded_t(differences, np.full_like(size, terms.reach), confidence=narrow))
    seen = differences.mean(axis=1)  # inside by definition: padding pulls a mean of very few questions towards zero
    return _hull(outer, seen), _hull(inner, seen)


def _hull(ends: list[Ends], seen: Floats) -> Ends:
    return np.minimum.reduce([*(low for low, _ in ends), seen]), np.maximum.reduce([*(high for _, high in ends), seen])


def _interval(ends: Ends, row: int, sign: float, confidence: float, terms: Terms) -> Interval:
    low, high = sorted((float(ends[0][row] * sign), float(ends[1][row] * sign)))
    interval = Interval(low=low, high=high, confidence=confidence, method="t and smoothed studentised bootstrap")
    return clipped(interval, reach=terms.reach) if terms.bounded else interval


def _enumerated_p(moved: Floats) -> Floats:
    """The share of all sign patterns."""
    count = moved.shape[1]
    if count == 0:
        return np.ones(len(moved))
    patterns = sign_patterns(count).T
    block = max(1, _CELLS // patterns.shape[1])
    blocks = [moved[first : first + block] for first in range(0, len(moved), block)]
    return np.concatenate([_share_as_far(np.abs(each @ patterns), each) for each in blocks])


def _drawn_p(differences: Floats, seed: int) -> Floats:
    if differences.shape[1] >= NORMAL_FROM:
        return 2 * ndtr(-np.abs(differences.sum(axis=1)) / np.sqrt((differences**2).sum(axis=1)))
    flipped = np.abs(by_rows(_flips(differences.shape[1], seed), differences.astype(np.float32))).T
    draws = flipped.shape[1]
    drawn = (_share_as_far(flipped, differences) * draws + 1) / (draws + 1)
    bound = 2 * np.exp(-(differences.sum(axis=1) ** 2) / (2 * (differences**2).sum(axis=1)))
    return np.minimum(drawn, bound)


def by_rows(many: NDArray[Number], few: NDArray[Number]) -> NDArray[Number]:
    """`many @ few.T`. For a few rows without the threads of BLAS, whose waiting for each other costs more than the product."""
    product = np.einsum("dn,kn->dk", many, few) if len(few) <= _FEW_ROWS else many @ few.T
    return product.astype(many.dtype, copy=False)


def _share_as_far(sums: NDArray[np.floating], differences: Floats) -> Floats:
    # Sums of the same numbers in another order differ by rounding; so far apart they count as equal.
    slack = 1e-6 * np.abs(differences).sum(axis=1)
    seen = np.abs(differences.sum(axis=1)) - slack
    return (sums >= seen[:, None]).mean(axis=1)


def _draws_for(n: int) -> int:
    return max(_FEWEST, min(_DRAWS, _CELLS // n))


@lru_cache(maxsize=2)
def _flips(n: int, seed: int) -> NDArray[np.float32]:
    """Random signs, shape (draws, n); the same for every comparison of n questions, so that a report draws them once."""
    draws = _draws_for(n)
    bits = np.unpackbits(np.frombuffer(np.random.default_rng([seed, n, 1]).bytes((draws * n + 7) // 8), dtype=np.uint8))
    return (bits[: draws * n].reshape(draws, n).astype(np.float32)) * 2 - 1


@lru_cache(maxsize=2)
def _redraws(n: int, seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How often each question is redrawn, shape (draws, n), and the noise of each draw's mean in its own standard deviations."""
    rng = np.random.default_rng([seed, n, 2])
    draws = _draws_for(n)
    picks = rng.integers(0, n, (draws, n)) + np.arange(draws)[:, None] * n
    counts = np.bincount(picks.ravel(), minlength=draws * n).reshape(draws, n).astype(np.float32)
    return counts, rng.standard_normal(draws).astype(np.float32)
