"""Paired scores: Darwin's maize, scipy's permutation test and t interval, and coverage by simulation."""

import numpy as np
import pytest
from scipy.stats import permutation_test, ttest_1samp

from untuned.evaluation.stats.estimates import Terms
from untuned.evaluation.stats.paired_numeric import bootstrap_t, compare_differences, padded_t, sign_flip_p, sign_patterns, sizes_of

DARWIN = np.array([[49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]], dtype=float)


def test_darwins_maize_gives_the_permutation_p_of_fisher_1935():
    # Fisher counts 863 of 32,768 patterns with a sum of 314 or more, on one side.
    assert sign_flip_p(DARWIN)[0] == 2 * 863 / 32_768


def test_the_sign_patterns_are_all_different_and_begin_with_none_flipped():
    patterns = sign_patterns(5)
    assert len(np.unique(patterns, axis=0)) == 16
    assert patterns[0].tolist() == [1] * 5


@pytest.mark.parametrize("count", [3, 8, 11])
def test_with_few_differences_the_test_is_the_exact_one_of_scipy(count):
    rng = np.random.default_rng(count)
    differences = np.concatenate([rng.normal(0.3, 1, count).round(1), np.zeros(20)])
    moved = differences[differences != 0]
    theirs = permutation_test((moved,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert sign_flip_p(differences[None])[0] == pytest.approx(theirs.pvalue)


def test_with_many_differences_the_drawn_p_is_near_the_one_of_scipy():
    differences = np.random.default_rng(3).normal(0.25, 1, 60)
    theirs = permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=99_999, rng=4).pvalue
    assert sign_flip_p(differences[None])[0] == pytest.approx(theirs, abs=0.015)


def test_a_p_below_what_draws_can_show_is_a_bound_of_the_exact_one():
    assert 2 * 0.5**100 < sign_flip_p(np.ones((1, 100)))[0] < 1e-20
    one_of_many = np.array([[8.0, *np.linspace(-1, 1, 40)]])  # the bound says nothing here
    assert sign_flip_p(one_of_many)[0] > 1 / 2000


def test_with_very_many_questions_the_normal_law_gives_what_draws_give():
    differences = np.random.default_rng(5).normal(0.012, 1, (1, 20_000))
    theirs = ttest_1samp(differences[0], 0)
    found = compare_differences(differences, terms=Terms(bounded=False, reach=8.0))[0]
    assert found.p == pytest.approx(theirs.pvalue, abs=1e-3)
    ends = theirs.confidence_interval()
    assert (found.interval.low, found.interval.high) == pytest.approx((ends.low, ends.high), abs=1e-4)
    assert sign_flip_p(differences[:, :19_999])[0] == pytest.approx(found.p, abs=0.04)


def test_without_padding_the_t_interval_is_that_of_scipy():
    # Two differences of the size of nothing are two further zeros.
    differences = np.random.default_rng(1).normal(0.2, 1, (1, 40))
    theirs = ttest_1samp(np.append(differences[0], [0, 0]), 0).confidence_interval(0.95)
    low, high = padded_t(differences, np.zeros(1), confidence=0.95)
    assert (low[0], high[0]) == pytest.approx((theirs.low, theirs.high))


def test_padding_with_yes_and_no_is_bonett_and_price_with_t():
    differences = np.array([[1.0] * 6 + [-1.0] * 2 + [0.0] * 32])
    low, high = padded_t(differences, np.ones(1), confidence=0.95)
    gain, loss = 7 / 42, 3 / 42
    assert (low[0] + high[0]) / 2 == pytest.approx(gain - loss)
    assert (high[0] - low[0]) / 2 == pytest.approx(2.0195 * np.sqrt((gain + loss - (gain - loss) ** 2) / 41), rel=1e-4)


def test_the_bootstrap_interval_is_near_t_for_normal_scores_and_leans_with_skewed_ones():
    rng = np.random.default_rng(2)
    normal, skewed = rng.normal(0, 1, (1, 400)), rng.exponential(1, (1, 60))
    (low, high), *_ = bootstrap_t(normal, sizes_of(normal, reach=1), confidences=(0.95,), seed=0)
    theirs = ttest_1samp(normal[0], 0).confidence_interval()
    assert (low[0], high[0]) == pytest.approx((theirs.low, theirs.high), abs=0.02)
    (low, high), *_ = bootstrap_t(skewed, sizes_of(skewed, reach=1), confidences=(0.95,), seed=0)
    assert high[0] - skewed.mean() > 1.2 * (skewed.mean() - low[0])


def test_where_nothing_differs_the_interval_is_as_wide_as_the_scores_allow():
    few, many = (compare_differences(np.zeros((1, n)), terms=Terms())[0] for n in (30, 400))
    assert (few.p, few.difference) == (1.0, 0.0)
    assert few.interval.low < -0.06
    assert few.interval.high > 0.06
    assert many.inner.high < 0.03
    assert compare_differences(np.zeros((1, 30)), terms=Terms(reach=500.0, bounded=False))[0].interval.high > 30


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_a_handful_of_questions_gives_an_interval_around_the_mean_within_what_scores_allow(n):
    found = compare_differences(np.full((1, n), 0.4), terms=Terms())[0]
    assert -1 <= found.interval.low <= 0.4 <= found.interval.high <= 1
    assert found.p == 2 ** (1 - n)
    assert found.interval.low <= 0


def test_many_comparisons_at_once_give_what_each_gives_alone():
    rng = np.random.default_rng(8)
    rows = np.where(rng.random((6, 80)) < 0.4, rng.normal(0.05, 0.4, (6, 80)), 0).clip(-1, 1)
    together = compare_differences(rows, terms=Terms(seed=3))
    for row, found in zip(rows, together, strict=True):
        alone = compare_differences(row[None], terms=Terms(seed=3))[0]
        assert alone.p == found.p
        assert (alone.interval.low, alone.interval.high) == pytest.approx((found.interval.low, found.interval.high), abs=1e-5)
        assert (alone.inner.low, alone.inner.high) == pytest.approx((found.inner.low, found.inner.high), abs=1e-5)


def tied(rng, shape):
    drawn = rng.random(shape)
    return np.where(drawn < 0.25, 0.0, np.where(drawn < 0.6, 1.0, rng.integers(1, 10, shape) / 10))


@pytest.mark.parametrize("redrawn", [0.1, 0.4])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.2])
def test_thirty_tied_and_skewed_scores_are_covered(redrawn, share):
    rng = np.random.default_rng(11)
    a = tied(rng, (1_500, 30))
    b = np.where(rng.random(a.shape) < redrawn, tied(rng, a.shape), a)
    b = np.where(rng.random(a.shape) < share, 1.0, b)
    truth = share * (1 - (0.35 + 0.4 * 0.5))
    found = compare_differences(b - a, terms=Terms())
    assert np.mean([each.interval.low <= truth <= each.interval.high for each in found]) >= 0.93
    if share == 0:
        assert np.mean([not each.interval.low <= 0 <= each.interval.high for each in found]) <= 0.06
        assert np.mean([each.p < 0.05 for each in found]) <= 0.065
