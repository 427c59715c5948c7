"""The same figures as statsmodels gives, where it has the procedure."""

import numpy as np
import pytest

proportion = pytest.importorskip("statsmodels.stats.proportion", reason="a reference implementation for the tests alone")
tables = pytest.importorskip("statsmodels.stats.contingency_tables")
weighted = pytest.importorskip("statsmodels.stats.weightstats")

from untuned.evaluation.stats.equivalence import within_minimum  # noqa: E402
from untuned.evaluation.stats.paired_binary import exact_p, mid_p  # noqa: E402
from untuned.evaluation.stats.proportion import exact_interval, wilson_interval  # noqa: E402
from untuned.types.measures import Interval  # noqa: E402


@pytest.mark.parametrize(("successes", "n"), [(0, 12), (3, 40), (40, 40), (77, 500)])
def test_proportions(successes, n):
    for name, ours in (("wilson", wilson_interval), ("beta", exact_interval)):
        low, high = proportion.proportion_confint(successes, n, method=name)
        assert (ours(successes, n).low, ours(successes, n).high) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(("gained", "lost"), [(0, 5), (2, 7), (30, 14)])
def test_mcnemar(gained, lost):
    theirs = tables.mcnemar([[10, gained], [lost, 10]], exact=True).pvalue
    assert exact_p(gained, lost) == pytest.approx(theirs)
    assert mid_p(gained, lost) < theirs


@pytest.mark.parametrize("seed", range(10))
def test_two_one_sided_tests(seed):
    values = np.random.default_rng(seed).normal(0.01, 0.1, 60)
    described = weighted.DescrStatsW(values)
    low, high = described.tconfint_mean(alpha=0.1)
    shown = described.ttost_mean(-0.03, 0.03)[0] < 0.05
    assert within_minimum(Interval(low=low, high=high, confidence=0.9), minimum_effect=0.03) == shown
