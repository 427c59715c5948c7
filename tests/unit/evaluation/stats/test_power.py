"""Power: the design's table, brute force, the reference implementation, and simulation."""

import math

import numpy as np
import pytest
from scipy.stats import binom

from untuned.evaluation.stats.compare import compare_scores, verdict_of
from untuned.evaluation.stats.paired_binary import compare_counts, mid_p
from untuned.evaluation.stats.power import (
    detectable_effect,
    mcnemar_power,
    questions_needed,
    questions_to_settle,
)


@pytest.mark.parametrize(("n", "points"), [(22, 38), (50, 21), (100, 13), (200, 8), (500, 5)])
def test_the_detectable_effects_are_those_of_the_design(n, points):
    assert round(100 * detectable_effect(n)) == points


@pytest.mark.parametrize(("n", "gain", "loss"), [(12, 0.5, 0.05), (30, 0.3, 0.05), (45, 0.02, 0.2), (40, 0.6, 0.4)])
@pytest.mark.parametrize("alpha", [0.05, 0.003])
def test_power_is_the_sum_over_all_tables(n, gain, loss, alpha):
    power = 0.0
    for differing in range(n + 1):
        for gained in range(differing + 1):
            if gained * 2 > differing and mid_p(gained, differing - gained) < alpha:
                power += binom.pmf(differing, n, gain + loss) * binom.pmf(gained, differing, gain / (gain + loss))
    assert mcnemar_power(n, gain=gain, loss=loss, alpha=alpha) == pytest.approx(power, abs=1e-10)


@pytest.mark.parametrize("n", [50, 200])
def test_simulated_answers_show_the_detectable_effect_four_times_in_five(n):
    effect = detectable_effect(n)
    drawn = np.random.default_rng(3).multinomial(n, [0.05 + effect, 0.05, 0.9 - effect], 4_000)
    shown = [gained > lost and mid_p(int(gained), int(lost)) < 0.05 for gained, lost, _ in drawn]
    assert np.mean(shown) == pytest.approx(0.8, abs=0.025)


def test_a_verdict_has_that_power_too_where_ten_questions_differ():
    # Below ten differing questions the verdict goes by the exact test, which has less.
    effect = detectable_effect(200)
    drawn = np.random.default_rng(4).multinomial(200, [0.05 + effect, 0.05, 0.9 - effect], 3_000)
    assert np.mean([compare_counts(int(row[0]), int(row[1]), 200).interval.low > 0 for row in drawn]) == pytest.approx(0.8, abs=0.03)


def test_too_few_questions_show_no_effect_at_all():
    assert detectable_effect(4) == math.inf
    assert detectable_effect(5, churn=0, power=0.5) < 1
    assert detectable_effect(100, design_effect=2) == detectable_effect(50)


def test_more_churn_hides_more():
    effects = [detectable_effect(100, churn=churn) for churn in (0, 0.02, 0.05, 0.1, 0.2)]
    assert effects == sorted(effects)


@pytest.mark.parametrize("effect", [0.03, 0.1, 0.3])
def test_the_questions_needed_detect_the_effect_and_far_fewer_do_not(effect):
    n = questions_needed(effect)
    assert detectable_effect(n) <= effect + 1e-6
    assert detectable_effect(int(n * 0.9)) > effect
    assert questions_needed(effect, design_effect=2) == 2 * n


def test_the_questions_to_settle_a_difference_are_those_of_normal_theory():
    needed = questions_to_settle(0.05, deviation=1.0, n=100, minimum_effect=0.001)
    assert needed == pytest.approx(((1.95996 + 0.84162) / 0.05) ** 2, rel=0.03)
    assert needed == questions_to_settle(-0.05, deviation=1.0, n=100, minimum_effect=0.001)


def test_the_questions_to_settle_no_difference_are_those_of_two_one_sided_tests():
    needed = questions_to_settle(0.0, deviation=1.0, n=100, minimum_effect=0.1)
    assert needed == pytest.approx(((1.64485 + 1.28155) / 0.1) ** 2, rel=0.03)


def test_what_no_sensible_number_settles_gets_none():
    assert questions_to_settle(0.0, deviation=5.0, n=400, minimum_effect=0.01) is None


@pytest.mark.parametrize(("gained", "lost", "n"), [(8, 4, 100), (10, 10, 100), (0, 5, 30), (5, 1, 30), (14, 9, 300)])
def test_as_many_questions_as_are_asked_for_settle_it_four_times_in_five_or_more(gained, lost, n):
    a, b = [0] * gained + [1] * (n - gained), [1] * gained + [0] * lost + [1] * (n - gained - lost)
    asked = n + compare_scores(a, b).more_questions
    drawn = np.random.default_rng(6).multinomial(asked, [gained / n, lost / n, 1 - (gained + lost) / n], 1_000)
    right = {"equivalent", "better" if gained > lost else "worse"}
    verdicts = [verdict_of(compare_counts(int(row[0]), int(row[1]), asked), n=asked, minimum_effect=0.03) for row in drawn]
    assert np.mean([verdict in right for verdict in verdicts]) >= 0.77


@pytest.mark.parametrize(
    ("function", "given", "said"),
    [
        (detectable_effect, {"n": 0}, "0 questions"),
        (detectable_effect, {"n": 50, "churn": 0.5}, "churn 0.5"),
        (detectable_effect, {"n": 50, "power": 1}, "power 1"),
        (questions_needed, {"effect": 0.95}, "effect 0.95"),
    ],
)
def test_what_cannot_be_is_refused_with_its_value(function, given, said):
    with pytest.raises(ValueError, match=said):
        function(**given)


@pytest.mark.parametrize("churn", [0.0, 0.02])
def test_the_tables_of_many_questions_are_computed_one_by_one_as_those_of_few(churn, monkeypatch):
    found = detectable_effect(2_000, churn=churn)
    monkeypatch.setattr("untuned.evaluation.stats.power.MOST", 1_999)
    assert detectable_effect(2_000, churn=churn) == found


def test_where_the_normal_form_begins_it_gives_what_the_tables_give(monkeypatch):
    exact = mcnemar_power(40_000, gain=0.053, loss=0.05)
    monkeypatch.setattr("untuned.evaluation.stats.power.MOST", 3_000)
    assert mcnemar_power(40_000, gain=0.053, loss=0.05) == pytest.approx(exact, abs=2e-3)


def test_a_hundred_million_questions_are_answered_for_at_once_and_in_little_memory():
    assert detectable_effect(100_000_000) == pytest.approx(detectable_effect(1_000_000) / 10, rel=0.01)
    assert detectable_effect(100_000_000, churn=0) == pytest.approx(detectable_effect(10_000, churn=0) / 10_000, rel=0.01)
