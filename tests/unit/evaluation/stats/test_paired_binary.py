"""McNemar's test and its intervals: published tables, reference implementations, and exact operating characteristics."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import beta, binom, binomtest, norm

from untuned.evaluation.stats.paired_binary import EXACT, MID_P, compare_counts, compatible_interval, exact_p, mid_p, tango_interval


def test_the_tables_of_fagerland_and_others_2013_come_out():
    # Airway hyper-responsiveness (n = 21) and complete response (n = 161), before and after.
    assert (round(exact_p(1, 7), 4), round(mid_p(1, 7), 4)) == (0.0703, 0.0391)
    assert (round(exact_p(6, 16), 4), round(mid_p(6, 16), 4)) == (0.0525, 0.0347)
    airway = tango_interval(1, 7, 21)
    assert (round(airway.low, 3), round(airway.high, 3)) == (-0.517, -0.026)


def test_five_of_22_against_none_shows_nothing():
    found = compare_counts(0, 5, 22)
    assert (found.p, found.mid_p) == (0.0625, 0.03125)
    assert found.interval.low < 0 < found.interval.high


@pytest.mark.parametrize(("gained", "lost"), [(0, 0), (3, 4), (0, 9), (12, 30), (200, 260)])
def test_the_exact_test_is_the_binomial_test_of_scipy(gained, lost):
    theirs = binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
    assert exact_p(gained, lost) == pytest.approx(theirs)
    assert mid_p(gained, lost) == pytest.approx(min(1, theirs - binom.pmf(gained, gained + lost, 0.5)) if gained != lost else 1.0)


@pytest.mark.parametrize(("gained", "lost", "n"), [(3, 12, 40), (0, 11, 30), (40, 20, 160), (10, 0, 10)])
def test_tango_ends_are_where_the_profiled_score_statistic_is_normal_quantiles(gained, lost, n):
    def statistic(difference):
        def minus_log_likelihood(share):
            both = 1 - 2 * share - difference
            terms = [(gained, share + difference), (lost, share), (n - gained - lost, both)]
            return -sum(count * np.log(max(chance, 1e-300)) for count, chance in terms if count)

        found = minimize_scalar(
            minus_log_likelihood, bounds=(max(0, -difference), (1 - difference) / 2), method="bounded", options={"xatol": 1e-12}
        )
        return (gained - lost - n * difference) / np.sqrt(n * (2 * found.x + difference - difference**2))

    interval, z = tango_interval(gained, lost, n), norm.ppf(0.975)
    for end, quantile in ((interval.low, z), (interval.high, -z)):
        assert abs(end) == pytest.approx(1) or statistic(end) == pytest.approx(quantile, abs=2e-3)


@pytest.mark.parametrize(("gained", "lost", "n"), [(5, 0, 22), (1, 8, 30), (3, 3, 200), (4, 0, 4), (0, 1, 50)])
def test_the_compatible_interval_is_the_melding_of_fay_and_lumbard_by_simulation(gained, lost, n):
    rng, differing, draws = np.random.default_rng(5), gained + lost, 400_000

    def drawn(first, second):
        if first == 0:
            return np.zeros(draws)
        return np.ones(draws) if second == 0 else beta.rvs(first, second, size=draws, random_state=rng)

    shares = drawn(differing, n - differing + 1), drawn(differing + 1, n - differing)
    low = min(np.quantile(share * (2 * drawn(gained, lost + 1) - 1), 0.025) for share in shares)
    high = max(np.quantile(share * (2 * drawn(gained + 1, lost) - 1), 0.975) for share in shares)
    found = compatible_interval(gained, lost, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=4e-3)


def test_without_a_differing_question_the_interval_is_the_exact_one_of_their_share():
    found = compatible_interval(0, 0, 40)
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 40))
    assert found.low == -found.high


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.2])
@pytest.mark.parametrize("n", [9, 30, 400])
def test_the_compatible_interval_excludes_zero_exactly_when_the_exact_test_rejects(alpha, n):
    for differing in range(10):
        for gained in range(differing + 1):
            found = compatible_interval(gained, differing - gained, n, confidence=1 - alpha)
            assert (not found.low <= 0 <= found.high) == (exact_p(gained, differing - gained) < alpha)


@pytest.mark.parametrize("alpha", [0.05, 0.1])
def test_test_and_interval_never_disagree_about_zero(alpha):
    for differing in range(121):
        for gained in range(differing // 2 + 1):
            found = compare_counts(gained, differing - gained, 400, alpha=alpha)
            assert (not found.interval.low <= 0 <= found.interval.high) == (found.p < alpha)


def test_a_difference_is_never_said_where_the_test_does_not_reject():
    for differing in range(10, 121):
        for gained in range(differing // 2 + 1):
            found = compare_counts(gained, differing - gained, 400, alpha=0.002)
            assert found.p < 0.002 or found.interval.low <= 0 <= found.interval.high


def test_from_ten_differing_questions_on_mid_p_decides():
    assert [compare_counts(0, lost, 100).method for lost in (9, 10)] == [EXACT, MID_P]
    assert [compare_counts(0, lost, 100).mid_p is None for lost in (9, 10)] == [False, True]


def operating(n, gain, loss):
    """Coverage and two-sided rejection at a true difference, summed over all tables."""
    covered = shown = 0.0
    for differing in range(n + 1):
        chance = binom.pmf(differing, n, gain + loss)
        if chance < 1e-7:
            continue
        for gained, share in enumerate(binom.pmf(np.arange(differing + 1), differing, gain / (gain + loss))):
            if share > 1e-7:
                found = compare_counts(gained, differing - gained, n).interval
                covered += chance * share * (found.low <= gain - loss <= found.high)
                shown += chance * share * (not found.low <= 0 <= found.high)
    return covered, shown


@pytest.mark.parametrize(("n", "churn"), [(30, 0.05), (30, 0.2), (100, 0.02), (100, 0.05), (100, 0.15)])
def test_coverage_and_false_alarms_keep_their_level_over_all_tables(n, churn):
    assert operating(n, churn, churn)[1] <= 0.05
    for difference in (0.0, 0.05, 0.1, 0.2):
        assert operating(n, churn + difference, churn)[0] >= 0.945


@pytest.mark.parametrize(("gained", "lost", "n"), [(-1, 0, 5), (3, 3, 5), (0, 0, 0)])
def test_counts_that_are_no_table_are_refused(gained, lost, n):
    with pytest.raises(ValueError, match="no paired table"):
        compare_counts(gained, lost, n)
