"""What holds of every comparison, whatever the scores."""

import random
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from untuned.evaluation.stats.compare import compare_scores
from untuned.evaluation.stats.power import detectable_effect, mcnemar_power
from untuned.evaluation.stats.proportion import proportion_interval

yes_no = st.booleans() | st.none()
shares = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.8, 1.0]) | st.none()
amounts = st.floats(-1_000, 1_000) | st.none()
OPPOSITE = {"better": "worse", "worse": "better"}


@st.composite
def paired(draw):
    scores = draw(st.sampled_from([yes_no, shares, amounts]))
    n = draw(st.integers(0, 70))
    a = [draw(scores) for _ in range(n)]
    b = a if draw(st.booleans()) else [draw(scores) for _ in range(n)]
    groups = draw(st.sampled_from([1, 4, 8, 25]))
    clusters = draw(st.none() | st.lists(st.integers(0, groups), min_size=n, max_size=n))
    return a, b, clusters


@settings(deadline=None)
@given(paired())
def test_the_interval_holds_the_difference_and_p_is_a_probability(given_scores):
    a, b, clusters = given_scores
    found = compare_scores(a, b, clusters=clusters)
    if found.interval is None:
        assert found.n == 0
        return
    assert found.interval.low <= found.difference <= found.interval.high
    assert 0 < found.p <= 1
    assert found.coverage == found.n / found.total
    assert found.why.endswith(".")
    assert (found.more_questions is None) or (found.verdict == "not enough evidence" and found.more_questions > 0)


@settings(deadline=None)
@given(paired())
def test_a_difference_is_said_only_with_thirty_questions_an_interval_beyond_zero_and_a_small_p(given_scores):
    a, b, clusters = given_scores
    found = compare_scores(a, b, clusters=clusters)
    if found.verdict in OPPOSITE:
        assert found.n >= 30
        assert found.p < 0.05
        assert found.interval.low > 0 or found.interval.high < 0


@settings(deadline=None)
@given(paired())
def test_b_against_a_is_a_against_b_mirrored(given_scores):
    a, b, clusters = given_scores
    one, other = compare_scores(a, b, clusters=clusters), compare_scores(b, a, clusters=clusters)
    assert other.verdict == OPPOSITE.get(one.verdict, one.verdict)
    if one.interval is not None:
        scale = 1e-6 * max(1.0, one.interval.width)
        assert abs(one.difference + other.difference) <= scale
        assert abs(one.interval.low + other.interval.high) <= scale
        assert abs(one.interval.high + other.interval.low) <= scale
        assert abs(one.p - other.p) <= 1e-9


@settings(deadline=None)
@given(paired(), st.randoms(use_true_random=False))
def test_the_order_of_the_questions_does_not_matter(given_scores, chance):
    a, b, clusters = given_scores
    order = list(range(len(a)))
    random.Random(chance.random()).shuffle(order)
    shuffled = compare_scores([a[at] for at in order], [b[at] for at in order], clusters=clusters and [clusters[at] for at in order])
    found = compare_scores(a, b, clusters=clusters)
    assert shuffled.verdict == found.verdict
    if found.interval is not None:
        assert abs(found.interval.low - shuffled.interval.low) <= 1e-6 * max(1.0, found.interval.width)


@settings(deadline=None)
@given(paired(), st.integers(0, 5))
def test_the_same_seed_gives_the_same_comparison(given_scores, seed):
    a, b, clusters = given_scores
    assert compare_scores(a, b, clusters=clusters, seed=seed) == compare_scores(a, b, clusters=clusters, seed=seed)


@settings(deadline=None)
@given(paired())
def test_the_bounds_of_missing_scores_hold_what_was_seen(given_scores):
    a, b, clusters = given_scores
    found = compare_scores(a, b, clusters=clusters)
    assert (found.worst is None) == (found.n == found.total)
    if found.worst is not None:
        seen = sum(other - one for one, other in zip(a, b, strict=True) if one is not None and other is not None) / found.total
        slack = 1e-9 * max(1.0, found.worst.width)
        assert found.worst.low - slack <= seen <= found.worst.high + slack


@settings(deadline=None)
@given(paired())
def test_a_lower_score_that_is_better_turns_only_the_words(given_scores):
    a, b, clusters = given_scores
    higher, lower = compare_scores(a, b, clusters=clusters), compare_scores(a, b, clusters=clusters, higher_is_better=False)
    assert lower.verdict == OPPOSITE.get(higher.verdict, higher.verdict)
    assert replace(lower, verdict=higher.verdict, why=higher.why) == higher


@given(st.integers(1, 300), st.data())
def test_the_interval_of_a_proportion_holds_it_and_stays_in_its_range(n, data):
    successes = data.draw(st.integers(0, n))
    found = proportion_interval(successes, n)
    assert 0 <= found.low <= successes / n <= found.high <= 1


@settings(deadline=None)
@given(st.integers(5, 400), st.floats(0, 0.3))
def test_more_questions_or_a_larger_gain_never_show_much_less(n, churn):
    assert detectable_effect(2 * n, churn=churn) <= detectable_effect(n, churn=churn)
    gains = [mcnemar_power(n, gain=churn + effect, loss=churn) for effect in (0.05, 0.1, 0.2, 0.3)]
    assert all(one <= other + 1e-12 for one, other in pairwise(gains))
