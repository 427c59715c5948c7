"""One proportion: published intervals, the reference implementation, and coverage."""

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from untuned.evaluation.stats.proportion import exact_interval, proportion_interval, wilson_interval


@pytest.mark.parametrize(
    ("successes", "n", "wilson", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_the_intervals_are_those_of_newcombe_1998(successes, n, wilson, exact):
    ours = wilson_interval(successes, n), exact_interval(successes, n)
    assert [(round(each.low, 4), round(each.high, 4)) for each in ours] == [wilson, exact]


@pytest.mark.parametrize("successes", [0, 1, 7, 19, 20])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_the_intervals_are_those_of_scipy(successes, confidence):
    for name, ours in (("wilson", wilson_interval), ("exact", exact_interval)):
        theirs = binomtest(successes, 20).proportion_ci(confidence, method=name)
        found = ours(successes, 20, confidence=confidence)
        assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_no_success_and_no_failure_get_the_two_sided_exact_interval():
    assert proportion_interval(0, 20).method == proportion_interval(20, 20).method == "Clopper-Pearson"
    assert proportion_interval(0, 20).high == pytest.approx(1 - 0.025 ** (1 / 20))
    assert proportion_interval(3, 20).method == "Wilson"


def test_the_interval_covers_on_average_over_shares():
    shares = np.linspace(0.01, 0.99, 99)
    intervals = [proportion_interval(count, 50) for count in range(51)]
    covered = sum(binom.pmf(count, 50, shares) * ((each.low <= shares) & (shares <= each.high)) for count, each in enumerate(intervals))
    assert covered.mean() >= 0.945
    assert covered.min() >= 0.91


@pytest.mark.parametrize(("successes", "n"), [(3, 2), (-1, 5), (0, 0)])
def test_what_is_no_proportion_is_refused(successes, n):
    with pytest.raises(ValueError, match="is no proportion"):
        proportion_interval(successes, n)


def test_a_confidence_of_one_is_refused():
    with pytest.raises(ValueError, match="confidence 1"):
        wilson_interval(1, 2, confidence=1)
