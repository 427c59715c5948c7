"""What a number of questions can show, and how many questions a difference needs."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc, bdtrik, gammaln, ndtr, ndtri

from untuned.evaluation.stats.roots import crossing

MOST = 10_000
"""More questions than this are not asked for: no sensible number would settle it."""
POWER = 0.8
"""How often the questions that are asked for give a verdict: four times in five."""


def detectable_effect(n: int, *, churn: float = 0.05, power: float = 0.8, alpha: float = 0.05, design_effect: float = 1.0) -> float:
    """The smallest gain, in [0, 1], that paired yes/no answers to n questions show with this power.

    A share `churn` of the questions gets worse anyway, and churn plus the gain gets better; the test is mid-p McNemar, two-sided at
    `alpha`; counted is a rejection in the right direction. Computed exactly over all tables. Infinite where no gain can be shown.

    Args:
        n: Questions; with clusters they count for n / design_effect.
        churn: The share of questions, in [0, .5), that B alone gets wrong whatever the gain.
        power: The wanted probability of seeing the gain.
        alpha: The two-sided level.
        design_effect: How many times more questions the clusters need; see `clusters.design_effect`.

    Raises:
        ValueError: An argument is out of its range.
    """
    _check(churn, power, alpha)
    if n < 1 or design_effect < 1:
        raise ValueError(f"{n} questions at a design effect of {design_effect} show nothing; both are at least 1")
    asked = int(n / design_effect)
    largest = 1 - 2 * churn
    if asked < 1 or mcnemar_power(asked, gain=churn + largest, loss=churn, alpha=alpha) < power:
        return math.inf

    def short(effect: float) -> float:
        return mcnemar_power(asked, gain=churn + effect, loss=churn, alpha=alpha) - power

    return crossing(short, 0.0, largest)


def questions_needed(effect: float, *, churn: float = 0.05, power: float = 0.8, alpha: float = 0.05, design_effect: float = 1.0) -> int:
    """About the fewest questions that show a gain of `effect` (see `detectable_effect`) with this power.

    Exact tests gain power in small saw-teeth; this is the first n found by halving from which one tooth reaches the power.

    Raises:
        ValueError: An argument is out of its range, or effect and churn leave no room for each other.
    """
    _check(churn, power, alpha)
    if not 0 < effect <= 1 - 2 * churn or design_effect < 1:
        raise ValueError(f"effect {effect} with churn {churn}: effect must be above 0, and 2 * churn + effect at most 1")

    def enough(n: int) -> bool:
        return mcnemar_power(n, gain=churn + effect, loss=churn, alpha=alpha) >= power

    return math.ceil(_first(enough) * design_effect)


def mcnemar_power(n: int, *, gain: float, loss: float, alpha: float = 0.05) -> float:
    """How often mid-p McNemar says B is better where B alone is right on a share `gain` and A alone on a share `loss` of questions.

    Exact, but for more than 10,000 differing questions, whose normal form is as good to the fourth digit.

    Source: the sum over the trinomial; Fagerland, Lydersen and Laake (2013), BMC Medical Research Methodology 13, 91; its normal
    form: Connor (1987), Biometrics 43, 207-211.
    """
    share = min(gain + loss, 1.0)
    if share <= 0:
        return 0.0
    if n * share > MOST:
        gap = gain - loss
        beyond = n * gap + float(ndtri(alpha / 2)) * math.sqrt(n * share)
        return float(ndtr(beyond / math.sqrt(n * max(share - gap**2, 1e-12))))
    # Ten standard deviations and ten questions hold all but 1e-15 of the numbers of differing questions.
    around = 10 * math.sqrt(n * share * (1 - share)) + 10
    differing = np.arange(max(0, int(n * share - around)), min(n, int(n * share + around)) + 1)
    needed = _thresholds(n, alpha)[differing] if n <= MOST else _fewest_gains(differing, alpha)
    shown = _more_than(needed - 1, differing, gain / share)
    return float(_chance(differing, n, share) @ shown)


def questions_to_settle(
    difference: float, *, deviation: float, n: int, minimum_effect: float, alpha: float = 0.05, unseen: float = 0.0
) -> int | None:
    """About how many questions in all give a true verdict four times in five, were the observed difference and deviation the true ones.

    A true verdict is better or worse on the side of the difference, or equivalent where it is below the minimum effect. The observed
    difference is itself uncertain: this is a plan, not a promise. None where more than 10,000 beyond the n at hand would be needed.

    Args:
        difference: The mean difference that n questions gave.
        deviation: The standard deviation of the differences; with clusters, the standard error times the root of n.
        n: The questions at hand.
        minimum_effect: The smallest difference that matters, in the score's unit.
        alpha: The two-sided level of a difference; equivalence is one-sided at the same.
        unseen: The sum of squares that equivalence has to hold with beside those of the differences, however many questions there are.

    Source: normal theory of a z test joined with two one-sided tests.
    """

    def enough(count: int) -> bool:
        error = deviation / math.sqrt(count)
        return _settled(difference, error, math.sqrt(error**2 + unseen / count**2), minimum_effect, alpha) >= POWER

    count = 30
    while not enough(count):
        count = math.ceil(count * 1.02)
        if count > n + MOST:
            return None
    return count


def _settled(difference: float, error: float, inner_error: float, minimum_effect: float, alpha: float) -> float:
    """The probability of a true verdict on a normal estimate: beyond z error on its own side, or z inner error within the minimum effect.

    A difference as large as the minimum effect cannot truly be equivalent, and no difference cannot truly be one.
    """
    size = abs(difference)
    inside = max(0.0, minimum_effect - float(ndtri(1 - alpha)) * inner_error) if size < minimum_effect else 0.0
    if error <= 0:
        return float(size > 0 or inside > 0)
    beyond = max(float(ndtri(1 - alpha / 2)) * error, inside)

    def below(limit: float) -> float:
        return float(ndtr((limit - size) / error))

    shown = 1 - below(beyond) if size > 0 else 0.0
    return shown + below(inside) - below(-inside)


@lru_cache(maxsize=16)
def _thresholds(n: int, alpha: float) -> NDArray[np.int64]:
    """The fewest gains for each number of differing questions up to n."""
    return _fewest_gains(np.arange(n + 1), alpha)


def _fewest_gains(differing: NDArray[np.int64], alpha: float) -> NDArray[np.int64]:
    """For each number of differing questions, the fewest gains whose mid-p is below alpha; one more than there are if none is."""
    half = np.full(len(differing), 0.5)
    near = np.floor(bdtrik(np.full(len(differing), 1 - alpha / 2), np.maximum(differing, 1), half)).astype(np.int64)
    least = differing + 1
    for step in (2, 1, 0, -1, -2):  # the inverse is right to a count or so; the fewest that rejects is written last
        gains = np.clip(near + step, 0, differing)
        beyond = _more_than(gains, differing, 0.5)
        tail = (beyond + _more_than(gains - 1, differing, 0.5)) / 2
        least = np.where(tail < alpha / 2, gains, least)
    return np.where(differing == 0, 1, least)


def _more_than(count: NDArray[np.int64], n: NDArray[np.int64], share: float) -> NDArray[np.float64]:
    """The probability of more than `count` of n."""
    inside = np.clip(count, 0, np.maximum(n, 0))
    return np.where(count < 0, 1.0, np.where(count >= n, 0.0, bdtrc(inside, n, share)))


def _chance(count: NDArray[np.int64], n: int, share: float) -> NDArray[np.float64]:
    """The probability of exactly `count` of n."""
    if share >= 1:
        return (count == n).astype(np.float64)
    ways = gammaln(n + 1) - gammaln(count + 1) - gammaln(n - count + 1)
    return np.exp(ways + count * math.log(share) + (n - count) * math.log1p(-share))


def _first(enough: Callable[[int], bool]) -> int:
    """The first count that is enough, supposing that all larger ones are."""
    high = 1
    while not enough(high):
        high *= 2
        if high > 2**24:
            raise ValueError("more than 16 million questions would be needed; look for a larger effect")
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _check(churn: float, power: float, alpha: float) -> None:
    if not 0 <= churn < 0.5:
        raise ValueError(f"churn {churn} is not in [0, .5); it is the share of questions that get worse anyway")
    if not 0 < power < 1 or not 0 < alpha < 0.5:
        raise ValueError(f"power {power} and alpha {alpha} must lie in (0, 1) and (0, .5); .8 and .05 are usual")
