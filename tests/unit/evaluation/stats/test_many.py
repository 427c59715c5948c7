from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.evaluation.stats.best import cannot_be_told_from_the_best
from untuned.evaluation.stats.looks import alpha_of, used_up
from untuned.evaluation.stats.many import holm, holm_levels
from untuned.evaluation.stats.repeats import averaged, flip_rate, lost, spread

VALUES = st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=8)


def test_holm_multiplies_the_smallest_by_all_and_the_next_by_one_less():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == pytest.approx([1.0, 1.0])
    assert holm([]) == []


@given(VALUES)
def test_a_p_is_below_its_level_just_where_the_adjusted_one_is_below_alpha(values):
    adjusted, levels = holm(values), holm_levels(values, alpha=0.05)
    for p, own, level in zip(values, adjusted, levels, strict=True):
        if abs(own - 0.05) > 1e-9:
            assert (p < level) == (own < 0.05)


@given(VALUES)
def test_an_adjusted_p_is_never_smaller_than_it_was(values):
    assert all(own >= p for p, own in zip(values, holm(values), strict=True))


def test_all_looks_together_spend_less_than_alpha():
    spent = [alpha_of(look, alpha=0.05) for look in range(1, 40)]
    assert spent[0] == 0.025
    assert sum(spent) <= 0.05
    with pytest.raises(ValueError, match="from 1"):
        alpha_of(0)


def test_after_fifteen_looks_the_locked_questions_are_used_up_and_no_number_of_looks_is_too_large():
    assert [used_up(alpha_of(look)) for look in (15, 16, 60, 5000)] == [False, True, True, True]


def test_what_is_lost_of_a_question_is_the_share_of_its_repeats_without_a_score():
    assert lost([1.0, None], repeats=4) == 0.75
    assert lost([1.0, 0.0], repeats=2) == 0


def test_repeats_are_averaged_inside_a_question_and_failed_ones_left_out():
    assert averaged([1.0, None, 0.0]) == 0.5
    assert averaged([None, None]) is None


def test_the_spread_of_a_balanced_table_is_that_of_the_analysis_of_variance():
    # Worked by hand: means 1, 5; within 2; mean squares 2 and 16, so between is (16 - 2) / 2.
    found = spread({"a": [0.0, 2.0], "b": [4.0, 6.0]})
    assert (found.within, found.between, found.repeats) == (2.0, 7.0, 2.0)
    assert found.reliability == pytest.approx(7 / 9)


def test_without_repeats_there_is_no_spread_within():
    assert spread({"a": [1.0], "b": [2.0]}) is None
    assert spread({"a": [1.0, 1.0]}) is None


def test_the_flip_rate_counts_questions_that_were_not_always_answered_alike():
    assert flip_rate({"a": [True, True], "b": [True, False], "c": [False]}) == 0.5
    assert flip_rate({"c": [False]}) is None


def test_a_variant_that_is_clearly_worse_is_told_from_the_best_and_a_twin_is_not():
    rng = np.random.default_rng(1)
    good = rng.random(200) < 0.8
    twin = np.where(rng.random(200) < 0.05, ~good, good)
    bad = rng.random(200) < 0.4
    assert cannot_be_told_from_the_best([good, twin, bad]) == [True, True, False]


def test_what_never_differs_cannot_be_told_apart_and_what_always_differs_can():
    assert cannot_be_told_from_the_best([[1, 0, 1], [1, 0, 1]]) == [True, True]
    assert cannot_be_told_from_the_best([[1, 1, 1], [0, 0, 0]]) == [True, False]


def test_the_best_is_kept_in_at_least_95_of_100_tables_of_equal_variants():
    rng = np.random.default_rng(7)
    kept = sum(all(cannot_be_told_from_the_best((rng.random((4, 120)) < 0.6).astype(float), seed=nth)) for nth in range(200))
    assert kept >= 200 * 0.95 - 2 * (200 * 0.05 * 0.95) ** 0.5


def test_the_best_is_kept_as_often_where_questions_come_in_few_clusters():
    rng, clusters = np.random.default_rng(11), np.repeat(np.arange(12), 5)

    def equals(seed: int) -> bool:
        shared = rng.normal(0, 0.3**0.5, (3, 12))[:, clusters] + rng.normal(0, 0.7**0.5, (3, 60))
        return all(cannot_be_told_from_the_best((shared > 0).astype(float), clusters=list(clusters), seed=seed))

    kept = sum(equals(seed) for seed in range(200))
    assert kept >= 200 * 0.95 - 2 * (200 * 0.05 * 0.95) ** 0.5


def test_fewer_clusters_than_can_show_a_difference_tell_nothing_apart():
    scores = [[1.0] * 40, [0.0] * 40]
    assert cannot_be_told_from_the_best(scores, clusters=[0] * 40) == [True, True]
    assert cannot_be_told_from_the_best(scores, clusters=[nth % 5 for nth in range(40)]) == [True, True]


def test_questions_of_one_cluster_count_as_one():
    rng = np.random.default_rng(3)
    by_cluster = rng.random(10) < 0.5
    scores = [np.repeat(by_cluster, 40), np.repeat(~by_cluster, 40)]
    clusters = [label for label in range(10) for _ in range(40)]
    assert cannot_be_told_from_the_best(scores, clusters=clusters) == [True, True]
