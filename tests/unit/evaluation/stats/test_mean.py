"""Where the mean of a variant's scores lies."""

import math

import numpy as np
import pytest

from untuned.evaluation.stats.mean import mean_interval


@pytest.mark.parametrize("count", [0, 1, 5, 100, 195, 199, 200])
@pytest.mark.parametrize("size", [2, 10])
def test_the_interval_of_a_share_is_never_narrower_for_clusters(count, size):
    values = [1.0] * count + [0.0] * (200 - count)
    alone = mean_interval(values)
    together = mean_interval(values, clusters=[f"c{nth // size}" for nth in range(200)])
    assert together.low <= alone.low
    assert together.high >= alone.high


@pytest.mark.parametrize("deviation", [0.5, 1.0])
def test_the_interval_of_a_mean_time_holds_it_though_some_waits_are_long(deviation):
    rng, mean = np.random.default_rng(8), math.exp(deviation**2 / 2)
    samples = [np.exp(rng.normal(0, deviation, 50)).tolist() for _ in range(400)]
    found = [mean_interval(sample, low=0.0, high=math.inf) for sample in samples]
    assert np.mean([one.low <= mean <= one.high for one in found]) >= 0.93


@pytest.mark.parametrize("values", [[0.0] * 40, [7.0] * 40, [1.0, 2.0]])
def test_the_interval_of_a_mean_time_holds_what_was_seen(values):
    found = mean_interval(values, low=0.0, high=math.inf)
    assert 0 <= found.low <= sum(values) / len(values) <= found.high
    assert (found.width == 0) == (len(set(values)) == 1)


def test_what_may_be_more_than_one_is_no_share_though_only_none_and_one_were_seen():
    clusters = [f"c{nth // 2}" for nth in range(40)]
    for values in ([0.0] * 40, [1.0] * 40):
        alone, together = (mean_interval(values, clusters=groups, low=0.0, high=100.0) for groups in (None, clusters))
        assert (alone.low, alone.high) == pytest.approx((together.low, together.high))
        assert alone.high > 1
