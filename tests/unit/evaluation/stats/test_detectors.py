import pytest

from untuned.evaluation.stats.detectors import auroc, auroc_interval, calibration_error, reliability, rogan_gladen


def test_auroc_counts_pairs_in_the_right_order_and_ties_half():
    values, truth = [0.1, 0.4, 0.4, 0.8, 0.9], [False, True, False, True, False]
    # pairs (.4 > .1), (.4 = .4), (.4 < .9), (.8 > .1), (.8 > .4), (.8 < .9)
    assert auroc(values, truth) == pytest.approx((1 + 0.5 + 0 + 1 + 1 + 0) / 6)
    assert auroc([-value for value in values], truth) == pytest.approx(1 - 3.5 / 6)


def test_full_separation_of_few_items_leaves_room_below_one():
    few, many = (auroc_interval(1.0, positives=count, negatives=count) for count in (10, 1000))
    assert (few.high, many.high) == (1, 1)
    assert 0.7 < few.low < 0.9 < many.low
    turned = auroc_interval(0.0, positives=10, negatives=10)
    assert (turned.low, turned.high) == pytest.approx((0.0, 1 - few.low))


def test_the_interval_of_an_area_has_the_known_standard_error_where_it_is_far_from_the_ends():
    # Hanley and McNeil 1982: at .75 with 100 of each the standard error is .035.
    found = auroc_interval(0.75, positives=100, negatives=100)
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.035, abs=0.001)


def test_auroc_of_one_kind_is_none():
    assert auroc([0.1, 0.2], [True, True]) is None
    assert auroc([], []) is None


def test_bins_hold_what_was_said_and_what_was_seen():
    found = reliability([0.1, 0.1, 0.1, 0.7, 0.9, 0.8], [False, False, True, True, True, False], bins=2)
    assert [(each.count, each.said, each.seen) for each in found] == [
        (3, pytest.approx(0.1), pytest.approx(1 / 3)),
        (3, pytest.approx(0.8), pytest.approx(2 / 3)),
    ]
    assert calibration_error([0.1, 0.1, 0.1, 0.7, 0.9, 0.8], [False, False, True, True, True, False], bins=2) == pytest.approx(
        (0.7 / 3 + 0.4 / 3) / 2
    )


def test_equal_probabilities_share_a_bin():
    found = reliability([0.2] * 50, [True] * 10 + [False] * 40)
    assert len(found) == 1
    assert calibration_error([0.2] * 50, [True] * 10 + [False] * 40) == pytest.approx(0)


def test_nothing_judged_has_no_error():
    assert reliability([], []) == ()
    assert calibration_error([], []) is None


def test_rogan_and_gladen_undo_stated_errors():
    rate, sensitivity, specificity = 0.3, 0.8, 0.9
    flagged = rate * sensitivity + (1 - rate) * (1 - specificity)
    assert rogan_gladen(flagged, sensitivity=sensitivity, specificity=specificity) == pytest.approx(rate)
    assert rogan_gladen(0.0, sensitivity=sensitivity, specificity=specificity) == 0


@pytest.mark.parametrize(("call", "message"), [
    (lambda: rogan_gladen(0.5, sensitivity=0.4, specificity=0.6), "tell nothing"),
    (lambda: auroc([0.1], [True, False]), "1 values and 2 labels"),
    (lambda: calibration_error([1.5], [True]), "give them in"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
