import numpy as np
import pytest

from untuned.evaluation.stats.agreement import cohen, krippendorff, percent

GAP = None
# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units, missing data.
BY_OBSERVER = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
    [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
]
PUBLISHED = list(zip(*BY_OBSERVER, strict=True))


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_that_of_the_published_example(level, alpha):
    found = krippendorff(PUBLISHED, level=level, resamples=50)
    assert found.value == pytest.approx(alpha, abs=5e-4)
    assert (found.items, found.raters) == (11, 4)


def test_alpha_of_two_raters_is_that_of_the_published_example():
    # The same paper, section A: two observers, ten units, binary: alpha = .095.
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff(list(zip(meg, owen, strict=True)), resamples=50).value == pytest.approx(0.095, abs=5e-4)


def test_kappa_is_what_the_hand_reckons():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: seen .7, by chance .5, kappa .4.
    ratings = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    found = cohen(ratings)
    assert found.value == pytest.approx(0.4)
    # Its large-sample standard error is .127 (Fleiss, Cohen and Everitt 1969).
    assert found.interval.low == pytest.approx(0.4 - 1.96 * 0.127, abs=0.04)
    assert found.interval.high == pytest.approx(0.4 + 1.96 * 0.127, abs=0.04)


def test_weighted_kappa_is_what_the_hand_reckons():
    # Ranks 0, 1, 2. Costs seen: linear (0 + 1 + 0 + 2) / 4; expected from the margins (2, 1, 1) and (2, 0, 2).
    ratings = [(0, 0), (1, 0), (2, 2), (0, 2)]
    linear = 1 - (3 / 4) / ((2 * 0 + 2 * 2 * 2 + 1 * 2 * 1 + 1 * 2 * 1 + 1 * 2 * 2) / 16)
    quadratic = 1 - (5 / 4) / ((2 * 2 * 4 + 1 * 2 * 1 + 1 * 2 * 1 + 1 * 2 * 4) / 16)
    # The distinct values are 0, 1 and 2, since the first rater uses 1.
    assert cohen(ratings, weights="linear", resamples=20).value == pytest.approx(linear)
    assert cohen(ratings, weights="quadratic", resamples=20).value == pytest.approx(quadratic)


def test_per_cent_counts_each_item_once():
    found = percent([(1, 1, 1), (1, 2, GAP), (1, 2, 2), (GAP, GAP, 3)], resamples=50)
    assert found.value == pytest.approx((1 + 0 + 1 / 3) / 3)
    assert (found.items, found.raters) == (3, 3)


def test_full_agreement_is_one_and_leaves_room_for_disagreements_that_were_not_seen():
    ratings = [(value, value) for value in (1, 2, 3, 1, 2, 3, 1, 2)]
    for found in (cohen(ratings, weights="linear"), krippendorff(ratings, level="ordinal")):
        assert (found.value, found.interval.high) == (1, 1)
        assert 0.3 < found.interval.low < 0.5
    # The exact bound of none of 8: 1 - .025 ** (1 / 8).
    assert percent(ratings).interval.low == pytest.approx(1 - 0.3694, abs=1e-4)
    assert percent([(1, 2)] * 8).interval.high == pytest.approx(0.3694, abs=1e-4)


def test_the_interval_of_kappa_holds_the_truth_where_raters_hardly_ever_disagree():
    # Two raters of 20 items, half of them yes, who differ on one in twenty: kappa .9. Resamples alone held it 61 times in 100.
    rng, held = np.random.default_rng(4), 0
    for seed in range(100):
        first = rng.random(20) < 0.5
        second = first ^ (rng.random(20) < 0.05)
        found = cohen(list(zip(first.astype(float), second.astype(float), strict=True)), resamples=200, seed=seed)
        held += found.interval.low <= 0.9 <= found.interval.high
    assert held >= 93


def test_where_everybody_says_the_same_of_everything_chance_is_not_told_from_agreement():
    for found in (cohen([(1, 1)] * 5, resamples=20), krippendorff([(1, 1)] * 5, resamples=20)):
        assert found.value is None
        assert found.interval is None


def test_nothing_rated_twice_is_no_agreement_and_no_error():
    for found in (cohen([(1, GAP), (GAP, 2)]), krippendorff([(1, GAP), (GAP, 2)]), percent([]), cohen([]), krippendorff([])):
        assert (found.value, found.interval, found.items) == (None, None, 0)


def test_the_interval_is_the_seeds():
    assert krippendorff(PUBLISHED, seed=1) == krippendorff(PUBLISHED, seed=1)
    assert krippendorff(PUBLISHED, seed=1).interval != krippendorff(PUBLISHED, seed=2).interval


def test_three_raters_are_none_for_kappa():
    with pytest.raises(ValueError, match="3 raters: Cohen's kappa is of two; use Krippendorff's alpha"):
        cohen([(1, 2, 3)])
    with pytest.raises(ValueError, match="rows of different lengths"):
        percent([(1, 2), (1,)])


def test_kappa_is_that_of_the_reference_implementation():
    metrics = pytest.importorskip("sklearn.metrics")
    ratings = [(at * 7 % 4, (at * 7 + at * at % 3) % 4) for at in range(60)]
    first, second = zip(*ratings, strict=True)
    for ours, theirs in (("none", None), ("linear", "linear"), ("quadratic", "quadratic")):
        assert cohen(ratings, weights=ours, resamples=20).value == pytest.approx(metrics.cohen_kappa_score(first, second, weights=theirs))


def answers_to(questions, *, each, seed):
    """What a judge and a person say of several equal answers to each question: the judge errs on about one question in seven."""
    rng = np.random.default_rng(seed)
    truth = rng.random(questions) < 0.7
    judged = np.where(rng.random(questions) < 0.85, truth, ~truth)
    table = np.repeat(np.column_stack([truth, judged]).astype(float), each, axis=0)
    return table.tolist(), np.repeat(np.arange(questions), each).tolist()


def test_answers_to_one_question_are_drawn_together():
    table, questions = answers_to(30, each=3, seed=1)
    alone, together = cohen(table[::3], resamples=400), cohen(table, groups=questions, resamples=400)
    assert (together.value, together.items, together.groups, alone.groups) == (alone.value, 90, 30, None)
    assert together.interval.low == pytest.approx(alone.interval.low, abs=0.05)
    assert together.interval.width > 1.4 * cohen(table, resamples=400).interval.width
    for measure in (krippendorff, percent):
        assert measure(table, groups=questions, resamples=400).interval.width > 1.4 * measure(table, resamples=400).interval.width


def test_equal_answers_to_one_question_leave_kappa_covered():
    truth = 1 - 0.15 / (0.7 * (1 - (0.7 * 0.85 + 0.3 * 0.15)) + 0.3 * (0.7 * 0.85 + 0.3 * 0.15))
    held = 0
    for seed in range(60):
        table, questions = answers_to(30, each=3, seed=seed)
        found = cohen(table, groups=questions, resamples=200).interval
        held += found is not None and found.low <= truth <= found.high
    assert held >= 54


def test_groups_go_with_items_though_some_do_not_count():
    table = [(1, 1), (1, GAP), (0, 1), (0, 0), (1, 1)]
    assert percent(table, groups=["a", "a", "b", "b", "c"], resamples=50).groups == 3
    with pytest.raises(ValueError, match="2 groups of 5 items"):
        percent(table, groups=["a", "b"])
