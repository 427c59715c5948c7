"""Figures of many runs."""

import itertools

import pytest

from untuned.evaluation.metrics.aggregates import aurc, flip_rate, flipped, label_scores, macro_f1, risk_coverage


def test_macro_f1_counts_each_label_alike():
    given, right = ["a", "a", "b", "b", "b", "c"], ["a", "b", "b", "b", "b", "c"]
    # a: P 1/2, R 1, F1 2/3; b: P 1, R 3/4, F1 6/7; c: 1
    assert macro_f1(given, right) == pytest.approx((2 / 3 + 6 / 7 + 1) / 3)


def test_a_label_that_is_never_right_has_no_f1_of_its_own():
    assert macro_f1(["x", "a"], ["a", "a"]) == pytest.approx(2 / 3)
    assert [(score.label, score.recall) for score in label_scores(["x", "a"], ["a", "a"])] == [("a", 0.5), ("x", None)]
    assert macro_f1([], []) is None


def test_flip_rate_is_the_chance_that_asking_again_differs():
    assert flip_rate([[1, 1], [1, 0], [0, 0], [0, 1]]) == 0.5
    assert flip_rate([[1, 1, 0]]) == pytest.approx(2 / 3)
    assert flip_rate([[1, 1, 1]]) == 0
    assert flip_rate([[1], []]) is None


def test_flipped_counts_questions():
    assert flipped([[1, 1, 0], [1, 1, 1], [0]]) == 0.5
    assert flipped([[1]]) is None


def test_risk_coverage_answers_the_surest_first():
    points = risk_coverage([0.9, 0.5, 0.7, 0.5], [True, True, False, False])
    assert [(point.coverage, point.risk, point.threshold) for point in points] == [(0.25, 0, 0.9), (0.5, 0.5, 0.7), (1, 0.5, 0.5)]


def test_aurc_is_the_mean_risk_over_coverages():
    assert aurc([0.9, 0.7, 0.5], [True, False, True]) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert aurc([0.9, 0.8], [True, True]) == 0
    assert aurc([], []) is None


def test_aurc_of_equal_confidences_is_the_mean_over_orders():
    right = [True, False, False]
    orders = [aurc([0.9, 0.8, 0.7], list(order)) for order in itertools.permutations(right)]
    assert aurc([0.5] * 3, right) == pytest.approx(sum(orders) / len(orders))


@pytest.mark.parametrize("figure", [macro_f1, aurc, risk_coverage, label_scores])
def test_lists_of_other_lengths_are_refused(figure):
    with pytest.raises(ValueError, match="2 and 1 items"):
        figure(["a", "b"], ["a"])
