"""Equivalence: interval inclusion is the two one-sided tests."""

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from untuned.evaluation.stats.equivalence import within_minimum
from untuned.types.measures import Interval


@pytest.mark.parametrize("seed", range(40))
def test_the_inclusion_of_a_90_percent_interval_is_two_one_sided_tests_at_5_percent(seed):
    values = np.random.default_rng(seed).normal(0.01, 0.1, 60)
    ends = ttest_1samp(values, 0).confidence_interval(0.9)
    below, above = ttest_1samp(values, -0.03, alternative="greater"), ttest_1samp(values, 0.03, alternative="less")
    found = within_minimum(Interval(low=ends.low, high=ends.high, confidence=0.9), minimum_effect=0.03)
    assert found == (max(below.pvalue, above.pvalue) < 0.05)


def test_an_interval_that_touches_the_minimum_effect_is_not_within_it():
    assert not within_minimum(Interval(low=-0.01, high=0.03), minimum_effect=0.03)
    assert within_minimum(Interval(low=-0.01, high=0.0299), minimum_effect=0.03)


@pytest.mark.parametrize("minimum", [0, -0.1, float("nan")])
def test_a_minimum_effect_of_nothing_is_refused(minimum):
    with pytest.raises(ValueError, match="minimum effect"):
        within_minimum(Interval(low=0, high=0), minimum_effect=minimum)
