"""Failed scores: bounds of what they could have been."""

import itertools

from untuned.evaluation.stats.missing import missing_bounds


def test_nothing_missing_has_no_bounds():
    assert missing_bounds([1, 0], [0.5, 1], low=0, high=1) is None


def test_the_bounds_are_those_of_every_way_to_fill_in():
    a, b = [1, None, 0.5, None], [None, 0, 1, None]

    def filled(scores, values):
        given = iter(values)
        return [next(given) if score is None else score for score in scores]

    differences = [sum(filled(b, values[:2])) / 4 - sum(filled(a, values[2:])) / 4 for values in itertools.product((0, 0.3, 1), repeat=4)]
    bounds = missing_bounds(a, b, low=0, high=1)
    assert (bounds.low, bounds.high) == (min(differences), max(differences))
    assert bounds.confidence == 1


def test_other_scores_are_bounded_by_the_range_that_is_given():
    bounds = missing_bounds([100.0, 200.0], [None, 150.0], low=100, high=200)
    assert (bounds.low, bounds.high) == (-25, 25)
