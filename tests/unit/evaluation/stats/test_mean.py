"""Where the mean of a variant's scores lies."""

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
