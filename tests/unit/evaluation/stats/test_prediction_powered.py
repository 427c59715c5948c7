import itertools

import numpy as np
import pytest

from untuned.evaluation.stats.finite import wilson_finite
from untuned.evaluation.stats.prediction_powered import difference, estimate


def hidden(values, labelled):
    return [float(value) if at in labelled else None for at, value in enumerate(values)]


def population(rng, *, size, rate, apart):
    """Yes/no truths and a judge whose scores of the two lie so many standard deviations apart."""
    truth = (rng.random(size) < rate).astype(float)
    odds = apart * (rng.normal(size=size) + apart * truth) - apart**2 / 2 + np.log(rate / (1 - rate))
    return truth, 1 / (1 + np.exp(-odds))


def test_the_estimate_is_right_on_average_over_all_draws_whatever_the_judge():
    rng = np.random.default_rng(3)
    truth = np.array([0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0.0])
    for judge in (rng.normal(size=14), 5 * truth - 2, -truth):
        found = [estimate(list(judge), hidden(truth, chosen)).alone for chosen in itertools.combinations(range(14), 11)]
        assert np.mean(found) == pytest.approx(truth.mean())
        powered = [estimate(list(judge), hidden(truth, chosen)).value for chosen in itertools.combinations(range(14), 11)]
        assert np.mean(powered) == pytest.approx(truth.mean(), abs=2e-3)  # cutting impossible values off moves it a little


def test_scores_are_estimated_without_bias():
    rng = np.random.default_rng(4)
    truth = rng.random(13)
    judge = truth + rng.normal(scale=0.2, size=13)
    found = [estimate(list(judge), hidden(truth, chosen)) for chosen in itertools.combinations(range(13), 10)]
    middles = [(each.value, each.weight) for each in found]
    assert all(weight > 0 for _, weight in middles)
    assert np.mean([value for value, _ in middles]) == pytest.approx(truth.mean(), abs=1e-3)


def test_the_weight_is_that_of_the_papers_formula():
    rng = np.random.default_rng(5)
    truth, judge = population(rng, size=20_000, rate=0.4, apart=1.0)
    labelled = set(range(2_000))
    y, f = truth[:2_000], judge[:2_000]
    # Angelopoulos, Duchi and Zrnic 2023, example 6.1, the judge's mean taken over what is not labelled.
    theirs = np.cov(y, f)[0, 1] / ((1 + 2_000 / 18_000) * np.var(judge[2_000:], ddof=1))
    theirs = min(1.0, theirs)
    wanted = y.mean() + theirs * (judge[2_000:].mean() - f.mean())
    spread = theirs**2 * judge[2_000:].var() / 18_000 + (y - theirs * f).var() / 2_000
    found = estimate(list(judge), hidden(truth, labelled), population="like these")
    assert found.value == pytest.approx(wanted, abs=3e-4)
    assert found.interval.width == pytest.approx(2 * 1.96 * spread**0.5, rel=0.01)


def test_a_good_judge_narrows_the_interval_and_a_useless_one_hardly_widens_it():
    rng = np.random.default_rng(6)
    truth, good = population(rng, size=400, rate=0.4, apart=2.5)
    labelled = set(range(0, 400, 8))
    assert estimate(list(good), hidden(truth, labelled)).relative_width < 0.75
    assert estimate(list(rng.random(400)), hidden(truth, labelled)).relative_width < 1.06


def test_a_judge_that_says_one_thing_of_all_changes_nothing():
    truth = [1.0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0] * 4
    found = estimate([0.7] * 48, hidden(truth, set(range(30))))
    assert found.weight == 0
    assert (found.value, found.interval) == (found.alone, found.alone_interval)
    assert found.judge == pytest.approx(0.7)


def test_a_weight_is_not_tuned_on_four_labels_of_a_kind():
    truth = [1.0] * 4 + [0.0] * 36 + [1.0, 0.0] * 20
    found = estimate(truth, hidden(truth, set(range(40))))
    assert found.weight == 0
    assert found.interval == wilson_finite(4, 40, 80)


def test_labels_that_all_agree_give_an_exact_interval_of_some_width():
    found = estimate([0.1] * 73, hidden([0.0] * 73, set(range(40))))
    assert (found.interval.low, found.interval.high) == (0, pytest.approx(4 / 73))
    elsewhere = estimate([0.1] * 73, hidden([1.0] * 73, set(range(40))), population="like these")
    assert elsewhere.interval.low == pytest.approx(0.025 ** (1 / 40))  # Clopper and Pearson
    half = estimate([0.1] * 73, hidden([0.5] * 73, set(range(40))))
    assert half.interval.low == pytest.approx(0.5 - 2 / 73)
    assert half.interval.high == pytest.approx(0.5 + 2 / 73)


def test_a_judge_without_an_error_so_far_is_not_taken_for_perfect():
    truth = [1.0, 0.0] * 100
    found = estimate(truth, hidden(truth, set(range(40))))
    assert found.value == pytest.approx(0.5)
    assert 0.05 < found.interval.width < found.alone_interval.width / 2


def test_all_labelled_is_known():
    truth = [1.0, 0.0, 1.0, 1.0]
    found = estimate([0.2, 0.1, 0.9, None], truth)
    assert (found.value, found.interval.low, found.interval.high) == (0.75, 0.75, 0.75)
    assert found.relative_width == 1


def test_an_item_that_the_judge_failed_on_counts_as_one_of_its_average():
    truth = [1.0, 0.0] * 30
    judge = [0.8, 0.3] * 30
    failed = [None, *judge[1:]]
    filled = [float(np.mean(judge[1:])), *judge[1:]]
    labels = hidden(truth, set(range(30)))
    assert estimate(failed, labels).value == pytest.approx(estimate(filled, labels).value)
    assert estimate([None] * 60, labels).judge is None


def test_groups_count_by_their_size_and_not_by_their_labels():
    truth = [1.0] * 10 + [0.0] * 30
    labels = [*truth[:8], None, None, *truth[10:16], *([None] * 24)]
    found = estimate([0.5] * 40, labels, groups=[0] * 10 + [1] * 30)
    assert found.alone == pytest.approx(0.25)
    assert estimate([0.5] * 40, labels).alone == pytest.approx(8 / 14)
    assert found.interval.low < 0.25 < found.interval.high


@pytest.mark.parametrize(("judged", "labels", "message"), [
    ([0.1], [1.0, None], "1 judged items and 2 labels"),
    ([0.1, 0.2], [1.0, None], "label at least two"),
    ([], [], "no items"),
    ([0.1, 0.2, 0.3], [1.0, 3.0, None], "give them in"),
])  # fmt: skip
def test_what_cannot_be_estimated_is_refused(judged, labels, message):
    with pytest.raises(ValueError, match=message):
        estimate(judged, labels)


@pytest.mark.parametrize(
    ("size", "count", "rate", "apart"), [(80, 40, 0.3, 1.0), (80, 20, 0.5, 1.0), (400, 40, 0.15, 1.7), (2_000, 40, 0.05, 1.7)]
)
def test_intervals_hold_the_rate_of_the_items(size, count, rate, apart):
    rng = np.random.default_rng(size + count)
    truth, judge = population(rng, size=size, rate=rate, apart=apart)
    held = []
    for _ in range(500):
        found = estimate(list(judge), hidden(truth, set(rng.permutation(size)[:count].tolist()))).interval
        held.append(found.low - 1e-9 <= truth.mean() <= found.high + 1e-9)
    assert np.mean(held) >= 0.95 - 2.5 * (0.95 * 0.05 / 500) ** 0.5


def test_intervals_hold_the_rate_of_what_the_items_were_drawn_from():
    rng = np.random.default_rng(8)
    held = []
    for _ in range(500):
        truth, judge = population(rng, size=150, rate=0.3, apart=1.5)
        found = estimate(list(judge), hidden(truth, set(range(50))), population="like these").interval
        held.append(found.low <= 0.3 <= found.high)
    assert np.mean(held) >= 0.95 - 2.5 * (0.95 * 0.05 / 500) ** 0.5


def test_a_difference_is_that_of_the_two_rates():
    rng = np.random.default_rng(9)
    first, judge_first = population(rng, size=300, rate=0.5, apart=2.0)
    second, judge_second = population(rng, size=300, rate=0.3, apart=2.0)
    labelled = set(range(100))
    found = difference((list(judge_first), list(judge_second)), (hidden(first, labelled), hidden(second, labelled)))
    assert found.alone == pytest.approx(second[:100].mean() - first[:100].mean())
    assert found.interval.low <= second.mean() - first.mean() <= found.interval.high
    assert found.relative_width < 0.9
    assert found.judge == pytest.approx(judge_second.mean() - judge_first.mean())


def test_a_difference_never_seen_is_not_known_to_be_none():
    same = [1.0, 0.0] * 40
    labels = hidden(same, set(range(40)))
    found = difference((same, same), (labels, labels))
    assert found.value == 0
    assert found.interval.low == -found.interval.high < 0
    assert "exact" in found.interval.method


def test_intervals_of_differences_hold_the_difference():
    rng = np.random.default_rng(10)
    held = []
    for _ in range(500):
        first, judge_first = population(rng, size=120, rate=0.4, apart=1.5)
        second, judge_second = population(rng, size=120, rate=0.25, apart=1.5)
        drawn = set(rng.permutation(120)[:40].tolist())
        found = difference((list(judge_first), list(judge_second)), (hidden(first, drawn), hidden(second, drawn))).interval
        held.append(found.low - 1e-9 <= second.mean() - first.mean() <= found.high + 1e-9)
    assert np.mean(held) >= 0.95 - 2.5 * (0.95 * 0.05 / 500) ** 0.5


def test_a_difference_needs_the_same_items_labelled_for_both():
    with pytest.raises(ValueError, match="3 items of the first and 2 of the second"):
        difference(([0, 0, 0], [0, 0]), ([1, 1, 1], [1, 1]))
    with pytest.raises(ValueError, match="0 items are labelled for both"):
        difference(([0, 0, 0, 0], [0, 0, 0, 0]), ([1, 1, None, None], [None, None, 1, 1]))
