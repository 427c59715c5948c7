"""What holds of every estimate of a rate and of every measure of agreement."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from untuned.evaluation.stats.agreement import krippendorff, percent
from untuned.evaluation.stats.detectors import auroc, calibration_error
from untuned.evaluation.stats.finite import hypergeometric, wilson_finite
from untuned.evaluation.stats.labelling import draw
from untuned.evaluation.stats.prediction_powered import difference, estimate

SLACK = 1e-9
probability = st.floats(0, 1)
YES_OR_NO = st.sampled_from([0.0, 1.0])


@st.composite
def labelled(draws, label=YES_OR_NO):
    size = draws(st.integers(4, 60))
    count = draws(st.integers(2, size))
    judged = draws(st.lists(st.one_of(st.none(), probability), min_size=size, max_size=size))
    labels = draws(st.lists(label, min_size=count, max_size=count)) + [None] * (size - count)
    return judged, draws(st.permutations(labels))


@given(labelled())
@settings(max_examples=150, deadline=None)
def test_an_estimate_lies_in_its_interval_and_both_in_what_the_labels_leave_possible(case):
    judged, labels = case
    found = estimate(judged, labels)
    known = [label for label in labels if label is not None]
    least, most = sum(known) / len(labels), 1 - (len(known) - sum(known)) / len(labels)
    for value, interval in ((found.value, found.interval), (found.alone, found.alone_interval)):
        assert least - SLACK <= interval.low <= value + SLACK
        assert value - SLACK <= interval.high <= most + SLACK
    assert 0 <= found.weight <= 1
    assert found.interval.width > 0 or len(known) == len(labels)


@given(labelled(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_items_does_not_matter(case, order):
    judged, labels = case
    places = list(range(len(labels)))
    order.shuffle(places)
    one, other = estimate(judged, labels), estimate([judged[at] for at in places], [labels[at] for at in places])
    assert other.value == pytest.approx(one.value, abs=1e-7)
    assert (other.interval.low, other.interval.high) == pytest.approx((one.interval.low, one.interval.high), abs=1e-6)


@given(labelled())
@settings(max_examples=60, deadline=None)
def test_yes_and_no_may_change_places(case):
    judged, labels = case
    turned = estimate(
        [None if value is None else 1 - value for value in judged], [None if label is None else 1 - label for label in labels]
    )
    found = estimate(judged, labels)
    assert turned.value == pytest.approx(1 - found.value, abs=1e-7)
    assert (turned.interval.low, turned.interval.high) == pytest.approx((1 - found.interval.high, 1 - found.interval.low), abs=1e-6)


@given(labelled(label=probability))
@settings(max_examples=100, deadline=None)
def test_scores_have_an_interval_in_their_range(case):
    found = estimate(*case)
    assert -SLACK <= found.interval.low <= found.interval.high <= 1 + SLACK


@given(labelled())
@settings(max_examples=60, deadline=None)
def test_nothing_differs_from_itself(case):
    judged, labels = case
    found = difference((judged, judged), (labels, labels))
    assert found.value == 0
    assert found.interval.low == pytest.approx(-found.interval.high)


@given(st.integers(1, 200), st.data())
@settings(max_examples=100, deadline=None)
def test_exact_intervals_hold_wilsons_middle_and_what_was_seen(total, data):
    count = data.draw(st.integers(1, total))
    positive = data.draw(st.integers(0, count))
    for found in (hypergeometric(positive, count, total), wilson_finite(positive, count, total)):
        assert positive / total - SLACK <= found.low <= found.high <= (total - count + positive) / total + SLACK
        # The likeliest number of positives among all items is always inside.
        assert found.low - SLACK <= min(total, positive * (total + 1) // count) / total <= found.high + SLACK


@given(st.lists(st.one_of(st.none(), probability), min_size=2, max_size=120), st.data())
@settings(max_examples=100, deadline=None)
def test_a_draw_can_always_be_estimated_from(judged, data):
    drawn = draw(judged, data.draw(st.integers(2, len(judged))), seed=data.draw(st.integers(0, 9)))
    chosen = set(drawn.chosen)
    labels = [float(at % 2) if at in chosen else None for at in range(len(judged))]
    found = estimate(judged, labels, groups=drawn.groups)
    assert found.labelled == len(drawn.chosen)
    assert found.interval.low - SLACK <= found.value <= found.interval.high + SLACK


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=3, max_size=3), max_size=20))
@settings(max_examples=100, deadline=None)
def test_agreement_stays_in_range_and_does_not_depend_on_who_is_first(ratings):
    turned = [row[::-1] for row in ratings]
    for level in ("nominal", "ordinal", "interval"):
        found = krippendorff(ratings, level=level, resamples=20)
        assert found.value is None or found.value <= 1 + SLACK
        other = krippendorff(turned, level=level, resamples=20)
        assert other.value == (None if found.value is None else pytest.approx(found.value))
    share = percent(ratings, resamples=20).value
    assert share is None or 0 <= share <= 1


@given(st.lists(st.tuples(probability, st.booleans()), max_size=60))
@settings(max_examples=100, deadline=None)
def test_measures_of_a_detector_stay_in_range(items):
    values, truth = [value for value, _ in items], [true for _, true in items]
    found = auroc(values, truth)
    assert found is None or 0 <= found <= 1
    error = calibration_error(values, truth)
    assert error is None or 0 <= error <= 1
