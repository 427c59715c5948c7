import itertools

import pytest

from untuned.evaluation.stats.finite import at_most, hypergeometric, unseen_positives, wilson_finite


def test_the_hypergeometric_interval_is_what_enumeration_gives():
    # 2 of 5 labelled of 10: a share is inside when both tails of its own distribution exceed 2.5 %.
    inside = []
    for held in range(11):
        items = [1] * held + [0] * (10 - held)
        counts = [sum(drawn) for drawn in itertools.combinations(items, 5)]
        least = sum(count >= 2 for count in counts) / len(counts)
        most = sum(count <= 2 for count in counts) / len(counts)
        if least > 0.025 and most > 0.025:
            inside.append(held / 10)
    found = hypergeometric(2, 5, 10)
    assert (found.low, found.high) == (min(inside), max(inside))


def test_the_distribution_is_that_of_all_draws():
    counts = [sum(drawn) for drawn in itertools.combinations([1, 1, 1, 0, 0, 0, 0], 4)]
    for positive in range(-1, 5):
        share = sum(count <= positive for count in counts) / len(counts)
        assert at_most(positive, held=3, labelled=4, total=7) == pytest.approx(share)


def test_what_is_all_labelled_is_known():
    for interval in (wilson_finite(3, 12, 12), hypergeometric(3, 12, 12)):
        assert (interval.low, interval.high) == (0.25, 0.25)


def test_the_interval_is_wilsons_where_the_labels_are_a_drop_in_the_sea():
    # Wilson 1927: 20 of 50 is .2761 to .5382.
    found = wilson_finite(20, 50, 10_000_000)
    assert found.low == pytest.approx(0.2761, abs=5e-5)
    assert found.high == pytest.approx(0.5382, abs=5e-5)


def test_fewer_open_items_narrow_the_interval():
    widths = [wilson_finite(12, 40, total).width for total in (45, 73, 200, 100_000)]
    assert widths == sorted(widths)


def test_no_positive_label_still_leaves_room_for_some():
    # 4 hidden among 73 are missed by 40 labels with a probability of 3.7 %, 5 with one of 1.6 %.
    found = wilson_finite(0, 40, 73)
    assert found.low == 0
    assert found.high == pytest.approx(4 / 73)
    assert wilson_finite(40, 40, 73).low == pytest.approx(1 - 4 / 73)


def test_what_labels_know_bounds_the_interval():
    found = wilson_finite(9, 10, 11)
    assert found.low >= 9 / 11
    assert found.high <= 10 / 11


def test_the_exact_interval_holds_the_share_at_least_as_often_as_it_says():
    total, labelled = 60, 20
    for held in range(0, 61, 5):
        chances = [
            at_most(k, held=held, labelled=labelled, total=total) - at_most(k - 1, held=held, labelled=labelled, total=total)
            for k in range(21)
        ]
        covered = 0.0
        for k, chance in enumerate(chances):
            if chance <= 0:
                continue
            found = hypergeometric(k, labelled, total)
            covered += chance if found.low <= held / total <= found.high else 0
        assert covered >= 0.95 - 1e-9


def test_unseen_positives_hide_where_fewest_are_drawn():
    assert unseen_positives([(40, 73)], tail=0.025) == 4
    # 30 of 30 hide nothing; of 10 among 40, 10 are missed with 3.5 %, 11 with 2.4 %.
    assert unseen_positives([(30, 30), (10, 40)], tail=0.025) == 10
    assert unseen_positives([(5, 5)], tail=0.025) == 0


@pytest.mark.parametrize(("positive", "labelled", "total"), [(3, 2, 5), (-1, 2, 5), (0, 0, 5), (1, 6, 5)])
def test_counts_that_do_not_fit_are_refused(positive, labelled, total):
    with pytest.raises(ValueError, match="is no count"):
        wilson_finite(positive, labelled, total)
