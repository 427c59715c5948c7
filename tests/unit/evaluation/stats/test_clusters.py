"""Clusters: closed forms for equal sizes, brute force for unequal ones, and coverage by simulation."""

import itertools
from decimal import Decimal

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from untuned.evaluation.stats.clusters import (
    FLIPPED,
    ROBUST,
    _flip_intervals,
    _flip_p,
    _flips,
    cluster_correlation,
    compare_clusters,
    design_effect,
    fewest_clusters,
    numbered,
    robust_mean,
)
from untuned.evaluation.stats.compare import estimates_of
from untuned.evaluation.stats.estimates import Terms
from untuned.evaluation.stats.paired_numeric import compare_differences


def sums(values, clusters):
    return np.bincount(clusters, weights=values)[None], np.bincount(clusters).astype(float)


def test_clusters_of_one_size_are_the_t_test_of_their_means():
    values, clusters = np.random.default_rng(1).normal(0.1, 1, 48), np.repeat(np.arange(12), 4)
    totals, sizes = sums(values, clusters)
    found = robust_mean(totals, sizes, squares=(values**2).sum(keepdims=True))
    means = values.reshape(12, 4).mean(axis=1)
    theirs = ttest_1samp(means, 0)
    assert found.freedom[0] == pytest.approx(11)
    assert found.mean[0] / found.error[0] == pytest.approx(theirs.statistic)


@pytest.mark.parametrize("correlation", [0.0, 1.0])
def test_clusters_of_unequal_size_are_cr2_and_satterthwaite_by_matrices(correlation):
    sizes = np.array([1, 2, 2, 3, 5, 5, 7, 9, 10, 12, 20])
    clusters = np.repeat(np.arange(len(sizes)), sizes)
    n = sizes.sum()
    rng = np.random.default_rng(4)
    shared = rng.normal(0, 10, len(sizes))[clusters]
    values = shared if correlation else np.where(np.arange(n) % 2, 1.0, -1.0) - np.array([0.5])  # likeness 1, and less than 0
    found = robust_mean(*sums(values, clusters), squares=(values**2).sum(keepdims=True))
    centre = np.eye(n) - np.ones((n, n)) / n
    residuals, variance, columns = centre @ values, 0.0, []
    for group in range(len(sizes)):
        inside = clusters == group
        part = centre[np.ix_(inside, inside)]
        eigenvalues, vectors = np.linalg.eigh(part)
        adjusted = vectors @ np.diag(1 / np.sqrt(eigenvalues)) @ vectors.T @ np.ones(inside.sum()) / n
        variance += float(adjusted @ residuals[inside]) ** 2
        columns.append(centre[:, inside] @ adjusted)
    same = clusters[:, None] == clusters[None]
    alone = values.var() / (n - 1)
    likeness = float(np.clip((variance / alone - 1) / ((sizes**2).sum() / n - 1), 0, 1))
    assert (likeness > 0.5) == bool(correlation)
    supposed = likeness * same + (1 - likeness) * np.eye(n)
    products = np.array(columns) @ supposed @ np.array(columns).T
    assert found.error[0] ** 2 == pytest.approx(variance)
    assert found.freedom[0] == pytest.approx(np.trace(products) ** 2 / (products**2).sum())


@pytest.mark.parametrize("count", [6, 7, 9])
def test_the_flip_interval_is_the_test_inverted_by_brute_force(count):
    rng = np.random.default_rng(count)
    sizes = rng.integers(1, 9, count)
    clusters = np.repeat(np.arange(count), sizes)
    totals, counted = sums(rng.normal(0.2, 0.5, sizes.sum()), clusters)

    def accepted(difference):
        shifted = totals[0] - difference * counted
        flipped = [abs(np.dot(signs, shifted)) for signs in itertools.product((1, -1), repeat=count)]
        return np.mean(np.array(flipped) >= abs(shifted.sum()) - 1e-12) >= 0.05

    flips = _flips(totals, counted)
    interval = _flip_intervals(flips, 0.95, 1.0)[0]
    assert accepted(interval.low + 1e-9)
    assert not accepted(interval.low - 1e-6)
    assert accepted(interval.high - 1e-9)
    assert not accepted(interval.high + 1e-6)
    flipped = [abs(np.dot(signs, totals[0])) for signs in itertools.product((1, -1), repeat=count)]
    assert _flip_p(flips)[0] == pytest.approx(np.mean(np.array(flipped) >= abs(totals.sum()) - 1e-12))


def test_fewer_than_six_clusters_can_show_nothing():
    assert [fewest_clusters(alpha) for alpha in (0.1, 0.05, 0.01)] == [5, 6, 8]
    clusters = np.repeat(np.arange(5), 20)
    found = estimates_of(np.ones((1, 100)) * 0.5, clusters=clusters, terms=Terms(), yes_no=False)[0]
    assert (found.interval.low, found.interval.high) == (-1, 1)
    assert found.p > 0.05


@pytest.mark.parametrize(("groups", "smallest"), [(1, 1.0), (2, 0.5), (7, 1 / 64), (20, 0.0)])
@pytest.mark.parametrize("each", [0.0, 0.25])
def test_clusters_that_agree_to_the_last_digit_fall_back_on_the_questions_and_their_own_number(groups, smallest, each):
    clusters = np.arange(60) % groups
    alone = compare_differences(np.full((1, 60), each), terms=Terms())
    found = compare_clusters(np.full((1, 60), each), alone, clusters=clusters, terms=Terms())[0]
    assert found.interval.low <= alone[0].interval.low
    assert found.interval.high >= alone[0].interval.high
    assert found.p == max(alone[0].p, smallest)


def test_one_cluster_shows_nothing():
    found = estimates_of(np.full((1, 60), 0.5), clusters=np.zeros(60, dtype=np.intp), terms=Terms(), yes_no=False)[0]
    assert (found.interval.low, found.interval.high, found.p) == (-1, 1, 1)


def test_grouping_never_makes_a_comparison_more_certain():
    rng = np.random.default_rng(6)
    rows = np.where(rng.random((20, 90)) < 0.3, rng.choice([-0.5, 1.0], (20, 90)), 0.0)
    for groups in (8, 30):
        clusters = numbered([*range(groups), *rng.integers(0, groups, 90 - groups).tolist()])
        plain = compare_differences(rows, terms=Terms())
        for alone, grouped in zip(plain, compare_clusters(rows, plain, clusters=clusters, terms=Terms()), strict=True):
            assert grouped.p >= alone.p
            assert grouped.interval.low <= alone.interval.low
            assert grouped.interval.high >= alone.interval.high
            assert grouped.method == (FLIPPED if groups < 10 else ROBUST)


def test_a_question_without_a_cluster_stands_alone():
    assert numbered(["a", None, "a", None]).tolist() == [0, 1, 0, 2]


@pytest.mark.parametrize("missing", [float("nan"), np.float32("nan"), np.float64("nan"), Decimal("nan"), np.datetime64("NaT")])
def test_a_question_whose_cluster_is_no_number_of_any_kind_stands_alone(missing):
    assert numbered(["a", missing, "a", missing]).tolist() == [0, 1, 0, 2]


def test_the_design_effect_of_equal_clusters_is_that_of_kish():
    assert design_effect([5] * 8, correlation=0.1) == pytest.approx(1.4)
    assert design_effect([1] * 8, correlation=0.9) == 1
    assert design_effect([1, 9], correlation=0.5) == pytest.approx(1 + (82 / 10 - 1) * 0.5)


def test_the_design_effect_of_no_cluster_is_refused():
    with pytest.raises(ValueError, match="no design effect"):
        design_effect([3, 0], correlation=0.1)


def test_correlation_within_clusters_is_found_again():
    rng = np.random.default_rng(9)
    clusters = np.repeat(np.arange(2_000), rng.integers(1, 8, 2_000))
    values = np.sqrt(0.3) * rng.normal(size=2_000)[clusters] + np.sqrt(0.7) * rng.normal(size=len(clusters))
    assert cluster_correlation(values.tolist(), clusters.tolist()) == pytest.approx(0.3, abs=0.03)
    assert cluster_correlation([1.0, 1.0, 0.0, 0.0], ["a", "a", "b", "b"]) == 1
    assert cluster_correlation([1.0, 0.0], ["a", "b"]) == cluster_correlation([1.0, 0.0], ["a", "a"]) == 0


@pytest.mark.parametrize(("n", "groups"), [(60, 12), (200, 40), (60, 7)])
@pytest.mark.parametrize("difference", [0.0, 0.08])
def test_correlated_clusters_of_unequal_size_are_covered(n, groups, difference):
    rng = np.random.default_rng(12)
    sizes = 1 + rng.multinomial(n - groups, rng.dirichlet(np.full(groups, 1.5)))
    clusters = np.repeat(np.arange(groups), sizes)
    rates = rng.dirichlet(np.array([0.08 + difference, 0.08, 0.84 - difference]) * 4, (1_500, groups))[:, clusters]
    drawn = rng.random((1_500, n))
    rows = np.where(drawn < rates[:, :, 0], 1.0, np.where(drawn < rates[:, :, 0] + rates[:, :, 1], -1.0, 0.0))
    found = estimates_of(rows, clusters=clusters, terms=Terms(), yes_no=True)
    assert np.mean([each.interval.low <= difference <= each.interval.high for each in found]) >= 0.935
    if difference == 0:
        assert np.mean([not each.interval.low <= 0 <= each.interval.high for each in found]) <= 0.06
        ignored = estimates_of(rows, clusters=None, terms=Terms(), yes_no=True)
        assert np.mean([each.p < 0.05 for each in ignored]) > np.mean([each.p < 0.05 for each in found])
